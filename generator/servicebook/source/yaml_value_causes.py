"""Why a YAML text cannot be read: slips within a value, as of quotation marks, backslashes and brackets."""

from __future__ import annotations

import re

from servicebook import wording
from servicebook.problems import Problem, Related, error
from servicebook.source.yaml_backslash import quoted_text_at
from servicebook.source.yaml_quotes import QuoteSlip, quote_slips
from servicebook.source.yaml_slip import Fault, short, slip_at
from servicebook.source.yaml_writer import in_double_quotes


def quotes(fault: Fault) -> Problem | None:
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


def backslash(fault: Fault) -> Problem | None:
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


_HASH = re.compile(r"(?:: |[\[{,] ?| )(#\S[^,\]}]*)")


def hash_sign(fault: Fault) -> Problem | None:
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


def brackets(fault: Fault) -> Problem | None:
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


def other_meaning(fault: Fault) -> Problem | None:
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
