"""Which groups and users are which departments and people of an existing catalog.

The same is what has the same reference, of which the id is made, also where the catalog calls it otherwise by now
(``former_ids``). A group or user of a new name is taken for the only object that the source no longer has and that has
its e-mail address, or its title if it is a group: it was renamed in Backstage, and keeps its id until somebody renames
it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from servicebook.documents.slugs import slug
from servicebook.exchange.backstage.entities import Entity, Key, References, titles_of
from servicebook.exchange.backstage.mapping import DEFAULT_NAMESPACE
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.role import Person
from servicebook.wording import text

_T = TypeVar("_T")
_Object: TypeAlias = Department | Person


def match_organization(references: References) -> list[str]:
    """Tell ``references`` which groups and users the catalog has; a note for each that was renamed."""
    if references.catalog is None:
        return []
    return [*_match(references, "Group"), *_match(references, "User")]


def _match(references: References, kind: str) -> Iterator[str]:
    objects = _objects(references.catalog, kind)
    ids = {key: own_id for key, own_id in references.own_ids().items() if key[0] == kind.lower()}
    numbered = {key: own_id for key, own_id in ids.items() if not slug(key[2])}
    matched = {
        **_same_ids({key: own_id for key, own_id in ids.items() if key not in numbered}, objects),
        **_same_names(numbered, objects),
    }
    taken = set(matched.values())
    new = [entity for key, entity in references.entities.items() if key in ids and key not in matched]
    gone = [item for own_id, item in objects.items() if own_id not in taken and not _has_left(item)]
    for entity, item in pairs_by_words(new, gone, titles_of, _words_of):
        matched[entity.key] = item.id
        yield text("import.renamed", kind=kind, name=entity.name, old=item.id, new=ids[entity.key])
    references.matched.update(matched)


def _same_ids(ids: Mapping[Key, str], objects: Mapping[str, _Object]) -> dict[Key, str]:
    """The objects with the ids of entities, of today or else formerly; each for one entity."""
    matched = {key: own_id for key, own_id in ids.items() if own_id in objects}
    taken = set(matched.values())
    former = former_ids(objects)
    for key, own_id in ids.items():
        if key not in matched and own_id in former and former[own_id] not in taken:
            matched[key] = former[own_id]
            taken.add(former[own_id])
    return matched


def _same_names(keys: Iterable[Key], objects: Mapping[str, _Object]) -> dict[Key, str]:
    """The objects of owners whose names make no id, and whose number for one is another with each new owner."""
    named: dict[str, list[str]] = defaultdict(list)
    for own_id, item in objects.items():
        named[item.name.casefold()].append(own_id)
    shown = {key: key[2] if key[1] == DEFAULT_NAMESPACE else f"{key[1]}/{key[2]}" for key in keys}
    return {key: named[name][0] for key, name in shown.items() if len(named[name]) == 1}


def _objects(catalog: Catalog | None, kind: str) -> Mapping[str, _Object]:
    if catalog is None:
        return {}
    return catalog.departments if kind == "Group" else catalog.people


def _words_of(item: _Object) -> Iterator[str]:
    if isinstance(item, Person):
        # Not the name: two people may have one, and not all are in a source.
        addresses = [item.email]
    else:
        yield item.name
        addresses = [channel.address for channel in item.channels if channel.type == "email"]
    yield from (address for address in addresses if address)


def _has_left(item: _Object) -> bool:
    return isinstance(item, Person) and item.left_on is not None


def former_ids(objects: Mapping[str, _T]) -> dict[str, str]:
    """The ids of today by former ones."""
    return {former: own_id for own_id, item in objects.items() for former in getattr(item, "former_ids", ())}


def pairs_by_words(
    new: Sequence[Entity],
    gone: Sequence[_T],
    words_of_entity: Callable[[Entity], Iterable[str]],
    words_of_object: Callable[[_T], Iterable[str]],
) -> Iterator[tuple[Entity, _T]]:
    """The entities and objects that share a word which no other of either has; capitals and spaces do not matter.

    One that shares words with several is in no pair.
    """
    entities, objects = _by_words(new, words_of_entity), _by_words(gone, words_of_object)
    pairs = {
        (entities[word][0], objects[word][0])
        for word in entities.keys() & objects.keys()
        if len(entities[word]) == 1 and len(objects[word]) == 1
    }
    for entity, item in sorted(pairs):
        if sum(entity == other for other, _ in pairs) == 1 and sum(item == other for _, other in pairs) == 1:
            yield new[entity], gone[item]


def _by_words(items: Sequence[_T], words_of: Callable[[_T], Iterable[str]]) -> dict[str, list[int]]:
    """The positions of items by their words."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        for word in {" ".join(word.split()).casefold() for word in words_of(item)}:
            positions[word].append(position)
    return positions
