"""Why a YAML text cannot be read, where the cause is a slip that can be named: on its own line, with what to write.

libyaml says where it gave up. That is often lines below the slip: of quotation marks, a key without a space, an entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from servicebook import wording
from servicebook.problems import Edit, Place, Problem, Related, error
from servicebook.source.yaml_backslash import quoted_text_at
from servicebook.source.yaml_lines import LONGEST, Line, first_without_hyphen, key_of_prose, lines_of
from servicebook.source.yaml_mentions import without_spaces
from servicebook.source.yaml_quotes import QuoteSlip, quote_slips
from servicebook.source.yaml_slip import Fault, indented, short, slip_at
from servicebook.source.yaml_writer import in_double_quotes


def slip(
    text: str, name: str, place: Place, opened: Place | None, edit: Edit | None = None
) -> Problem | None:
    """The slip that led to a fault, or None where no one can be named; what it says to write is what ``edit`` does."""
    lines = lines_of(text)
    if place.line > len(lines):
        return None
    fault = Fault(name, place, lines, opened, edit)
    return next((found for find in _FINDERS if (found := find(fault))), None)


def _block_mark(fault: Fault) -> Problem | None:
    """Sentences below a key, which need a ``|`` behind it: what is wrong in one of them is none of their faults."""
    key = key_of_prose(fault.lines, fault.place.line)
    if key is None:
        return None
    return slip_at(fault, key, key.column, "block-mark", written=f"{key.key}: |")


def _quotes(fault: Fault) -> Problem | None:
    for found in quote_slips(fault.lines):
        if found.closed is None:
            if found.line.number > fault.place.line and fault.name != "open-quotes":
                continue
            return slip_at(fault, found.line, found.column, "quote-open", written=_closed(found))
        if found.line.number != fault.place.line:
            continue
        written = _in_other_quotes(found)
        key = "quote-within" if found.mark in found.line.text[found.closed :] else "quote-ends"
        return slip_at(fault, found.line, found.closed, key, written=written)
    return None


def _closed(found: QuoteSlip) -> str | None:
    """The line with its quotation mark where the value ends."""
    text, start = found.line.text.rstrip(), found.line.indent
    return short(f"{text[start : found.end]}{found.mark}{text[found.end :]}")


def _in_other_quotes(found: QuoteSlip) -> str | None:
    """The line with the whole of its text in quotation marks that it does not hold."""
    line = found.line
    if found.column != line.value_column:
        return None
    text, rest = line.value, ""
    brackets = re.search(r"[\]}]+,?\Z", text)
    if brackets and text[: brackets.start()].endswith(found.mark):
        text, rest = text[: brackets.start()], brackets[0]
    if text.count(found.mark) > 1 and text.endswith(found.mark):
        text = text[1:-1]
    return line.with_value((in_double_quotes(text) if "'" in text else f"'{text}'") + rest)


def _spaces(fault: Fault) -> Problem | None:
    """A space that is none for YAML, in the indentation or behind a colon."""
    for line in fault.near:
        if found := re.match(
            r"[ -]*([\u00a0\u2000-\u200b\u202f\u3000\ufeff])|[^:]+:([\u00a0\u202f])", line.text
        ):
            column = found.start(1) if found[1] else found.start(2)
            return slip_at(fault, line, column, "other-space")
    return None


def _backslash(fault: Fault) -> Problem | None:
    """A backslash in double quotes that YAML takes for the beginning of another character."""
    found = quoted_text_at(fault.line, fault.place.column - 1) if fault.name == "escape" else None
    if found is None:
        return None
    if found.is_local_file:
        return slip_at(fault, fault.line, found.start, "local-file")
    if (written := found.meant) is None:
        return None
    what = "backslash-in-path" if found.key == "path" else "backslash"
    return slip_at(fault, fault.line, fault.place.column - 1, what, hint=_shown(what, found.key, written))


def _shown(what: str, key: str, written: str) -> str | None:
    text = short(f"{key}: {written}" if key else written)
    return text and wording.text(f"yaml-slip-shown.{what}", written=text)


def _first_hyphen(fault: Fault) -> Problem | None:
    """``question:`` without a hyphen, and ``- question:`` below: the first entry of the list lacks it."""
    if first := first_without_hyphen(fault.lines, fault.place.line):
        written = short(f"- {first.text.strip()}")
        return slip_at(fault, first, first.indent, "missing-hyphen", written=written)
    return None


_NO_SPACE = re.compile(r"(\s*(?:- +)*)([A-Za-z_][A-Za-z_-]*):(?![/\s])(\S.*)")


def _no_space(fault: Fault) -> Problem | None:
    """``name:Laptop``."""
    for line in fault.near if fault.name in ("colon", "no-colon", "key-alignment") else ():
        if found := _NO_SPACE.match(line.text):
            written = f"{found[2]}: {found[3].rstrip()}"
            return slip_at(fault, line, len(found[1]), "no-space", written=short(written))
    return None


def _hyphen(fault: Fault) -> Problem | None:
    """``-What`` among entries that have a space."""
    for line in fault.near:
        if found := re.match(r"\s*(-)([^\s\d-].*)", line.text):
            return slip_at(fault, line, line.indent, "hyphen", written=short(f"- {found[2].rstrip()}"))
    return None


def _equals(fault: Fault) -> Problem | None:
    """``name = Laptop``."""
    for line in fault.near if fault.name in ("colon", "no-colon") else ():
        if found := re.match(r"\s*(?:- +)*([A-Za-z_]+) *=+>? *(\S.*)", line.text):
            return slip_at(
                fault, line, line.column, "equals", written=short(f"{found[1]}: {found[2].rstrip()}")
            )
    return None


_HASH = re.compile(r"(?:: |[\[{,] ?| )(#\S[^,\]}]*)")


def _hash(fault: Fault) -> Problem | None:
    """A ``#`` within brackets, which makes a comment of the rest of the line with the bracket."""
    if fault.name not in ("open-brackets", "open-braces", "no-value"):
        return None
    first = min([line.number for line in fault.near] + ([fault.opened.line] if fault.opened else []))
    for line in fault.lines[first - 1 : fault.place.line]:
        outside = re.sub(r"\"[^\"]*\"|'[^']*'", lambda found: "x" * len(found[0]), line.text)
        if (found := _HASH.search(outside)) and not line.is_blank:
            start = max(outside.rfind(sign, 0, found.start(1)) for sign in ("[", "{", ", ", ": ")) + 1
            words = line.text[start : found.end(1)].strip()
            return slip_at(fault, line, found.start(1), "hash", written=in_double_quotes(words))
    return None


def _brackets(fault: Fault) -> Problem | None:
    """Brackets that are not closed in the line in which they open, or closed by others."""
    if fault.name not in ("open-brackets", "open-braces") or fault.opened is None:
        return None
    opened, line = fault.opened, fault.lines[fault.opened.line - 1]
    sign = "]" if fault.name == "open-brackets" else "}"
    other = "}" if sign == "]" else "]"
    if opened.line == fault.place.line:
        found = line.text[fault.place.column - 1 : fault.place.column]
        if found == other:
            return slip_at(
                fault, line, fault.place.column - 1, f"wrong-bracket{'' if sign == ']' else '-brace'}"
            )
        return slip_at(fault, line, fault.place.column - 1, "in-brackets")
    written = line.text.strip() + sign
    problem = slip_at(fault, line, opened.column - 1, fault.name, written=short(written))
    noticed = Related(fault.place, wording.text("yaml-slip.noticed"))
    return error(problem.code, problem.place, problem.message, problem.hint, (noticed,))


def _special_start(fault: Fault) -> Problem | None:
    """A text that begins with what means something else to YAML."""
    if fault.name not in (
        "cannot-start",
        "after-block-mark",
        "list-beside-key",
        "key-alignment",
        "list-alignment",
    ):
        return None
    line = fault.line
    value = line.value
    is_special = {
        "cannot-start": line.value_column == fault.place.column - 1,
        "after-block-mark": value[:1] in ("|", ">"),
        "list-beside-key": bool(line.key) or value.startswith("- ") or line.hyphens != "",
    }.get(fault.name, re.match(r"[\[{][^\]}]*[\]}]\s*[^\s,\]}#]", value) is not None)
    if not is_special:
        return None
    if fault.name == "list-beside-key":
        found = re.match(r"\s*([^:]+): +(- .*)", line.text)
        if not found:
            return None
        written = short(f"{found[1]}: {in_double_quotes(found[2].rstrip())}")
        return slip_at(fault, line, found.start(2), "starts-with-hyphen", written=written)
    return slip_at(fault, line, line.value_column, "starts-with", written=line.quoted())


def _colon(fault: Fault) -> Problem | None:
    """A colon in a text, a second key in a line, or a key below one that has a value already."""
    if fault.name != "colon":
        return None
    line, before = fault.line, fault.before
    second = re.search(r"[, ] *([A-Za-z_]+): +(\S.*)\Z", line.value) if line.key and line.value else None
    if second and re.fullmatch("[a-z_]+", second[1]):
        column = line.value_column + second.start(1)
        key, quoted = f"{second[1]}: {second[2]}", line.quoted()
        hint = wording.text("yaml-hint.second-key", key=key, written=quoted) if quoted else None
        return slip_at(fault, line, column, "second-key", hint=hint)
    if line.key and ": " in f"{line.value} ":
        column = line.value_column + line.value.index(":")
        if mention := without_spaces(line.value):
            return slip_at(fault, line, column, "space-in-id", written=line.with_value(mention))
        return slip_at(fault, line, column, "colon-in-text", written=line.quoted())
    return (_entry_without_key(fault, before) or _below_value(fault, before)) if before is not None else None


def _entry_without_key(fault: Fault, before: Line) -> Problem | None:
    """``- May I …?`` with ``answer:`` below it: the text of an entry that has other keys needs one, too."""
    if (
        not before.hyphens
        or before.key is not None
        or fault.line.indent < before.column
        or fault.line.hyphens
    ):
        return None
    key = (
        "question" if fault.line.key == "answer" or before.value.endswith("?") else wording.text("yaml.a-key")
    )
    written = short(f"- {key}: {before.value}")
    return slip_at(fault, before, before.column, "entry-without-key", written=written)


def _below_value(fault: Fault, before: Line) -> Problem | None:
    line = fault.line
    above = next((one for one in reversed(fault.lines[: before.number - 1]) if not one.is_blank), None)
    if before.key is None or not before.value:
        return None
    follows = above is not None and above.number == before.number - 1
    if follows and above is not None and before.column < line.column == above.column:
        return indented(fault, before, "too-little", line.column - before.column)
    if line.column > before.column and line.column - before.column < 2:
        return indented(fault, line, "too-much", 1)
    hint = None
    if len(before.value) <= LONGEST:
        hint = wording.text("yaml-hint.below-value", key=before.key, value=before.value)
    return slip_at(fault, line, line.indent, "below-value", hint=hint)


def _missing_hyphen(fault: Fault) -> Problem | None:
    """An entry without its hyphen below entries that have one."""
    line = fault.line
    if (
        fault.name not in ("no-colon", "list-alignment")
        or line.hyphens
        or (line.key and fault.name == "no-colon")
    ):
        return None
    for above in reversed(fault.lines[: line.number - 1]):
        if above.is_blank or above.indent > line.indent:
            continue
        if above.hyphens and above.indent == line.indent:
            written = short(f"- {line.text.strip()}")
            return slip_at(fault, line, line.indent, "missing-hyphen", written=written)
        break
    return None


def _alignment(fault: Fault) -> Problem | None:
    """A line that is a little further in, or out, than the keys or entries around it."""
    if fault.name not in ("key-alignment", "list-alignment"):
        return None
    line = fault.line
    if line.text[fault.place.column - 1 :] != line.text.lstrip():
        return None  # the fault is in the midst of the line
    columns = {one.column for one in _around(fault) if one.key is not None}
    nearest = min(columns - {line.column}, key=lambda column: abs(column - line.column), default=None)
    if nearest is None or (line.column in columns and abs(nearest - line.column) > 1):
        return None
    what = "too-little" if line.column < nearest else "too-much"
    return indented(fault, line, what, abs(nearest - line.column))


def _around(fault: Fault) -> list[Line]:
    """The two lines above and the one below."""
    number = fault.place.line
    above = [line for line in fault.lines[: number - 1] if not line.is_blank][-2:]
    below = [line for line in fault.lines[number:] if not line.is_blank][:1]
    return above + below


def _no_colon(fault: Fault) -> Problem | None:
    """A key without a colon, or the next line of a text that is not indented."""
    line, before = fault.line, fault.before
    if fault.name != "no-colon":
        return None
    words = line.text.strip()
    found = re.fullmatch(r"([a-z_]+) +(\S+)", words)
    if found:
        return slip_at(fault, line, line.indent, "no-colon", written=short(f"{found[1]}: {found[2]}"))
    if before is not None and before.key and before.value:
        hint = wording.text("yaml-hint.text-below", key=before.key)
        return slip_at(fault, line, line.indent, "text-below", hint=hint)
    return None


def _trailing_comma(fault: Fault) -> Problem | None:
    """``"lifecycle": "live",`` outside of braces, as in JSON."""
    line = fault.line
    if fault.name != "key-alignment" or not line.text.rstrip().endswith(","):
        return None
    written = short(line.text.strip().rstrip(","))
    return slip_at(fault, line, len(line.text.rstrip()) - 1, "comma", written=written)


_FINDERS: tuple[Callable[[Fault], Problem | None], ...] = (
    _backslash, _first_hyphen,
    _block_mark, _spaces, _quotes, _hash, _trailing_comma, _brackets, _no_space, _hyphen, _equals, _special_start,
    _colon, _missing_hyphen, _alignment, _no_colon,
)  # fmt: skip
"""In this order: what explains the most comes first."""


def special_start(text: str, place: Place) -> Problem:
    """The problem of a text whose first word means something else to YAML: ``summary: &We repair``."""
    lines = lines_of(text)
    line = lines[place.line - 1]
    return slip_at(
        Fault("anchor", place, lines, None), line, place.column - 1, "starts-with", written=line.quoted()
    )
