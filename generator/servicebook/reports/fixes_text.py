"""What was mended, for a person at a terminal."""

from __future__ import annotations

from servicebook.fixing import Fixed, Fixes
from servicebook.reports.safe_text import visible
from servicebook.reports.text import summary
from servicebook.wording import text


def fixed_lines(fixes: Fixes) -> list[str]:
    """A line for everything that was mended, and one that counts; none where there is nothing."""
    if not fixes.fixed:
        return []
    return [*map(_line, fixes.fixed), text("fix.fixed", fixes=_count(fixes), files=_files(fixes))]


def outlook(fixes: Fixes) -> str:
    """What would be mended, and what would be left."""
    left = summary(fixes.left)
    if not fixes.fixed:
        return text("fix.nothing", left=left)
    return text("fix.would", fixes=_count(fixes), files=_files(fixes), left=left)


def _count(fixes: Fixes) -> str:
    return text("count.problem", count=len(fixes.fixed))


def _files(fixes: Fixes) -> str:
    return text("count.file", count=len(fixes.texts))


def _line(fixed: Fixed) -> str:
    place, code = fixed.problem.place, fixed.problem.code
    old, new = fixed.old.strip(), fixed.new.strip()
    if not old and not new and fixed.problem.edit:
        # what is wrong may be seen elsewhere than where the space is missing
        place = fixed.problem.edit.start
        if not fixed.old:
            return visible(text("fix.space-added", place=place, code=code))
        if not fixed.new:
            return visible(text("fix.space-removed", place=place, code=code))
        return visible(text("fix.space-replaced", place=place, code=code))
    if not new:
        return visible(text("fix.removed", place=place, code=code, old=old))
    if not old:
        return visible(text("fix.added", place=place, code=code, new=new))
    return visible(text("fix.replaced", place=place, code=code, old=old, new=new))
