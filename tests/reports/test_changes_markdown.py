"""What a pull request changes, as its comment says it: the worst first, led to its lines, and never too long."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.git_repository import commit, git
from tests.support import IT, SMALL, make_catalog, opened, run, write

from servicebook.comparing.changes import Affected, Approval, Because, Change, Comparison, Effect, Written
from servicebook.comparing.problems import Revision
from servicebook.exchange.repository.comments.comment_text import comment, harmless
from servicebook.model.catalog import Catalog
from servicebook.reports import changes_markdown
from servicebook.reports.change_links import ChangeLinks
from servicebook.source.host_links import HostedRepository

DAY = ("--today", "2026-09-01")
REPAIR = f"{IT}/services/repair.yml"
AT_HOST = ChangeLinks(
    repository=HostedRepository(host="github", url="https://github.example.org/acme/catalog"),
    base="b" * 40,
    head="c" * 40,
    folder="sub/",
    preview="https://preview.example.org/12/",
    run="https://github.example.org/acme/catalog/actions/runs/55",
)
NOWHERE = ChangeLinks()
OUTSIDE = {"GITHUB_ACTIONS": "", "GITLAB_CI": "", "SERVICEBOOK_PREVIEW_URL": ""}
ON_GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.example.org",
    "GITHUB_REPOSITORY": "acme/catalog",
    "GITHUB_RUN_ID": "55",
    "GITHUB_REF": "refs/pull/12/merge",
    "SERVICEBOOK_PREVIEW_URL": "https://preview.example.org/{number}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_catalog(tmp_path, {}, base=SMALL)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return tmp_path


def markdown(root: Path, *args: str, **env: str) -> tuple[int, str]:
    done = run(
        "diff", "HEAD", *args, "--root", str(root), "--format", "markdown", *DAY, env={**OUTSIDE, **env}
    )
    return done.returncode, done.stdout


def change(effect: Effect = Effect.CHANGED, **other: object) -> Change:
    made = Change(
        code="x",
        kind="service",
        object_id="it/repair",
        field="lifecycle",
        before="live",
        after="beta",
        effect=effect,
    )
    return replace(made, **other)  # type: ignore[arg-type]  # of any field


def report(
    catalog: Catalog,
    changes: Sequence[Change],
    links: ChangeLinks = NOWHERE,
    approvals: Sequence[Approval] = (),
) -> str:
    found = Comparison(
        base=Revision("b", "main"), head=Revision("", "here"), changes=changes, approvals=approvals
    )
    return changes_markdown.render(catalog, catalog, found, links)


@pytest.fixture
def catalog(root: Path) -> Catalog:
    return opened(root).catalog


def test_nothing_is_said_when_nothing_has_changed(root: Path) -> None:
    assert markdown(root) == (0, "")
    write(root, {REPAIR: f"# a comment\n{SMALL[REPAIR]}"})
    assert markdown(root) == (0, "")


def test_a_row_leads_to_its_line_and_to_its_page(root: Path) -> None:
    write(root, {REPAIR: SMALL[REPAIR] + "cost: free\n"})
    head = git(root, "rev-parse", "HEAD")
    status, said = markdown(root, **ON_GITHUB)
    assert status == 0
    line = f"https://github.example.org/acme/catalog/blob/{head}/{REPAIR}#L5"
    assert (
        "#### Repair, service it/repair · [page](https://preview.example.org/12/services/it/repair/)\n"
        in said
    )
    assert f"| [repair.yml, line 5]({line}) |" in said


def test_outside_of_a_job_a_row_names_its_line(root: Path) -> None:
    write(root, {REPAIR: SMALL[REPAIR] + "cost: free\n"})
    said = markdown(root)[1]
    assert f"| {REPAIR}&#58;5 |" in said and "](" not in said


def test_the_settings_say_where_lines_of_a_commit_are(root: Path) -> None:
    address = "https://gitlab.example.org/acme/catalog/-/edit/main/{path}"
    write(root, {"site_config/organization.yml": f"name: Acme\nsource_url: '{address}'\n"})
    before = commit(root)
    write(root, {REPAIR: SMALL[REPAIR] + "cost: free\n"})
    commit(root)
    head = git(root, "rev-parse", "HEAD")
    done = run("diff", "HEAD~1", "HEAD", "--root", str(root), "--format", "markdown", *DAY, env=OUTSIDE)
    assert f"(https://gitlab.example.org/acme/catalog/-/blob/{head}/{REPAIR}#L5)" in done.stdout, before


def test_the_worst_comes_first(catalog: Catalog) -> None:
    effects = (
        Effect.TIGHTENED,
        Effect.REWORDED,
        Effect.WEAKENED,
        Effect.ADDED,
        Effect.BROKEN,
        Effect.REMOVED,
    )
    said = report(catalog, [change(effect) for effect in effects])
    assert re.findall(r"^\| ([^|]+) \| Lifecycle", said, re.MULTILINE) == [
        "**broken**", "**weakened**", "**removed**", "added", "tightened",
    ]  # fmt: skip
    assert "1 broken, 1 weakened, 1 removed, 1 added, 1 tightened, 1 reworded." in said
    assert "<summary>1 text is worded differently</summary>\n\n- Repair" in said


def test_a_department_has_one_row_with_its_reasons_nearest_first(catalog: Catalog) -> None:
    def because(reason: str, name: str, through: str | None = None) -> Because:
        return Because(reason, name, through)

    affected = (
        Affected(
            "hr",
            because("customer", "Deal"),
            0,
            (because("handoff", "hr/pay"), because("dependency", "hr/pay")),
        ),
        Affected("shop", because("dependency", "shop/till"), 1),
        Affected("far", because("dependency", "far/away", "shop/till"), 2),
        Affected("trip", because("journey", "first-day"), 1),
    )
    said = report(catalog, [change(Effect.WEAKENED, affected=affected), change(affected=affected)])
    assert [line for line in said.splitlines() if line.startswith("| **HR**")] == [
        '| **HR** | take note, or object&#58; it gets worse | its agreement "Deal" covers "Repair"'
        '<br>its service "hr/pay" hands work to "Repair"<br>and 1 more reason |'
    ]
    assert said.index("| **HR** |") < said.index("| **shop** |")
    assert "They have to do with it, too, but nothing moves for them: far, trip\n" in said


def test_it_is_said_first_what_has_to_happen_before_it_is_merged(root: Path) -> None:
    weaker = SMALL[REPAIR].replace("4 hours", "8 hours")
    write(root, {REPAIR: weaker})
    lines = markdown(root)[1].splitlines()
    assert lines[2] == "**Before it is merged&#58; IT has to agree, or object.**"
    assert lines[4].startswith(
        "**What moves most&#58; Repair, First reply&#58; 4 hours → 8 hours; 4 hours later"
    )
    write(root, {REPAIR: weaker.replace("it/lead", "it/nobody")})
    lines = markdown(root)[1].splitlines()
    assert lines[2] == f"**Cannot be merged&#58; there is 1 new error, in {REPAIR}.**"
    assert lines[4] == "**Before it is merged&#58; IT has to mend.**"


def test_other_words_ask_nothing_of_anybody_and_are_not_folded(root: Path) -> None:
    write(root, {REPAIR: SMALL[REPAIR].replace("We mend it.", "We mend all.")})
    said = markdown(root)[1]
    assert "**Nothing that is promised changes, and nobody needs to do anything.**" in said
    assert "Summary&#58; We mend it. → We mend all." in said and "<details>" not in said


@pytest.mark.parametrize(("people", "named"), [("full", True), ("roles-only", False)])
def test_people_are_named_where_they_are_shown(root: Path, people: str, named: bool) -> None:
    write(root, {"site_config/organization.yml": f"name: Acme\npeople: {people}\n"})
    asked = Approval(
        department="it", role="it/lead", people=("ana",), because=Because("provides", "it/repair")
    )
    said = report(opened(root).catalog, [change()], approvals=[asked])
    lead = "Lead (Ana)" if named else "Lead"
    assert f'| **IT**<br>{lead} | **agree, or object** | it answers for "it/repair" |' in said


def test_what_is_gone_is_shown_where_it_was(catalog: Catalog, root: Path) -> None:
    document = next(one for one in opened(root).documents if one.path == REPAIR)
    gone = change(Effect.REMOVED, field=None, before=None, after=None, written=Written("base", document))
    said = report(catalog, [gone], AT_HOST)
    base = f"https://github.example.org/acme/catalog/blob/{'b' * 40}/sub/{REPAIR}#L1"
    assert f"[repair.yml, line 1 before]({base}) |" in said  # and no page, which is gone, too


@pytest.mark.parametrize("effect", [Effect.WEAKENED, Effect.REWORDED])
def test_a_long_report_counts_what_it_leaves_out(catalog: Catalog, effect: Effect) -> None:
    affected = tuple(Affected(f"d{n}", Because("customer", "x" * 300), n) for n in range(90))
    changes = [change(effect, before="@" * 900, after=f"{n}", affected=affected) for n in range(1_200)]
    changes += [change(Effect.REWORDED), change(Effect.BROKEN)]
    said = report(catalog, changes, AT_HOST)
    assert len(said) <= 64_000
    posted = comment(said, "x" * 600, "https://github.example.org", from_fork=True)
    assert said.strip() in posted and len(posted) < 65_536  # nothing more has to be cut
    shown = len(re.findall(r"Lifecycle&#58;", said))
    counts = [
        int(count.replace(",", "")) for count in re.findall(r"^([\d,]+) more (?:is|are) left out", said, re.M)
    ]
    assert sum(counts) == len(changes) - shown and shown > 5
    assert f"All are in the files of [the run]({AT_HOST.run})." in said
    assert said.index("**broken**") < 3_000 + said.index("|---|")
    assert said.count("<details>") == said.count("</details>")
    assert "servicebook diff lists all of them." in report(catalog, changes)


def test_nothing_of_the_catalog_means_anything_in_the_report(root: Path) -> None:
    evil = (
        "@acme/team #12 | <b>x</b> [a](https://evil.example.org) `c` ![i](x) $(id)\\n${{ secrets.X }} /close"
    )
    write(root, {REPAIR: SMALL[REPAIR].replace("Repair", f'"{evil}"').replace("We mend it.", f'"{evil}"')})
    commit(root)
    write(root, {REPAIR: SMALL[REPAIR].replace("Repair", f'"X {evil}"') + "cost: free\n"})
    said = markdown(root, **ON_GITHUB)[1]
    assert harmless(said) == said  # as it is posted
    made = MarkdownIt("gfm-like", {"html": True}).render(said)
    assert not re.search("<b>|<img|<code>", made)
    shown = html.unescape(made)
    assert not re.search(r"@\w|#\d", shown)
    assert {link.partition("/blob/")[0] for link in re.findall(r'href="([^"]*)"', shown)} <= {
        "https://github.example.org/acme/catalog", "https://preview.example.org/12/services/it/repair/",
    }  # fmt: skip
    assert "${{ secrets.X }}" in shown.replace("\u2060", "")


def test_what_is_wrong_in_many_places_for_one_reason_is_one_row(root: Path) -> None:
    uses = {
        f"{IT}/services/s{n}.yml": f"name: S{n}\nsummary: We do {n}.\nroles: {{owner: it/old}}\n"
        for n in range(9)
    }
    roles = SMALL[f"{IT}/roles.yml"]
    write(root, {**uses, f"{IT}/roles.yml": roles + "old: {title: Old, holders: [ana], deputies: [ben]}\n"})
    commit(root)
    write(root, {f"{IT}/roles.yml": roles})
    said = markdown(root)[1]
    (row,) = (line for line in said.splitlines() if "unknown-role" in line)
    assert row.count("<br>catalog/") == 5 and "<br>and 3 more places |" in row


def test_a_failed_comparison_says_so_first_and_in_every_report(root: Path, tmp_path: Path) -> None:
    write(root, {REPAIR: "name: [\n"})
    files = {name: tmp_path / f"changes.{name}" for name in ("markdown", "json", "text")}
    reports = [arg for name, file in files.items() for arg in ("--report", f"{name}={file}")]
    status, said = markdown(root, *reports)
    assert status == 2
    assert said.startswith("**Not compared&#58; the files on disk&#58; 1 error keeps some of its objects")
    assert "error&#91;" in said and "repair.yml" in said
    assert files["markdown"].read_text(encoding="utf-8") == said
    assert "changes" not in json.loads(files["json"].read_text(encoding="utf-8"))
    assert files["text"].read_text(encoding="utf-8").startswith("Not compared: ")


def test_reports_are_written_beside_what_is_printed(root: Path, tmp_path: Path) -> None:
    write(root, {REPAIR: SMALL[REPAIR] + "cost: free\n"})
    done = run(
        "diff", "HEAD", "--root", str(root), "--report", f"markdown={tmp_path / 'c.md'}",
        "--report", f"json={tmp_path / 'c.json'}", "--fail-on", "any", *DAY, env=OUTSIDE,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[0][:6]) == (1, "HEAD (")
    assert (tmp_path / "c.md").read_text(encoding="utf-8") == markdown(root)[1]
    assert len(json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["changes"]) == 1
