"""At the old address of what is gone a page says so, since when, and what helps instead."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.git_repository import commit
from tests.pages.rendering import body_at
from tests.search.read_index import called_in, path_in
from tests.sites import build_well
from tests.support import HR, IT, SMALL, make_catalog, opened, write

from servicebook.loading.gone_objects import gone_objects
from servicebook.pages.rendering.context import RenderContext, render_context

SHARE = f"{IT}/services/share.yml"
BASE = {
    **SMALL,
    "site_config/topics.yml": "paper: {name: Paper}\n",
    f"{IT}/services/print.yml": "name: Printing\nsummary: We print.\ntopics: [paper]\n",
    SHARE: (
        "name: Fax & <b>copies</b>\nsummary: We send it.\ntopics: [paper]\nroles: {owner: it/lead}\n"
        "former_ids: [it/fax]\n"
    ),
    f"{HR}/services/forms.yml": "name: Forms\nsummary: Fill them in.\nlifecycle: retired\nreplaced_by: hr/papers\n",
    f"{HR}/services/papers.yml": "name: Papers\nsummary: Old.\nlifecycle: retired\nreplaced_by: it/print\n",
    "catalog/departments/post/department.yml": "name: Post\nsummary: Letters.\npart_of: it\n",
    "catalog/departments/post/services/stamp.yml": "name: Stamps\nsummary: All kinds.\n",
}
GONE = (SHARE, f"{HR}/services/forms.yml", f"{HR}/services/papers.yml")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_catalog(tmp_path_factory.mktemp("gone"), {}, base=BASE)
    commit(root)
    for path in (*GONE, "catalog/departments/post/department.yml"):
        (root / path).unlink()
    stamp = root / "catalog/departments/post/services/stamp.yml"
    stamp.rename(root / HR / "services/stamp.yml")
    (root / HR / "services/stamp.yml").write_text(
        "name: Stamps\nsummary: All kinds.\nformer_ids: [post/stamp]\n", encoding="utf-8"
    )
    commit(root)
    return root


@pytest.fixture(scope="module")
def context(root: Path) -> RenderContext:
    loaded = opened(root)
    return render_context(loaded, gone=gone_objects(root, loaded.catalog))


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_well(root, tmp_path_factory.mktemp("gone-site") / "site")


def test_the_page_says_what_is_offered_on_the_same_topic_and_whom_to_ask(context: RenderContext) -> None:
    body = body_at(context, "services/it/share/")
    assert "This service is no longer offered." in body and "It belonged to <a" in body
    assert 'href="../../it/print/"' in body and "repair" not in body
    assert "roles/it/lead/" in body and "Floor 2" in body
    assert "Fax &amp; &lt;b&gt;copies" in body and "<b>copies" not in body
    assert "find/?q=Fax+%26+%3Cb%3Ecopies%3C%2Fb%3E" in body


def test_what_replaced_a_service_may_have_been_replaced_itself(context: RenderContext) -> None:
    body = body_at(context, "services/hr/forms/")
    assert "../../it/print/" in body and "Papers" not in body


def test_a_department_leads_to_who_has_taken_over_its_services(context: RenderContext) -> None:
    body = body_at(context, "departments/post/")
    assert "This department no longer exists." in body and 'hr/">HR</a>' in body and 'it/">IT</a>' in body


def test_search_engines_do_not_list_it_and_its_other_addresses_lead_to_it(site: Path) -> None:
    page = (site / "services/it/share/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in (site / "services/it/print/index.html").read_text(encoding="utf-8")
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "services/it/share/" not in sitemap
    redirects = (site / "_redirects").read_text(encoding="utf-8").splitlines()
    assert {"/services/it/fax/ /services/it/share/ 301", "/faq/post/ /departments/post/ 301"} <= set(
        redirects
    )
    assert "/services/post/stamp/ /services/hr/stamp/ 301" in redirects


def test_the_search_finds_it_by_its_names_and_by_no_word(site: Path) -> None:
    search = site / "search"
    head = json.loads((search / "index.json").read_text("utf-8"))
    entries = [one for file in search.glob("entries/*.json") for one in json.loads(file.read_text("utf-8"))]
    (forms,) = [one for one in entries if one[2] == "Forms"]
    assert (path_in(head, forms), forms[4]) == ("services/hr/forms/", "Service that is no longer offered")
    called = {
        name
        for file in search.glob("called/*.json")
        for name in called_in(json.loads(file.read_text("utf-8")))
    }
    assert {"forms", "hr forms", "it fax"} <= called
    words = {
        word for file in search.glob("words/*.json") for word in json.loads(file.read_text("utf-8"))["words"]
    }
    assert "forms" not in words and "printing" in words


def test_the_address_of_a_question_that_is_gone_says_so_on_its_page(tmp_path: Path) -> None:
    faqs = f"{IT}/faqs.yml"
    root = make_catalog(
        tmp_path, {faqs: "- {question: Is <i>it</i> free?, answer: A., id: free}\n"}, base=SMALL
    )
    commit(root)
    (root / faqs).write_text("- {question: Is it fast?, answer: B.}\n", encoding="utf-8")
    commit(root)
    loaded = opened(root)
    body = body_at(render_context(loaded, gone=gone_objects(root, loaded.catalog)), "faq/it/")
    assert "No longer answered here" in body
    assert '<li id="free" dir="auto">Is &lt;i&gt;it&lt;/i&gt; free?</li>' in body
    assert "No longer answered here" not in body_at(render_context(loaded), "faq/it/")


def test_a_name_that_nobody_may_read_is_not_in_what_is_gone(tmp_path: Path) -> None:
    roles = f"{IT}/roles.yml"
    more = "ask-zoe: {title: Whatever Zoe does}\nclerk: {title: Clerk}\n"
    people = SMALL["catalog/people.yml"] + "zoe: {name: Zoe, left_on: 2026-01-01}\n"
    root = make_catalog(tmp_path, {roles: SMALL[roles] + more, "catalog/people.yml": people}, base=SMALL)
    commit(root)
    (root / roles).write_text(SMALL[roles], encoding="utf-8")
    commit(root)
    loaded = opened(root)
    context = render_context(loaded, gone=gone_objects(root, loaded.catalog))
    assert [one.id for one in context.gone] == ["it/clerk"]


def test_without_a_history_nothing_is_told_of_what_is_gone(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "house"
    shutil.copytree(root, copy)
    config = "site_name: House\ntheme: {name: servicebook}\ndocs_dir: pages\nplugins: [servicebook: {history: false}]\n"
    write(copy, {"mkdocs.yml": config, "pages/hello.md": "# Hello\n"})
    site = build_well(copy, tmp_path / "site")
    assert (site / "services/it/print/index.html").exists()
    assert not (site / "services/it/share/index.html").exists() and not (site / "services/it/fax").exists()
