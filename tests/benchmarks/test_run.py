"""Tools are run in turn, every run is kept, and a server is timed from the saving of a file to its page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import REPOSITORY

from benchmarks.children import ChildFailedError, Run, run_child
from benchmarks.growth.figures import Site
from benchmarks.growth.place import Place, made
from benchmarks.growth.seen import served
from benchmarks.growth.tools import Tool
from benchmarks.run import measure

SERVER = """
import http.server, os, pathlib, sys
address, page, name, ends = sys.argv[1:]
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = pathlib.Path(name).read_bytes()
        if ends and b"Seen" in text:
            os._exit(4)
        self.send_response(200 if self.path == "/" + page else 404)
        self.end_headers()
        self.wfile.write(b"<h1>Page</h1>" + text)
    def log_message(self, *_):
        pass
host, _, port = address.rpartition(":")
http.server.HTTPServer((host, int(port)), Handler).serve_forever()
"""
"""A server of one page that has the text of a file; asked for another text than the first, it may end."""
MAKES_A_PAGE = """
import pathlib, sys
page = pathlib.Path(sys.argv[1])
page.parent.mkdir(parents=True, exist_ok=True)
page.write_text("x" * 300)
"""


def place(folder: Path) -> Place:
    service = folder / "catalog/departments/it/services/repair.yml"
    service.parent.mkdir(parents=True)
    service.write_text("name: Repair\nsummary: We mend it.\n", encoding="utf-8")
    return Place(folder, service, "We mend it.")


def serve(where: Place, *, ends: bool = False) -> dict[str, Run]:
    command = [sys.executable, "-c", SERVER]
    arguments = (where.page, str(where.service), "ends" if ends else "")
    return dict(served(where, lambda address: [*command, address, *arguments], where.service, 1))


def test_a_server_is_timed_until_its_page_has_the_new_words(tmp_path: Path) -> None:
    where = place(tmp_path)
    steps = serve(where)
    assert list(steps) == ["serve, start to first page", "serve, saved to seen"]
    assert all(run.seconds > 0 for run in steps.values())
    assert where.service.read_text(encoding="utf-8") == "name: Repair\nsummary: We mend it.\n"


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    where = place(tmp_path)
    with pytest.raises(ChildFailedError, match=r"(?s)has not said Seen in round 1-1.*ended with 4"):
        serve(where, ends=True)
    assert where.service.read_text(encoding="utf-8") == "name: Repair\nsummary: We mend it.\n"


def test_tools_take_turns_and_every_run_is_kept(tmp_path: Path) -> None:
    order: list[tuple[str, int]] = []

    def tool(name: str) -> Tool:
        def steps(where: Place, turn: int) -> Iterator[tuple[str, Run]]:
            order.append((name, turn))
            page = where.site(name) / where.page / "index.html"
            yield "build", run_child([sys.executable, "-c", MAKES_A_PAGE, str(page)])

        return Tool(name=name, steps=steps, needs=name, is_there=True)

    measured, failed = measure(tmp_path, 50, 2, [tool("servicebook"), tool("hugo")])
    assert failed == {}
    assert order == [("servicebook", 1), ("hugo", 1), ("servicebook", 2), ("hugo", 2)]
    assert [(each.services, each.tool, each.step, len(each.runs)) for each in measured] == [
        (50, "servicebook", "build", 2),
        (50, "hugo", "build", 2),
    ]
    assert [each.site for each in measured] == [Site(1, 300, 1, 300)] * 2
    assert list(tmp_path.iterdir()) == []


def fails(name: str) -> Tool:
    def steps(_: Place, turn: int) -> Iterator[tuple[str, Run]]:
        yield "build", run_child([sys.executable, "-c", f"import sys; sys.exit({turn} - 1)"])

    return Tool(name=name, steps=steps, needs=name, is_there=True)


def test_a_tool_that_fails_leaves_the_others_alone(tmp_path: Path) -> None:
    works = Tool(name="servicebook", steps=_works, needs="servicebook", is_there=True)
    measured, failed = measure(tmp_path, 50, 3, [fails("hugo"), works])
    assert failed == {"hugo": 50}
    assert [(each.tool, len(each.runs)) for each in measured] == [("servicebook", 3)]


def _works(_: Place, __: int) -> Iterator[tuple[str, Run]]:
    yield "check", run_child([sys.executable, "-c", ""])


def test_without_our_own_figures_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError, match="ended with 1"):
        measure(tmp_path, 50, 3, [fails("servicebook")])


def test_a_catalog_of_the_smallest_size_has_a_service_to_edit(tmp_path: Path) -> None:
    where = made(tmp_path, 50)
    assert where.summary in where.service.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sizes", "10"], "10 services are too few: 50 are the least"),
        (["--sizes", "100,many"], "'many' is not a whole number above 0"),
        (["--tools", "hugo,jekyll"], "'jekyll' is none of servicebook, hugo"),
    ],
)
def test_wrong_arguments_are_refused(arguments: list[str], said: str) -> None:
    command = [sys.executable, "-m", "benchmarks.run", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
