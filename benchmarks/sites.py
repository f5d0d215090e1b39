"""The sites that are measured: built by child processes, and what can be typed into their search boxes."""

import html
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
TODAY = "2026-11-22"
_MAKE_CATALOG = Path(__file__).with_name("make_catalog.py")
_MOST_WORDS = 6
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SUMMARY = re.compile(r'<meta name="description" content="([^"]*)"')


class TooSmallError(Exception):
    """There is nothing to measure in a site; the message says where."""


def made(services: int, root: Path) -> Path:
    """A synthetic catalog repository. Raises CalledProcessError where it cannot be made."""
    _run(sys.executable, str(_MAKE_CATALOG), str(root), "--services", str(services))
    return root


def built(root: Path, site: Path) -> Path:
    """The site of a repository. Raises CalledProcessError where it cannot be built."""
    command = (sys.executable, "-m", "servicebook.cli", "build", "--today", TODAY)
    _run(*command, "--root", str(root), "--site", str(site))
    return site


def built_for_theme_search(root: Path, folder: Path) -> Path:
    """The same pages with the index of Material's own search plugin, below ``folder``.

    Raises CalledProcessError where they cannot be built.
    """
    root, own, pages = root.resolve(), root / "mkdocs.yml", folder / "pages"
    if (root / "site_config" / "pages").is_dir():
        pages = root / "site_config" / "pages"
    else:
        pages.mkdir(parents=True)
    config = {
        **({"INHERIT": str(own.resolve())} if own.is_file() else {"site_name": "Measured"}),
        "docs_dir": str(pages),
        "theme": {"name": "servicebook"},
        "plugins": [{"servicebook": {"root": str(root)}}, "material/search"],
    }
    file, site = folder / "mkdocs.yml", folder / "site"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    _run(sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(file), "-d", str(site))
    return site


def _run(*command: str) -> None:
    epoch = datetime.fromisoformat(TODAY).replace(tzinfo=UTC).timestamp()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(epoch))}
    subprocess.run(command, check=True, capture_output=True, text=True, env=environment)


def service_pages(site: Path, count: int) -> list[str]:
    """The paths of so many service pages, evenly spread over all: ``services/it/laptop-repair/``.

    Raises TooSmallError where the site has fewer than two.
    """
    found = [f"{page.parent.relative_to(site).as_posix()}/" for page in site.glob("services/*/*/index.html")]
    if len(found) < 2:
        raise TooSmallError(f"{site} is no site with two services or more")
    found.sort()
    return found[:: max(1, len(found) // count)][:count]


def phrases(site: Path, count: int) -> list[str]:
    """So many queries of 1 to 6 words, in the words of the services' names and summaries.

    In every fourth the longest word is mistyped: two neighboring letters have changed places.
    """
    queries = []
    for at, path in enumerate(service_pages(site, count)):
        page = (site / path / "index.html").read_text(encoding="utf-8")
        texts = (pattern.search(page) for pattern in (_TITLE, _SUMMARY))
        plain = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(found[1])) for found in texts if found)
        words = re.findall(r"\w+", plain)[: 1 + at % _MOST_WORDS]
        if at % 4 == 3:
            longest = max(range(len(words)), key=lambda place: len(words[place]))
            words[longest] = _mistyped(words[longest])
        queries.append(" ".join(words).lower())
    return queries


def _mistyped(word: str) -> str:
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
