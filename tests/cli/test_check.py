"""``servicebook check`` as it is run: what it prints, and its exit status."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, run, run_process

from servicebook.documents.kinds import KINDS, Kind

LOAN = f"{IT}/services/loan.yml"
WARNED = {LOAN: "name: Loan\nsummary: We lend it.\nroles: {owner: it/lead}\n"}
FAULTY = {LOAN: "name: Loan\n"}
REVIEWED = {
    LOAN: SMALL[f"{IT}/services/repair.yml"] + "reviewed_on: 2026-03-01\nreview_every: 6 months\n",
}
TODAY = ("--today", "2026-09-01")


def check(root: Path, *args: str, **env: str) -> tuple[int, str]:
    done = run("check", "--root", str(root), *args, env=env)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_sound_catalog_is_0(tmp_path: Path) -> None:
    assert check(make_catalog(tmp_path, {}, base=SMALL), *TODAY) == (0, "0 errors, 0 warnings in 8 files.\n")


def test_an_error_is_1(tmp_path: Path) -> None:
    status, text = check(make_catalog(tmp_path, FAULTY, base=SMALL), *TODAY)
    assert (status, text.splitlines()) == (
        1,
        [
            f'{LOAN}:1:1: error[missing-key]: the file has no "summary"',
            "  hint: add summary: …one sentence, what the customer gets…",
            "",
            "1 error, 0 warnings in 9 files.",
        ],
    )


def test_a_warning_is_0_and_with_strict_1(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, WARNED, base=SMALL)
    assert check(root, *TODAY)[0] == 0
    assert check(root, *TODAY, "--strict")[0] == 1
    assert check(root, *TODAY)[1] == check(root, *TODAY, "--strict")[1]


def test_strict_is_0_where_there_are_not_even_warnings(tmp_path: Path) -> None:
    assert check(make_catalog(tmp_path, {}, base=SMALL), *TODAY, "--strict")[0] == 0


def test_the_catalog_of_the_current_folder_is_checked(tmp_path: Path) -> None:
    done = run("check", cwd=make_catalog(tmp_path, {}, base=SMALL))
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["", "missing", "file"])
def test_no_catalog_is_2_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    done = run("check", "--root", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"servicebook check: there is no folder catalog/ in {tmp_path / name}; ")


@pytest.mark.parametrize(
    "args",
    [(), ("chek",), ("check", "--today", "tomorrow"), ("check", "--today", "2026-02-30"), ("check", "--format", "xml"), ("check", "extra"), ("check", "--root")],
)  # fmt: skip
def test_wrong_arguments_are_2_and_say_which(tmp_path: Path, args: tuple[str, ...]) -> None:
    done = run(*args, cwd=make_catalog(tmp_path, {}))
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_day_decides_what_is_overdue(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, REVIEWED, base=SMALL)
    assert "review-overdue" not in check(root, "--today", "2026-09-01")[1]
    assert "review-overdue" in check(root, "--today", "2026-09-02")[1]


def test_without_a_day_given_source_date_epoch_decides(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, REVIEWED, base=SMALL)
    last, first = "1788307199", "1788307200"  # the last second of 2026-09-01 in UTC, and the next one
    assert "review-overdue" not in check(root, SOURCE_DATE_EPOCH=last)[1]
    assert "review-overdue" in check(root, SOURCE_DATE_EPOCH=first)[1]
    assert "review-overdue" not in check(root, *TODAY, SOURCE_DATE_EPOCH=first)[1]


@pytest.mark.parametrize("epoch", ["soon", "1e3"])
def test_a_source_date_epoch_that_is_none_is_2(tmp_path: Path, epoch: str) -> None:
    done = run("check", "--root", str(make_catalog(tmp_path, {})), env={"SOURCE_DATE_EPOCH": epoch})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"servicebook check: SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}\n"


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_formats_for_programs_are_nothing_but_json(tmp_path: Path, name: str) -> None:
    status, text = check(make_catalog(tmp_path, FAULTY, base=SMALL), "--format", name)
    assert status == 1
    assert json.loads(text)


def test_github_gets_its_commands(tmp_path: Path) -> None:
    status, text = check(make_catalog(tmp_path, FAULTY, base=SMALL), "--format", "github")
    assert (status, text.startswith(f"::error file={LOAN},line=1,col=1,title=missing-key::")) == (1, True)


def test_any_script_can_be_printed_whatever_the_locale(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {LOAN: "name: 修理\nsummary: ü\nlifecycle: 修\n"}, base=SMALL)
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert '"修" is not one of its values' in run_process("check", "--root", str(root), env=ascii_only).stdout


def test_the_reader_may_hang_up(tmp_path: Path) -> None:
    keys = "".join(f"key-{n}: 1\n" for n in range(100))
    # more than a pipe holds, so that it is still being written when nobody reads any more
    root = make_catalog(tmp_path, {f"{IT}/services/s{n}.yml": keys for n in range(8)}, base=SMALL)
    command = [sys.executable, "-m", "servicebook.cli", "check", "--root", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


NASTY: dict[str, str | bytes] = {
    "deep": "[" * 100_000,
    "deep-by-carriage-returns": "a:\r" + "- " * 100_000,
    "endless": "a: &a [*a]\n",
    "nul": b"\x00" * 1000,
    "bytes": bytes(range(256)) * 10,
    "span": "name: X\nsummary: X.\nreviewed_on: 9999-12-31\nreview_every: 999999 months\n",
    "text-with-a-line-end": "name: X\nsummary: X.\ntargets:\n  - measure: response_time\n    within: |\n      4 hours\n",
    "zone": "name: X\nsummary: X.\nroles: 1\nchannels: {}\n",
    "markdown": "name: X\nsummary: X.\ndescription: '" + "[" * 5000 + "](service:it/x)" + "'\n",
    "long-key": "k" * 5000 + ": 1\n",
    "numbers": "name: 9e999\nsummary: -0x1\n",
}


def test_nothing_that_a_file_can_hold_becomes_a_traceback(tmp_path: Path, warm: Path) -> None:
    files = {f"{IT}/services/{name}.yml": content for name, content in NASTY.items()}
    command = [warm / "servicebook", "check", "--root", make_catalog(tmp_path, files, base=SMALL), *TODAY]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("content", ["deep", "endless", "bytes", "text-with-a-line-end", "long-key"])
def test_no_kind_of_file_lets_a_traceback_out(tmp_path: Path, kind: Kind, content: str) -> None:
    path = kind.pattern.format(department="it", id="x")
    done = run("check", "--root", str(make_catalog(tmp_path, {path: NASTY[content]}, base=SMALL)), *TODAY)
    assert (done.returncode, done.stderr) == (1, "")


def test_nothing_that_a_folder_can_hold_becomes_a_traceback(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path, {"catalog/people.yml/x": "", "catalog/departments/it/roles.yml/.hidden": ""}
    )
    os.mkfifo(root / "catalog/kudos.yml")
    (root / "catalog/journeys").symlink_to("/")
    (root / "catalog/notices").symlink_to("notices")
    Path(os.fsdecode(os.fsencode(root) + b"/catalog/\xff\xfe.yml")).write_text("x")
    (root / "site_config").write_text("no folder")
    done = run("check", "--root", str(root), *TODAY)
    assert (done.returncode, done.stderr) == (1, "")


def test_help_names_the_exit_statuses() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "Exit status: 0 no errors; 1 errors; 2 the command could not run." in " ".join(done.stdout.split())
