"""What the help pages and the README say is so: their commands are run, their output compared, nothing is left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from tests.site.command_reference import arguments, page_as_it_should_be
from tests.site.tutorials import LEFT_OUT, Walk, blocks, fits
from tests.sites import DAY, copy_of_example
from tests.support import REPOSITORY, run

from servicebook.cli import commands
from servicebook.documents.kinds import KINDS
from servicebook.mkdocs_plugin.plugin_options import ServicebookOptions

HELP = REPOSITORY / "site_config" / "pages" / "help"
PAGES = sorted(page.relative_to(HELP).as_posix() for page in HELP.rglob("*.md"))
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
FROM_NOTHING = {"maintainers/beginning.md"}
"""Pages that begin in an empty folder; the others begin with the example organization."""
NOT_RUN = {
    "python3 -m venv": "the tests have an environment already",
    ". servicebook-env": "the same",
    "pip install": "the same",
    ".venv/bin/pip install": "the same",
    "pip wheel": "tests/site/test_installed.py makes one",
    "servicebook lock": "tests/cli/test_lock.py runs it; there is no wheel, and no index",
    "python -m pip install uv": "the same",
    "servicebook serve": "it does not end; tests/browser/test_serve.py runs it",
    ".venv/bin/servicebook": "shown beside what is run",
    "git remote add": "there is no host",
    "git push": "there is no host",
    "git switch": "there is no host to push the branch to",
    "git add": "the same",
    "git commit": "the same",
    "cd /srv/": "a server's own",
    "git pull": "the same",
    "only=$(git diff": "tests/site/test_several_machines.py runs it",
    "servicebook build ${only": "the same",
}
"""How lines begin that are shown in blocks of the language ``sh``, which are not run, and why."""
PLACEHOLDERS = {"importing.md"}
"""Pages whose indented commands hold words that stand for the reader's own files."""


def text_of(page: str) -> str:
    return (HELP / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in text_of(page) and page != "writing.md"]
)
def test_a_page_shows_what_happens(tmp_path: Path, page: str) -> None:
    walk = Walk(tmp_path if page in FROM_NOTHING else copy_of_example(tmp_path / "house"))
    walk.follow(blocks(text_of(page)))
    assert walk.ran


def test_writing_leads_to_a_service_without_a_finding(tmp_path: Path) -> None:
    walk = Walk(copy_of_example(tmp_path / "house"))
    walk.follow(blocks(text_of("writing.md")))
    assert "plant-care" not in run("check", "--today", DAY, cwd=walk.folder).stdout


def test_the_readme_leads_from_nothing_to_a_site(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    walk.follow(blocks(README))
    assert {"servicebook init", "servicebook check", "servicebook build", "git commit"} <= {*walk.ran}
    service = walk.folder / "site/services/it/laptop-repair/index.html"
    assert "2 working days" in service.read_text(encoding="utf-8")


def test_output_that_differs_is_seen(tmp_path: Path) -> None:
    assert fits("a\nb\nc\n", ["a", LEFT_OUT])
    assert fits("a\nb\nc\n", [LEFT_OUT, "b", LEFT_OUT])
    assert not fits("a\nb\nc\n", ["a", "c"])
    assert not fits("a\nb\nc\n", ["b", LEFT_OUT])
    with pytest.raises(AssertionError, match="there is no folder catalog/"):
        Walk(tmp_path).follow(blocks("```console\n$ servicebook check\n0 errors\n```\n"))
    with pytest.raises(AssertionError, match="ended with 2, and the page does not say so"):
        Walk(tmp_path).follow(blocks("```console\n$ servicebook check\n…\n$ ls\n```\n"))
    Walk(tmp_path).follow(blocks("```console\n$ servicebook check\n…\n$ echo $?\n2\n```\n"))


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_no_command_is_shown_that_is_not_run_without_a_reason(page: str) -> None:
    text = README if page == "README.md" else text_of(page)
    found = blocks(text)
    assert {block.language for block in found} <= {
        "console", "sh", "yaml", "csv", "json", "python", "nginx", "apache"
    }  # fmt: skip
    assert text.count("```") == 2 * len(found), "a fence that is not seen"
    lines = [line for block in found if block.language == "sh" for line in block.text.splitlines()]
    assert [line for line in lines if not line.startswith(tuple(NOT_RUN))] == []
    if page not in PLACEHOLDERS | {"README.md"}:
        assert re.findall(r"^ {4}\$? ?(?:servicebook|git|pip|python3?) .*", text, re.MULTILINE) == []


def mentions(text: str) -> Iterator[tuple[str, str]]:
    """Our own commands wherever they are shown: a command's name and what is behind it."""
    code = [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^ {4}(.*)", text, re.MULTILINE)]
    code += [line for block in blocks(text) for line in block.text.replace("\\\n", " ").splitlines()]
    for line in code:
        if said := re.match(r"(?:\$ |\S*bin/)?servicebook ([a-z]+(?:-[a-z]+)*)\b([^#]*)", line):
            yield said[1], said[2]


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_every_command_and_option_that_is_mentioned_exists(page: str) -> None:
    text = README if page == "README.md" else text_of(page)
    known = {command.NAME: " ".join(arguments(command)) for command in commands()}
    for command, rest in mentions(text):
        assert command in known, command
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert option in known[command].split(), f"{command} {option}"


def test_the_page_of_commands_has_all_of_them(golden: Callable[[Path, str], None]) -> None:
    page = HELP / "reference/commands.md"
    golden(page, page_as_it_should_be(page.read_text(encoding="utf-8")))


def test_the_readme_names_every_command() -> None:
    assert [command.NAME for command in commands() if f"`servicebook {command.NAME}" not in README] == []


def test_the_page_of_settings_has_all_of_them() -> None:
    text = text_of("reference/settings.md")
    options = [name for name, _ in ServicebookOptions()._schema]
    files = [kind.pattern.rpartition("/")[2] for kind in KINDS if kind.pattern.startswith("site_config/")]
    assert len(options) and len(files) > 5
    assert [name for name in (*options, *files) if f"| `{name}` |" not in text] == []


def test_every_page_is_one_step_from_the_start() -> None:
    links = re.findall(r"\]\(([\w/.-]+\.md)(?:#[\w-]+)?\)", text_of("index.md"))
    assert {posixpath.normpath(link) for link in links if not link.startswith("../")} == {*PAGES} - {
        "index.md"
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_piece_of_yaml_can_be_read(page: str) -> None:
    for block in blocks(text_of(page)):
        if block.language == "yaml":
            assert yaml.safe_load(block.text) is not None, block.text
