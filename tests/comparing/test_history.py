"""What changed, commit by commit: in order, each commit read once, and nothing guessed of what a clone lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import HR, IT, SMALL, catalog, make_catalog, write

from servicebook.comparing.changes import Effect
from servicebook.comparing.history import Begins, ChangeHistory, change_history
from servicebook.comparing.kept_history import keep_commits, read_changes
from servicebook.comparing.past_commits import PastCommit
from servicebook.comparing.told_history import Told, ToldHistory, told_history
from servicebook.source.git_command import RevisionError

REPAIR = f"{IT}/services/repair.yml"
ALL = 1000
KEPT = ".servicebook/cache/history.json"


def promised(time: str) -> dict[str, str]:
    return {REPAIR: SMALL[REPAIR].replace("4 hours", time)}


def repository(root: Path, *edits: dict[str, str]) -> Path:
    """The small catalog, and behind its first commit one for each of the edits, on the days that follow."""
    make_catalog(root, {".gitignore": ".servicebook/\n"}, base=SMALL)
    git(root, "init", "--quiet")
    for day, files in enumerate(({}, *edits), start=1):
        write(root, files)
        git(root, "add", "--all", ".")
        git(
            root,
            "commit",
            "--quiet",
            "--message",
            "x",
            at=f"2026-{3 + day // 32:02}-{day % 32 or 1:02}T23:30:00+01:00",
        )
    return root


def read(root: Path, most: int = ALL) -> ChangeHistory:
    found = read_changes(root, most)
    assert found is not None
    return found


def told(root: Path, most: int = ALL) -> ToldHistory:
    return told_history(read(root, most), catalog(root))


def said(one: Told) -> tuple[str, Effect, str, tuple[str, ...]]:
    return one.day.isoformat(), one.effect, one.object_id, one.sentences


def test_changes_are_told_by_day_the_newest_first(tmp_path: Path) -> None:
    root = repository(tmp_path, promised("2 hours"), promised("8 hours"))
    assert [said(one) for one in told(root).all] == [
        ("2026-03-03", Effect.WEAKENED, "it/repair", ("First reply: 2 hours → 8 hours", "6 hours later")),
        ("2026-03-02", Effect.TIGHTENED, "it/repair", ("First reply: 4 hours → 2 hours", "2 hours earlier")),
    ]


def test_of_a_day_the_worst_comes_first_and_words_last(tmp_path: Path) -> None:
    worded = SMALL[REPAIR].replace("We mend it", "We mend it all")
    root = repository(
        tmp_path,
        {
            f"{HR}/services/advice.yml": "name: Advice\nsummary: We advise.\n",
            REPAIR: worded.replace("4 hours", "8 hours"),
        },
    )
    assert [(one.effect, one.object_id, one.is_minor) for one in told(root).all] == [
        (Effect.WEAKENED, "it/repair", False),
        (Effect.ADDED, "hr/advice", False),
        (Effect.REWORDED, "it/repair", True),
    ]


def test_a_change_is_told_of_its_service_its_department_and_whom_it_concerns(tmp_path: Path) -> None:
    agreed = "provider: it\ncustomer: hr\ncovers: [it/repair]\n"
    root = repository(tmp_path, {"catalog/agreements/it-hr.yml": agreed}, promised("8 hours"))
    history = told(root)
    (service,) = history.of_service["it/repair"][:1]
    assert service.effect is Effect.WEAKENED
    assert service.departments == ("it", "hr")
    assert service in history.of_department["it"]
    assert service in history.of_department["hr"]


def test_a_calendar_is_told_of_the_services_whose_promises_are_counted_on_it(tmp_path: Path) -> None:
    hours = SMALL["site_config/calendars.yml"].replace("17:00", "13:00")
    history = told(repository(tmp_path, {"site_config/calendars.yml": hours}))
    assert [one.object_id for one in history.of_service["it/repair"]] == ["office"]


def test_what_has_another_id_now_is_told_of_by_todays(tmp_path: Path) -> None:
    root = repository(tmp_path, promised("2 hours"))
    text = (root / REPAIR).read_text() + "former_ids: [it/repair]\n"
    (root / REPAIR).unlink()
    write(root, {f"{IT}/services/mending.yml": text})
    commit(root, at="2026-03-05T12:00:00+00:00")
    history = told(root)
    assert [one.effect for one in history.of_service["it/mending"]] == [Effect.MOVED, Effect.TIGHTENED]
    assert "it/repair" not in history.of_service


def test_ten_more_commits_are_ten_that_are_read(tmp_path: Path) -> None:
    root = repository(tmp_path, *(promised(f"{hours} hours") for hours in (1, 2, 3)))
    assert len(read(root).compared) == 3
    assert read(root).compared == ()
    first = read(root).commits
    for hours in range(5, 15):
        write(root, promised(f"{hours} hours"))
        git(root, "commit", "--quiet", "--all", "--message", "x")  # nothing of what is kept
    later = read(root)
    assert later.compared == tuple(one.hash for one in later.commits[:10][::-1])
    assert later.commits[10:] == first


def test_what_was_kept_is_what_would_be_read(tmp_path: Path) -> None:
    root = repository(
        tmp_path, promised("2 hours"), {f"{IT}/roles.yml": "lead: {title: Boss, holders: [ana]}\n"}
    )
    fresh = read(root)
    kept = read(root)
    assert (kept.commits, kept.since, kept.begins) == (fresh.commits, fresh.since, fresh.begins)
    assert kept.compared == ()


@pytest.mark.parametrize("harm", ["cut", "edited", "empty", "foreign", "binary"])
def test_a_kept_history_that_is_damaged_or_somebody_elses_is_read_anew(tmp_path: Path, harm: str) -> None:
    root = repository(tmp_path, promised("2 hours"))
    fresh = read(root)
    file = root / KEPT
    content = file.read_bytes()
    file.write_bytes(
        {
            "cut": content[:-10],
            "edited": content.replace(b"2 hours", b"1 hours"),
            "empty": b"",
            "foreign": b"0" * 64 + b"[]",
            "binary": bytes(range(256)),
        }[harm]
    )
    again = read(root)
    assert (again.compared, again.commits) == (fresh.compared, fresh.commits)
    assert read(root).compared == ()


def test_a_folder_that_cannot_be_written_to_costs_only_time(tmp_path: Path) -> None:
    root = repository(tmp_path, promised("2 hours"))
    (root / ".servicebook").write_text("a file where the folder would be")
    assert read(root).compared == read(root).compared != ()


def test_after_a_rebase_only_what_was_rewritten_is_read(tmp_path: Path) -> None:
    root = repository(tmp_path, promised("2 hours"), promised("3 hours"))
    read(root)
    git(root, "commit", "--quiet", "--amend", "--message", "y", at="2026-03-09T12:00:00+00:00")
    assert read(root).compared == (git(root, "rev-parse", "HEAD"),)


def test_a_commit_that_cannot_be_read_is_passed_over_and_compared_across(tmp_path: Path) -> None:
    root = repository(tmp_path, promised("2 hours"), {REPAIR: "name: [\n"}, promised("8 hours"))
    history = told(root)
    assert [day.isoformat() for day in history.unread] == ["2026-03-03"]
    assert [said(one)[:3] for one in history.all] == [
        ("2026-03-04", Effect.WEAKENED, "it/repair"),
        ("2026-03-02", Effect.TIGHTENED, "it/repair"),
    ]
    assert history.all[0].sentences[0] == "First reply: 2 hours → 8 hours"


def test_behind_a_broken_commit_the_next_one_is_compared_with_what_could_be_read(tmp_path: Path) -> None:
    root = repository(tmp_path, promised("2 hours"), {REPAIR: "name: [\n"})
    assert len(read(root).compared) == 2
    write(root, promised("8 hours"))
    mended = commit(root)
    later = read(root)
    assert later.compared[-1] == mended
    assert later.commits[0].changes[0].what == "First reply: 2 hours → 8 hours"


def test_a_shallow_clone_says_from_when_on_changes_are_known(tmp_path: Path) -> None:
    root = repository(tmp_path / "whole", promised("2 hours"), promised("8 hours"))
    assert told(root).begins is Begins.FIRST
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{root}", "shallow")
    history = told(tmp_path / "shallow")
    assert (history.begins, history.since.isoformat()) == (Begins.SHALLOW, "2026-03-02")
    assert [one.effect for one in history.all] == [Effect.WEAKENED]


def test_a_clone_that_got_its_older_commits_tells_of_them(tmp_path: Path) -> None:
    root = repository(tmp_path / "whole", promised("2 hours"), promised("8 hours"))
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{root}", "clone")
    told(tmp_path / "clone")
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    assert told(tmp_path / "clone").all == told(root).all


def test_no_more_commits_are_told_of_than_asked_for(tmp_path: Path) -> None:
    root = repository(tmp_path, *(promised(f"{hours} hours") for hours in (1, 2, 3)))
    history = told(root, most=2)
    assert (history.begins, history.since.isoformat()) == (Begins.LIMIT, "2026-03-02")
    assert [one.day.day for one in history.all] == [4, 3]


def test_without_git_or_commits_of_a_catalog_there_is_no_history(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "plain", {}, base=SMALL)
    with pytest.raises(RevisionError):
        read_changes(root, ALL)
    write(tmp_path / "other", {"README.md": "x"})
    commit(tmp_path / "other")
    assert read_changes(tmp_path / "other", ALL) is None


def test_who_is_interrupted_goes_on_where_it_was_kept(tmp_path: Path) -> None:
    root = repository(tmp_path, *(promised(f"{1 + number % 7} hours") for number in range(60)))

    def keep(commits: Sequence[PastCommit]) -> None:
        keep_commits(root, commits)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_history(root, {}, most=ALL, keep=keep)
    assert len(read(root).compared) == 10


def test_nothing_is_said_of_who_came_went_or_holds_a_role(tmp_path: Path) -> None:
    root = repository(
        tmp_path,
        {
            "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\ncleo: {name: Cleo Plantword}\n",
            f"{IT}/roles.yml": "lead: {title: Lead, holders: [cleo], deputies: [{person: ben, interim: true}]}\n",
            REPAIR: SMALL[REPAIR] + "customer_duties: [Call Cleo Plantword first.]\n",
        },
    )
    (found,) = read(root).commits
    assert "Held by: changed" in {change.what for change in found.changes}
    assert not {"cleo", "ben", "Cleo Plantword"} & {
        word for change in found.changes for line in change.sentences for word in (line, *line.split())
    }
    assert "Plantword" not in (root / KEPT).read_text()


def test_nothing_is_quoted_that_names_somebody_whom_the_catalog_knew(tmp_path: Path) -> None:
    priced = SMALL[REPAIR] + "cost: {note: Paid at the desk}\n"
    root = repository(
        tmp_path,
        {
            "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\ncleo: {name: Cleo Plantword}\n",
            REPAIR: priced,
        },
        {REPAIR: priced.replace("at the desk", "to cleo PLANTWORD")},
        {REPAIR: priced.replace("at the desk", "by invoice")},
        {REPAIR: priced},
    )
    told_of = [change.what for commit in read(root).commits for change in commit.changes]
    assert "Plantword" not in " ".join(told_of).title()
    assert any("by invoice" in what for what in told_of)  # what names nobody is quoted
    assert "plantword" not in (root / KEPT).read_text().casefold()
