"""``servicebook digest``: what concerns somebody, in every format; no text of a catalog means anything in them."""

from __future__ import annotations

import json
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import HR, IT, SMALL, make_catalog, run, write

DAY = "2026-09-01"
EVIL = "Repair <!channel> & <b>*now*</b> [x](http://evil.example) @here"
REPAIR = f"{IT}/services/repair.yml"
BASE = {
    **SMALL,
    f"{HR}/services/forms.yml": "name: Forms\nsummary: Fill in.\ndepends_on: [{service: it/repair}]\n",
    "catalog/departments/post/department.yml": "name: Post\nsummary: Letters.\n",
    "catalog/departments/post/services/stamp.yml": "name: Stamps\nsummary: All kinds.\n",
}
WEAKER = {REPAIR: SMALL[REPAIR].replace("4 hours", "9 hours")}


def digest(root: Path, *args: str) -> str:
    done = run("digest", "--root", str(root), "--today", DAY, *args)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_catalog(tmp_path, {}, base=BASE)
    commit(root)
    return root


def test_where_there_is_nothing_to_tell_nothing_is_written(root: Path, tmp_path: Path) -> None:
    for name in ("text", "markdown", "html", "eml", "slack", "teams"):
        file = tmp_path / f"digest.{name}"
        assert digest(root, "--since", "HEAD", "--format", name, "--output", str(file)) == ""
        assert not file.exists()


def test_a_change_is_told_to_who_has_it_and_to_who_relies_on_it_and_to_nobody_else(root: Path) -> None:
    write(root, WEAKER)
    for reader in ("it", "hr", "it/lead", "hr/head", "ana"):
        told = digest(root, "--since", "HEAD", "--for", reader)
        assert "What changed\n- weakened: Repair" in told, reader
    assert digest(root, "--since", "HEAD", "--for", "post") == ""


def test_notices_and_tasks_follow_the_changes_in_this_order(root: Path) -> None:
    write(
        root,
        {
            **WEAKER,
            "catalog/notices/move.yml": (
                "title: We move\naffects: {departments: [it]}\neffect: closed\nfrom: 2026-09-05\nuntil: 2026-09-06\n"
            ),
            "catalog/notices/over.yml": (
                "title: Over\naffects: {departments: [it]}\neffect: closed\nfrom: 2026-08-05\nuntil: 2026-08-06\n"
            ),
            f"{IT}/services/scan.yml": (
                "name: Scan\nsummary: S.\nreviewed_on: 2025-01-01\nreview_every: 12 months\nroles: {owner: it/clerk}\n"
            ),
            f"{IT}/services/copy.yml": "name: Copy\nsummary: C.\nreviewed_on: 2025-09-20\nreview_every: 12 months\n",
            f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"] + "clerk: {title: Clerk}\n",
            "catalog/agreements/it-hr.yml": "name: Terms\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n",
        },
    )
    told = digest(root, "--since", "HEAD", "--for", "it")
    places = [
        told.index(words)
        for words in (
            "What changed",
            "weakened: Repair",
            "Notices",
            "Closed 5 Sep 2026 – 6 Sep 2026\n  We move",
            "What waits for you",
            "Scan (service): its review was due on 1 Jan 2026",
            "Terms: IT has not accepted its terms",
            "Clerk: nobody holds this role",
            "Copy (service): its review is due by 20 Sep 2026",
            "New findings",
        )
    ]
    assert places == sorted(places) and "Terms: HR" not in told and "\n  Over" not in told
    assert "Terms: HR has not accepted its terms" in digest(root, "--since", "HEAD", "--for", "hr")


def evil(root: Path) -> tuple[str, ...]:
    write(root, {REPAIR: WEAKER[REPAIR].replace("name: Repair", f"name: {json.dumps(EVIL)}")})
    return ("--since", "HEAD", "--for", "it", "--address", "https://catalog.example.org/x")


def test_markdown_and_html_show_texts_as_they_are(root: Path) -> None:
    args = evil(root)
    page = digest(root, *args, "--format", "html")
    assert "<b>*now*" not in page and "&lt;b&gt;*now*" in page and "color-scheme:light dark" in page
    assert 'href="https://catalog.example.org/x/services/it/repair/"' in page
    told = digest(root, *args, "--format", "markdown")
    assert "<b>" not in told and "[x]" not in told and "@here" not in told


def test_a_mail_is_valid_and_has_both_forms(root: Path) -> None:
    args = (
        *evil(root),
        "--format",
        "eml",
        "--mail-from",
        "Büro <a@example.org>",
        "--mail-to",
        "b@example.org",
    )
    written = digest(root, *args)
    mail = message_from_string(written, policy=default)
    assert mail.defects == [] and mail.get_content_type() == "multipart/alternative"
    assert mail["From"] == "Büro <a@example.org>" and mail["To"] == "b@example.org"
    assert mail["Subject"] == "IT: what is new since HEAD"
    plain, page = mail.iter_parts()
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert EVIL in plain.get_content() and "</html>" in page.get_content()
    assert written == digest(root, *args) and written.isascii()
    refused = run("digest", "--root", str(root), *args[:-1], "b@example.org\nBcc: c@example.org")
    assert refused.returncode == 2 and "an e-mail cannot have these addresses" in refused.stderr


def many(root: Path) -> None:
    write(
        root,
        {
            f"{IT}/services/s{number}.yml": f"name: Service {number} {'é' * 150}\nsummary: S.\n"
            for number in range(120)
        },
    )


def test_slack_gets_no_more_than_it_takes_and_nothing_that_calls_somebody(root: Path) -> None:
    blocks = json.loads(digest(root, *evil(root), "--format", "slack"))["blocks"]
    runs = [run for block in blocks[1:] for part in block["elements"] for run in part["elements"]]
    assert {run["type"] for run in runs} == {"text", "link"} and any(EVIL in run["text"] for run in runs)
    many(root)
    message = json.loads(digest(root, "--since", "HEAD", "--for", "it", "--format", "slack"))
    assert len(message["blocks"]) == 50 and "more." in json.dumps(message["blocks"][-1])
    assert max(len(json.dumps(block, ensure_ascii=False)) for block in message["blocks"]) < 3_000


def test_a_card_of_teams_is_no_larger_than_it_may_be(root: Path) -> None:
    args = evil(root)
    card = json.loads(digest(root, *args, "--format", "teams"))["attachments"][0]["content"]
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {run["type"] for run in runs} == {"TextRun"} and any(EVIL in run["text"] for run in runs)
    many(root)
    written = digest(root, "--since", "HEAD", "--format", "teams")
    assert 20_000 < len(written.encode()) <= 28_000 and "more." in written


def test_a_day_means_what_was_there_when_it_began(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=BASE)
    commit(root)
    first = git(root, "rev-parse", "HEAD")
    write(root, WEAKER)
    commit(root)
    assert "weakened: Repair" in digest(root, "--since", "2001-01-01", "--for", "it")
    assert digest(root, "--since", "2036-01-01", "--for", "it") == ""
    assert digest(root, "--since", first, "--for", "it") != ""


def test_what_cannot_be_compared_is_no_empty_digest(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "digest.txt"
    args = ("digest", "--root", str(root), "--today", DAY, "--output", str(file), "--since")
    for since, why in (("nowhere", "nowhere"), ("2026-02-31", "2026-02-31")):
        done = run(*args, since)
        assert done.returncode == 2 and why in done.stderr
    done = run(*args, "HEAD", "--for", "nobody")
    assert done.returncode == 2 and "nobody is no department, role or person" in done.stderr
    write(root, {REPAIR: "name: [\n"})
    done = run(*args, "HEAD")
    assert done.returncode == 2 and REPAIR in done.stderr and not file.exists()


def test_nobody_is_named_where_names_are_not_shown(root: Path) -> None:
    write(root, {"site_config/organization.yml": "name: House\npeople: roles-only\n"})
    commit(root)
    write(root, {**WEAKER, f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"].replace("[ana]", "[ben]")})
    told = digest(root, "--since", "HEAD", "--for", "ana", "--format", "html") + digest(
        root, "--since", "HEAD"
    )
    assert "ana" not in told.casefold().replace("organa", "") and "Ben" not in told
