"""One script of several modules, to stand in a workflow: nothing of ours has to be installed where it runs."""

from __future__ import annotations

import ast
import json
from importlib.resources import files

from servicebook.exchange.repository.comments.words import WORDS

_END = "END_OF_SCRIPT"
_FUTURE = "from __future__ import annotations"


def script(name: str) -> str:
    """The module ``name`` of this package with what it takes from ``comment_text``, ``host_api`` and ``words``."""
    imports: set[str] = set()
    bodies = []
    for module in ("comment_text", "host_api", name):
        source = (files(__package__) / f"{module}.py").read_text(encoding="utf-8")
        head, body = _parts(source)
        imports |= head
        bodies.append(body)
    words = json.dumps(WORDS, indent=4, ensure_ascii=False)
    # "import x" before "from x import y", as everywhere
    ordered = sorted(imports, key=lambda line: (line.startswith("from"), line))
    return "\n\n\n".join([f"{_FUTURE}\n\n" + "\n".join(ordered), f"WORDS = {words}", *bodies])


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
