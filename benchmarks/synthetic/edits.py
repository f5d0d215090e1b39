"""Edits as departments make them, one after another: the same files and seed give the same edits.

They work on the text of YAML files, as people do, and leave it as it is around what they change.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

Files = dict[str, str]

_SERVICE = re.compile(r"catalog/departments/[^/]+/services/[^/]+\.yml")
_ROLES = re.compile(r"catalog/departments/[^/]+/roles\.yml")
_WITHIN = re.compile(r"(?<=within: )(\d+)(?= (?:working days?|hours?)\b)")
_COMPLIANCE = re.compile(r"(?<=compliance: )\d+")
_SUMMARY = re.compile(r"^(summary: \"?[^\"\n]*?)( Ask early\.)?(\"?)$", re.MULTILINE)
_HOLDERS = re.compile(r"(?<=  holders: \[)([a-z0-9-]+)(?=\])")
_FAQ = "- question: {question}\n  answer: Ask us, and we look at it together.\n"


class Edit(NamedTuple):
    """What a commit says, and the texts of the files that it changes; None for one that it removes."""

    subject: str
    files: Mapping[str, str | None]


class Edits:
    """Edits of the ``files`` of a catalog, by path, which they bring up to date; some files are broken for a while."""

    def __init__(self, files: Mapping[str, str], seed: int = 1) -> None:
        self.files = dict(files)
        self._random = random.Random(seed)
        self._number = 0
        self._added: list[str] = []
        self._broken: tuple[str, str] | None = None

    def __iter__(self) -> Iterator[Edit]:
        while True:
            yield self.next()

    def next(self) -> Edit:
        """The next edit, which is made already."""
        made = self._mended()
        while made is None:
            kinds, weights = zip(*_KINDS.items(), strict=True)
            (kind,) = self._random.choices(kinds, weights)
            made = kind(self)
        self._number += 1
        for path, text in made.files.items():
            if text is None:
                del self.files[path]
            else:
                self.files[path] = text
        return made

    def of_service(self) -> Edit:
        """An edit of one service that leaves it valid."""
        made = None
        while made is None:
            made = self._random.choice((self._other_time, self._other_share, self._other_summary))()
        self.files |= {path: text for path, text in made.files.items() if text is not None}
        return made

    def _path(self, pattern: re.Pattern[str]) -> str:
        return self._random.choice(sorted(path for path in self.files if pattern.fullmatch(path)))

    def _replaced(
        self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], what: str
    ) -> Edit | None:
        """An edit of one place in one service; None where the service has no such place."""
        path = self._path(_SERVICE)
        text = self.files[path]
        places = list(pattern.finditer(text))
        if not places:
            return None
        place = self._random.choice(places)
        return Edit(
            f"{what} {path.rpartition('/')[2]}",
            {path: text[: place.start()] + new(place) + text[place.end() :]},
        )

    def _other_time(self) -> Edit | None:
        return self._replaced(
            _WITHIN,
            lambda found: str(max(1, int(found[0]) + self._random.choice((-2, -1, 1, 2)))),
            "Promise another time for",
        )

    def _other_share(self) -> Edit | None:
        return self._replaced(
            _COMPLIANCE, lambda _: str(self._random.randrange(70, 99)), "Keep another share of"
        )

    def _other_summary(self) -> Edit | None:
        return self._replaced(
            _SUMMARY,
            lambda found: found[1] + ("" if found[2] else " Ask early.") + found[3],
            "Say it otherwise in",
        )

    def _comment(self) -> Edit:
        path = self._path(_SERVICE)
        return Edit("Leave a note", {path: f"{self.files[path]}# looked through in round {self._number}\n"})

    def _other_holder(self) -> Edit | None:
        path = self._path(_ROLES)
        holders = sorted({found[0] for text in self.files.values() for found in _HOLDERS.finditer(text)})
        text, count = _HOLDERS.subn(self._random.choice(holders), self.files[path], count=1)
        return Edit("Hand over a role", {path: text}) if count and text != self.files[path] else None

    def _question(self) -> Edit:
        path = self._path(re.compile(r"catalog/departments/[^/]+/faqs\.yml"))
        faq = _FAQ.format(question=f"What about case {self._number}?")
        return Edit("Answer a question", {path: f"{self.files[path].rstrip()}\n{faq}"})

    def _new_service(self) -> Edit:
        old = self._path(_SERVICE)
        path = f"{old.rpartition('/')[0]}/extra-{self._number}.yml"
        text = re.sub(r"(?m)^(aliases|former_ids|faqs|replaced_by):.*\n(?:[ #].*\n)*", "", self.files[old])
        text = re.sub(r"(?m)^name: .*$", f"name: Extra {self._number}", text)
        self._added.append(path)
        return Edit("Offer another service", {path: text})

    def _renamed_service(self) -> Edit | None:
        if not self._added:
            return None
        old = self._added.pop(self._random.randrange(len(self._added)))
        folder, _, name = old.rpartition("/")
        path = f"{folder}/other-{self._number}.yml"
        former = f"former_ids: [{old.split('/')[2]}/{name.removesuffix('.yml')}]\n"
        text = re.sub(r"(?m)^former_ids: .*\n", "", self.files[old])
        self._added.append(path)
        return Edit("Rename a service", {old: None, path: f"{text.rstrip()}\n{former}"})

    def _removed_service(self) -> Edit | None:
        if not self._added:
            return None
        old = self._added.pop(self._random.randrange(len(self._added)))
        return Edit("Offer a service no longer", {old: None})

    def _notice(self) -> Edit:
        path = f"catalog/notices/round-{self._number}.yml"
        department = self._path(_SERVICE).split("/")[2]
        text = f"title: Slower in round {self._number}\naffects: {{departments: [{department}]}}\neffect: delayed\n"
        return Edit("Tell of a delay", {path: f"{text}from: 2026-11-01\nuntil: 2026-11-30\n"})

    def _no_notice(self) -> Edit | None:
        past = sorted(path for path in self.files if path.startswith("catalog/notices/round-"))
        return Edit("All is well again", {self._random.choice(past): None}) if past else None

    def _slip(self) -> Edit:
        path = self._path(_SERVICE)
        self._broken = path, self.files[path]
        return Edit("Change something in a hurry", {path: f"{self.files[path]}targets: [\n"})

    def _mended(self) -> Edit | None:
        if self._broken is None:
            return None
        path, text = self._broken
        self._broken = None
        return Edit("Mend it", {path: text})


_KINDS: Mapping[Callable[[Edits], Edit | None], int] = {
    Edits._other_time: 25,
    Edits._other_share: 10,
    Edits._other_summary: 20,
    Edits._comment: 5,
    Edits._other_holder: 10,
    Edits._question: 10,
    Edits._new_service: 6,
    Edits._renamed_service: 2,
    Edits._removed_service: 4,
    Edits._notice: 3,
    Edits._no_notice: 3,
    Edits._slip: 2,
}
"""How often each is made, of a hundred."""
