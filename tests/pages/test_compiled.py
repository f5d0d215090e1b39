"""Compiled templates that are kept: whatever has become of their files, pages are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from jinja2.bccache import FileSystemBytecodeCache
from tests.support import write

from servicebook.pages.rendering.environment import compiled


def rendered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[Path]]:
    """A small template's text, and the files that are kept of it in a temporary folder of one's own."""
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    cache = compiled("test")
    assert isinstance(cache, FileSystemBytecodeCache)
    env = Environment(
        loader=DictLoader({"a": "{% for x in page %}{{ x }},{% endfor %}"}), bytecode_cache=cache
    )
    return env.get_template("a").render(page=[1, 2]), sorted(Path(cache.directory).iterdir())


def test_what_was_compiled_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (file,) = rendered(tmp_path, monkeypatch)
    before = file.stat().st_mtime_ns
    assert rendered(tmp_path, monkeypatch) == ("1,2,", [file])
    assert file.stat().st_mtime_ns == before


def test_it_is_used_wherever_a_template_of_this_name_and_text_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []
    for place, text in (("one", "same"), ("two", "same"), ("three", "other"), ("one", "same")):
        write(tmp_path / place, {"a.html": text})
        cache = compiled("test")
        assert isinstance(cache, FileSystemBytecodeCache)
        env = Environment(loader=FileSystemLoader(tmp_path / place), bytecode_cache=cache)
        template = env.get_template("a.html")
        assert template.render() == text
        assert template.filename == str(tmp_path / place / "a.html"), "as messages name it"
        seen.append({file.name: file.stat().st_mtime_ns for file in Path(cache.directory).iterdir()})
    assert [len(files) for files in seen] == [1, 1, 2, 2]
    assert seen[0] == seen[1] and seen[2] == seen[3]


def test_a_file_that_is_damaged_anywhere_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (file,) = rendered(tmp_path, monkeypatch)
    whole = file.read_bytes()
    damaged = [whole[:cut] for cut in range(0, len(whole), 7)]
    damaged += [whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :] for at in range(0, len(whole), 5)]
    damaged += [whole[: len(whole) // 2] + b"\0" * (len(whole) // 2), b"\x80" * 9, b"not ours\n"]
    for content in damaged:
        file.write_bytes(content)
        assert rendered(tmp_path, monkeypatch) == ("1,2,", [file])
        assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (file,) = rendered(tmp_path, monkeypatch)
    file.unlink()
    file.mkdir()
    assert rendered(tmp_path, monkeypatch) == ("1,2,", [file])
