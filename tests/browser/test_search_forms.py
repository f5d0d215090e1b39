"""Forms of words: compounds and their parts find each other, and so do the words of a family."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import Watched, watched
from tests.sites import build_well, served
from tests.support import write

NAMES = {
    "de": {
        "laptop": "Laptopreparatur",
        "urlaub": "Urlaubsantrag",
        "reisen": "Erstattung der Kosten von Reisen",
        "drucker": "Wartung von Druckern",
        "parken": "Ein Platz zum Parken",
    },
    "nl": {
        "laptop": "Reparatie van laptops",
        "verlof": "Verlofaanvraag",
        "ziekte": "Verzekering van ziektekosten",
    },
    "en": {
        "laptop": "Laptopreparatur",
        "reset": "A password: how to reset it",
        "printer": "Reparatur am Printer",
        "work": "A place for work",
        "complaint": "How a complaint is made",
        "death": "Death of a colleague",
        "both": "Stolen things, and how thieves steal",
        "theft": "Theft from a car",
    },
}
"""Names begin with something else, so that a query is not simply a name or its beginning."""
FOUND = """async query => {
  const { search, entries } = await import(new URL("../assets/engine.js", location));
  const { asked, found } = await search(query);
  const services = (await entries(found)).filter(({ kind, matched }) => kind === "service" && matched);
  return [services.map(({ id }) => id.split("/")[1]), asked.flatMap(one => one.instead)];
}"""


def root(language: str) -> dict[str, str]:
    return {
        "site_config/organization.yml": f"name: Harbour\nlanguage: {language}\n",
        "site_config/calendars.yml": 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"]}\n',
        "site_config/priorities.yml": "default: normal\npriorities:\n  normal: {name: Normal}\n",
        "catalog/departments/office/department.yml": (
            "name: Desk\nsummary: Q.\nhead: office/lead\nsupport_hours: office\n"
        ),
        "catalog/departments/office/roles.yml": "lead: {title: Head, holders: [ana]}\n",
        "catalog/people.yml": "ana: {name: Ana Alba}\n",
        **{
            f"catalog/departments/office/services/{one}.yml": (
                f'name: "Q1 {name}"\nsummary: Number {number}.\nroles: {{owner: office/lead}}\n'
                "targets: [{measure: response_time, within: 1 working day}]\n"
            )
            for number, (one, name) in enumerate(NAMES[language].items())
        },
    }


@pytest.fixture(scope="module")
def reader(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Watched]]:
    language: str = request.param
    folder = tmp_path_factory.mktemp(language)
    site = build_well(write(folder / "root", root(language)), folder / "site")
    with served(site) as address, watched(browser, address) as watch:
        watch.open("find/")
        yield language, watch


FIRST = {
    "de": [
        ("Laptop Reparatur", "laptop"),
        ("Laptops Reparatur", "laptop"),
        ("Reparatur", "laptop"),
        ("Antrag", "urlaub"),
        ("Urlaub Antrag", "urlaub"),
        ("Antrag auf Urlaub", "urlaub"),
        ("Reisekosten", "reisen"),
        ("Reisekostenerstattung", "reisen"),
        ("Druckerwartung", "drucker"),
        ("Parkplatz", "parken"),
    ],
    "nl": [
        ("laptopreparatie", "laptop"),
        ("aanvraag verlof", "verlof"),
        ("verlof aanvraag", "verlof"),
        ("ziektekostenverzekering", "ziekte"),
    ],
    "en": [
        ("laptop reparatur", "laptop"),
        ("passwordreset", "reset"),
        ("printerreparatur", "printer"),
        ("complain", "complaint"),
        ("died", "death"),
        ("steal", "both"),
        ("theft", "theft"),
    ],
}


@pytest.mark.parametrize("reader", ["de", "nl", "en"], indirect=True)
def test_compounds_and_families_are_found_by_each_of_their_words(reader: tuple[str, Watched]) -> None:
    language, watch = reader
    found = {query: watch.page.evaluate(FOUND, query) for query, _ in FIRST[language]}
    assert {query: (listed[:1], mended) for query, (listed, mended) in found.items()} == {
        query: ([service], []) for query, service in FIRST[language]
    }


@pytest.mark.parametrize("reader", ["en"], indirect=True)
def test_relatives_come_after_what_has_the_word_itself(reader: tuple[str, Watched]) -> None:
    _, watch = reader
    assert watch.page.evaluate(FOUND, "theft") == [["theft", "both"], []]
