"""The icons of the installed package: by name, and nothing else from its folder."""

from __future__ import annotations

import re

import pytest

from servicebook.source.icons import drawing, icon_names

ACTIVE = re.compile(
    r"[<\s](?:(?<=<)(?:script|style|foreignObject|image|use|a[ >])|(?<=\s)(?:on\w+|style|href|xlink:href)\s*=)",
    re.I,
)
"""What could run, load or look otherwise than its page says. Its first letter is looked for first, in 14,000 files."""


def test_every_name_has_a_drawing_and_none_of_them_could_do_anything() -> None:
    names = icon_names()
    assert len(names) > 10_000
    for name in names:
        svg = drawing.__wrapped__(name)
        assert svg is not None
        assert svg.startswith("<svg") and svg.endswith("</svg>"), name
        assert not ACTIVE.search(svg), name


@pytest.mark.parametrize(
    "name",
    ["", "laptop", "material", "material/", "/material/laptop", "material/../material/laptop", "../404", "logo",
     "material/laptop.svg", "Material/laptop", "material\\laptop", "material/laptop\n", "material/\0laptop",
     "material/" + "a" * 300],
)  # fmt: skip
def test_nothing_but_a_name_of_the_list_has_a_drawing(name: str) -> None:
    assert drawing(name) is None
    assert name not in icon_names()
