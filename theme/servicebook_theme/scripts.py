"""The script of the forms of change requests: one, joined of the small ones in ``assets/request_*.js``.

A form is opened on phones, where twelve files that name one another are fetched in as many turns. Each becomes a
function that gives what it exports; comments and space, which are more than half of them, stay behind. What pages have
loaded already (``make.js``, ``messages.js``) is imported as before, and so are the texts, which are made with the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rjsmin import jsmin

FORM_SCRIPT = "assets/request.js"
"""Where a site has it."""

_FOLDER = Path(str(files("servicebook_theme"))) / "assets"
_ENTRY = "request_form"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (?:(\w+)|\{([^}]*)\})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Module:
    """``imports``: by module, the names; ``body`` has neither imports nor the word export."""

    name: str
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    exports: tuple[str, ...]
    body: str


def form_script() -> str:
    """The script as one module, which exports what ``request_form.js`` does."""
    modules = list(_needed(_ENTRY, (), set()))
    inside = {module.name for module in modules}
    outside: dict[str, set[str]] = {}
    for module in modules:
        for other, names in module.imports:
            if other not in inside:
                outside.setdefault(other, set()).update(names)
    given = [name for names in outside.values() for name in names]
    if len(given) != len(set(given)):
        raise ValueError(f"{_ENTRY}.js: two scripts outside of it export the same name: {sorted(given)}")
    heads = (
        f'import {{ {", ".join(sorted(names))} }} from "./{other}.js";\n'
        for other, names in sorted(outside.items())
    )
    parts = (_as_function(module, inside) for module in modules)
    exports = ", ".join(modules[-1].exports)
    joined = f"{''.join(heads)}{''.join(parts)}export const {{ {exports} }} = {_ENTRY};\n"
    return f"{jsmin(joined)}\n"


def _needed(name: str, way: tuple[str, ...], done: set[str]) -> Iterator[_Module]:
    """A script behind those that it needs, but for those that are ``done``; ``way`` led to it."""
    if name in way:
        raise ValueError(f"scripts need one another: {' → '.join((*way, name))}")
    if name in done:
        return
    module = _module(name)
    for other, _ in module.imports:
        if other.startswith("request_") and (_FOLDER / f"{other}.js").is_file():
            yield from _needed(other, (*way, name), done)
    done.add(name)
    yield module


def _module(name: str) -> _Module:
    source = (_FOLDER / f"{name}.js").read_text(encoding="utf-8")
    imports = tuple((found[2], _names(found[1])) for found in _IMPORT.finditer(source))
    exports = tuple(one for found in _EXPORT.finditer(source) for one in _names(found[2] or found[3]))
    body = re.sub(r"^export ", "", _IMPORT.sub("", source), flags=re.MULTILINE)
    return _Module(name, imports, exports, body.strip())


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(","))


def _as_function(module: _Module, inside: set[str]) -> str:
    taken = [
        f"const {{ {', '.join(names)} }} = {other};\n" for other, names in module.imports if other in inside
    ]
    given = f"return {{ {', '.join(module.exports)} }};"
    return f"const {module.name} = (() => {{\n{''.join(taken)}{module.body}\n{given}\n}})();\n"
