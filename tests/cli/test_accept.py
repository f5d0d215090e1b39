"""``servicebook accept``: what is written into the agreement's file, to the byte; and what is refused."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, opened, permissions_hold, run, told, write

from servicebook.model.promises import AgreementState, state_of, terms_of

FILE = "catalog/agreements/it-hr.yml"
HEAD = "# agreed in May\nprovider: it\ncustomer: hr  # all of it\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\n"
OLD = f"sha256-{'0' * 32}"
DAY = "2026-09-01"
PAY = "catalog/departments/pay"
BOARD = "catalog/departments/board"


def made(root: Path, text: str | bytes = HEAD, files: dict[str, str] | None = None) -> Path:
    return make_catalog(root, {**(files or {}), FILE: text}, base=SMALL)


def accept(
    root: Path, *args: str, party: str = "hr", by: str = "hr/head", name: str = "it-hr"
) -> tuple[int, str, str]:
    done = run("accept", name, "--party", party, "--by", by, "--root", str(root), "--today", DAY, *args)
    return done.returncode, done.stdout, done.stderr


def terms(root: Path) -> str:
    catalog = opened(root).catalog
    return terms_of(catalog, catalog.agreements["it-hr"])


def refused(root: Path, reason: str, **args: str) -> None:
    """Nothing was written, and the reason is the one line that was said."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert accept(root, **args) == (2, "", f"servicebook accept: {reason}\n")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + "accepted:\n  - {party: hr, by: hr/head, on: 2026-09-01, terms: TERMS}\n"),
        (HEAD.removesuffix("\n"), HEAD + "accepted:\n  - {party: hr, by: hr/head, on: 2026-09-01, terms: TERMS}"),
        (HEAD + "# end\n", HEAD + "accepted:\n  - {party: hr, by: hr/head, on: 2026-09-01, terms: TERMS}\n# end\n"),
        (HEAD + "accepted: []\n", HEAD + "accepted: [{party: hr, by: hr/head, on: 2026-09-01, terms: TERMS}]\n"),
        (
            HEAD + f"accepted:\n- {{party: it, by: it/lead, on: 2026-01-05, terms: {OLD}}}  # he\n# she?\nname: A\n",
            HEAD + f"accepted:\n- {{party: it, by: it/lead, on: 2026-01-05, terms: {OLD}}}  # he\n"
            "- {party: hr, by: hr/head, on: 2026-09-01, terms: TERMS}\n# she?\nname: A\n",
        ),
        (
            HEAD + f"accepted:\n  - party: hr\n    by: hr/head\n    on: 2026-01-05\n    terms: {OLD}\n",
            HEAD + f"accepted:\n  - party: hr\n    by: hr/head\n    on: 2026-01-05\n    terms: {OLD}\n"
            "  - party: hr\n    by: hr/head\n    on: 2026-09-01\n    terms: TERMS\n",
        ),
        (
            HEAD + f"accepted: [\n  {{party: it, by: it/lead, on: 2026-01-05, terms: {OLD}}},\n]\n",
            HEAD + f"accepted: [\n  {{party: it, by: it/lead, on: 2026-01-05, terms: {OLD}}},\n"
            "  {party: hr, by: hr/head, on: 2026-09-01, terms: TERMS},\n]\n",
        ),
    ],
    ids=["new", "no final newline", "comment at the end", "empty", "hyphens", "key by key", "brackets"],
)  # fmt: skip
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_acceptance_is_all_that_is_added(
    tmp_path: Path, before: str, after: str, line_break: str, mark: bytes
) -> None:
    root = made(tmp_path, mark + before.replace("\n", line_break).encode())
    wanted = mark + after.replace("TERMS", terms(root)).replace("\n", line_break).encode()
    assert accept(root)[0] == 0
    assert (root / FILE).read_bytes() == wanted


def test_what_was_read_is_accepted_and_nothing_else(tmp_path: Path) -> None:
    root = made(tmp_path)
    read = terms(root)
    write(root, {FILE: HEAD.replace("1 hour", "9 hours")})
    before = (root / FILE).read_bytes()
    assert accept(root, "--terms", read) == (
        1,
        "",
        "servicebook accept: nothing was written: it-hr promises something else by now than what you read:\n"
        "  Repair, First reply: within 9 hours, counted on Office\n"
        "To accept this, run:\n"
        f"  servicebook accept it-hr --party hr --by hr/head --terms {terms(root)}\n",
    )
    assert (root / FILE).read_bytes() == before
    assert accept(root, "--terms", terms(root))[0] == 0
    assert accept(root, "--terms", read)[0] == 1  # though it is accepted already, it is not what was read
    assert accept(root, "--terms", read[:-1])[0] == 2


def test_what_was_recorded_where_and_what_is_next_is_said(tmp_path: Path) -> None:
    root = made(tmp_path)
    now = terms(root)
    assert accept(root) == (
        0,
        f"{FILE}:7: accepted: hr by hr/head on 2026-09-01, terms {now}.\n"
        "Not in force: it still has to accept. Run:\n"
        f"  servicebook accept it-hr --party it --by it/lead --terms {now}\n"
        f"Next: commit {FILE}.\n",
        "",
    )
    assert accept(root, party="it", by="it/lead") == (
        0,
        f"{FILE}:8: accepted: it by it/lead on 2026-09-01, terms {now}.\n"
        f"In force: accepted by both parties.\nNext: commit {FILE}.\n",
        "",
    )
    result = opened(root)
    assert [told(problem) for problem in result.problems] == []
    assert state_of(result.catalog, result.catalog.agreements["it-hr"]) is AgreementState.IN_FORCE


def test_accepting_the_same_terms_again_writes_nothing(tmp_path: Path) -> None:
    root = made(tmp_path)
    accept(root)
    written = (root / FILE).read_bytes()
    status, out, err = accept(root, "--today", "2026-10-01")
    assert (status, err) == (0, "")
    assert out.startswith(f"{FILE}:7: already accepted: hr by hr/head on 2026-09-01, terms sha256-")
    assert "Nothing was written." in out
    assert "Next" not in out
    assert (root / FILE).read_bytes() == written


def test_changed_terms_are_accepted_again_and_the_old_acceptance_stays(tmp_path: Path) -> None:
    root = made(tmp_path)
    accept(root)
    accept(root, party="it", by="it/lead")
    write(root, {FILE: (root / FILE).read_text(encoding="utf-8").replace("1 hour", "2 hours")})
    assert [problem.code for problem in opened(root).problems] == ["agreement-changed"]
    for party, by in (("hr", "hr/head"), ("it", "it/lead")):
        assert accept(root, party=party, by=by)[0] == 0
    result = opened(root)
    assert result.problems == ()
    assert [a.party for a in result.catalog.agreements["it-hr"].accepted] == ["hr", "it", "hr", "it"]


def test_of_one_day_the_later_in_the_list_counts(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD + f"accepted:\n- {{party: hr, by: hr/head, on: {DAY}, terms: {OLD}}}\n")
    assert "accepted: hr" in accept(root)[1]
    assert "already accepted" in accept(root)[1]


def test_agreement_that_begins_later_is_accepted_before(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD + "effective_from: 2026-10-01\n")
    accept(root)
    out = accept(root, party="it", by="it/lead")[1]
    assert "Accepted by both parties; in force from 2026-10-01.\n" in out


def test_former_ids_lead_to_what_is_meant(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD + "former_ids: [old-name]\n", {
        f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "former_ids: [people]\n",
        f"{HR}/roles.yml": "head: {title: Head, holders: [ben], former_ids: [hr/chief]}\n",
    })  # fmt: skip
    assert accept(root, name="old-name", party="people", by="hr/chief")[0] == 0
    assert "{party: hr, by: hr/head, on: 2026-09-01," in (root / FILE).read_text(encoding="utf-8")
    assert accept(root, name="agreement:it-hr")[0] == 0


def test_role_of_a_department_above_accepts_and_one_below_does_not(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD, {
        f"{BOARD}/department.yml": "name: Board\nsummary: All.\n",
        f"{BOARD}/roles.yml": "chair: {title: Chair, holders: [ana]}\n",
        f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "part_of: board\n",
        f"{PAY}/department.yml": "name: Pay\nsummary: Pays.\npart_of: hr\n",
        f"{PAY}/roles.yml": "clerk: {title: Clerk, holders: [ben]}\n",
    })  # fmt: skip
    refused(
        root,
        '"pay/clerk" is not a role of hr or of a department above it; use one of: hr/head, board/chair',
        by="pay/clerk",
    )
    assert accept(root, by="board/chair")[0] == 0


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ({"name": "it-rh"}, '"it-rh" is not an agreement; did you mean "it-hr"?'),
        ({"name": "xyz"}, '"xyz" is not an agreement'),
        ({"party": "pr"}, '"pr" is not a party to "it-hr"; use one of: it, hr'),
        ({"by": "hr/haed"}, '"hr/haed" is not a role; did you mean "hr/head"?'),
        ({"by": "it/lead"}, '"it/lead" is not a role of hr or of a department above it; use one of: hr/head'),
    ],
)
def test_what_does_not_exist_or_does_not_belong_is_refused(
    tmp_path: Path, args: dict[str, str], reason: str
) -> None:
    refused(made(tmp_path), reason, **args)


def test_role_that_nobody_is_in_cannot_accept_and_a_deputy_can(tmp_path: Path) -> None:
    roles = {f"{HR}/roles.yml": "head: {title: Head, holders: []}\n"}
    reason = 'nobody holds the role "hr/head" or stands in for its holder today; name a holder first, or accept by another role'
    refused(made(tmp_path / "a", HEAD, roles), reason)
    roles = {f"{HR}/roles.yml": "head: {title: Head, deputies: [ben]}\n"}
    assert accept(made(tmp_path / "b", HEAD, roles))[0] == 0


def test_where_no_people_are_known_roles_accept(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD, {
        f"{IT}/roles.yml": "lead: {title: Lead}\n", f"{HR}/roles.yml": "head: {title: Head}\n", "catalog/people.yml": "{}\n",
    })  # fmt: skip
    assert accept(root)[0] == 0


def test_agreement_that_has_ended_is_refused(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD + "effective_until: 2026-08-31\n")
    refused(root, '"it-hr" ended on 2026-08-31; give it a later effective_until: first')
    write(root, {FILE: HEAD + "effective_until: 2026-09-01\n"})
    assert accept(root)[0] == 0


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({FILE: HEAD + "x: 1\n"}, f'{FILE}:6:1: '),
        ({FILE: HEAD + "links: [\n"}, f'{FILE}:'),
        ({FILE: HEAD + "accepted: [{party: it, by: it/laed, on: 2026-01-05, terms: " + OLD + "}]\n"}, f'{FILE}:6:28: "it/laed" is not a role; correct this first'),
        ({f"{IT}/services/repair.yml": "name: R\n"}, '"it/repair" is left out because of errors; correct them first: servicebook check'),
        ({f"{IT}/department.yml": "nme: R\n"}, '"it/repair" is left out because of errors'),
        ({f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"] + "support_hours: ofice\n"}, f'{IT}/services/repair.yml:5:16: "ofice" is not a calendar; correct this first'),
        ({f"{IT}/department.yml": SMALL[f"{IT}/department.yml"] + "part_of: board\n", f"{BOARD}/department.yml": "nme: B\n"}, '"board" is left out because of errors'),
        ({f"{IT}/department.yml": SMALL[f"{IT}/department.yml"] + "part_of: hr\n", f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "part_of: it\n"}, f"{HR}/department.yml:"),
        ({f"{HR}/department.yml": "nme: R\n"}, '"hr" is left out because of errors'),
        ({f"{HR}/roles.yml": "head: {titel: Head}\n"}, '"hr/head" is not a role; some are left out because of errors; see: servicebook check'),
    ],
)  # fmt: skip
def test_terms_that_errors_keep_from_being_known_are_refused(
    tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    root = write(made(tmp_path), files)
    before = (root / FILE).read_bytes()
    status, out, err = accept(root)
    assert (status, out) == (2, "")
    assert err.startswith(f"servicebook accept: {reason}")
    assert err.count("\n") == 1
    assert (root / FILE).read_bytes() == before


def test_errors_elsewhere_do_not_matter(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD, {f"{HR}/services/pay.yml": "name: 1\n"})
    assert opened(root).errors
    assert accept(root)[0] == 0


def test_findings_that_acceptance_mends_and_those_of_services_do_not_matter(tmp_path: Path) -> None:
    old = "reviewed_on: 2020-01-01\nreview_every: 1 month\n"
    repair = {f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"] + old}
    root = made(tmp_path / "a", HEAD + old, repair)
    assert {p.code for p in opened(root).problems} == {"agreement-not-accepted", "review-overdue"}
    assert accept(root)[0] == 0
    strict = {"site_config/rules.yml": "severities: {agreement-not-accepted: error, review-overdue: error}\n"}
    root = made(tmp_path / "b", HEAD, {**repair, **strict})
    assert opened(root).errors == 2
    assert accept(root)[0] == 0


def test_where_people_are_left_out_roles_accept(tmp_path: Path) -> None:
    root = made(tmp_path, HEAD, {"catalog/people.yml": "ana: {name: Ana}\nben: 1\n"})
    assert opened(root).errors
    assert accept(root)[0] == 0


def test_what_cannot_be_added_is_told_so_that_it_can_be_done_by_hand(tmp_path: Path) -> None:
    text = HEAD + "summary: |\n  No line break here"
    root = made(tmp_path, text)
    status, out, err = accept(root)
    assert (status, out) == (2, "")
    assert err.startswith(
        f"servicebook accept: {FILE}: nothing can be added without changing something else; "
    )
    assert terms(root) in err
    assert (root / FILE).read_text(encoding="utf-8") == text


def test_file_that_cannot_be_written_is_refused_and_stays(tmp_path: Path) -> None:
    root = made(tmp_path)
    before = (root / FILE).read_bytes()
    (root / FILE).chmod(0o444)
    with permissions_hold():
        done = run("accept", "it-hr", "--party", "hr", "--by", "hr/head", "--root", str(root), "--today", DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"servicebook accept: cannot write {FILE}: Permission denied\n"
    assert (root / FILE).read_bytes() == before
