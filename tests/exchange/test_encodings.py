"""CSV files in any encoding are read rightly or not at all: never as other letters than people wrote."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from tests.support import run, write

from servicebook.exchange.core.import_result import ImportRequest, ImportResult, TableOptions
from servicebook.exchange.spreadsheet.from_spreadsheet import load

IT = "catalog/departments/it"
# names of countries and languages are words of each language that nobody chose for this test
ENCODINGS = {
    "de": "cp1252 iso8859-15 mac_roman cp850", "fr": "cp1252 iso8859-15 mac_roman cp850", "es": "cp1252 mac_roman",
    "nl": "cp1252", "it": "cp1252 mac_roman", "pt": "cp1252", "sv": "cp1252", "da": "cp1252 cp850", "is": "cp1252",
    "pl": "cp1250 iso8859-2 cp852 mac_latin2", "cs": "cp1250 iso8859-2", "hu": "cp1250 iso8859-2", "hr": "cp1250",
    "tr": "cp1254 iso8859-9", "lt": "cp1257 iso8859-13", "lv": "cp1257",
    "ru": "cp1251 koi8-r iso8859-5 cp866 mac_cyrillic",
    "uk": "cp1251 koi8-u iso8859-5", "bg": "cp1251", "sr": "cp1251", "el": "cp1253 iso8859-7", "he": "cp1255 iso8859-8",
    "ar": "cp1256 iso8859-6", "th": "cp874", "ja": "shift_jis euc_jp", "zh": "gb18030", "zh_Hant": "big5",
    "ko": "euc_kr",
}  # fmt: skip
SURE = {
    "de": "cp1252", "fr": "cp1252", "pl": "cp1250 iso8859-2", "cs": "cp1250", "hu": "cp1250",
    "ru": "cp1251 koi8-r iso8859-5",
    "uk": "cp1251 koi8-u", "tr": "cp1254", "he": "cp1255", "ar": "cp1256", "th": "cp874", "ja": "shift_jis euc_jp",
    "zh": "gb18030", "zh_Hant": "big5", "ko": "euc_kr",
}  # fmt: skip


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, encoding) for language, encodings in table.items() for encoding in encodings.split()]


def words(language: str, encoding: str) -> list[str]:
    """Words of a language that an encoding has all letters of, and that are not in ASCII."""
    locale = Locale.parse(language)
    named = [*locale.territories.values(), *locale.languages.values()]
    return [
        word
        for word in named
        if not word.isascii() and word.encode(encoding, "ignore").decode(encoding) == word
    ]


def table(names: list[str]) -> str:
    rows = "".join(f"s-{number};it;{name};{name}.\r\n" for number, name in enumerate(names))
    return f"id;department;name;summary\r\n{rows}"


def imported(folder: Path, raw: bytes, encoding: str | None = None) -> ImportResult:
    write(folder, {"services.csv": raw})
    return load(folder / "services.csv", ImportRequest(tables=TableOptions(encoding=encoding)))


def names_of(result: ImportResult) -> list[Any]:
    files: Any = result.files
    ids = [path for path in files if path.startswith(f"{IT}/services/")]
    return [files[path]["name"] for path in sorted(ids, key=lambda path: int(re.sub("[^0-9]", "", path)))]


@pytest.mark.parametrize(("language", "encoding"), pairs(ENCODINGS))
@pytest.mark.parametrize("count", [3, 30])
def test_no_encoding_is_taken_for_another(tmp_path: Path, language: str, encoding: str, count: int) -> None:
    names = words(language, encoding)[: count * 3 : 3]
    result = imported(tmp_path, table(names).encode(encoding))
    if result.problems:
        [problem] = result.problems
        assert (problem.code, result.files) == ("not-utf8", {})
        assert "--encoding" in (problem.hint or "")
    else:
        assert names_of(result) == names


@pytest.mark.parametrize(("language", "encoding"), pairs(SURE))
def test_a_table_of_a_few_rows_says_its_encoding(tmp_path: Path, language: str, encoding: str) -> None:
    names = words(language, encoding)[:40:2]
    result = imported(tmp_path, table(names).encode(encoding))
    assert [problem.message for problem in result.problems] == []
    assert names_of(result) == names
    assert " was read as " in result.notes[0]


@pytest.mark.parametrize(("language", "encoding"), pairs(ENCODINGS))
def test_the_encoding_that_is_asked_for_is_taken(tmp_path: Path, language: str, encoding: str) -> None:
    names = words(language, encoding)[:2]
    assert names_of(imported(tmp_path, table(names).encode(encoding), encoding)) == names


@pytest.mark.parametrize(("word", "encoding"), [("設備", "iso-2022-jp"), ("수리", "iso-2022-kr")])
def test_letters_behind_an_escape_are_read(tmp_path: Path, word: str, encoding: str) -> None:
    assert names_of(imported(tmp_path, table([word, word]).encode(encoding))) == [word, word]


def test_vietnamese_is_read_rightly_or_not_at_all(tmp_path: Path) -> None:
    names = ["Sửa chữa", "Tiếng Việt", "Đức", "Nhật Bản"]
    # its code page has letters with one mark, and puts a second mark behind them
    raw = b"".join(
        letter.encode("cp1258") if letter.encode("cp1258", "ignore") else _in_parts(letter)
        for letter in table(names)
    )
    result = imported(tmp_path, raw)
    assert [problem.code for problem in result.problems] == ["not-utf8"]
    named = names_of(imported(tmp_path, raw, "cp1258"))
    assert [unicodedata.normalize("NFC", name) for name in named] == names


def _in_parts(letter: str) -> bytes:
    *base, mark = unicodedata.normalize("NFD", letter)
    # of a letter with two marks, the one of the tone stands apart
    tones = [part for part in (*base[1:], mark) if part.encode("cp1258", "ignore")]
    rest = unicodedata.normalize("NFC", "".join(part for part in (*base, mark) if part not in tones))
    return rest.encode("cp1258") + "".join(tones).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognized_in_every_form(tmp_path: Path, encoding: str) -> None:
    names = ["Größe", "Łódź", "Доставка"]
    assert names_of(imported(tmp_path, table(names).encode(encoding))) == names


def test_a_mark_of_unicode_counts_more_than_what_is_asked_for(tmp_path: Path) -> None:
    assert names_of(imported(tmp_path, table(["Größe"]).encode("utf-8-sig"), "cp1252")) == ["Größe"]


def test_an_unclear_file_is_shown_in_each_encoding(tmp_path: Path) -> None:
    write(tmp_path, {"services.csv": table(["Kovář"]).encode("cp1250")})
    done = run("import", "csv", "services.csv", "made", cwd=tmp_path)
    assert done.returncode == 1
    first, hint, *_ = done.stdout.splitlines()
    assert first.startswith(
        "services.csv:1:1: error[not-utf8]: the file is not UTF-8, and may be in several encodings: "
    )
    assert "Windows-1250 (Kovář Kovář.)" in first
    assert "Windows-1252 (Kováø Kováø.)" in first
    assert hint.startswith("  hint: name the one that reads right: --encoding ")
    assert not (tmp_path / "made").exists()
    done = run("import", "csv", "services.csv", "made", "--encoding", "Windows-1250", cwd=tmp_path)
    assert done.returncode == 0
    assert "name: Kovář" in (tmp_path / "made" / IT / "services/s-0.yml").read_text(encoding="utf-8")


def test_a_byte_without_meaning_in_the_encoding_asked_for_is_shown(tmp_path: Path) -> None:
    raw = table(["Größe"]).encode("cp1252") + b"x;it;a\x81;b\r\n"
    [problem] = imported(tmp_path, raw, "cp1252").problems
    assert problem.message == "row 3, column name: byte 0x81 is not CP1252, the encoding of the file"


@pytest.mark.parametrize("name", ["base64", "latin-99", "", "rot13"])
def test_what_is_no_encoding_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"services.csv": table(["X"])})
    done = run("import", "csv", "services.csv", "made", "--encoding", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'"{name}" is not an encoding of text' in done.stderr
