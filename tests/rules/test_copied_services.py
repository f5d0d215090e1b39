"""A file of a service that was copied and not yet edited is one warning, whatever else follows from that."""

from __future__ import annotations

from pathlib import Path

from tests.support import HR, IT, SMALL, make_catalog, problems, write

SERVICES = f"{IT}/services"
QUESTIONS = (
    'faqs:\n  - {question: "How long?", answer: A day.}\n  - {question: "Who pays?", answer: We do.}\n'
)
MEND = SMALL[f"{SERVICES}/repair.yml"] + QUESTIONS
COPY = {f"{SERVICES}/repair.yml": MEND, f"{SERVICES}/bicycles.yml": MEND}


def found(root: Path) -> list[tuple[str, str, str]]:
    return [(problem.place.path, problem.message, problem.hint or "") for problem in problems(root)]


def test_a_copy_is_one_warning_that_says_so(tmp_path: Path) -> None:
    """The one that something refers to is the original; of two that nothing refers to, the first."""
    hint = "write what it is itself, from its name on, or delete the file"
    root = make_catalog(tmp_path, COPY, base=SMALL)
    assert found(root) == [
        (f"{SERVICES}/repair.yml", '"it/repair" is a copy of "it/bicycles" that nobody has edited', hint)
    ]
    write(root, {f"{HR}/roles.yml": "head: {title: Head, holders: [ben]}\n", "catalog/kudos.yml": KUDOS})
    assert found(root) == [
        (f"{SERVICES}/bicycles.yml", '"it/bicycles" is a copy of "it/repair" that nobody has edited', hint)
    ]


KUDOS = "- {from: department:hr, to: person:ana, about: it/repair, text: Thanks., on: 2026-08-01}\n"


def test_what_is_edited_is_a_copy_no_more(tmp_path: Path) -> None:
    for number, edited in enumerate((MEND + "lifecycle: planned\n", MEND.replace("A day.", "Two."))):
        root = make_catalog(tmp_path / str(number), {**COPY, f"{SERVICES}/bicycles.yml": edited}, base=SMALL)
        codes = {problem.code for problem in problems(root)}
        assert {"service-name-twice", "duplicate-question"} <= codes
        assert "object-twice" not in codes
