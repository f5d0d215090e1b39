"""What is gone is told of with the day on which it went, under its last name; what is there under another id is not."""

from __future__ import annotations

from pathlib import Path

from tests.git_repository import commit, git
from tests.support import HR, IT, SMALL, make_catalog, opened

from servicebook.loading.gone_objects import GoneObject, gone_objects

SHARE = f"{IT}/services/share.yml"
SCAN = f"{IT}/services/scan.yml"


def history(root: Path, *steps: dict[str, str | None]) -> Path:
    """A repository with a commit for each step: texts are written, None takes a file away."""
    make_catalog(root, {}, base=SMALL)
    commit(root)
    for step in steps:
        for path, text in step.items():
            if text is None:
                (root / path).unlink()
            else:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
        commit(root)
    return root


def gone(root: Path) -> tuple[GoneObject, ...]:
    return gone_objects(root, opened(root).catalog)


def told(root: Path) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    return [(one.kind, one.id, one.former_ids, one.now) for one in gone(root)]


def service(name: str, more: str = "") -> str:
    return f"name: {name}\nsummary: One of them.\n{more}"


def test_a_removed_service_is_told_of_with_its_name_and_day(tmp_path: Path) -> None:
    root = history(tmp_path, {SHARE: service("Shared drive", "topics: []\n")}, {SHARE: None})
    (one,) = gone(root)
    day = git(root, "log", "-1", "--date=format:%Y-%m-%d", "--format=%cd")
    assert (one.kind, one.id, one.name, one.since.isoformat()) == ("service", "it/share", "Shared drive", day)
    assert one.department == "it" and one.now is None


def test_roles_agreements_journeys_and_departments_are_told_of_and_people_never(tmp_path: Path) -> None:
    root = history(
        tmp_path,
        {
            f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"] + "clerk: {title: Clerk, holders: [zoe]}\n",
            "catalog/people.yml": SMALL["catalog/people.yml"] + "zoe: {name: Zoe}\n",
            "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\n",
            "catalog/journeys/start.yml": "name: Start\nsummary: S.\nsteps: [{id: a, title: A, service: it/repair}]\n",
            "catalog/departments/post/department.yml": "name: Post\nsummary: Letters.\n",
        },
        {
            f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"],
            "catalog/people.yml": SMALL["catalog/people.yml"],
            "catalog/agreements/it-hr.yml": None,
            "catalog/journeys/start.yml": None,
            "catalog/departments/post/department.yml": None,
        },
    )
    assert sorted(told(root)) == [
        ("agreement", "it-hr", (), None),
        ("department", "post", (), None),
        ("journey", "start", (), None),
        ("role", "it/clerk", (), None),
    ]
    assert "zoe" not in repr(gone(root)).casefold()


def test_a_service_that_was_renamed_and_then_removed_has_both_addresses(tmp_path: Path) -> None:
    root = history(
        tmp_path,
        {SHARE: service("Share")},
        {SHARE: None, SCAN: service("Share", "former_ids: [it/share]\n")},
        {SCAN: None},
    )
    assert told(root) == [("service", "it/scan", ("it/share",), None)]


def test_a_service_that_moved_twice_without_a_word_is_found_where_it_is(tmp_path: Path) -> None:
    other = f"{HR}/services/share.yml"
    root = history(
        tmp_path,
        {SHARE: service("Share")},
        {SHARE: None, SCAN: service("Share")},
        {SCAN: None, other: service("Share", "aliases: [drive]\n")},
    )
    assert sorted(told(root)) == [
        ("service", "it/scan", (), "hr/share"),
        ("service", "it/share", (), "hr/share"),
    ]


def test_a_service_that_moved_twice_and_was_removed_is_told_of_once(tmp_path: Path) -> None:
    other = f"{HR}/services/share.yml"
    root = history(
        tmp_path,
        {SHARE: service("Share")},
        {SHARE: None, SCAN: service("Share")},
        {SCAN: None, other: service("Share")},
        {other: None},
    )
    assert told(root) == [("service", "hr/share", ("it/scan", "it/share"), None)]


def test_an_id_that_was_taken_again_belongs_to_what_has_it(tmp_path: Path) -> None:
    again = history(
        tmp_path / "again", {SHARE: service("Share")}, {SHARE: None}, {SHARE: service("Scissors")}
    )
    assert told(again) == []
    former = history(
        tmp_path / "former",
        {SHARE: service("Share")},
        {SHARE: None},
        {SCAN: service("Scan", "former_ids: [it/share]\n")},
    )
    assert told(former) == []
    twice = history(
        tmp_path / "twice",
        {SHARE: service("Share")},
        {SHARE: None},
        {SHARE: service("Scissors")},
        {SHARE: None},
    )
    assert [one.name for one in gone(twice)] == ["Scissors"]


def test_without_git_and_in_a_shallow_clone_nothing_is_told(tmp_path: Path) -> None:
    assert gone(make_catalog(tmp_path / "plain", {}, base=SMALL)) == ()
    root = history(tmp_path / "whole", {SHARE: service("Share")}, {SHARE: None})
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{root}", "shallow")
    assert gone(root) and gone(tmp_path / "shallow") == ()


def test_whoever_renames_a_department_by_hand_takes_its_services_along(tmp_path: Path) -> None:
    post, mail = "catalog/departments/post", "catalog/departments/mail"
    files = {"department.yml": "name: Post\nsummary: Letters.\n", "services/stamp.yml": service("Stamps")}
    root = history(
        tmp_path,
        {f"{post}/{name}": text for name, text in files.items()},
        {f"{post}/{name}": None for name in files} | {f"{mail}/{name}": text for name, text in files.items()},
    )
    assert sorted(told(root)) == [
        ("department", "post", (), "mail"),
        ("service", "post/stamp", (), "mail/stamp"),
    ]


def test_questions_are_told_of_wherever_they_stood(tmp_path: Path) -> None:
    asked = "- {question: What is it?, answer: A.}\n- {question: Who are you?, answer: B., id: who}\n"
    faqs = f"{IT}/faqs.yml"
    own = "faqs:\n- question: Is it free?\n  answer: Yes.\n- question: Is it fast?\n  answer: Yes.\n"
    root = history(
        tmp_path,
        {faqs: asked, SHARE: service("Share", own), SCAN: service("Scan", own)},
        {
            faqs: "- {question: What is it?, answer: A., aliases: [it]}\n",
            SHARE: service("Share", own[:45] + "\n"),
        },
        {SCAN: None},
    )
    assert sorted(told(root)) == [
        ("faq", "it/scan/is-it-fast", (), None),
        ("faq", "it/scan/is-it-free", (), None),
        ("faq", "it/share/is-it-fast", (), None),
        ("faq", "it/who", (), None),
        ("service", "it/scan", (), None),
    ]
