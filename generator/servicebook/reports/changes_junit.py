"""What has changed between two revisions as a test report (JUnit): GitLab shows it in a merge request without a token.

A test report knows only what holds and what fails: "failed" are the changes that are worse for somebody.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from servicebook.comparing.change_words import also_words, because_words, words_of
from servicebook.comparing.changes import WORST_FIRST, Affected, Change, Comparison, Effect, worst_first
from servicebook.comparing.object_titles import name_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem
from servicebook.reports.change_links import ChangeLinks
from servicebook.reports.safe_text import visible
from servicebook.reports.text import problem_lines
from servicebook.wording import text

WORSE = frozenset(WORST_FIRST[: WORST_FIRST.index(Effect.HANDED_OVER)])
"""The effects of which somebody has less than before."""
_MOST = 500
"""Changes that are listed; a merge request shows fewer, and opens slowly with more."""


def render(before: Catalog, after: Catalog, comparison: Comparison, links: ChangeLinks) -> str:
    """A test for each change, the worst first; those that are not listed are counted in one more."""
    changes = worst_first(comparison.changes)
    suite = ElementTree.Element("testsuite", name=text("pull-request.title"))
    for change in changes[:_MOST]:
        _add_change(suite, before, after, change, links)
    if (left := len(changes) - _MOST) > 0:
        ElementTree.SubElement(suite, "testcase", name=text("pull-request.left-out", count=left))
    return _document(suite)


def failed(reason: str, problems: Iterable[Problem], _links: ChangeLinks) -> str:
    """One test, which could not be made."""
    suite = ElementTree.Element("testsuite", name=text("pull-request.title"))
    case = ElementTree.SubElement(suite, "testcase", name=visible(text("diff.not-compared", reason=reason)))
    lines = [visible(line) for problem in problems for line in problem_lines(problem)]
    ElementTree.SubElement(case, "error").text = "\n".join(lines)
    return _document(suite)


def _add_change(
    suite: ElementTree.Element, before: Catalog, after: Catalog, change: Change, links: ChangeLinks
) -> None:
    words = words_of(change, before, after)
    title = f"{words.effect}: {words.subject}"
    case = ElementTree.SubElement(suite, "testcase", name=visible(title), classname=change.kind)
    lines = [line for line in (words.what, words.by, also_words(change, after)) if line]
    if change.where:
        case.set("file", visible(links.folder + change.where.path))
        lines.append(f"{links.folder}{change.where.path}:{change.where.line}")
    lines += [_affected(after, one) for one in change.affected]
    place = ElementTree.SubElement(case, "failure" if change.effect in WORSE else "system-out")
    place.text = "\n".join(visible(line) for line in lines)


def _affected(catalog: Catalog, affected: Affected) -> str:
    department = name_of(catalog, "department", affected.department) or affected.department
    return text("diff.affects", department=department, because=because_words(affected.because))


def _document(suite: ElementTree.Element) -> str:
    """The suite with its counts; of what may not stand in XML, nothing is left by then."""
    for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        suite.set(attribute, str(sum(1 for _ in suite.iter(tag))))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return f"{ElementTree.tostring(root, encoding='unicode', xml_declaration=True)}\n"
