"""What is wrong in a repository's own templates and hooks is told by its place, in a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sites import build
from tests.support import SMALL, write

from servicebook.mkdocs_plugin.own_faults import OwnFaultError, own_faults

CONFIG = (
    "site_name: Small\ndocs_dir: pages\ntheme: {name: servicebook, custom_dir: own}\nplugins: [servicebook]\n"
)
HOOKED = f"{CONFIG}hooks: [own/hook.py]\n"
BASE = {**SMALL, "pages/note.md": "# Note\n", "own/hook.py": ""}

FAULTS = {
    "own/main.html": (
        '{% extends "base.html" %}\n{% block announce %}{{ }}{% endblock %}',
        "Expected an expression",
    ),
    "own/404.html": (
        '{% extends "base.html" %}\n{% block announce %}{{ a.b }}{% endblock %}',
        "'a' is undefined",
    ),
}
HOOKS = {
    "def on_page_markdown(markdown, **_):\n    return 1 // 0\n": "ZeroDivisionError: integer division",
    "def on_config(config, **_):\n    return {}['key']\n": "KeyError: 'key'",
    "\ndef on_page(:\n": "invalid syntax",
}


@pytest.mark.parametrize("path", FAULTS)
def test_a_template_that_fails_is_named(tmp_path: Path, path: str) -> None:
    template, reason = FAULTS[path]
    root = write(tmp_path / "root", {**BASE, "mkdocs.yml": CONFIG, path: template})
    _fails(root, f"{path}, line 2: {reason}")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_that_fails_is_named(tmp_path: Path, hook: str) -> None:
    root = write(tmp_path / "root", {**BASE, "mkdocs.yml": HOOKED, "own/hook.py": hook})
    _fails(root, f"own/hook.py, line 2: {HOOKS[hook]}")


def _fails(root: Path, told: str) -> None:
    result = build(root, root / "site")
    assert result.returncode in {1, 2}
    assert told in result.stderr and "Traceback" not in result.stderr
    assert not (root / "site").exists()


def test_what_fails_elsewhere_shows_how_it_came_about(tmp_path: Path) -> None:
    with pytest.raises(KeyError), own_faults(str(tmp_path / "mkdocs.yml")):
        {}["key"]
    file = write(tmp_path, {"hook.py": "{}['key']"}) / "hook.py"
    code = compile(file.read_text(encoding="utf-8"), str(file), "exec")
    with (
        pytest.raises(OwnFaultError, match=r"^hook.py, line 1: KeyError: 'key'$"),
        own_faults(str(tmp_path / "mkdocs.yml")),
    ):
        exec(code)
