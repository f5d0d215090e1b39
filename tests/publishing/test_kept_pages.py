"""Pages and data that a build takes over from the last one are what it would have made."""

from __future__ import annotations

import errno
import marshal
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishing.told_past import history_of
from tests.publishing.written_services import FILES, PLAIN, WRITTEN, catalog_with, write_services
from tests.sites import contents
from tests.support import IT, TODAY

from servicebook import links
from servicebook.comparing.told_history import told_history
from servicebook.loading import load_catalog
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.footer import foot_of
from servicebook.publishing.data_files import data_parts
from servicebook.publishing.framed_pages import Frames, foot_key, frame_key, write_pages
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.publication import Publication
from servicebook.publishing.shown_fields import SHOWN_NEAR, SHOWN_ON
from servicebook.publishing.writer import FolderWriter
from servicebook.source.seen_files import see

FRAME = ("", "title", "|", "description", "|", "address", "|", "body", "|", "footer", "")
FOOT = ("", "source", "|", "suggest", "|", "request", "|", "reviewed", "|", "reviewed_date", "")
OTHER_FILES: Mapping[str, tuple[str, str]] = {
    "catalog/people.yml": ("ana: {name: Ana}\nben: {name: Ben}\n", "ana: {name: Anna}\nben: {name: Ben}\n"),
    "site_config/topics.yml": ("tea: {name: Tea}\n", "tea: {name: Green tea}\n"),
    "site_config/organization.yml": ("name: We\n", "name: We\npeople: roles-only\n"),
    f"{IT}/faqs.yml": ("[]\n", "- {question: Where?, answer: Here.}\n"),
}
"""What other files may say."""


def build(
    root: Path,
    folder: Path,
    last: BuiltPages | None,
    past: Sequence[Sequence[str]] | None = (),
    *,
    frame: tuple[str, ...] = FRAME,
    publication: Callable[[Publication], Publication] = lambda same: same,
    is_untouched: bool = True,
) -> BuiltPages:
    """All pages and data of a catalog in a folder, some of them the ``last`` build's; it is what the next one knows.

    ``past`` are the services that each commit changed, the oldest first; None where there is no history.
    """
    loaded = load_catalog(root, TODAY)
    history = None if past is None else told_history(history_of(past), loaded.catalog)
    context = render_context(loaded, address="https://example.org/", history=history)
    made = publication(Publication(context=context))
    pages = list(all_pages(made.context))
    feet = {foot_key(page, foot_of(page, made.context)): FOOT for page in pages}
    frames = Frames({frame_key(page): frame for page in pages}, feet, "https://example.org/")
    seen = see(root, [root / "catalog", root / "site_config"])
    built = BuiltPages(
        last.site if last else folder, seen, last.to_keep if last else None, lambda: is_untouched
    )
    folder.mkdir()
    kept, writer, written = built.data(made, folder), FolderWriter(folder), []
    for file in data_parts(made.context.catalog, made.address, kept=kept):
        writer.write(file)
        written.append(file.path)
    built.note_data(kept.noted, [*written, *kept.taken])
    write_pages(built.take_over(pages, made, frames, folder), made, frames, folder)
    built.note(pages, folder)
    built.site = folder
    return built


def taken_over(new: Path, old: Path) -> set[str]:
    """The paths of pages that are files of another site."""
    return {
        path.removesuffix("index.html")
        for path in contents(new)
        if (old / path).is_file() and (old / path).samefile(new / path)
    }


def qualified(name: str) -> str:
    """The id of a service with its department."""
    return f"{Path(FILES[name]).parts[2]}/{name}"


_REFERRING = {"replaced_by", "not_for", "handoffs", "depends_on", "former_ids"}
"""Keys by which a service may contradict itself or another one."""
_service = st.fixed_dictionaries(
    {"name": st.sampled_from(WRITTEN["name"]), "summary": st.sampled_from(WRITTEN["summary"])},
    optional={
        key: st.sampled_from(WRITTEN[key])
        for key in sorted(WRITTEN.keys() - {"name", "summary"} - _REFERRING)
    },
)
_keys = st.sampled_from((*WRITTEN, *SHOWN_ON, *SHOWN_ON))  # after others, all is made
_edit = st.one_of(
    st.tuples(st.just("service"), st.sampled_from(sorted(FILES)), _keys, st.integers(0)),
    st.tuples(st.just("service"), st.sampled_from(sorted(FILES)), _keys, st.integers(0)),
    st.tuples(st.just("file"), st.sampled_from(sorted(OTHER_FILES)), st.just(""), st.integers(0, 1)),
    st.tuples(st.just("commit"), st.sampled_from(sorted(FILES)), st.just(""), st.integers(0, 3)),
    st.tuples(st.just("damage"), st.just(""), st.just(""), st.integers(0)),
    st.tuples(st.just("nothing kept"), st.just(""), st.just(""), st.just(0)),
)


@settings(max_examples=10)
@given(
    services=st.fixed_dictionaries(dict.fromkeys(FILES, _service)),
    steps=st.lists(st.lists(_edit, min_size=1, max_size=2), min_size=1, max_size=4),
)
def test_after_any_edits_each_page_is_what_it_would_be_if_all_were_made_and_the_last_site_as_it_was(
    services: dict[str, dict[str, str]],
    steps: list[list[tuple[str, str, str, int]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    root = catalog_with(folder / "root", services)
    past: list[list[str]] = []
    last = build(root, folder / "0", None, past)
    for number, step in enumerate(steps, 1):
        for kind, name, key, choice in step:
            if kind == "service":
                services[name] = {**services[name], key: WRITTEN[key][choice % len(WRITTEN[key])]}
            elif kind == "file":
                (root / name).write_text(OTHER_FILES[name][choice], encoding="utf-8")
            elif (
                kind == "commit"
            ):  # of two services, or of none, and sometimes the first one is no longer known
                past = [*past[choice == 3 :], [qualified(name), "it/loan"][: choice % 3]]
            elif kind == "damage":
                made = sorted(file for file in last.site.rglob("*") if file.is_file())
                made[choice % len(made)].write_text("Mine", encoding="utf-8")
            else:
                last.to_keep = None
        write_services(root, services)
        if load_catalog(root, TODAY).errors:  # of which there is no site
            continue
        before = contents(last.site)
        built = build(root, folder / str(number), last, past)
        build(root, folder / f"{number}-clean", None, past)
        assert contents(built.site) == contents(folder / f"{number}-clean")
        assert contents(last.site) == before
        last = built


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, BuiltPages]:
    """A catalog and its site."""
    root = catalog_with(tmp_path / "root", PLAIN)
    return root, build(root, tmp_path / "old", None)


def edited(made: tuple[Path, BuiltPages], key: str, value: str) -> None:
    write_services(made[0], {"leave": {**PLAIN["leave"], key: value}})


def after(made: tuple[Path, BuiltPages], folder: Path, past: Sequence[Sequence[str]] | None = ()) -> set[str]:
    """The pages that the next build takes over; the others are what they have to be."""
    root, last = made
    build(root, folder / "new", last, past)
    build(root, folder / "clean", None, past)
    assert contents(folder / "new") == contents(folder / "clean")
    return taken_over(folder / "new", last.site)


OTHER_SERVICES = {"services/it/repair/", "services/it/loan/", "services/hr/pay/"}


@pytest.mark.parametrize("key", SHOWN_ON)
def test_an_edit_of_what_few_pages_show_leaves_the_pages_of_other_services_as_they_are(
    key: str, made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    edited(made, key, WRITTEN[key][1])
    kept = after(made, tmp_path)
    assert kept >= OTHER_SERVICES and "services/hr/leave/" not in kept
    shown_on = SHOWN_ON[key] | SHOWN_NEAR.get(key, frozenset())
    assert ("departments/hr/" in kept) is ("department.html" not in shown_on)


def test_an_edit_of_a_summary_leaves_departments_below_and_roles_of_other_services_as_they_are(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    services = {**PLAIN, "loan": {**PLAIN["loan"], "roles": "{owner: it/lead}"}}
    write_services(made[0], services)
    last = made[0], build(made[0], tmp_path / "last", None)
    write_services(made[0], {"loan": {**services["loan"], "summary": WRITTEN["summary"][1]}})
    kept = after(last, tmp_path)
    assert kept >= {"departments/hr/", "start/hr/", "roles/hr/head/"}
    assert not kept & {"departments/it/", "start/it/", "roles/it/lead/", "services/it/loan/"}


@pytest.mark.parametrize(("key", "is_kept"), [("description", True), ("faqs", False)])
def test_an_edit_leaves_data_as_they_are_that_show_nothing_of_it(
    key: str, is_kept: bool, made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    edited(made, key, WRITTEN[key][1])
    kept = after(made, tmp_path)
    assert kept >= {links.table("roles"), links.table("people"), links.DATA_SCHEMA, links.card("ana")}
    assert (links.table("faqs") in kept) is is_kept
    assert not kept & {links.table("services"), links.data_of_service("hr/leave"), links.DATA_CATALOG}
    assert links.data_of_service("hr/pay") not in kept  # its line is made along with that of the other one


def test_where_nothing_has_changed_all_data_stay_but_where_things_are_written(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    data = {path for path in contents(made[1].site) if path.startswith(links.DATA)}
    assert data - after(made, tmp_path) == {links.DATA_CALENDAR}


@pytest.mark.parametrize("path", [links.DATA_CATALOG, links.table("roles"), links.data_of_service("hr/pay")])
def test_data_that_somebody_has_written_over_are_made(
    path: str, made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    file = made[1].site / path
    file.write_bytes(file.read_bytes().swapcase())
    edited(made, "reviewed_on", "2026-01-01")
    assert path not in after(made, tmp_path)
    other = made[0], build(made[0], tmp_path / "other", made[1])
    (other[1].site / path).unlink()
    (tmp_path / "missing").mkdir()
    assert path not in after(other, tmp_path / "missing")


def test_an_edit_of_what_any_page_may_show_has_all_of_them_made(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    edited(made, "roles", "{owner: hr/head}")
    assert after(made, tmp_path) == set()


def test_another_order_of_keys_has_the_page_of_their_service_made(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    file = made[0] / FILES["leave"]
    file.write_text(
        "".join(reversed(file.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8"
    )
    kept = after(made, tmp_path)
    assert kept >= OTHER_SERVICES and "services/hr/leave/" not in kept


def test_pages_that_say_where_something_stands_are_made_even_if_nothing_else_is_another(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    edited(made, "cost", "{amount: 5}")  # of which currency?
    last = made[0], build(made[0], tmp_path / "with", made[1])
    file = made[0] / FILES["leave"]
    file.write_text("# why\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    kept = after(last, tmp_path)
    assert "services/hr/leave/" in kept and links.STATE not in kept


def test_a_commit_has_the_pages_made_of_what_it_changed_and_of_its_department_and_all_that_tell_what_changed(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    past = [["it/loan"], ["hr/pay", "it/loan"]]
    root = made[0]
    last = root, build(root, tmp_path / "before", made[1], past)
    pages = {path.removesuffix("index.html") for path in contents(last[1].site)}
    (tmp_path / "again").mkdir()
    always = pages - after(last, tmp_path / "again", past)
    kept = after(last, tmp_path, [*past, ["hr/leave"]])
    telling = {links.CHANGES, *map(links.changes_of, ("services/it/loan/", "services/hr/pay/"))}
    telling |= {*map(links.changes_of, ("departments/it/", "departments/hr/"))}
    assert pages - kept == {"services/hr/leave/", "departments/hr/", *telling, *always}


def test_where_there_is_no_history_any_more_all_pages_are_made(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    assert after(made, tmp_path, None) == set()


@pytest.mark.parametrize("path", OTHER_FILES)
def test_after_a_change_of_another_file_all_pages_are_made(
    path: str, made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    (made[0] / path).write_text(OTHER_FILES[path][1], encoding="utf-8")
    assert after(made, tmp_path) == set()


def test_after_a_service_more_or_less_all_pages_are_made(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    (made[0] / f"{IT}/services/more.yml").write_text("name: More\nsummary: S.\n", encoding="utf-8")
    assert after(made, tmp_path) == set()
    more = made[0], build(made[0], tmp_path / "more", None)
    (made[0] / f"{IT}/services/more.yml").unlink()
    (tmp_path / "less").mkdir()
    assert after(more, tmp_path / "less") == set()


def test_around_others_or_in_another_place_all_pages_are_made(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    root, last = made
    build(root, tmp_path / "frame", last, frame=("new", *FRAME[1:]))
    kept = taken_over(tmp_path / "frame", last.site)
    assert kept and all(path.startswith(links.DATA) for path in kept)  # which have no frame
    build(root, tmp_path / "mounted", last, publication=lambda one: replace(one, from_left=False))
    assert taken_over(tmp_path / "mounted", last.site) == set()
    build(
        root,
        tmp_path / "rows",
        last,
        publication=lambda one: replace(one, context=replace(one.context, max_rows=1)),
    )
    assert taken_over(tmp_path / "rows", last.site) == set()


def test_where_something_was_written_since_it_was_seen_all_pages_are_made(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    build(made[0], tmp_path / "new", made[1], is_untouched=False)
    assert taken_over(tmp_path / "new", made[1].site) == set()
    build(made[0], tmp_path / "newer", made[1])
    assert taken_over(tmp_path / "newer", made[1].site) >= OTHER_SERVICES


@pytest.mark.parametrize("before", [b"", b"\0", marshal.dumps(5), marshal.dumps((1, 2, 3, 4, 5))])
def test_after_another_program_has_kept_something_else_all_pages_are_made(
    before: bytes, made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    made[1].to_keep = before
    assert after(made, tmp_path) == set()


def test_a_page_that_somebody_has_written_over_is_made_and_theirs_left_alone(
    made: tuple[Path, BuiltPages], tmp_path: Path
) -> None:
    site = made[1].site
    (site / "services/hr/pay/index.html").write_text("Mine", encoding="utf-8")
    touched = site / "services/it/stock/index.html"
    os.utime(touched)
    (site / "services/hr/leave/index.html").unlink()
    kept = after(made, tmp_path)
    assert "services/it/repair/" in kept
    assert not kept & {"services/hr/pay/", "services/hr/leave/", "services/it/stock/"}
    assert (site / "services/hr/pay/index.html").read_text(encoding="utf-8") == "Mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_a_page_of_somebody_else_is_made(made: tuple[Path, BuiltPages], tmp_path: Path) -> None:
    os.chown(made[1].site / "services/hr/pay/index.html", 12345, -1)
    kept = after(made, tmp_path)
    assert "services/it/repair/" in kept and "services/hr/pay/" not in kept


def test_where_a_file_cannot_have_two_places_it_is_copied(
    made: tuple[Path, BuiltPages], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", link)
    copied = made[1].site / "services/hr/pay/index.html"
    text, noted = copied.read_text(encoding="utf-8"), copied.stat()
    copied.write_text(text.replace("Pay", "Pat").swapcase(), encoding="utf-8")
    os.utime(copied, ns=(noted.st_atime_ns, noted.st_mtime_ns))  # as if it had said so all along
    (made[1].site / "services/hr/leave/index.html").write_text("Mine", encoding="utf-8")
    build(made[0], tmp_path / "new", made[1])
    assert (tmp_path / "new/services/hr/pay/index.html").read_bytes() == copied.read_bytes()
    assert "Mine" not in (tmp_path / "new/services/hr/leave/index.html").read_text(encoding="utf-8")
    assert taken_over(tmp_path / "new", made[1].site) == set()
