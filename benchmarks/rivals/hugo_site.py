"""A Hugo site of a catalog, with a layout as somebody would write it who wants the same pages.

    python -m benchmarks.rivals.hugo_site CATALOG OUT A_SERVICE_PAGE_OF_OURS

Content files are the services with their own YAML as front matter, the other objects are data, of which content
adapters make pages. The layouts (in hugo/) show every section of a service page that templates can make of the same
data; the frame around each page is the one of the service page that is given, byte by byte, as cached partials. What no
template can work out is left out: dates on working calendars, and ranks for the search.
"""

import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rivals.catalog_files import Service, catalog_files, services

LAYOUTS = Path(__file__).with_name("hugo")
SECTIONS = {
    "services": "Services",
    "departments": "Departments",
    "roles": "People & roles",
    "people": "People",
    "sla": "Promises",
    "faq": "Questions",
    "agreements": "Agreements",
    "journeys": "Journeys",
    "hours": "Hours",
    "map": "Who serves whom",
    "state": "Catalog health",
}
_DESCRIPTION = re.compile(r"(?m)^description: \|\n(?:  .*\n|\n)+")


def main(arguments: Sequence[str]) -> int:
    root, out, page = map(Path, arguments)
    write(root, out, page.read_text(encoding="utf-8"))
    return 0


def write(root: Path, out: Path, framed: str) -> None:
    """Write the site's sources into an absent folder; ``framed`` is a service page whose frame they get."""
    shutil.copytree(LAYOUTS, out)
    files = catalog_files(root)
    for name, values in (
        ("departments", files.departments),
        ("faqs", files.faqs),
        ("roles", files.roles),
        ("people", files.people),
        ("agreements", files.agreements),
        ("journeys", files.journeys),
        ("settings", files.settings),
    ):
        _put(out / "data" / f"{name}.json", json.dumps(values, ensure_ascii=False))
    for service in services(root):
        _put(content_file(out, service.file), _content(service))
    for section, title in SECTIONS.items():
        _put(out / "content" / section / "_index.md", f"---\ntitle: {title}\n---\n")
    _put(out / "content" / "_index.md", "---\ntitle: Home\n---\n")
    for name, text in _frame(framed).items():
        _put(out / "layouts" / "_partials" / "frame" / f"{name}.html", text)


def content_file(out: Path, service: Path) -> Path:
    """Where the content of a service lies, whose file in the catalog is given."""
    return out / "content" / "services" / service.parts[-3] / f"{service.stem}.md"


def _content(service: Service) -> str:
    """The service's own YAML as parameters, without its description, which is the page's text."""
    own = _DESCRIPTION.sub("", service.file.read_text(encoding="utf-8"))
    parameters = "".join(f"  {line}" for line in own.splitlines(keepends=True) if not line.startswith("#"))
    values = service.values
    return (
        f"---\ntitle: {json.dumps(values['name'], ensure_ascii=False)}\n"
        f"description: {json.dumps(values['summary'], ensure_ascii=False)}\n"
        f"params:\n  id: {service.qualified}\n  department: {service.department}\n{parameters}---\n"
        f"{values.get('description', '')}"
    )


def _frame(page: str) -> dict[str, str]:
    """What stands around the text of a page of ours, in four parts, safe in a template."""
    head = re.sub(r"(?s)<title>.*?</title>", "", _between(page, '<link rel="icon"', "</head>"))
    body = page[re.search(r"<body[^>]*>", page).end() :]  # type: ignore[union-attr]
    before, _, rest = body.partition("<main")
    after = re.sub(r"(?s)<footer.*?</footer>", "", rest[rest.rindex("</main>") + len("</main>") :])
    foot = _between(page, '<div class="sb-foot__about">', "</footer>")
    parts = {"head": head, "before": before, "foot": foot, "after": after.partition("</body>")[0]}
    return {name: text.replace("{{", "{ {") for name, text in parts.items()}


def _between(text: str, start: str, end: str) -> str:
    """From the first sign of ``start`` up to ``end``; empty where they are not there."""
    found = re.search(f"(?s){re.escape(start)}.*?(?={re.escape(end)})", text)
    return found[0] if found else ""


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
