"""The engines that are compared, each asked by a page in a browser: all questions at once, then some one by one.

Every engine is asked from an empty page, so that what is sent is its own: code, index, results.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.search.judging import DEEPEST, Question, Results
from benchmarks.serving import BLANK, served
from benchmarks.sites import built_for_theme_search
from servicebook import links

PAIRS = 10
"""Fresh profiles in which bytes are counted: a first search each, and a further one."""

_SERVICEBOOK = """async ({ queries, deepest }) => {
  const { rank, entries } = await import("/assets/engine.js");
  const found = {};
  for (const query of queries) {
    const best = await entries((await rank(query)).slice(0, deepest));
    found[query] = best.map(one => `${one.kind}:${one.id}`);
  }
  return found;
}"""

# As Material's script: 0 sets the worker up, 2 asks for what was typed, of which the worker itself makes a query.
# Results come in groups, one a page.
_THEME = """async ({ queries, deepest, worker: address }) => {
  globalThis.ready ??= (async () => {
    const { config, docs } = await (await fetch("/search/search_index.json")).json();
    const worker = new Worker(address);
    const ask = (type, data) => new Promise((resolve, reject) => {
      worker.onmessage = event => resolve(event.data);
      worker.onerror = event => reject(new Error(event.message));
      worker.postMessage({ type, data });
    });
    await ask(0, { config, docs, options: { suggest: false } });
    return ask;
  })();
  const ask = await globalThis.ready;
  const found = {};
  for (const query of queries) {
    const { data } = await ask(2, query);
    found[query] = data.items.slice(0, deepest).map(([first]) => first.location.split("#")[0]);
  }
  return found;
}"""

_PAGEFIND = """async ({ queries, deepest }) => {
  const { search } = await import("/pagefind/pagefind.js");
  const found = {};
  for (const query of queries) {
    const { results } = await search(query);
    const best = await Promise.all(results.slice(0, deepest).map(one => one.data()));
    found[query] = best.map(one => one.url.split("#")[0].replace(/^\\//, ""));
  }
  return found;
}"""


class NotInstalledError(Exception):
    """An engine is not there to be measured; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found, by query, and the bytes (gzip) of first and of further searches."""

    results: Mapping[str, Results]
    first: Sequence[int]
    further: Sequence[int]


Engine = Callable[[Browser, Sequence[Question], Path, Path, Path], Found]


def servicebook(
    browser: Browser, questions: Sequence[Question], root: Path, site: Path, folder: Path
) -> Found:
    """The site's own: the ranking of the find page. Every result is one answer."""
    return _asked(browser, site, questions, _SERVICEBOOK, lambda question, found: [[one] for one in found])


def theme(browser: Browser, questions: Sequence[Question], root: Path, site: Path, folder: Path) -> Found:
    """Material's own search: its plugin's index of the same pages, its worker, its grouping by page."""
    own = built_for_theme_search(root, folder)
    [worker] = own.glob("assets/javascripts/workers/search.*.min.js")
    address = f"/{worker.relative_to(own).as_posix()}"
    return _asked(browser, own, questions, _THEME, answers_of_pages, worker=address)


def pagefind(browser: Browser, questions: Sequence[Question], root: Path, site: Path, folder: Path) -> Found:
    """Pagefind at its defaults, on the same pages. Raises NotInstalledError where it is not there."""
    if importlib.util.find_spec("pagefind") is None or importlib.util.find_spec("pagefind_bin") is None:
        raise NotInstalledError("Pagefind is left out: it is not installed (pip install 'pagefind[bin]')")
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(folder / "pagefind")],
        check=True,
        capture_output=True,
        text=True,
    )
    return _asked(browser, folder, questions, _PAGEFIND, answers_of_pages)


ENGINES: Mapping[str, Engine] = {"servicebook": servicebook, "theme": theme, "pagefind": pagefind}
"""By the name that the command line gives them."""


def _asked(
    browser: Browser,
    site: Path,
    questions: Sequence[Question],
    script: str,
    answers: Callable[[Question, Iterable[str]], Results],
    **more: str,
) -> Found:
    first: list[int] = []
    further: list[int] = []
    with served(site) as (address, sent):

        def ask(queries: Sequence[str], *counts: list[int]) -> Mapping[str, list[str]]:
            """One page in a fresh profile: each query for itself where bytes are counted, else all at once."""
            context = browser.new_context()
            page = context.new_page()
            page.goto(address + BLANK)
            found: dict[str, list[str]] = {}
            for at, part in enumerate([[query] for query in queries] if counts else [list(queries)]):
                found |= page.evaluate(script, {"queries": part, "deepest": DEEPEST, **more})
                if counts:
                    counts[at].append(sent.taken().bytes)
            context.close()
            return found

        found = ask([question.query for question in questions])
        sent.taken()
        for at in range(0, len(questions) - 1, max(2, len(questions) // PAIRS)):
            ask([question.query for question in questions[at : at + 2]], first, further)
    return Found({one.query: answers(one, found[one.query]) for one in questions}, first, further)


def answers_of_pages(question: Question, paths: Iterable[str]) -> Results:
    """What pages answer: each the right answers that it holds; where it holds none, its own path."""
    held = {answer: _pages_of(answer) for answer in question.gains}
    return [[answer for answer, pages in held.items() if path in pages] or [path] for path in paths]


def _pages_of(answer: str) -> set[str]:
    """The pages that hold an answer: the one that it links to, and a service's for the questions about it."""
    kind, _, qualified_id = answer.partition(":")
    pages = {links.to(kind, qualified_id).partition("#")[0]}
    if kind == "faq" and qualified_id.count("/") == 2:
        pages.add(links.service(qualified_id.rpartition("/")[0]))
    return pages
