"""A file of a service that was copied and not yet edited is one warning, whatever else follows from that."""

from __future__ import annotations

from pathlib import Path

from tests.support import HR, IT, SMALL, make_catalog, problems, told, write

from servicebook.problems import Severity

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
    hint = (
        "write what it is itself, from its name to its questions, without the aliases and former_ids of the other; "
        "or delete the file"
    )
    root = make_catalog(tmp_path, COPY, base=SMALL)
    assert found(root) == [
        (f"{SERVICES}/repair.yml", '"it/repair" is a copy of "it/bicycles" that nobody has edited', hint)
    ]
    write(root, {f"{HR}/roles.yml": "head: {title: Head, holders: [ben]}\n", "catalog/kudos.yml": KUDOS})
    assert found(root) == [
        (f"{SERVICES}/bicycles.yml", '"it/bicycles" is a copy of "it/repair" that nobody has edited', hint)
    ]


def test_ids_that_a_copy_takes_are_no_problems_of_their_own(tmp_path: Path) -> None:
    """Two links could not both lead to their service: such a copy is an error."""
    former = (
        MEND.replace("name:", "former_ids: [mending]\nname:", 1)
        + "  - {id: which, question: Which?, answer: All.}\n"
    )
    files = {f"{SERVICES}/repair.yml": former, f"{SERVICES}/bicycles.yml": former}
    root = make_catalog(tmp_path, {**files, "catalog/kudos.yml": KUDOS}, base=SMALL)
    assert [told(problem) for problem in problems(root)] == [f"{SERVICES}/bicycles.yml:1:1 object-twice"]
    assert problems(root)[0].severity is Severity.ERROR
    write(root, {"site_config/rules.yml": WAIVED})
    assert [told(problem) for problem in problems(root)] == [f"{SERVICES}/repair.yml:1:14 duplicate-id"]


WAIVED = f"""waivers:
  - {{code: object-twice, path: {SERVICES}/bicycles.yml, reason: "It is meant, for now.", until: 2036-12-31}}
"""
KUDOS = "- {from: department:hr, to: person:ana, about: it/repair, text: Thanks., on: 2026-08-01}\n"


def test_what_is_edited_is_a_copy_no_more(tmp_path: Path) -> None:
    for number, edited in enumerate((MEND + "lifecycle: planned\n", MEND.replace("A day.", "Two."))):
        root = make_catalog(tmp_path / str(number), {**COPY, f"{SERVICES}/bicycles.yml": edited}, base=SMALL)
        codes = {problem.code for problem in problems(root)}
        assert {"service-name-twice", "duplicate-question"} <= codes
        assert "object-twice" not in codes
