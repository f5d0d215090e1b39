"""What follows from figures: medians, ratios, growth, tables, the drawing, and the README's part."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.support import REPOSITORY

from benchmarks.children import Run
from benchmarks.growth.figures import Figures, Measured, Site, figures_of, growth, ratio
from benchmarks.growth.place import Place, edited, with_words
from benchmarks.growth.plot import axis, drawn, spread
from benchmarks.growth.tables import report, size_table
from benchmarks.readme import BEGIN, END, NoPlaceError, block, replaced

SVG = "{http://www.w3.org/2000/svg}"


def step(services: int, tool: str, name: str, *seconds: float, site: Site | None = None) -> Measured:
    runs = [Run(seconds=each, cpu_seconds=each * 1.5, peak_bytes=200_000_000, phases={}) for each in seconds]
    return Measured(services, tool, name, runs, site)


SITE = Site(files=1_300, bytes=61_000_000, service_pages=1_000, service_page_bytes=23_400)
FIGURES = Figures(
    python="3.11.7",
    system="Linux",
    cores=2,
    repeat=3,
    today="2026-11-22",
    missing=["pagefind"],
    limits={"mkdocs": 100, "zensical": 10_000},
    failed={"check-jsonschema": 1_000},
    measured=[
        step(100, "servicebook", "build", 2, 1, 3),
        step(100, "servicebook", "serve, saved to seen", 0.2, 0.3, 0.1),
        step(100, "hugo", "build", 1, 1, 1),
        step(100, "mkdocs", "build", 6, 8, 7),
        step(1_000, "servicebook", "build", 20, 10, 30, site=SITE),
        step(1_000, "servicebook", "serve, saved to seen", 0.2, 0.3, 0.1),
        step(1_000, "hugo", "build", 10, 20, 10),
    ],
)


def test_figures_are_medians() -> None:
    each = step(100, "hugo", "build", 9, 1, 2)
    assert (each.seconds, each.cpu_seconds, each.peak_bytes) == (2, 3, 200_000_000)


def test_a_ratio_compares_runs_of_the_same_turn() -> None:
    """The second turn was a slow one, for both: of the medians, the ratio would be 1.5."""
    ours, theirs = step(1, "servicebook", "build", 2, 30, 3), step(1, "hugo", "build", 1, 10, 2)
    assert ratio(ours, theirs, lambda run: run.seconds) == 2


def test_a_ratio_to_nothing_is_none() -> None:
    ours, theirs = step(1, "servicebook", "build", 2, 3), step(1, "hugo", "build", 1, 0)
    assert ratio(ours, theirs, lambda run: run.seconds) is None


def test_growth_is_a_power_of_the_number_of_services() -> None:
    assert growth([(100, 1), (1_000, 10), (10_000, 1_000)]) == [
        (100, 1_000, pytest.approx(1)),
        (1_000, 10_000, pytest.approx(2)),
    ]


def test_an_axis_has_whole_powers_of_ten() -> None:
    of_times = axis([0.2, 30], start=300, end=0)
    assert of_times.marks() == pytest.approx([0.1, 1, 10, 100])
    assert [of_times.at(mark) for mark in of_times.marks()] == [300, 200, 100, 0]
    assert axis([1_000], 0, 10).marks() == [1_000, 10_000]


def test_names_that_would_cover_each_other_are_moved_apart() -> None:
    assert spread([50, 10, 12, 90], gap=14) == [50, 10, 24, 90]


def test_only_names_beside_each_other_are_moved() -> None:
    figures = replace(
        FIGURES,
        measured=[
            step(size, tool, "build", seconds)
            for size, tool, seconds in (
                (100, "servicebook", 1),
                (1_000, "servicebook", 10),
                (100, "hugo", 1),
                (1_000, "hugo", 10),
                (100, "mkdocs", 10),
            )
        ],
    )
    drawing = ElementTree.fromstring(drawn(figures))
    down = {str(text.text): float(text.get("y", "")) for text in drawing.iter(f"{SVG}text")}
    assert down["Hugo"] == down["Servicebook"] + 14
    assert down["MkDocs with Material"] == down["Servicebook"]


def test_the_drawing_has_a_point_for_every_figure() -> None:
    drawing = ElementTree.fromstring(drawn(FIGURES))
    names = {text.text for text in drawing.iter(f"{SVG}text")}
    assert {"Servicebook", "Hugo", "MkDocs with Material", "build", "saved to seen", "1,000"} <= names
    assert "Zensical" not in names  # it was not measured
    lines = [line.get("points", "").split() for line in drawing.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2, 2, 1, 2, 2]
    assert len(list(drawing.iter(f"{SVG}circle"))) == 9
    description = drawing.find(f"{SVG}desc")
    assert description is not None and "Servicebook builds 1,000 services in 20.0 s." in str(description.text)


def test_all_that_is_drawn_lies_in_the_drawing() -> None:
    drawing = ElementTree.fromstring(drawn(FIGURES))
    _, _, width, height = map(float, drawing.get("viewBox", "").split())
    for circle in drawing.iter(f"{SVG}circle"):
        assert 0 < float(circle.get("cx", "")) < width
        assert 0 < float(circle.get("cy", "")) < height


def test_a_table_says_how_many_times_as_long_ours_takes() -> None:
    rows = size_table(FIGURES, 1_000).splitlines()
    assert rows[-1] == "| Hugo | build | 10.0 s | 15.0 s | 200 MB | × 2.00 | × 2.00 |"


def test_the_report_says_what_is_missing() -> None:
    said = report(FIGURES)
    assert "this was run: MkDocs with Material up to 100 services. check-jsonschema failed" in said
    assert "failed with 1,000 services. Pagefind is not installed here." in said
    assert "Zensical" not in said
    assert "| 1,000 | Servicebook | 61.0 MB | 1,300 | 23.4 KB |" in said
    assert "| Servicebook | build | 1.00 |" in said


def test_figures_come_back_from_json() -> None:
    assert figures_of(json.loads(json.dumps(asdict(FIGURES)))) == FIGURES


def test_the_readme_gets_other_figures_between_its_comments_only() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    once = replaced(text, block(FIGURES))
    assert once.partition(BEGIN)[0] == text.partition(BEGIN)[0]
    assert once.partition(END)[2] == text.partition(END)[2]
    assert replaced(once, block(FIGURES)) == once
    assert "| build | 2.00 s (3.00 s, 200 MB) | 20.0 s (30.0 s, 200 MB) |" in once
    assert "| Hugo: build | 1.00 s (1.50 s, 200 MB) × 2.00 | 10.0 s (15.0 s, 200 MB) × 2.00 |" in once
    assert re.search(r"\| MkDocs with Material: build \| .* × 0\.33 \|  \|", once)


def test_a_readme_without_a_place_is_refused() -> None:
    with pytest.raises(NoPlaceError, match="figures: begin"):
        replaced("# Servicebook\n", "")


def test_an_edit_is_undone(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# A\n\nWe mend it.\n", encoding="utf-8")
    place = Place(tmp_path, tmp_path / "catalog/departments/it/services/a.yml", "We mend it.")
    assert place.page == "services/it/a/"
    with edited(place, file, "Today."):
        assert file.read_text(encoding="utf-8") == "# A\n\nWe mend it. Today.\n"
    assert file.read_text(encoding="utf-8") == "# A\n\nWe mend it.\n"
    with pytest.raises(ValueError, match="is not there"):
        with_words(place, "# A\n", "Today.")
