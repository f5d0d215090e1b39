"""Words of any script: the browser makes of a query what the build makes of a text, and finds what has it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from servicebook.search.tokens import words
from tests.browser.watching import Watched, watched
from tests.sites import build_well, served
from tests.support import write

NAMES = {
    "hindi": "छुट्टी का आवेदन",
    "bengali": "ছুটির আবেদন",
    "tamil": "விடுப்பு விண்ணப்பம்",
    "thai": "จองห้องประชุม",
    "lao": "ຈອງຫ້ອງປະຊຸມ",
    "khmer": "កក់បន្ទប់ប្រជុំ",
    "chinese": "预订会议室",
    "japanese": "会議室のよやくガイド",
    "korean": "회의실 예약",
    "turkish": "Yıllık izin IŞIĞI İstasyon",
    "polish": "Łączność Øresund Straße",
    "hebrew": "חֻפְשָׁה שְׁנָתִית",
    "arabic": "الإجازة السنوية والراتب",
    "greek": "ΆΔΕΙΑ ΚΑΝΟΝΙΚΉΣ ΟΔΟΣ",
    "russian": "Ёлка и отпуск",
    "french": "Réserver l’imprimante d'étage",
    "english": "The manager's parking licence",
    "american": "Organize labeled catalogs",
}
ROOT = {
    "site_config/organization.yml": "name: Harbour\nlanguage: en\n",
    "site_config/calendars.yml": 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"]}\n',
    "site_config/priorities.yml": "default: normal\npriorities:\n  normal: {name: Normal}\n",
    "catalog/departments/office/department.yml": (
        "name: Desk\nsummary: We help.\nhead: office/lead\nsupport_hours: office\n"
    ),
    "catalog/departments/office/roles.yml": "lead: {title: Head of the desk, holders: [ana]}\n",
    "catalog/people.yml": "ana: {name: Ana Alba}\n",
    **{
        f"catalog/departments/office/services/{one}.yml": (
            f'name: "Q1 {name}"\nsummary: Number {number}.\nroles: {{owner: office/lead}}\n'
            "targets: [{measure: response_time, within: 1 working day}]\n"
        )
        for number, (one, name) in enumerate(NAMES.items())
    },
}
"""Names begin with something else, so that a query is not simply a name or its beginning."""

WORDS = """async texts => {
  const { words } = await import(new URL("../assets/search_tokens.js", location));
  return texts.map(words);
}"""
FIRST = """async query => {
  const { search, entries } = await import(new URL("../assets/engine.js", location));
  const { asked, found } = await search(query);
  const [first] = await entries(found.slice(0, 1));
  return [first ? `${first.kind}:${first.id}` : null, asked.flatMap(one => one.instead)];
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("scripts")
    site = build_well(write(folder / "root", ROOT), folder / "site")
    with served(site) as address, watched(browser, address) as watch:
        watch.open("find/")
        yield watch


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("छुट्टी", "hindi"),
        ("আবেদন", "bengali"),
        ("விண்ணப்பம்", "tamil"),
        ("ห้องประชุม", "thai"),
        ("ຫ້ອງປະຊຸມ", "lao"),
        ("បន្ទប់", "khmer"),
        ("会议室", "chinese"),
        ("よやくｶﾞｲﾄﾞ", "japanese"),
        ("예약", "korean"),
        ("yillik", "turkish"),
        ("YILLIK", "turkish"),
        ("ışığı", "turkish"),
        ("isigi", "turkish"),
        ("istasyon", "turkish"),
        ("lacznosc", "polish"),
        ("oresund", "polish"),
        ("STRASSE", "polish"),
        ("שנתית", "hebrew"),
        ("اجازة", "arabic"),
        ("راتب", "arabic"),
        ("الراتب", "arabic"),
        ("αδεια", "greek"),
        ("οδός", "greek"),
        ("елка", "russian"),
        ("imprimante", "french"),
        ("l'étage", "french"),
        ("managers", "english"),
        ("manager", "english"),
        ("license", "english"),
        ("organise", "american"),
        ("organising", "american"),
        ("labelled", "american"),
        ("catalogue", "american"),
    ],
)
def test_a_word_is_found_however_its_script_writes_it(reader: Watched, query: str, service: str) -> None:
    assert reader.page.evaluate(FIRST, query) == [f"service:office/{service}", []]


BLOCKS = [
    (0x20, 0x17F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0xE00, 0xEFF), (0x1000, 0x109F),
    (0x1780, 0x17FF), (0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x4EFF), (0xAC00, 0xACFF), (0xFF00, 0xFFEF),
    (0x20000, 0x200FF),
]  # fmt: skip
AMONG_THEM = " -'’sl\u0301一ا"


def texts(count: int) -> Iterator[str]:
    """Texts of every script, the same ones every time, and signs among the letters on which words are parted."""
    chance = random.Random(1)
    for _ in range(count):
        block = range(*chance.choice(BLOCKS))
        letters = [
            chr(chance.choice(block)) if chance.random() < 0.8 else chance.choice(AMONG_THEM)
            for _ in range(chance.randint(1, 14))
        ]
        # what is no letter of either side's Unicode yet may be one of the other's
        yield "".join(letter for letter in letters if unicodedata.category(letter) != "Cn")


def test_a_browser_makes_the_same_words_of_a_text(reader: Watched) -> None:
    all_texts = [*NAMES.values(), "e-mail Wi‐Fi o'clock BOSS’S", *texts(3_000)]
    made = reader.page.evaluate(WORDS, all_texts)
    assert [one for one in zip(all_texts, made, strict=True) if words(one[0]) != one[1]] == []
