"""Lists whose columns and words are German, French, Spanish or Dutch are read as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support import REPOSITORY, write

from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.spreadsheet.column import normalized_name
from servicebook.exchange.spreadsheet.from_spreadsheet import load
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS
from servicebook.exchange.spreadsheet.translated_names import (
    LANGUAGES,
    NAMES,
    OWN_NAMES,
    column_names,
    table_names,
)

LISTS = {
    "de": (
        "Leistung;Abteilung;Kurzbeschreibung;Verantwortlich;Bearbeitungszeit;Reaktionszeit;VERFÜGBARKEIT;Status;Gebühr\n"
        "Ausweis;Bürgeramt;Wir stellen aus.;Amtsleitung;2 Werktage;4 Stunden;99,5 %;in Betrieb;28,80 EUR pro Antrag\n"
    ),
    "fr": (
        "Nom;Service;Résumé;Responsable;Délai;Délai_de_réponse;Disponibilité;État;Tarif\n"
        "Ausweis;Bürgeramt;Wir stellen aus.;Amtsleitung;2 jours ouvrés;4 heures;99,5 %;En service;28,80 € par Antrag\n"
    ),
    "es": (
        "Servicio;Departamento;Resumen;Responsable;Plazo;Tiempo de respuesta;Disponibilidad;Estado;Precio\n"
        "Ausweis;Bürgeramt;Wir stellen aus.;Amtsleitung;2 días hábiles;4 horas;99,5 %;activo;28,80 EUR por Antrag\n"
    ),
    "nl": (
        "Dienst;Afdeling;Samenvatting;Verantwoordelijke;Doorlooptijd;Reactietijd;Beschikbaarheid;Status;Prijs\n"
        "Ausweis;Bürgeramt;Wir stellen aus.;Amtsleitung;2 werkdagen;4 uur;99,5 %;In gebruik;28,80 EUR per Antrag\n"
    ),
}  # fmt: skip


def imported(folder: Path, **tables: str) -> ImportResult:
    return load(write(folder, {f"{name}.csv": text for name, text in tables.items()}), ImportRequest())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_says_the_same_in_every_language(tmp_path: Path, language: str) -> None:
    result = imported(tmp_path, services=LISTS[language])
    assert [problem.message for problem in result.problems] == []
    assert result.losses == ()
    [service] = [value for path, value in result.files.items() if "/services/" in path]
    [department] = [path for path in result.files if path.endswith("department.yml")]
    assert service == {
        "name": "Ausweis",
        "summary": "Wir stellen aus.",
        "lifecycle": "live",
        "roles": {"owner": f"{department.split('/')[2]}/amtsleitung"},
        "cost": {"amount": 28.8, "currency": "EUR", "per": "Antrag"},
        "targets": [
            {"measure": "fulfillment_time", "within": "2 working days"},
            {"measure": "response_time", "within": "4 hours"},
            {"measure": "availability", "at_least": 99.5},
        ],
    }


@pytest.mark.parametrize(
    ("tables", "kinds"),
    [
        ({"Mitarbeiter": "Name;Telefon;Abteilung;Funktion\nAna;0441 1;Amt;Leitung\n"}, {"people", "roles"}),
        ({"Personnel": "Nom;Téléphone;Service;Fonction\nAna;0441 1;Amt;Leitung\n"}, {"people", "roles"}),
        ({"Personal": "Nombre;Teléfono;Departamento;Cargo\nAna;0441 1;Amt;Leitung\n"}, {"people", "roles"}),
        ({"Medewerkers": "Naam;Telefoon;Afdeling;Functie\nAna;0441 1;Amt;Leitung\n"}, {"people", "roles"}),
        ({"Abteilungen": "Abteilung;Zweck\nAmt;Ämter.\n"}, {"department"}),
        ({"Häufige Fragen": "Abteilung;Frage;Antwort\nAmt;Wo?;Hier.\n"}, {"department", "faqs"}),
        ({"Rollen": "Abteilung;Bezeichnung;Inhaber\nAmt;Leitung;Ana\n"}, {"department", "people", "roles"}),
        ({"Fonctions": "Service;Intitulé;Titulaire\nAmt;Leitung;Ana\n"}, {"department", "people", "roles"}),
    ],
)  # fmt: skip
def test_tables_and_columns_are_known_by_other_names(
    tmp_path: Path, tables: dict[str, str], kinds: set[str]
) -> None:
    result = imported(tmp_path, **tables)
    assert [problem.message for problem in result.problems] == []
    assert result.losses == ()
    made = {
        path.rpartition("/")[2].removesuffix(".yml") for path in result.files if path.startswith("catalog/")
    }
    assert kinds <= made


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1 jour ouvré", "1 working day"), ("3 Arbeitstage", "3 working days"), ("eine Stunde", "1 hour"),
        ("30 Min.", "30 minutes"), ("2 semanas naturales", "2 calendar weeks"), ("10 Kalendertage", "10 calendar days"),
        ("6 mois", "6 months"), ("een werkdag", "1 working day"), ("am selben Werktag", "same working day"),
        ("4 H", "4 hours"), ("5 business days", "5 working days"), ("dezelfde werkdag", "same working day"),
    ],
)  # fmt: skip
def test_times_are_read_in_every_language(tmp_path: Path, cell: str, expected: str) -> None:
    result = imported(tmp_path, services=f"Name;Department;Promised time\nX;IT;{cell}\n")
    files: Any = result.files
    assert files["catalog/departments/it/services/x.yml"]["targets"][0]["within"] == expected


@pytest.mark.parametrize("cell", ["3 Tage", "2 jours", "1 día", "2 weken", "zwei Werktage", "bald"])
def test_a_time_that_is_ambiguous_stays_so_in_every_language(tmp_path: Path, cell: str) -> None:
    result = imported(tmp_path, services=f"Name;Department;Promised time\nX;IT;{cell}\n")
    assert [problem.code for problem in result.problems] == ["bad-duration"]


@pytest.mark.parametrize("word", ["kostenlos", "Gratis", "gratuit", "gratuito", "kosteloos"])
def test_what_costs_nothing_is_free_in_every_language(tmp_path: Path, word: str) -> None:
    result = imported(tmp_path, services=f"Name;Department;Cost\nX;IT;{word}\n")
    files: Any = result.files
    assert files["catalog/departments/it/services/x.yml"]["cost"] == "free"


def test_every_translated_name_means_one_column_of_a_table() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            for name in column_names(sheet.kind, column.name):
                assert sheet.column(name) is column, (sheet.name, name)
    known = {column.name for sheet in SHEETS for column in sheet.columns}
    assert {*NAMES, *(column for columns in OWN_NAMES.values() for column in columns)} <= known
    tables = [
        (normalized_name(name), sheet.kind)
        for sheet in SHEETS
        for name in {sheet.name, *table_names(sheet.kind)}
    ]
    assert len(dict(tables)) == len({*tables})


def test_the_help_page_names_every_translation() -> None:
    page = (REPOSITORY / "site_config/pages/help/importing.md").read_text(encoding="utf-8")
    table = page.partition("## In other languages\n")[2].partition("\n## ")[0]
    for column, names in NAMES.items():
        cells = " | ".join(", ".join(one) for one in names)
        assert f"| `{column}` | {cells} |" in table
