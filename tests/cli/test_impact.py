"""``servicebook impact``: what is affected if a service fails, as the service's page says it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.test_impact import FILES
from tests.pages.rendering import view_at
from tests.support import SMALL, make_catalog, opened, run

from servicebook.pages.rendering.context import render_context

TODAY = ("--today", "2026-09-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        **FILES,
        "catalog/agreements/it-hr.yml": "name: Repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n",
    }
    return make_catalog(tmp_path, files, base=SMALL)


def impact(root: Path, service: str) -> Any:
    done = run("impact", "--root", str(root), *TODAY, "--format", "json", service)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json_holds_ids_in_order(root: Path) -> None:
    assert impact(root, "it/repair") == {
        "service": "it/repair",
        "stops": [
            {"service": "hr/kit", "distance": 1, "through": None, "waits": True},
            {"service": "hr/party", "distance": 2, "through": "hr/kit", "waits": False},
        ],
        "journeys": [
            {"journey": "fix", "distance": 1, "through": None, "waits": True},
            {"journey": "feast", "distance": 2, "through": "hr/kit", "waits": True},
        ],
        "agreements": [{"agreement": "it-hr", "customer": "hr", "state": "not accepted yet"}],
        "tell": ["hr/partner", "hr/head", "it/planner"],
    }


def test_text_says_the_same_in_words(root: Path) -> None:
    done = run("impact", "--root", str(root), *TODAY, "it/repair")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "If Repair (it/repair) fails\n"
        "\n"
        "2 services affected, 1 of which fails too:\n"
        "  fails        1  Kit (hr/kit)\n"
        "  is impaired  2  Party (hr/party), through Kit\n"
        "\n"
        "2 journeys affected:\n"
        "  fails        Fix it (fix)\n"
        "  fails        A feast (feast), through Kit\n"
        "\n"
        "1 agreement covers it:\n"
        "  Repairs, for HR: not accepted yet\n"
        "\n"
        "Inform:\n"
        "  Partner (hr/partner)\n"
        "  Head (hr/head)\n"
        "  Planner (it/planner)\n"
    )


def reached(items: str) -> list[tuple[str, bool]]:
    """What a list leads to, and whether it fails with what the page is about."""
    found = re.findall(r'<a href="([^"]*)">[^<]*</a> <i[^>]*>(fails|impaired)</i>', items)
    return [(href, said == "fails") for href, said in found]


@pytest.mark.parametrize("service", ["it/repair", "hr/kit", "hr/party"])
def test_the_page_of_the_service_says_the_same(root: Path, service: str) -> None:
    said = impact(root, service)
    page = view_at(render_context(opened(root)), f"services/{service}/").outage_impact
    services = [(f"../../{one['service']}/", one["waits"]) for one in said["stops"]]
    journeys = [(f"../../../journeys/{one['journey']}/", one["waits"]) for one in said["journeys"]]
    # each below what it depends on, not in the order of the list
    assert sorted(reached(page.services)) == sorted(services)
    assert reached(page.journeys) == journeys
    assert [link.href for link, _, _ in page.agreements] == [
        f"../../../agreements/{one['agreement']}/" for one in said["agreements"]
    ]
    assert re.findall(r'href="([^"]*)"', page.tell) == [f"../../../roles/{role}/" for role in said["tell"]]
    assert (page.rest, page.more_tell) == (0, 0)


def test_a_service_that_nothing_depends_on_says_so(root: Path) -> None:
    (root / "catalog/journeys/feast.yml").unlink()
    done = run("impact", "--root", str(root), *TODAY, "hr/party")
    assert done.stdout == "If Party (hr/party) fails\n\nNothing in the catalog depends on it.\n"


def test_an_id_that_names_no_service_is_2_with_a_proposal(root: Path) -> None:
    done = run("impact", "--root", str(root), *TODAY, "it/repare")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'servicebook impact: "it/repare" is not a service; did you mean "it/repair"?\n'


def test_nothing_in_a_name_reaches_the_terminal_as_a_command(root: Path) -> None:
    (root / "catalog/departments/hr/services/kit.yml").write_text(
        'name: "\\e[31mKit"\nsummary: It.\nhandoffs: [{id: a, service: it/repair}]\n'
    )
    assert "\x1b" not in run("impact", "--root", str(root), *TODAY, "it/repair").stdout
