"""A command that is ended at any step leaves all old, all new, or what the next command undoes; and nothing else.

``--every-step`` tries every step of each; otherwise some of them, spread evenly.
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.kills import SIGNALS, ended_at, events, tree
from tests.support import HR, IT, SMALL, run, write

DAY = ("--today", "2026-09-01")
DEPARTMENT = {
    f"{IT}/README.md": "it\n",
    f"{IT}/faqs.yml": "- {question: Why?, answer: 'See [this](department:it).'}\n",
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\npart_of: it\n",
    "site_config/pages/x.md": "[d](departments/it/index.md)\n",
}
AGREEMENT = {
    "catalog/agreements/it-hr.yml": "name: Repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n",
}
MENDABLE = {
    "site_config/calendars.yml": 'office:\n  name: Office\n  open: {mon: ["09:00-23:59"]}\n',
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana, ana], deputies: [ben]}\n",
}
TABLE = {
    "services.csv": "id,department,name,summary,Former ids\nrepair,it,Repair,We mend all.,\nfix,hr,Loan,We lend.,\n",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A command and the files that it finds; ``{}`` in its arguments is the folder of the test."""

    args: Sequence[str]
    files: Mapping[str, str] = field(default_factory=dict)
    request: str | None = None


CASES = {
    "rename a department": Case(
        args=("rename", "department:it", "ict", "--root", "{}/root"), files=DEPARTMENT
    ),
    "rename a service": Case(args=("rename", "it/repair", "it/fix", "--root", "{}/root"), files=DEPARTMENT),
    "leave": Case(
        args=("leave", "ana", "--apply", "--root", "{}/root"),
        files={
            f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\n"
            "channels: [{type: email, address: ana@example.org}] # hers\n",
            f"{HR}/roles.yml": "head: {title: Head, holders: [ana, ben]}\n",
            "catalog/absences.yml": "- {person: ben, from: 2026-10-01, until: 2026-10-09, stands_in: ana}\n",
            "catalog/people.yml": "ana: {name: Ana, email: ana@example.org} # both\n"
            "ben: {name: Ben, email: ben@example.org}\n",
        },
    ),
    "accept": Case(
        args=("accept", "it-hr", "--party", "hr", "--by", "hr/head", "--root", "{}/root"), files=AGREEMENT
    ),
    "measure": Case(
        args=("measure", "--counted", "{}/root/counted.csv", "--root", "{}/root"),
        files={
            f"{HR}/services/only.yml": "name: Only\nsummary: One.\n",
            "counted.csv": "service,measure,period,counted,kept\nit/repair,response_time,2026-07,40,38\n"
            "hr/only,response_time,2026-07,30,20\nhr/only,response_time,2025-07,30,20\n",
        },
    ),
    "check and fix": Case(args=("check", "--fix", "--root", "{}/root"), files=MENDABLE),
    "new": Case(args=("new", "service", "it/loan", "--name", "Loan", "--summary", "S", "--root", "{}/root")),
    "new in a file that is there": Case(
        args=("new", "person", "cy", "--name", "Cy", "--set", "email=cy@example.org", "--root", "{}/root")
    ),
    "apply to a file that is there": Case(
        args=("apply", "{}/request.json", "--root", "{}/root"),
        request='{"object": "person:ana", "set": [{"path": ["phone"], "to": "+1 555 0100"}], "why": "x"}',
    ),
    "apply what is new": Case(
        args=("apply", "{}/request.json", "--root", "{}/root"),
        request='{"object": "notice:late", "why": "x", "new": {"title": "Late", "from": "2026-08-01",'
        ' "effect": "delayed", "affects": {"departments": ["it"]}}}',
    ),
    "schemas": Case(args=("schemas", "--root", "{}/root")),
    "check --fix": Case(
        args=("check", "--fix", "--root", "{}/root"),
        files={
            f"{IT}/services/one.yml": "name: One\nsummry: One.\nroles: {owner: it/lead}\n",
            f"{IT}/services/two.yml": "name: Two\nsummary: Two.\nroles: {ownr: it/lead}\n",
        },
    ),
    "init --update": Case(
        args=("init", "{}/root", "--update"), files={"requirements.txt": "", ".servicebook/schemas/x": ""}
    ),
    "import, update and delete": Case(
        args=("import", "csv", "--prune=delete", "{}/tables", "{}/root", "--accept-losses"),
        files={f"{HR}/services/only.yml": "name: Only\nsummary: One.\n"},
    ),
    "import": Case(args=("import", "csv", "{}/tables", "{}/made/here", "--accept-losses")),
    "init": Case(args=("init", "{}/made/here", "--zone", "Europe/Berlin", "--country", "DE")),
    "init where something is": Case(args=("init", "{}", "--zone", "Europe/Berlin", "--country", "DE")),
    "export files": Case(args=("export", "csv", "--output", "{}/made/csv", "--root", "{}/root")),
    "export a file": Case(args=("export", "json", "--output", "{}/made/it.json", "--root", "{}/root")),
    "export over a file": Case(
        args=("export", "json", "--output", "{}/tables/services.csv", "--root", "{}/root")
    ),
}


@pytest.fixture
def every_step(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--every-step"))


def prepared(folder: Path, case: Case) -> tuple[Path, list[str]]:
    """A fresh folder with what the case needs, and its arguments."""
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, {**{f"root/{path}": text for path, text in {**SMALL, **case.files}.items()}})
    write(folder / "tables", TABLE)
    if case.request:
        write(folder, {"request.json": case.request})
    dated = () if case.args[0] == "schemas" else DAY
    return folder, [*(part.replace("{}", str(folder)) for part in case.args), *dated]


def chosen(count: int, *, all_of_them: bool) -> Iterator[int]:
    """Which of the steps are tried: the first, the last, and some between."""
    yield from range(count) if all_of_them else sorted({*range(0, count, max(1, count // 3)), count - 1})


@pytest.mark.parametrize("name", CASES)
def test_what_a_signal_ends_anywhere_is_all_old_or_all_new(
    tmp_path: Path, name: str, every_step: bool, monkeypatch: pytest.MonkeyPatch, warm: Path
) -> None:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    folder, args = prepared(tmp_path / "work", CASES[name])
    old = tree(folder)
    steps = events(args, folder, warm)
    new = tree(folder)
    assert old != new and len(steps) > 2, steps
    for ending in SIGNALS:
        for number in chosen(len(steps), all_of_them=every_step):
            prepared(folder, CASES[name])
            status = ended_at(args, folder, number, ending, warm)
            told = f"{ending.name} before {steps[number]}: {status}"
            if ending == signal.SIGKILL:
                assert status == -ending, told
                if number % 2:
                    mended = run("check", "--root", str(folder / "root"), *DAY)
                    assert mended.returncode in (0, 1), told + mended.stderr
                    if (folder / "root/catalog") in Path(steps[number].split()[1]).parents:
                        assert tree(folder) in (old, new), told + mended.stderr
                # the same command again does what was asked for if it was not done; else it may say that it was
                again = run(*args)
                assert tree(folder) == new, told + again.stderr
            else:
                assert status in (0, 128 + ending), told + log(tmp_path)
                assert tree(folder) in (old, new), told


def log(folder: Path) -> str:
    file = folder / "log"
    return file.read_text(encoding="utf-8") if file.exists() else ""
