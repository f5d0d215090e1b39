"""The style sheets that pages load, and the small ones that they are made of."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from tests.support import REPOSITORY

from servicebook_theme.material import style_sheets
from servicebook_theme.sheets import FRAME, IN_SITE, compact, frame_sheet, in_site_sheet

FOLDER = REPOSITORY / "theme" / "servicebook_theme" / "assets" / "css"
SHEETS = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.css")}
KNOW_MATERIAL = {"material", "in_site"}
"""The rest of the look would be the same in any frame."""
MOST_LINES = 350
MOST_LETTERS = 120

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def rules(name: str) -> str:
    return _COMMENT.sub("", SHEETS[name])


def test_each_sheet_is_in_a_joined_one_and_no_other_is() -> None:
    assert {*FRAME, *IN_SITE} == set(SHEETS)
    assert len(set(FRAME)) == len(FRAME)
    assert len(set(IN_SITE)) == len(IN_SITE)
    assert FRAME[0] == IN_SITE[0] == "layers"


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_short_and_so_are_its_lines(name: str) -> None:
    lines = SHEETS[name].splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > MOST_LETTERS] == []


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - KNOW_MATERIAL))
def test_the_look_knows_no_frame_of_others(name: str) -> None:
    assert re.findall(r"\.md-[\w-]+|--md-[\w-]+|\[data-md[^\]]*\]", rules(name)) == []


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - {"layers", "in_site"}))
def test_every_rule_stands_in_a_layer_that_is_listed(name: str) -> None:
    listed = re.findall(r"sb\.\w+", rules("layers"))
    text = compact(SHEETS[name])
    depth, outside, layers = 0, "", list[str]()
    for piece in re.split(r"([{}])", text):
        if depth == 0 and piece not in "{}":
            outside += f"{piece}\n"
            layers += re.findall(r"@layer (\S+)", piece)
        depth += {"{": 1, "}": -1}.get(piece, 0)
    assert set(layers) <= set(listed)
    assert re.sub(r"@layer \S+|@keyframes [\w-]+", "", outside).strip() == ""


def test_styles_are_not_computed_anew_because_material_may_change_the_colors() -> None:
    name = "data-md-color-switching"
    assert any(name in sheet for sheet in style_sheets())  # else our part of it can go
    assert name not in frame_sheet()


def test_weight_is_never_won_by_saying_a_name_twice() -> None:
    for name in SHEETS:
        assert re.findall(r"(:root|\.[\w-]+)\1(?![\w-])", rules(name)) == [], name
        assert "!important" not in rules(name), name


def test_comments_and_white_space_go_and_texts_stay() -> None:
    css = """
    /* one */
    a , b > c {
      content: "a /* no comment */  b";  /* two */
      margin : 0  1px;
    }
    @media ( width < 5em ) { a { content: 'it\\'s { }' } }
    """
    assert compact(css) == (
        'a,b > c{content: "a /* no comment */  b";margin : 0 1px;}'
        "@media ( width < 5em ){a{content: 'it\\'s { }'}}"
    )


def test_material_is_the_lowest_layer_of_our_frame_and_nothing_of_it_is_lost() -> None:
    sheet = frame_sheet()
    order, _, rest = sheet.partition(";")
    assert order.startswith("@layer material,sb.tokens,")
    theirs = style_sheets()
    assert len(theirs) == rest.count("@layer material{") == 2
    for selector in (".md-typeset", ".md-header", "[data-md-color-scheme=slate]"):
        count = sum(text.count(selector) for text in theirs)
        assert count and sheet.count(selector) >= count
    assert "@charset" not in sheet and "sourceMappingURL" not in sheet


def test_what_stands_in_no_layer_is_one_rule_that_takes_back_those_of_a_host() -> None:
    _, _, text = in_site_sheet().partition(";")
    free = re.findall(r"\}([^@{}]+)\{([^{}]*)\}", "}" + "".join(_outside_layers(text)))
    assert len(free) == 1
    assert free[0][1] == "all: revert-layer;"


def _outside_layers(text: str) -> list[str]:
    kept, depth, skipping = [], 0, False
    for piece in re.split(r"([{}])", text):
        if depth == 0 and piece.strip().startswith(("@layer", "@keyframes")):
            skipping = True
        if not skipping:
            kept.append(piece)
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if depth == 0 and piece == "}":
            skipping = False
    return kept


@pytest.mark.parametrize("sheet", [frame_sheet(), in_site_sheet()], ids=["frame", "in site"])
def test_what_is_cut_out_of_a_color_has_a_drawing_that_can_be_read(sheet: str) -> None:
    ours = sheet.partition("@layer material{")[0]
    drawn = dict(re.findall(r'([^{};]+)\{--sb-drawing:url\("data:image/svg\+xml,([^"]+)"\)\}', ours))
    cut = re.findall(r"([^{};]+)\{[^{}]*mask: var\(--sb-drawing\)", ours)
    assert cut
    for where in cut:
        bearer = re.sub(r"(?::not\(\.has-logo\))?::before$| (?=>)|(?<=>) ", "", where)
        assert bearer in drawn or ("is-weather" in bearer and ".is-weather-night" in drawn), where
    for svg in drawn.values():
        assert ElementTree.fromstring(unquote(svg)).tag == "{http://www.w3.org/2000/svg}svg"


def test_no_page_holds_a_drawing_of_the_frame() -> None:
    folder = REPOSITORY / "theme" / "servicebook_theme"
    for template in (
        *(folder / "partials").glob("*.html"),
        folder / "main.html",
        folder / "pages" / "in_site.html",
    ):
        assert "<svg" not in template.read_text(encoding="utf-8"), template
