"""Markdown pages of a catalog, and a configuration, for MkDocs with Material and for Zensical.

    python -m benchmarks.rivals.markdown_site CATALOG OUT

A page for each service, department, role and person, and indexes of them, with the same sections as far as Markdown
goes. The navigation has the indexes only, as Material writes it into every page; of the plugins only the search is on.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.rivals.catalog_files import Files, Service, Values, catalog_files, services

INDEXES = {
    "services": "Services",
    "departments": "Departments",
    "roles": "People & roles",
    "people": "People",
    "sla": "Promises",
    "faq": "Questions",
}
_CONFIG = """site_name: Benchmark Flowers
site_url: https://services.example.org/
use_directory_urls: true
theme:
  name: material
  features: [navigation.tabs, navigation.prune]
plugins: [search]
markdown_extensions: [attr_list, tables]
nav:
  - Home: index.md
"""

_UNSEARCHED = (
    "---\nsearch: {exclude: true}\n---\n\n"  # indexes, which say nothing that is not on another page
)


def main(arguments: Sequence[str]) -> int:
    root, out = map(Path, arguments)
    write(root, out)
    return 0


def write(root: Path, out: Path) -> None:
    """Write ``mkdocs.yml`` and ``docs/`` into a folder."""
    files, offered = catalog_files(root), list(services(root))
    for path, text in _pages(files, offered):
        target = out / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    entries = "".join(f'  - "{title}": {name}/index.md\n' for name, title in INDEXES.items())
    hidden = "".join(f"  /{name}/*/\n" for name in INDEXES if name not in ("sla", "faq"))
    hidden += "  /people/*.md\n  !/people/index.md\n  /departments/*.md\n  !/departments/index.md\n"
    (out / "mkdocs.yml").write_text(f"{_CONFIG}{entries}not_in_nav: |\n{hidden}", encoding="utf-8")


def content_file(out: Path, service: Path) -> Path:
    """Where the page of a service lies, whose file in the catalog is given."""
    return out / "docs" / "services" / service.parts[-3] / f"{service.stem}.md"


def _pages(files: Files, offered: Sequence[Service]) -> Iterator[tuple[str, str]]:
    """(path, text) of every page."""
    names = {one.qualified: str(one.values["name"]) for one in offered}
    users: defaultdict[str, list[Service]] = defaultdict(list)
    of_department: defaultdict[str, list[Service]] = defaultdict(list)
    of_role: defaultdict[str, list[Service]] = defaultdict(list)
    for one in offered:
        of_department[one.department].append(one)
        for needed in one.values.get("depends_on", ()):
            users[needed["service"]].append(one)
        for role in set(one.values.get("roles", {}).values()):
            of_role[role].append(one)
    for one in offered:
        yield f"services/{one.qualified}.md", _service(files, one, names, users[one.qualified])
    for department, values in files.departments.items():
        yield (
            f"departments/{department}.md",
            _department(files, department, values, of_department[department]),
        )
    for role, values in files.roles.items():
        listed = _list(_link("../../services", other) for other in of_role[role])
        duties = _section("Answers for", _list(values.get("responsibilities", ())))
        holders = _list(_people(files, [role], "../../people"))
        yield f"roles/{role}.md", f"# {values['title']}\n\n{holders}{duties}{_section('Services', listed)}"
    for person, values in files.people.items():
        yield f"people/{person}.md", f"# {values['name']}\n\n{_list([values.get('email', '')])}"
    yield from _indexes(files, offered)


def _indexes(files: Files, offered: Sequence[Service]) -> Iterator[tuple[str, str]]:
    promises = (
        f"| {_link('../services', one)} | {target['measure']} | {_promised(target)} |\n"
        for one in offered
        for target in one.values.get("targets", ())
    )
    questions = (
        f"{_link('../services', one)}: {faq['question']}"
        for one in offered
        for faq in one.values.get("faqs", ())
    )
    yield "index.md", f"# Home\n\n{_list(f'[{title}]({name}/index.md)' for name, title in INDEXES.items())}"
    listed = _list(f"{_link('.', one)}: {one.values['summary']}" for one in offered)
    yield "services/index.md", f"{_UNSEARCHED}# Services\n\n{listed}"
    for kind, objects, name in (
        ("departments", files.departments, "name"),
        ("roles", files.roles, "title"),
        ("people", files.people, "name"),
    ):
        listed = _list(f"[{values[name]}]({id}.md)" for id, values in objects.items())
        yield f"{kind}/index.md", f"{_UNSEARCHED}# {INDEXES[kind]}\n\n{listed}"
    yield (
        "sla/index.md",
        f"{_UNSEARCHED}# Promises\n\n| Service | Promise | Within |\n|---|---|---|\n{''.join(promises)}",
    )
    yield "faq/index.md", f"{_UNSEARCHED}# Questions\n\n{_list(questions)}"


def _service(files: Files, one: Service, names: Mapping[str, str], users: Iterable[Service]) -> str:
    values, department = one.values, files.departments[one.department]
    up = "../../services"
    needs = (
        f"[{names[needed['service']]}]({up}/{needed['service']}.md) · {needed.get('for', '')}"
        for needed in values.get("depends_on", ())
    )
    steps = (
        f"**{step['does']}** · {step.get('by', step.get('service', ''))} · {step.get('within', '')}"
        for step in values.get("handoffs", ())
        if "does" in step
    )
    late = (
        f"{step.get('after', 'at once')}: {step.get('role', '')}" for step in values.get("escalation", ())
    )
    not_for = (
        f"{case['text']} → [{names[case['use']]}]({up}/{case['use']}.md)" if case.get("use") else case["text"]
        for case in values.get("not_for", ())
    )
    targets = (*values.get("targets", ()), *department.get("targets", ()))
    faqs = "".join(
        f"### {faq['question']}\n\n{_linked(faq['answer'], up)}\n\n" for faq in values.get("faqs", ())
    )
    parts = (
        f"# {values['name']}\n\n{values['summary']}\n\n",
        f"[{department['name']}](../../departments/{one.department}.md)\n\n",
        _section("How to ask", _list(_channel(channel) for channel in values.get("channels", ()))),
        _section(
            "Who is responsible", _list(_people(files, values.get("roles", {}).values(), "../../people"))
        ),
        _section("Have ready", _list(values.get("prerequisites", ()))),
        _section("Not for", _list(not_for)),
        _section("When will it be done?", _promises(targets)),
        _section("Questions", faqs),
        _section("What you get", _linked(str(values.get("description", "")), up)),
        _section("Your part", _list(department.get("customer_duties", ()))),
        _section("If it is late", _list(late)),
        _section("How it is done", _list(steps)),
        _section("Depends on", _list(needs)),
        _section("Used by", _list(_link(up, user) for user in users)),
        _section("Elsewhere", _list(f"[{link['text']}]({link['url']})" for link in values.get("links", ()))),
        _section("Also called", " · ".join(values.get("aliases", ()))),
        _section("For the owner", f"Reviewed {values.get('reviewed_on', '')} · `{one.qualified}`"),
    )
    return "".join(parts)


def _department(files: Files, id: str, values: Values, offered: Iterable[Service]) -> str:
    faqs = "".join(
        f"### {faq['question']}\n\n{_linked(faq['answer'], '../services')}\n\n" for faq in files.faqs[id]
    )
    listed = _list(f"{_link('../services', one)}: {one.values['summary']}" for one in offered)
    parts = (
        f"# {values['name']}\n\n{values['summary']}\n\n{values.get('description', '')}\n\n",
        _section("How to reach us", _list(_channel(channel) for channel in values.get("channels", ()))),
        _section("Services", listed),
        _section("Promises", _promises(values.get("targets", ()))),
        _section("Questions", faqs),
    )
    return "".join(parts)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}\n\n" if text else ""


def _list(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def _link(up: str, service: Service) -> str:
    return f"[{service.values['name']}]({up}/{service.qualified}.md)"


def _linked(text: str, up: str) -> str:
    """Markdown in which links to services lead to their pages."""
    parts = text.split("](service:")
    return parts[0] + "".join(f"]({up}/{part.replace(')', '.md)', 1)}" for part in parts[1:])


def _channel(channel: Mapping[str, Any]) -> str:
    where = next(
        (channel[key] for key in ("url", "address", "number", "handle", "place") if channel.get(key)), ""
    )
    return f"{channel['type'].capitalize()}: {where}"


def _people(files: Files, roles: Iterable[str], up: str) -> Iterator[str]:
    for role in dict.fromkeys(roles):
        values = files.roles[role]
        for holder in values.get("holders", ()):
            person = holder if isinstance(holder, str) else holder["person"]
            yield f"[{files.people[person]['name']}]({up}/{person}.md), {values['title']}"


def _promises(targets: Iterable[Values]) -> str:
    rows = "".join(
        f"| {target['measure']} | {target.get('priority', 'any')} | {_promised(target)} |\n"
        for target in targets
    )
    return f"| Promise | For | Within |\n|---|---|---|\n{rows}" if rows else ""


def _promised(target: Values) -> str:
    what = target.get("within") or f"at least {target.get('at_least', '')}"
    return f"{what}, in {target.get('compliance', '')} of 100 cases, per {target.get('per', '')}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
