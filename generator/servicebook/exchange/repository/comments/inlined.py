"""One script of several modules, to stand in a workflow: nothing of ours has to be installed where it runs."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from importlib.resources import files

_PARENT = "servicebook.exchange.repository"
_END = "END_OF_SCRIPT"
_FUTURE = "from __future__ import annotations"


def script(modules: tuple[str, ...], words: Mapping[str, Mapping[str, str]]) -> str:
    """The modules one after the other, each after those that it takes something from; the last one is what is run.

    Names are those within the package ``repository``, such as ``comments.host_api``. ``words`` are the tables
    of words by the names under which the modules know them.
    """
    imports: set[str] = set()
    bodies = []
    for module in modules:
        path = files(_PARENT) / f"{module.replace('.', '/')}.py"
        head, body = _parts(path.read_text(encoding="utf-8"))
        imports |= head
        bodies.append(body)
    tables = [
        f"{name} = {json.dumps(dict(one), indent=4, ensure_ascii=False)}" for name, one in words.items()
    ]
    # "import x" before "from x import y", as everywhere
    ordered = sorted(imports, key=lambda line: (line.startswith("from"), line))
    return "\n\n\n".join([f"{_FUTURE}\n\n" + "\n".join(ordered), *tables, *bodies])


def shell_command(script: str) -> str:
    """The script as a command of a POSIX shell, which takes it as it is: nothing in it is put in place of anything."""
    if _END in script.splitlines():
        raise ValueError(_END)
    return f"python3 - <<'{_END}'\n{script}\n{_END}"


def _parts(source: str) -> tuple[set[str], str]:
    """The imports of the standard library, and all that comes after them, below a comment that says what it is."""
    tree = ast.parse(source)
    lines = source.splitlines()
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    last = max(node.end_lineno or 0 for node in imports)
    kept = {ast.unparse(node) for node in imports if not _is_ours(node)} - {_FUTURE}
    about = (ast.get_docstring(tree) or "").splitlines()
    comment = "\n".join(f"# {line}".rstrip() for line in about)
    return kept, f"{comment}\n" + "\n".join(lines[last:]).strip("\n")


def _is_ours(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("servicebook.")
