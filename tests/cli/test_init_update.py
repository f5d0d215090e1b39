"""``servicebook init --update``: what newer templates change, with everybody's own edits."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.source.test_file_changes import everything
from tests.support import REPOSITORY, run, write

RECORD = ".servicebook/init.json"
WORKFLOW = ".github/workflows/catalog.yml"
OLD = REPOSITORY / "tests/cases/init_update/version_0.2.0"
DAY = ("--today", "2026-09-01")


@pytest.fixture
def my(tmp_path: Path) -> Path:
    run("init", "my", "--organization", "Acme", "--zone", "Europe/Berlin", *DAY, cwd=tmp_path)
    return tmp_path / "my"


FORMS = ("change", "gap", "rating", "suggestion", "thanks")
"""The forms for issues, by the names of their files."""


def update(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    done = run("init", "--update", *more, *DAY, cwd=folder)
    assert done.stderr == "" or done.returncode == 2, done.stderr
    return done


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def as_if_older(folder: Path, path: str, now: str, then: str) -> None:
    """A file as another version would have written it, and its record."""
    edit(folder / path, now, then)
    change_record(folder, lambda files: files.update({path: text_of(folder, path).split("\n")}))


def change_record(folder: Path, change: Callable[[dict[str, list[str]]], object]) -> None:
    record = json.loads(text_of(folder, RECORD))
    change(record["files"])
    write(folder, {RECORD: json.dumps(record)})


def text_of(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def test_a_new_repository_is_up_to_date(my: Path) -> None:
    before = everything(my)
    done = update(my)
    assert (done.returncode, done.stdout) == (0, "All files are up to date; nothing was written.\n")
    assert everything(my) == before


def test_a_record_that_was_removed_is_said_with_what_was_compared(my: Path) -> None:
    record = text_of(my, RECORD)
    (my / RECORD).unlink()
    edit(my / WORKFLOW, "retention-days: 7", "retention-days: 30")
    missing = (
        f"{RECORD} is missing, so what init once wrote is not known; the files were compared with what version 0.2.0 "
        "wrote and with what this version writes\n"
        f"taken for your own edits, and kept: {WORKFLOW}\n"
        f"{RECORD}: added\n"
    )
    done = update(my, "--diff")
    assert (done.returncode, done.stdout) == (
        1,
        f"{missing}Nothing was written. To do it: servicebook init --update\n",
    )
    assert not (my / RECORD).exists()
    done = update(my)
    assert (done.returncode, done.stdout) == (0, missing)
    assert "retention-days: 30" in text_of(my, WORKFLOW)
    assert json.loads(text_of(my, RECORD))["files"] == json.loads(record)["files"]
    done = update(my, "--diff")
    assert (done.returncode, done.stdout) == (0, "All files are up to date; nothing was written.\n")


def test_a_repository_made_from_lists_is_up_to_date(tmp_path: Path) -> None:
    write(tmp_path, {"s.csv": "Service,Department,Summary\nRepair,IT,We repair.\n"})
    assert run("init", "my", "--from", "s.csv", *DAY, cwd=tmp_path).returncode == 0
    assert update(tmp_path / "my").stdout == "All files are up to date; nothing was written.\n"


def test_what_nobody_edited_is_brought_up_to_date_and_only_shown_by_diff(my: Path) -> None:
    now = everything(my)
    as_if_older(my, WORKFLOW, 'cron: "17 2 * * *"', 'cron: "1 1 * * *"')
    before = everything(my)
    done = update(my, "--diff")
    assert done.returncode == 1  # as that of check --diff
    assert '-    - cron: "1 1 * * *"' in done.stdout and '+    - cron: "17 2 * * *"' in done.stdout
    assert done.stdout.endswith(
        f"{WORKFLOW}: brought up to date\nNothing was written. To do it: servicebook init --update\n"
    )
    assert everything(my) == before
    done = update(my)
    assert (done.returncode, done.stdout) == (0, f"{WORKFLOW}: brought up to date\n")
    assert everything(my) == now


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_own_edits_elsewhere_are_kept(my: Path, ends: str) -> None:
    as_if_older(my, WORKFLOW, 'cron: "17 2 * * *"', 'cron: "1 1 * * *"')
    edit(my / WORKFLOW, "retention-days: 7", "retention-days: 30")
    write(my, {WORKFLOW: text_of(my, WORKFLOW).replace("\n", ends).encode()})
    done = update(my)
    assert (done.returncode, done.stdout) == (0, f"{WORKFLOW}: brought up to date, with your edits\n")
    raw = (my / WORKFLOW).read_bytes().decode()
    assert 'cron: "17 2 * * *"' in raw and "retention-days: 30" in raw
    assert raw.count("\r\n") == (raw.count("\n") if ends == "\r\n" else 0)
    assert update(my).stdout == "All files are up to date; nothing was written.\n"


@pytest.mark.parametrize(("how", "cron"), [("--keep", "9 9"), ("--take", "17 2")])
def test_a_conflict_is_shown_until_it_is_settled_and_nothing_is_overwritten(
    my: Path, how: str, cron: str
) -> None:
    as_if_older(my, WORKFLOW, 'cron: "17 2 * * *"', 'cron: "1 1 * * *"')
    as_if_older(my, WORKFLOW, "retention-days: 7", "retention-days: 8")
    edit(my / WORKFLOW, 'cron: "1 1 * * *"', 'cron: "9 9 * * *"')
    before = text_of(my, WORKFLOW)
    for more in (["--diff"], [], []):
        done = update(my, *more)
        assert done.returncode == 1
        assert done.stdout.startswith(
            f"{WORKFLOW}: conflict: you and the new version have changed the same lines; the file stays as it is\n"
            '  yours:\n        - cron: "9 9 * * *"   # in UTC\n'
            '  new:\n        - cron: "17 2 * * *"   # in UTC\n'
            f"{WORKFLOW}: to have your lines there and all else up to date: servicebook init --update --keep "
            f"{WORKFLOW}; to have the new lines: servicebook init --update --take {WORKFLOW}\n"
        )
        assert text_of(my, WORKFLOW) == before
    done = update(my, how, WORKFLOW)
    assert done.returncode == 0
    assert f'cron: "{cron} * * *"' in text_of(my, WORKFLOW)
    assert "retention-days: 7" in text_of(my, WORKFLOW)
    assert update(my).stdout == "All files are up to date; nothing was written.\n"
    done = update(my, how, WORKFLOW)
    assert (done.returncode, done.stderr) == (2, f"servicebook init: there is no conflict in {WORKFLOW}\n")


def test_what_was_removed_is_not_written_again(my: Path) -> None:
    (my / ".github/dependabot.yml").unlink()
    (my / "requirements-lock.txt").unlink()
    assert update(my).stdout == "All files are up to date; nothing was written.\n"
    change_record(my, lambda files: files.update({".github/dependabot.yml": ["version: 1", ""]}))
    record = json.loads(text_of(my, RECORD))
    write(my, {RECORD: json.dumps({**record, "lock": "0" * 64})})
    assert update(my).stdout == (
        ".github/dependabot.yml: you have removed it, so it is not written again\n"
        "requirements-lock.txt: you have removed it, so it is not written again\n"
    )
    assert update(my).stdout == "All files are up to date; nothing was written.\n"
    assert not (my / ".github/dependabot.yml").exists() and not (my / "requirements-lock.txt").exists()


def test_what_is_new_is_added_and_what_is_no_longer_written_goes_unless_it_was_edited(my: Path) -> None:
    now = everything(my)
    (my / ".vscode/extensions.json").unlink()
    write(my, {"tools/a.sh": "a\n", "tools/b.sh": "b, by me\n"})
    change_record(my, lambda files: files.pop(".vscode/extensions.json"))
    change_record(my, lambda files: files.update({"tools/a.sh": ["a", ""], "tools/b.sh": ["b", ""]}))
    done = update(my)
    assert (done.returncode, done.stdout) == (
        0,
        ".vscode/extensions.json: added\n"
        "tools/a.sh: removed; it is not needed any more\n"
        "tools/b.sh: not needed any more; you have edited it, so it stays\n",
    )
    assert everything(my) == {**now, "tools": None, "tools/b.sh": b"b, by me\n"}


def test_a_file_that_was_there_before_is_never_replaced_without_a_word(tmp_path: Path) -> None:
    my = write(tmp_path / "my", {"README.md": "mine\n"})
    assert run("init", "my", *DAY, cwd=tmp_path).returncode == 1
    done = update(my)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "README.md: conflict: it is there, and init has not written it; it stays as it is\n"
    )
    assert update(my, "--keep", "README.md").returncode == 0
    assert update(my).stdout == "All files are up to date; nothing was written.\n"
    assert text_of(my, "README.md") == "mine\n"


def test_a_lock_that_somebody_has_renewed_stays_while_it_covers_what_is_needed(my: Path) -> None:
    lock = my / "requirements-lock.txt"
    edit(lock, "certifi==", "certifi==2099.1.1+")
    before = lock.read_bytes()
    assert update(my).stdout == "All files are up to date; nothing was written.\n"
    edit(lock, "jinja2==3", "jinja2==2")
    done = update(my)
    assert done.returncode == 1
    assert done.stdout == (
        "requirements-lock.txt: conflict: you have renewed it, and it lacks jinja2>=3.1.4. "
        "Renew it: servicebook lock\n"
    )
    lock.write_bytes(before)
    record = json.loads(text_of(my, RECORD))
    changed = lock.read_text(encoding="utf-8").replace("+", "-")
    lock.write_text(changed, encoding="utf-8")
    write(my, {RECORD: json.dumps({**record, "lock": sha256(changed.encode()).hexdigest()})})
    write(my, {"requirements.in": "mine\n"})  # the lock of the program lacks it
    assert update(my).stdout == f"{RECORD}: brought up to date\n"  # it is written in another way
    (my / "requirements.in").unlink()
    assert update(my).stdout == "requirements-lock.txt: brought up to date\n"
    assert update(my).stdout == "All files are up to date; nothing was written.\n"


def of_version_0_2(folder: Path, host: str = "github") -> Path:
    shutil.copytree(OLD, folder)
    if host == "gitlab":
        shutil.rmtree(folder / ".github")
        (folder / "gitlab-ci.yml").rename(folder / ".gitlab-ci.yml")
    else:
        (folder / "gitlab-ci.yml").unlink()
    return folder


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_repository_of_a_version_without_a_record_gets_what_a_new_one_has(
    tmp_path: Path, host: str
) -> None:
    old = of_version_0_2(tmp_path / "old", host)
    own = {
        path: content
        for path, content in everything(old).items()
        if path.startswith(("catalog/", "site_config/"))
    }
    done = update(old)
    assert done.returncode == 0, done.stdout
    run(
        "init", "new", "--host", host, "--organization", "Acme", "--zone", "Europe/Berlin", *DAY, cwd=tmp_path
    )
    after, new = everything(old), everything(tmp_path / "new")
    assert {path: after[path] for path in own} == own
    assert {
        path
        for path in new
        if after.get(path) != new[path] and not path.startswith(("catalog", "site_config"))
    } == set()
    assert update(old).stdout == "All files are up to date; nothing was written.\n"


def test_own_edits_in_a_repository_without_a_record_are_kept(tmp_path: Path) -> None:
    old = of_version_0_2(tmp_path / "old")
    edit(old / WORKFLOW, 'cron: "17 2 * * *"', 'cron: "5 4 * * *"')
    edit(
        old / "requirements.txt", "servicebook==0.2.0", "servicebook @ git+https://git.example.org/sb.git@abc"
    )
    edit(old / "README.md", "# Service catalog", "# What we do")
    (old / ".github/dependabot.yml").unlink()
    done = update(old)
    assert done.returncode == 0, done.stdout
    assert 'cron: "5 4 * * *"' in text_of(old, WORKFLOW) and "requirements-lock.txt" in text_of(old, WORKFLOW)
    assert text_of(old, "requirements.txt").endswith(
        "\nservicebook @ git+https://git.example.org/sb.git@abc\n"
    )
    assert text_of(old, "README.md").startswith("# What we do\n")
    assert "--require-hashes" in text_of(old, "README.md")
    assert not (old / ".github/dependabot.yml").exists()


def test_init_again_keeps_the_record_of_what_it_wrote_before(my: Path) -> None:
    (my / ".vscode/extensions.json").unlink()
    edit(my / WORKFLOW, "retention-days: 7", "retention-days: 9")
    before = text_of(my, RECORD)
    again = run("init", "my", "--organization", "Acme", "--zone", "Europe/Berlin", *DAY, cwd=my.parent)
    assert again.returncode == 1 and WORKFLOW in again.stdout
    assert text_of(my, RECORD) == before
    assert update(my).stdout == "All files are up to date; nothing was written.\n"


def test_init_again_in_a_repository_without_a_record_does_not_hide_who_wrote_it(tmp_path: Path) -> None:
    old = of_version_0_2(tmp_path / "old")
    (old / ".vscode/extensions.json").unlink()
    edit(old / WORKFLOW, 'cron: "17 2 * * *"', 'cron: "5 4 * * *"')
    run("init", "old", "--zone", "Europe/Berlin", *DAY, cwd=tmp_path)
    assert (old / ".vscode/extensions.json").is_file() and not (old / RECORD).exists()
    assert update(old).returncode == 0
    assert 'cron: "5 4 * * *"' in text_of(old, WORKFLOW) and "env.PUBLISH" in text_of(old, WORKFLOW)


@pytest.mark.parametrize("record", ["", "[]", '{"version": 1}', '{"files": 3}'])
def test_a_broken_record_is_named(my: Path, record: str) -> None:
    write(my, {RECORD: record})
    before = everything(my)
    for done in (update(my), run("init", "my", *DAY, cwd=my.parent)):
        assert done.returncode == 2
        assert f"{RECORD} is not what servicebook init writes (" in done.stderr
    assert everything(my) == before


def test_a_repository_can_move_to_another_host(my: Path) -> None:
    done = update(my, "--host", "gitlab")
    assert (done.returncode, done.stdout) == (
        0,
        "".join(
            f".github/{name}.yml: removed; it is not needed any more\n"
            for name in (*(f"ISSUE_TEMPLATE/{form}" for form in FORMS), "dependabot", "workflows/catalog")
        )
        + ".github/workflows/comment.yml: removed; it is not needed any more\n"
        ".github/workflows/request.yml: removed; it is not needed any more\n"
        ".gitlab-ci.yml: added\n"
        + "".join(f".gitlab/issue_templates/{form}.md: added\n" for form in FORMS)
        + "renovate.json: added\n",
    )
    assert not (my / ".github").exists() and (my / ".gitlab-ci.yml").is_file()
    assert update(my).stdout == "All files are up to date; nothing was written.\n"


@pytest.mark.parametrize(
    "option", ["--zone=Asia/Tokyo", "--organization=X", "--country=DE", "--department=X"]
)
def test_what_the_catalog_says_is_not_for_the_update(my: Path, option: str) -> None:
    before = everything(my)
    done = run("init", "--update", option, cwd=my)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "servicebook init: --update changes nothing of the catalog and its settings"
    )
    assert everything(my) == before


@pytest.mark.parametrize("option", ["--diff", "--keep=README.md", "--take=README.md"])
def test_options_of_the_update_need_it(tmp_path: Path, option: str) -> None:
    done = run("init", "my", option, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "servicebook init: --diff, --keep and --take are for --update\n",
    )
    assert not (tmp_path / "my").exists()


def test_there_must_be_a_catalog(tmp_path: Path) -> None:
    done = update(tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("servicebook init: there is no folder catalog/ in .")
