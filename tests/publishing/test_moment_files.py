"""The tables of typical moments: each once, as a page that reads the same from wherever one comes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made
from tests.support import IT

from servicebook import links
from servicebook.publishing.moment_files import moment_file, moment_files
from servicebook.publishing.publication import Publication

PROMISE = "name: {0}\nsummary: S\ntargets: [{{measure: response_time, within: {1}}}]\n"
FILES = {
    f"{IT}/services/loan.yml": PROMISE.format("Loan", "4 hours"),
    f"{IT}/services/copy.yml": PROMISE.format("Copy", "2 hours"),
    f"{IT}/services/idea.yml": PROMISE.format("Idea", "4 hours") + "lifecycle: planned\n",
}


def led_to(publication: Publication, service: str) -> str:
    """The path of the table to which the page of a service leads."""
    body = body_at(publication.context, links.service(service))
    return re.findall(r'href="\.\./\.\./\.\./(clock/moments[^"]+)"', body)[0]


def test_services_that_promise_alike_share_a_table(tmp_path: Path) -> None:
    publication = Publication(context=made(tmp_path, FILES))
    repair, loan, copy = (led_to(publication, f"it/{name}") for name in ("repair", "loan", "copy"))
    assert repair == loan != copy
    files = {file.path: file.content.decode() for file in moment_files(publication)}
    assert files.keys() == {repair, copy}
    assert [len(re.findall(r"<b><time datetime=\S+T14:00", files[path])) > 0 for path in (repair, copy)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("framed", "sheet"), [(True, "servicebook"), (False, "in_site")])
def test_one_is_made_alone_as_it_is_among_all(tmp_path: Path, framed: bool, sheet: str) -> None:
    publication = Publication(context=made(tmp_path, FILES), framed=framed)
    for file in moment_files(publication):
        assert f'<link rel="stylesheet" href="../assets/{sheet}.css">' in file.content.decode()
        anew = Publication(context=made(tmp_path, FILES), framed=framed)
        assert moment_file(anew, file.path) == file
    assert moment_file(publication, links.moments("0123456789")) is None


def test_what_somebody_wrote_is_text_and_turns_nothing(tmp_path: Path) -> None:
    notice = {
        "catalog/notices/moving.yml": 'title: "<i>Moving</i> \\u202eaway"\naffects: {services: [it/repair]}\n'
        "effect: closed\nfrom: 2026-09-14\nuntil: 2026-09-14\n"
    }
    publication = Publication(context=made(tmp_path, {**FILES, **notice}))
    texts = [file.content.decode() for file in moment_files(publication)]
    assert sum("&lt;i&gt;Moving&lt;/i&gt; away" in text for text in texts) == 1
    assert not any("<i>" in text or "\u202e" in text for text in texts)
