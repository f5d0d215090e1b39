"""What a form has seen may have moved before its request is applied: then it is refused, and no other is changed."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.test_request_form import REPAIR, asked, suggest, unfold
from tests.browser.watching import watched
from tests.sites import DAY, contents, copy_of_example
from tests.support import run, write

FILE = "catalog/departments/it/services/laptop-repair.yml"
FIRST = "  - {measure: response_time, priority: high, within: 1 hour, compliance: 95, per: month}\n"


def test_a_promise_that_has_moved_meanwhile_is_not_taken_for_another(
    browser: Browser, example: str, tmp_path: Path
) -> None:
    with watched(browser, example) as watch:
        form = suggest(watch.open(REPAIR))
        unfold(form, "Promises")
        form.locator("li summary", has_text="Done, 3 working days").click()
        form.get_by_label("Unit").select_option(label="hours")
        request = asked(form)
        shown = form.locator(".sb-ask-changes dt").all_inner_texts()
    assert len(shown) == 1, "what is only to be still there is no change"
    root = copy_of_example(tmp_path / "repository")
    file = write(tmp_path, {"request.json": json.dumps(request)}) / "request.json"
    args = ("apply", str(file), "--root", str(root), "--today", DAY)
    text = (root / FILE).read_text(encoding="utf-8")
    # one more before it that says the same, but for what it is about
    other = '  - {measure: accuracy, within: 3 working days, stated: "x"}\n'
    (root / FILE).write_text(text.replace(FIRST, FIRST + other), encoding="utf-8")
    before = contents(root)
    done = run(*args)
    assert done.returncode == 1, done.stdout
    assert 'targets[3].measure: it says "response_time" now' in done.stdout
    assert contents(root) == before
    (root / FILE).write_text(text, encoding="utf-8")
    assert run(*args).returncode == 0
