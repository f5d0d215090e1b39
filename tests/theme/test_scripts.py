"""What scripts say is in the tables of texts, and nothing else is said; how they are written is for ``make lint``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import pytest
from tests.support import REPOSITORY

from servicebook.publishing.script_texts import (
    PATH,
    REQUEST_PATH,
    request_texts,
    script_texts,
    texts_files,
)
from servicebook.wording import text
from servicebook.wording.english import TABLES
from servicebook.wording.plural import Plural

FOLDER = REPOSITORY / "theme" / "servicebook_theme" / "assets"
SCRIPTS = {file.name: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.js"))}
MOST_LINES = 350
MOST_LETTERS = 120
OWN = ("script.", "plan-step.", "not-counted.", "receipt.", "request.")
"""Areas whose texts are for scripts, alone or with pages and commands; of others scripts need not say all."""


_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
_CALL = re.compile(r"\b(?:text|nodes)\(")
_LITERAL = re.compile(r'"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`')


def keys(source: str) -> Iterator[str]:
    """The keys that a script asks for; one that is put together ends with ``*``."""
    code = _COMMENT.sub("", source)
    for call in _CALL.finditer(code):
        for double, back in _LITERAL.findall(_first_argument(code, call.end())):
            yield double or re.sub(r"\$\{[^}]*\}.*", "*", back)


def _first_argument(code: str, start: int) -> str:
    depth = 0
    for at in range(start, len(code)):
        if code[at] in "([{":
            depth += 1
        elif code[at] in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and code[at] == ","):
            return code[start:at]
    return code[start:]


TABLES_OF_SCRIPTS = {"messages.js": script_texts(), "request_messages.js": request_texts()}
"""By the script that says the texts of a table, the table."""


def table_of(source: str) -> Mapping[str, object]:
    """The texts that a script can say: those of the module from which it has ``text``."""
    found = re.search(r'import \{[^}]*\b(?:text|nodes)\b[^}]*\} from "\./(\w+\.js)"', source)
    return TABLES_OF_SCRIPTS[found[1]] if found else {}


def asked_and_known() -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """(script, key, the texts that it can say) of all keys that scripts ask for."""
    for name, source in SCRIPTS.items():
        if name not in TABLES_OF_SCRIPTS:
            yield from ((name, key, table_of(source)) for key in keys(source))
    yield from (("messages.js", key, script_texts()) for key in ("list.and", "list.separator"))


def used() -> set[str]:
    """All keys that scripts ask for."""
    return {
        known
        for _, key, table in asked_and_known()
        for known in (table if key.endswith("*") else [key])
        if known.startswith(key.removesuffix("*"))
    }


def test_a_key_is_found_however_it_is_asked_for() -> None:
    source = """text("a.b", {}) /* text("no.comment") */ nodes(`a.${x}`, { y: text("c", {}) })
      text(isNow ? "d.e" : "d.f", { g: "h" }) // text("neither")"""
    assert list(keys(source)) == ["a.b", "a.*", "c", "d.e", "d.f"]


def test_every_text_that_a_script_asks_for_is_published() -> None:
    missing = {
        (script, key)
        for script, key, table in asked_and_known()
        if key not in table and not key.endswith("*")
    }
    assert missing == set()


def test_forms_alone_say_what_only_they_are_sent() -> None:
    assert not script_texts().keys() & request_texts().keys()


def test_every_text_for_scripts_is_asked_for_by_one() -> None:
    own = {key for key in {**script_texts(), **request_texts()} if key.startswith(OWN)}
    assert sorted(own - used()) == []


def test_plurals_for_scripts_count_by_the_one_name_that_scripts_know() -> None:
    counted = {
        key: found.by
        for table in TABLES
        for key, found in table.items()
        if isinstance(found, Plural) and key in {**script_texts(), **request_texts()}
    }
    assert set(counted.values()) == {"count"}


def test_texts_are_published_as_a_module_that_holds_nothing_else() -> None:
    file, of_forms = texts_files()
    language, texts = file.content.decode().splitlines()
    assert file.path == PATH
    assert language == 'export const language = "en";'
    published = json.loads(texts.removeprefix("export const texts = ").removesuffix(";"))
    assert published == script_texts()
    assert published["skipped.night"]["one"] == text("skipped.night", count=1)
    assert of_forms.path == REQUEST_PATH
    written = of_forms.content.decode().removeprefix("export const texts = ").removesuffix(";\n")
    assert json.loads(written) == request_texts()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_short_and_so_are_its_lines(name: str) -> None:
    lines = SCRIPTS[name].splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > MOST_LETTERS] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_has_no_sentences_of_its_own(name: str) -> None:
    code = _COMMENT.sub("", SCRIPTS[name])
    literals = [double or back for double, back in _LITERAL.findall(code)]
    said = [literal for literal in literals if re.match(r"[A-Z][a-z]+ [a-z]+|[a-z]+ [a-z]+ [a-z]+", literal)]
    assert [one for one in said if not one.startswith(("sb-", "the page has no"))] == []
