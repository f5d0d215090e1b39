"""Pages and data that a build takes over from the last one are what it would have made."""

from __future__ import annotations

import marshal
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kills import tree
from tests.publishing.told_past import history_of
from tests.publishing.written_services import FILES, PLAIN, WRITTEN, catalog_with, write_services
from tests.sites import contents
from tests.support import IT, TODAY

from servicebook import links
from servicebook.comparing.told_history import told_history
from servicebook.frozen import frozen
from servicebook.loading import load_catalog
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.footer import foot_of
from servicebook.pages.rendering.page import Page
from servicebook.publishing.asset_files import script_data_files
from servicebook.publishing.data_files import data_parts
from servicebook.publishing.framed_pages import (
    FootKey,
    FrameKey,
    Frames,
    encoded,
    foot_key,
    frame_key,
    write_pages,
)
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.last_site import LastSite
from servicebook.publishing.mark import mark_file
from servicebook.publishing.moment_files import moment_files
from servicebook.publishing.publication import Publication
from servicebook.publishing.shown_fields import SHOWN_NEAR, SHOWN_ON
from servicebook.publishing.writer import FolderWriter, replaced_site
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


@frozen
class Site:
    """A site in a ``folder``, what the next build is told of it, and the paths of files that this one did not write."""

    folder: Path
    kept: bytes | None
    stayed: set[str]


def build(
    root: Path,
    folder: Path,
    last: Site | None,
    past: Sequence[Sequence[str]] | None = (),
    *,
    frame: tuple[str, ...] = FRAME,
    publication: Callable[[Publication], Publication] = lambda same: same,
    is_untouched: bool = True,
) -> Site:
    """All pages and data of a catalog in a folder, into which the ``last`` site is copied before, if there is one.

    ``past`` are the services that each commit changed, the oldest first; None where there is no history.
    """
    loaded = load_catalog(root, TODAY)
    history = None if past is None else told_history(history_of(past), loaded.catalog)
    context = render_context(loaded, address="https://example.org/", history=history)
    made = publication(Publication(context=context))
    pages = list(all_pages(made.context))

    def frames_of(some: Sequence[Page]) -> Frames:
        having: dict[FrameKey | FootKey, str] = {}
        for page in some:
            having.setdefault(frame_key(page), page.path)
            having.setdefault(foot_key(page, foot_of(page, made.context)), page.path)
        frames = {key: encoded(frame) for key in having if isinstance(key, FrameKey)}
        feet = {key: encoded(FOOT) for key in having if isinstance(key, FootKey)}
        return Frames(frames, feet, "https://example.org/", having)

    if last:
        shutil.copytree(last.folder, folder, symlinks=True)
    site = LastSite(folder)
    seen = see(root, [root / "catalog", root / "site_config"])
    built = BuiltPages(site, seen, last.kept if last else None, lambda: is_untouched)
    with replaced_site(folder, [], site) as new:
        kept, writer = built.data(made), FolderWriter(new)
        if built.scripts(made) is None:
            fetched = [*script_data_files(made.context), *moment_files(made)]
            built.note_scripts(writer.write_all(fetched, ""))
        written = writer.write_all(data_parts(made.context.catalog, made.address, kept=kept), "")
        built.note_data(kept.noted, [*written, *kept.taken])
        left, frames = built.to_make(pages, made, frames_of)
        write_pages(left, made, frames, new)
        writer.write(mark_file())
        stayed = site.stay - contents(new).keys()
    return Site(folder, built.to_keep(), {path.removesuffix("index.html") for path in stayed})


def damage(site: Path, choice: int) -> None:
    """Write over a file of a site, touch it, delete it, put something beside it, or something else in its place."""
    made = sorted(file for file in site.rglob("*") if file.is_file() and file.name != mark_file().path)
    file, kind = made[choice // 8 % len(made)], choice % 8
    if kind == 0:
        os.utime(file)
    elif kind == 1:
        file.unlink()
    elif kind == 2:
        file.with_name("more.html").write_text("Mine", encoding="utf-8")
    elif kind == 3:
        shutil.rmtree(file.parent if file.parent != site else site / links.DATA)
    elif kind == 4:
        file.rename(file.with_name("apart"))
        file.symlink_to("apart")
    elif kind == 5:
        file.unlink()
        (file / "deeper").mkdir(parents=True)
    elif kind == 6:
        file.chmod(0o600)
    else:
        file.write_text("Mine", encoding="utf-8")


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
def test_after_any_edits_and_whatever_somebody_does_to_the_site_it_is_what_it_would_be_if_all_were_made(
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
                damage(last.folder, choice)
            else:
                last = replace(last, kept=None)
        write_services(root, services)
        if load_catalog(root, TODAY).errors:  # of which there is no site
            continue
        last = build(root, folder / str(number), last, past)
        build(root, folder / f"{number}-clean", None, past)
        assert tree(last.folder) == tree(folder / f"{number}-clean")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Site]:
    """A catalog and its site."""
    root = catalog_with(tmp_path / "root", PLAIN)
    return root, build(root, tmp_path / "old", None)


def edited(made: tuple[Path, Site], key: str, value: str) -> None:
    write_services(made[0], {"leave": {**PLAIN["leave"], key: value}})


def after(made: tuple[Path, Site], folder: Path, past: Sequence[Sequence[str]] | None = ()) -> set[str]:
    """The pages that the next build takes over; the others are what they have to be."""
    root, last = made
    new = build(root, folder / "new", last, past)
    build(root, folder / "clean", None, past)
    assert contents(new.folder) == contents(folder / "clean")
    return new.stayed


OTHER_SERVICES = {"services/it/repair/", "services/it/loan/", "services/hr/pay/"}


@pytest.mark.parametrize("key", SHOWN_ON)
def test_an_edit_of_what_few_pages_show_leaves_the_pages_of_other_services_as_they_are(
    key: str, made: tuple[Path, Site], tmp_path: Path
) -> None:
    edited(made, key, WRITTEN[key][1])
    kept = after(made, tmp_path)
    assert kept >= OTHER_SERVICES and "services/hr/leave/" not in kept
    shown_on = SHOWN_ON[key] | SHOWN_NEAR.get(key, frozenset())
    assert ("departments/hr/" in kept) is ("department.html" not in shown_on)


def test_an_edit_of_a_summary_leaves_departments_below_and_roles_of_other_services_as_they_are(
    made: tuple[Path, Site], tmp_path: Path
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
    key: str, is_kept: bool, made: tuple[Path, Site], tmp_path: Path
) -> None:
    edited(made, key, WRITTEN[key][1])
    kept = after(made, tmp_path)
    assert kept >= {links.table("roles"), links.table("people"), links.DATA_SCHEMA, links.card("ana")}
    assert (links.table("faqs") in kept) is is_kept
    assert not kept & {links.table("services"), links.data_of_service("hr/leave"), links.DATA_CATALOG}
    assert links.data_of_service("hr/pay") not in kept  # its line is made along with that of the other one


def test_where_nothing_has_changed_all_data_stay(made: tuple[Path, Site], tmp_path: Path) -> None:
    data = {path for path in contents(made[1].folder) if path.startswith(links.DATA)}
    assert data and data <= after(made, tmp_path)


@pytest.mark.parametrize("path", [links.DATA_CATALOG, links.table("roles"), links.data_of_service("hr/pay")])
def test_data_that_somebody_has_written_over_are_made(
    path: str, made: tuple[Path, Site], tmp_path: Path
) -> None:
    file = made[1].folder / path
    file.write_bytes(file.read_bytes().swapcase())
    edited(made, "reviewed_on", "2026-01-01")
    assert path not in after(made, tmp_path)
    other = made[0], build(made[0], tmp_path / "other", made[1])
    (other[1].folder / path).unlink()
    (tmp_path / "missing").mkdir()
    assert path not in after(other, tmp_path / "missing")


def test_an_edit_of_what_any_page_may_show_has_all_of_them_made(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    edited(made, "roles", "{owner: hr/head}")
    assert after(made, tmp_path) == set()


def fetched_by_scripts(folder: Path) -> set[str]:
    return {path for path in contents(folder) if path.startswith((links.CLOCK_DATA, links.REQUEST_WAYS))}


def test_what_scripts_fetch_stays_if_all_of_it_is_as_the_last_build_left_it(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    fetched = fetched_by_scripts(made[1].folder)
    assert len(fetched) > 1
    edited(made, "description", WRITTEN["description"][1])
    assert after(made, tmp_path) >= fetched
    (made[1].folder / min(fetched)).write_text("Mine", encoding="utf-8")
    (tmp_path / "again").mkdir()
    assert not fetched & after(made, tmp_path / "again")


def test_another_order_of_keys_has_the_page_of_their_service_made(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    file = made[0] / FILES["leave"]
    file.write_text(
        "".join(reversed(file.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8"
    )
    kept = after(made, tmp_path)
    assert kept >= OTHER_SERVICES and "services/hr/leave/" not in kept


def test_pages_that_say_where_something_stands_are_made_even_if_nothing_else_is_another(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    edited(made, "cost", "{amount: 5}")  # of which currency?
    last = made[0], build(made[0], tmp_path / "with", made[1])
    file = made[0] / FILES["leave"]
    file.write_text("# why\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    kept = after(last, tmp_path)
    assert "services/hr/leave/" in kept and links.STATE not in kept


def test_a_commit_has_the_pages_made_of_what_it_changed_and_of_its_department_and_all_that_tell_what_changed(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    past = [["it/loan"], ["hr/pay", "it/loan"]]
    root = made[0]
    last = root, build(root, tmp_path / "before", made[1], past)
    pages = {path.removesuffix("index.html") for path in contents(last[1].folder)}
    (tmp_path / "again").mkdir()
    always = pages - after(last, tmp_path / "again", past)
    kept = after(last, tmp_path, [*past, ["hr/leave"]])
    telling = {links.CHANGES, *map(links.changes_of, ("services/it/loan/", "services/hr/pay/"))}
    telling |= {*map(links.changes_of, ("departments/it/", "departments/hr/"))}
    assert pages - kept == {"services/hr/leave/", "departments/hr/", *telling, *always}


def test_where_there_is_no_history_any_more_all_pages_are_made(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    assert after(made, tmp_path, None) == set()


@pytest.mark.parametrize("path", OTHER_FILES)
def test_after_a_change_of_another_file_all_pages_are_made(
    path: str, made: tuple[Path, Site], tmp_path: Path
) -> None:
    (made[0] / path).write_text(OTHER_FILES[path][1], encoding="utf-8")
    assert after(made, tmp_path) == set()


def test_after_a_service_more_or_less_all_pages_are_made(made: tuple[Path, Site], tmp_path: Path) -> None:
    (made[0] / f"{IT}/services/more.yml").write_text("name: More\nsummary: S.\n", encoding="utf-8")
    assert after(made, tmp_path) == set()
    more = made[0], build(made[0], tmp_path / "more", None)
    (made[0] / f"{IT}/services/more.yml").unlink()
    (tmp_path / "less").mkdir()
    assert after(more, tmp_path / "less") == set()


def test_around_others_or_in_another_place_all_pages_are_made(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    root, last = made
    kept = build(root, tmp_path / "frame", last, frame=("new", *FRAME[1:])).stayed
    assert kept and not any(path == "" or path.endswith("/") for path in kept)  # but for what has no frame
    others: Mapping[str, Callable[[Publication], Publication]] = {
        "from right": lambda one: replace(one, from_left=False),
        "rows": lambda one: replace(one, context=replace(one.context, max_rows=1)),
    }
    for name, other in others.items():
        assert build(root, tmp_path / name, last, publication=other).stayed == set()


def test_where_something_was_written_since_it_was_seen_all_pages_are_made(
    made: tuple[Path, Site], tmp_path: Path
) -> None:
    assert build(made[0], tmp_path / "new", made[1], is_untouched=False).stayed == set()
    assert build(made[0], tmp_path / "newer", made[1]).stayed >= OTHER_SERVICES


@pytest.mark.parametrize("before", [b"", b"\0", marshal.dumps(5), marshal.dumps((1, 2, 3, 4, 5))])
def test_after_another_program_has_kept_something_else_all_pages_are_made(
    before: bytes, made: tuple[Path, Site], tmp_path: Path
) -> None:
    assert after((made[0], replace(made[1], kept=before)), tmp_path) == set()


def test_a_page_that_somebody_has_touched_is_made(made: tuple[Path, Site], tmp_path: Path) -> None:
    folder = made[1].folder
    (folder / "services/hr/pay/index.html").write_text("Mine", encoding="utf-8")
    os.utime(folder / "services/it/stock/index.html")
    (folder / "services/hr/leave/index.html").unlink()
    kept = after(made, tmp_path)
    assert "services/it/repair/" in kept
    assert not kept & {"services/hr/pay/", "services/hr/leave/", "services/it/stock/"}


def test_a_page_that_not_everybody_may_read_any_more_is_made(made: tuple[Path, Site], tmp_path: Path) -> None:
    (made[1].folder / "services/hr/pay/index.html").chmod(0o600)
    kept = after(made, tmp_path)
    assert "services/it/repair/" in kept and "services/hr/pay/" not in kept
