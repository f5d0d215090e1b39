"""The files of settings with those of the JSON document written into them.

The document has settings as they apply, also where nothing is written: what is the same in the catalog, or the
default, is not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servicebook.analysis.resolved import plain
from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.exchange.core.key_tracker import TrackedMap
from servicebook.exchange.json.catalog_schema import NAMED_SETTINGS
from servicebook.exchange.json.document_files import DocumentFiles, updated_value
from servicebook.exchange.json.json_document import CopiedValue, id_problem, read_list
from servicebook.exchange.json.to_json import rules
from servicebook.settings import Feedback, Organization, Settings
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_rewrite import same

_KIND_OF: Mapping[str, str] = {
    "priorities": "priorities",
    "audiences": "audience",
    "topics": "topic",
    "sites": "site",
    "principles": "principle",
}


def write_settings(document_files: DocumentFiles) -> list[str]:
    """Write all settings that differ, and return notes."""
    settings = document_files.catalog.settings if document_files.catalog else None
    organization = settings.organization if settings else Organization(name="")
    _write_keys(document_files, "organization", plain(organization))
    _write_keys(document_files, "feedback", plain(settings.feedback if settings else Feedback()))
    for name in NAMED_SETTINGS:
        _write_named(document_files, name, _existing_named(settings, name))
    _write_default_priority(document_files, settings)
    _write_rules(document_files)
    existing = [*_existing_named(settings, "priorities")]
    return _order_notes(document_files, existing)


def _existing_named(settings: Settings | None, name: str) -> dict[str, dict[str, Any]]:
    """The objects of a setting as an export has them, by id."""
    values = [plain(value) for value in getattr(settings, name).values()] if settings else []
    return {value["id"]: value for value in values}


def _write_keys(document_files: DocumentFiles, name: str, existing: Mapping[str, Any]) -> None:
    """Write the keys of a file of settings that differ; one that this version does not know is a loss."""
    path, content = BY_NAME[name].pattern, document_files.root.read(name)
    for key, value in (content if isinstance(content, dict) else {}).items():
        if key not in existing:
            unknown = TrackedMap(document_files.tracker, document_files.root.source, (name,), {key: value})
            document_files.tracker.losses.extend(unknown.unread_losses())
        elif not same(existing[key], value):
            file = document_files.files.writable(path, {})
            if value is None or value == []:
                file.pop(key, None)
            else:
                file[key] = value
            document_files.copied[path].append(CopiedValue((key,), (name, key), name))


def _write_named(document_files: DocumentFiles, name: str, existing: Mapping[str, dict[str, Any]]) -> None:
    """Write the objects of a setting that differ."""
    kind = _KIND_OF[name]
    path = BY_NAME[kind].pattern
    for entry in read_list(document_files.tracker, document_files.root, name):
        entry.read_all()
        own_id = entry.value.get("id")
        if not isinstance(own_id, str) or not is_id(own_id):
            document_files.tracker.problems.append(id_problem(entry, kind, own_id))
        elif not same(existing.get(own_id, {}), entry.value):
            container = document_files.files.writable(path, {})
            in_file: tuple[str, ...] = (own_id,)
            if name == "priorities":  # their file has another key, the default, beside them
                container["priorities"] = container.get("priorities", {}).copy()
                container, in_file = container["priorities"], ("priorities", own_id)
            new = {key: value for key, value in entry.value.items() if key != "id" and value is not None}
            old = container.get(own_id, {})
            container[own_id] = updated_value(old, old, new)
            label = f'{kind} "{own_id}"'
            document_files.copied[path].append(CopiedValue(in_file, entry.pointer, label))


def _write_default_priority(document_files: DocumentFiles, settings: Settings | None) -> None:
    default: Value = document_files.root.read("default_priority")
    if default is None or default == (settings.default_priority if settings else None):
        return
    path = BY_NAME["priorities"].pattern
    file = document_files.files.writable(path, {})
    # A new file begins with it.
    value = {**file, "default": default} if "default" in file else {"default": default, **file}
    document_files.files.values[path] = value
    copied = CopiedValue(("default",), ("default_priority",), "default_priority")
    document_files.copied[path].append(copied)


def _write_rules(document_files: DocumentFiles) -> None:
    new: Any = document_files.root.read("rules")
    old = rules(document_files.catalog) if document_files.catalog else {}
    if new is not None and not same(new, old):
        path = BY_NAME["rules"].pattern
        document_files.put(path, (), updated_value(old, old, new), ("rules",), "rules")


def _order_notes(document_files: DocumentFiles, existing: list[str]) -> list[str]:
    """A note where the document has the priorities, highest first, in another order than the catalog."""
    entries: Any = document_files.root.value.get("priorities") or []
    order = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    both = [own_id for own_id in existing if own_id in order]
    if [own_id for own_id in order if own_id in existing] == both:
        return []
    return [f"the order of the priorities stays; change it in {BY_NAME['priorities'].pattern}"]
