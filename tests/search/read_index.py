"""What the files of an index say, read as the scripts of pages read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from servicebook.search.encoding import DIGITS


def called_in(file: Mapping[str, Any]) -> dict[str, list[int]]:
    """The spellings of a file ``called/<number>.json``, with what is called so; as ``spelled`` of search_called.js."""
    found, before = {}, ""
    for line, numbers in zip(file["spellings"].split("\n"), file["numbers"], strict=True):
        units = before.encode("utf-16-le")[: 2 * DIGITS.index(line[0])]  # scripts count by these
        before = units.decode("utf-16-le") + line[1:]
        found[before] = numbers
    return found


def path_in(head: Mapping[str, Any], entry: list[Any]) -> str:
    """The path of an entry of a file ``entries/<number>.json``, as ``usualPath`` of search_index.js has it."""
    kind, own_id, _, path, *_ = entry
    if path is not None:
        return str(path)
    before, first, further, after = head["paths"][kind]
    own, *rest = own_id.split("/")
    return f"{before}{own}{first if rest else ''}{further.join(rest)}{after}"


def paths_in(search: Path) -> list[str]:
    """Where all results lead that an index in this folder has."""
    head = json.loads((search / "index.json").read_text(encoding="utf-8"))
    files = sorted((search / "entries").glob("*.json"))
    return [path_in(head, entry) for file in files for entry in json.loads(file.read_text(encoding="utf-8"))]
