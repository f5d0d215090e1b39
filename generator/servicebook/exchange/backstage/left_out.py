"""What of a folder is no part of a catalog, though it has files with entities: templates, examples, packages.

The patterns are those of ``.gitignore``, relative to the folder that is imported. Later ones win over earlier ones, so
that ``!examples/`` takes back what is left out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.source.tree import UnreadableError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_PATTERNS: Mapping[str, str] = {
    ".*/": "hidden",
    "node_modules/": "packages",
    "bower_components/": "packages",
    "vendor/": "packages",
    "dist/": "built",
    "example/": "examples",
    "examples/": "examples",
    "__fixtures__/": "tests",
    "__mocks__/": "tests",
    "__tests__/": "tests",
    "fixtures/": "tests",
    "testdata/": "tests",
    "skeleton/": "templates",
    "skeletons/": "templates",
    # Folders and files that a template names by its parameters: {{cookiecutter.name}}, ${{ values.name }}.
    "*{{*": "templates",
    "*{%*": "templates",
}
"""What is left out unless asked for, with the reason."""


@frozen
class LeftOut:
    """Which paths are left out: ``excluded`` are further patterns, as people give them."""

    excluded: Sequence[str] = ()
    _spec: GitIgnoreSpec = field(init=False)

    def __post_init__(self) -> None:
        # Loading it takes as long as many a command, and only this import needs it.
        from pathspec import GitIgnoreSpec

        try:
            spec = GitIgnoreSpec.from_lines([*_PATTERNS, *self.excluded])
        except ValueError as fault:
            raise UnreadableError(wording.text("import.bad-glob", reason=fault)) from fault
        object.__setattr__(self, "_spec", spec)

    def reason(self, path: str) -> str | None:
        """Why a path below the folder is left out; None where it is not. That of a folder ends with a slash."""
        found = self._spec.check_file(path)
        if not found.include or found.index is None:
            return None
        reasons = list(_PATTERNS.values())
        if found.index < len(reasons):
            return wording.text(f"import-skipped.{reasons[found.index]}")
        return wording.text("import.left-out-excluded", glob=self.excluded[found.index - len(reasons)])

    def is_excluded(self, path: str) -> bool:
        """Whether somebody asked to leave a path out: that holds for what a Location names, too."""
        found = self._spec.check_file(path)
        return bool(found.include and found.index is not None and found.index >= len(_PATTERNS))
