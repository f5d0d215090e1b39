"""What readers of the site are told of findings, where people are not named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.rules.cases import laid_together
from tests.support import opened

from servicebook.problems import Problem
from servicebook.rules import RULES

ORGANIZATION = "site_config/organization.yml"


def public(problem: Problem) -> str:
    return f"{problem.public_message or problem.message}: {problem.public_hint or problem.hint}"


@pytest.mark.parametrize("code", [rule.CODE for rule in RULES])
def test_a_finding_names_nobody_to_readers_where_people_are_not_shown(code: str, tmp_path: Path) -> None:
    root = laid_together(code, "fails", tmp_path / "catalog")
    file = root / ORGANIZATION
    written = file.read_text(encoding="utf-8") if file.exists() else "name: Example\n"
    file.write_text(f"{written}people: roles-only\n", encoding="utf-8")
    loaded = opened(root)
    names = {
        word for person in loaded.catalog.people.values() for word in (person.id, person.name, person.email)
    }
    names |= {handle for person in loaded.catalog.people.values() for handle in person.handles.values()}
    named = re.compile(rf"\b({'|'.join(re.escape(name) for name in names if name)})\b", re.IGNORECASE)
    assert [public(p) for p in loaded.problems if named.search(public(p))] == []
