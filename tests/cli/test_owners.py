"""``servicebook owners``: who reviews what, and whether the file that is there still says so."""

# ruff: noqa: E501  # one object a line
from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, run

DAY = ("--today", "2026-11-22")
PEOPLE = (
    "ana: {name: Ana, handles: {github: '@ana-hub', gitlab: ana.lab}}\n"
    "ben: {name: Ben, handles: {github: ben-hub, gitlab: house/desk}}\n"
    "eva: {name: Eva, handles: {github: eva-hub}, left_on: 2026-01-01}\n"
    "ida: {name: Ida}\n"
)
FILES = {
    "catalog/people.yml": PEOPLE,
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana, eva]}\ntech: {title: Tech, holders: [ben]}\nnobody: {title: Nobody, holders: [ida]}\n",
    f"{IT}/services/loan.yml": "name: Loan\nsummary: A loan.\nroles: {owner: it/tech}\n",
    f"{IT}/services/own.yml": "name: Own\nsummary: One.\nroles: {owner: it/nobody, deputy: it/tech}\n",
    f"{IT}/services/none.yml": "name: None\nsummary: None.\nroles: {owner: it/nobody}\n",
    f"{HR}/department.yml": 'name: "HR [old]"\nsummary: People.\nhead: hr/head\n',
    "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\n",
    "catalog/journeys/day.yml": "name: Day\nsummary: One.\nowner: it/tech\nsteps: [{id: a, title: A, service: it/loan}]\n",
}
GITHUB = """\
# Made by `servicebook owners --format github` from roles and people: change them there, not here.

# HR old
/catalog/departments/hr/ @ben-hub

# IT
/catalog/departments/it/ @ana-hub @ben-hub
/catalog/departments/it/services/loan.yml @ben-hub @ana-hub
/catalog/departments/it/services/own.yml @ben-hub @ana-hub
/catalog/departments/it/services/repair.yml @ana-hub

# Agreements
/catalog/agreements/it-hr.yml @ana-hub @ben-hub

# Journeys
/catalog/journeys/day.yml @ben-hub
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", FILES, base=SMALL)


def owners(root: Path, *args: str) -> tuple[int, str, str]:
    done = run("owners", "--root", str(root), *DAY, *args)
    return done.returncode, done.stdout, done.stderr


def test_general_lines_stand_before_those_of_files_and_nobody_is_named_who_left(root: Path) -> None:
    assert owners(root, "--format", "github") == (0, GITHUB, "")


def test_who_counts_reviews_results(root: Path) -> None:
    (root / "site_config/measures.yml").write_text("counted_by: it/tech\n", encoding="utf-8")
    status, text, _ = owners(root, "--format", "github")
    assert (status, text) == (0, f"{GITHUB}\n# Results\n/catalog/results/ @ben-hub\n")
    (root / "site_config/measures.yml").write_text("counted_by: it/tec\n", encoding="utf-8")
    assert owners(root, "--format", "github")[0] == 1


def test_on_gitlab_every_department_is_a_section(root: Path) -> None:
    status, text, _ = owners(root, "--format", "gitlab")
    assert status == 0
    assert "\n[HR old]\n/catalog/departments/hr/ @house/desk\n" in text
    assert "\n[IT]\n/catalog/departments/it/ @ana.lab @house/desk\n" in text


def test_departments_without_a_reviewer_are_said_beside_the_file(root: Path) -> None:
    people = PEOPLE.replace("handles: {github: ben-hub, gitlab: house/desk}", "email: ben@example.org")
    (root / "catalog/people.yml").write_text(people, encoding="utf-8")
    status, text, said = owners(root, "--format", "github")
    assert (status, "/catalog/departments/hr/" in text, "/catalog/departments/it/ @ana-hub\n" in text) == (
        0,
        False,
        True,
    )
    assert said == (
        "servicebook owners: no reviewer for hr: nobody who leads them or owns their services has a handle on github; "
        "add handles: {github: NAME} in catalog/people.yml\n"
    )
    file = root / "CODEOWNERS"
    assert owners(root, "--format", "github", "--output", str(file))[1:] == (f"Wrote {file}.\n", said)


def test_the_check_says_whether_the_file_is_there_and_up_to_date(root: Path) -> None:
    file = root / ".github" / "CODEOWNERS"
    renew = f"servicebook owners --format github --output {file}"
    check = ("--format", "github", "--check")
    assert owners(root, *check) == (1, f"{file} does not exist. To create it: {renew}\n", "")
    assert owners(root, "--format", "github", "--output", str(file)) == (0, f"Wrote {file}.\n", "")
    assert file.read_text(encoding="utf-8") == GITHUB
    assert owners(root, *check) == (0, f"{file} is up to date.\n", "")
    people = root / "catalog" / "people.yml"
    people.write_text(PEOPLE.replace("ben-hub", "ben-new"), encoding="utf-8")
    assert owners(root, *check) == (1, f"{file} is out of date. To update it: {renew}\n", "")
    assert file.read_text(encoding="utf-8") == GITHUB


def test_a_catalog_in_a_folder_of_its_repository_has_paths_from_the_top_and_is_judged_there(
    tmp_path: Path, root: Path
) -> None:
    top = tmp_path / "whole"
    (top / ".git").mkdir(parents=True)
    inside = top / "our services" / "x"
    inside.parent.mkdir()
    root.rename(inside)
    file = top / ".github/CODEOWNERS"
    assert owners(inside, "--format", "github", "--output", str(file))[0] == 0
    text = file.read_text(encoding="utf-8")
    assert text == GITHUB.replace("\n/catalog", "\n/our\\ services/x/catalog")
    assert owners(inside, "--format", "github", "--check")[:2] == (0, f"{file} is up to date.\n")
    assert "stale-owners" not in run("check", "--root", str(inside), *DAY).stdout
    file.write_text(text.replace("@ben-hub", "@eva-hub"), encoding="utf-8")
    assert run("check", "--root", str(inside), *DAY).stdout.startswith(
        "../../.github/CODEOWNERS:4:1: warning[stale-owners]: the file is out of date: "
        'a new one would have "/our\\ services/x/catalog/departments/hr/ @ben-hub" here\n'
        "  hint: run: servicebook owners --format github --output ../../.github/CODEOWNERS\n"
    )


def stale(root: Path) -> list[str]:
    lines = run("check", "--root", str(root), *DAY).stdout.splitlines()
    return [line for line in lines if "stale-owners" in line]


def test_a_file_that_cannot_be_made_anew_is_stale_and_says_why(root: Path) -> None:
    file = root / "CODEOWNERS"
    owners(root, "--format", "github", "--output", str(file))
    assert stale(root) == []
    settings = root / "site_config/organization.yml"
    settings.write_text("name: Fern\npeople: roles-only\n", encoding="utf-8")
    assert stale(root) == [
        "CODEOWNERS:1:1: warning[stale-owners]: the file cannot be renewed: "
        "organization.yml says people: roles-only, so nobody may be named"
    ]
    settings.unlink()
    people = PEOPLE.replace("ben-hub", "ben hub")
    (root / "catalog/people.yml").write_text(people, encoding="utf-8")
    assert stale(root) == [
        "CODEOWNERS:1:1: warning[stale-owners]: the file cannot be renewed: "
        "catalog/people.yml:2:36: 'ben hub' cannot be a name on github"
    ]


def test_other_ends_of_lines_are_no_difference_and_a_file_that_is_not_text_is_let_be(root: Path) -> None:
    file = root / "docs/CODEOWNERS"
    owners(root, "--format", "github", "--output", str(file))
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n").rstrip())
    assert stale(root) == []
    file.write_bytes(b"\xff\xfe")
    assert stale(root) == []
    file.unlink()
    file.mkdir()
    assert stale(root) == []


def test_the_file_is_not_judged_by_a_role_that_nobody_knows(root: Path) -> None:
    file = root / "CODEOWNERS"
    owners(root, "--format", "github", "--output", str(file))
    service = root / IT / "services/loan.yml"
    good = service.read_text(encoding="utf-8")
    service.write_text(good.replace("it/tech", "it/none"), encoding="utf-8")
    done = run("check", "--root", str(root), *DAY)
    assert done.returncode == 1 and "error[unknown-role]" in done.stdout
    assert stale(root) == []  # else it would be written without whoever was meant
    service.write_text(good.replace("it/tech", "it/lead"), encoding="utf-8")
    assert len(stale(root)) == 1


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_commands_that_change_the_catalog_go_on_and_say_that_the_file_is_to_be_renewed(
    root: Path, severity: str
) -> None:
    file = root / ".github/CODEOWNERS"
    owners(root, "--format", "github", "--output", str(file))
    rules = f"severities: {{stale-owners: {severity}}}\n"
    (root / "site_config/rules.yml").write_text(rules, encoding="utf-8")
    told = f".github/CODEOWNERS:8:1: {severity}[stale-owners]: the file is out of date"
    renew = "hint: run: servicebook owners --format github --output .github/CODEOWNERS\n"
    done = run("rename", "it/loan", "it/lend", "--root", str(root), *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout and done.stdout.endswith(renew)
    assert owners(root, "--format", "github", "--output", str(file))[0] == 0
    owner = ("--set", "roles.owner=it/tech")
    done = run("new", "service", "it/a", "--name", "A", "--summary", "A.", *owner, "--root", str(root), *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout and renew in done.stdout


@pytest.mark.parametrize("handle", ["a b", "x\\n* @evil", "", "ü", "a/b/c", "@@a"])
def test_a_name_that_cannot_be_one_is_refused_where_it_stands(root: Path, handle: str) -> None:
    line = f'ana: {{name: Ana, handles: {{github: "{handle or "-"}"}}}}\n'
    (root / "catalog/people.yml").write_text(line + PEOPLE.partition("\n")[2], encoding="utf-8")
    status, out, err = owners(root, "--format", "github")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("servicebook owners: catalog/people.yml:1:")
    assert "cannot be a name on github" in err


def test_nobody_is_named_where_names_are_not_shown(root: Path) -> None:
    (root / "site_config/organization.yml").write_text("name: Fern\npeople: roles-only\n", encoding="utf-8")
    assert owners(root, "--format", "github") == (
        2,
        "",
        "servicebook owners: organization.yml says people: roles-only, so nobody may be named\n",
    )


def test_a_catalog_with_errors_names_nobody(root: Path) -> None:
    (root / IT / "services/x.yml").write_text("name: X\n", encoding="utf-8")
    status, out, err = owners(root, "--format", "github")
    assert (status, out) == (1, "")
    assert err.startswith("servicebook owners: nothing was written: 1 error")
