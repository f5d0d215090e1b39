"""The colors of departments can be told apart and written on, also by those to whom red and green look alike."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from tests.theme.test_classes import THEME

from servicebook.model.colors import COLORS

Color = tuple[float, float, float]

CSS = THEME / "assets" / "css"
SCREENS = ("light", "dark")
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
"""Of linear red, green and blue: Machado, Oliveira and Fernandes, 2009, at its full strength."""
APART, APART_WITHOUT_GREEN = 6.0, 4.0
"""Distances in Oklab, a hundred from black to white; two is what a careful eye sees side by side."""


def linear(code: str) -> Color:
    """Linear red, green and blue of ``#rrggbb`` or ``#rgb``."""
    digits = code.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    )
    return red, green, blue


def contrast(one: Color, other: Color) -> float:
    """As WCAG 2 defines it."""
    low, high = sorted(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def oklab(color: Color) -> Color:
    red, green, blue = color
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def without_green(color: Color) -> Color:
    """The color as somebody with deuteranopia sees it."""
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, color, strict=True))))
        for row in DEUTERANOPIA
    )
    return red, green, blue


def nearest(colors: list[Color]) -> float:
    """The distance of the two that are most alike."""
    return 100 * min(math.dist(oklab(one), oklab(other)) for one, other in combinations(colors, 2))


def pair(name: str) -> tuple[str, str]:
    """A token's colors on light and dark screens."""
    found = re.search(
        rf"--{name}: light-dark\((#\w+), (#\w+)\)", (CSS / "tokens.css").read_text(encoding="utf-8")
    )
    assert found, name
    return found[1], found[2]


def hues(screen: str) -> list[Color]:
    found = re.findall(
        r"\.is-hue-(\d+) \{\s+--sb-hue: light-dark\((#\w{6}), (#\w{6})\)",
        (CSS / "hues.css").read_text(encoding="utf-8"),
    )
    assert [int(number) for number, *_ in found] == list(range(1, COLORS + 1))
    return [linear(codes[SCREENS.index(screen)]) for _, *codes in found]


@pytest.mark.parametrize("screen", SCREENS)
def test_forty_departments_are_told_apart(screen: str) -> None:
    assert COLORS == 40
    assert nearest(hues(screen)) >= APART


@pytest.mark.parametrize("screen", SCREENS)
def test_they_are_told_apart_where_red_and_green_look_alike(screen: str) -> None:
    assert nearest([without_green(color) for color in hues(screen)]) >= APART_WITHOUT_GREEN


@pytest.mark.parametrize("screen", SCREENS)
def test_initials_can_be_read_and_badges_seen(screen: str) -> None:
    ink = linear(pair("sb-hue-ink")[SCREENS.index(screen)])
    grounds = [linear(pair(name)[SCREENS.index(screen)]) for name in ("sb-paper", "sb-surface")]
    for color in hues(screen):
        assert contrast(color, ink) >= 4.5
        assert all(contrast(color, ground) >= 3 for ground in grounds)
