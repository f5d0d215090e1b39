"""What breaks if a service stops: services, journeys, agreements, and who has to be told."""

from __future__ import annotations

from pathlib import Path

from tests.support import HR, IT, SMALL, catalog, make_catalog

from servicebook.analysis.impact import AffectedJourney, impact
from servicebook.model.catalog import Catalog
from servicebook.model.promises import terms_of

FILES = {
    f"{HR}/roles.yml": "head: {title: Head, holders: [ben]}\npartner: {title: Partner, holders: [ana]}\n",
    f"{HR}/services/kit.yml": (
        "name: Kit\nsummary: All you need.\nhandoffs: [{id: a, service: it/repair}]\nroles: {owner: hr/partner}\n"
    ),
    f"{HR}/services/party.yml": "name: Party\nsummary: Cake.\ndepends_on: [{service: hr/kit}]\n",
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana]}\nplanner: {title: Planner, holders: [ben]}\n",
    "catalog/journeys/feast.yml": (
        "name: A feast\nsummary: It.\nowner: it/planner\n"
        "steps: [{id: p, title: T, service: hr/party}, {id: k, title: T, service: hr/kit}]\n"
    ),
    "catalog/journeys/fix.yml": "name: Fix it\nsummary: It.\nsteps: [{id: a, title: T, service: it/repair}]\n",
    "catalog/journeys/other.yml": "name: Other\nsummary: It.\nsteps: [{id: a, title: T, by: it}]\n",
}
AGREEMENT = (
    "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\n"
)


def made(root: Path) -> Catalog:
    return catalog(make_catalog(root, FILES, base=SMALL))


def test_services_and_journeys_come_nearest_first_with_what_stops_and_what_is_impaired(
    tmp_path: Path,
) -> None:
    known = made(tmp_path)
    found = impact(known, known.services["it/repair"])
    assert [(one.service, one.distance, one.through, one.waits) for one in found.services] == [
        ("hr/kit", 1, None, True),
        ("hr/party", 2, "hr/kit", False),
    ]
    assert found.journeys == (
        AffectedJourney("fix", 1, None, waits=True),
        AffectedJourney("feast", 2, "hr/kit", waits=True),
    )


def test_a_journey_that_only_leans_is_impaired(tmp_path: Path) -> None:
    known = catalog(
        make_catalog(
            tmp_path,
            {
                **FILES,
                "catalog/journeys/feast.yml": "name: F\nsummary: It.\nsteps: [{id: p, title: T, service: hr/party}]\n",
            },
            base=SMALL,
        )
    )
    assert impact(known, known.services["it/repair"]).journeys[1] == AffectedJourney(
        "feast", 3, "hr/party", waits=False
    )


def test_a_journey_that_both_leans_and_waits_stops(tmp_path: Path) -> None:
    steps = "steps: [{id: m, title: T, service: hr/mail}, {id: z, title: T, service: hr/zip}]\n"
    files = {
        f"{HR}/services/mail.yml": "name: Mail\nsummary: It.\ndepends_on: [{service: it/repair}]\n",
        f"{HR}/services/zip.yml": "name: Zip\nsummary: It.\nhandoffs: [{id: a, service: it/repair}]\n",
        "catalog/journeys/both.yml": f"name: Both\nsummary: It.\n{steps}",
    }
    known = catalog(make_catalog(tmp_path, files, base=SMALL))
    assert impact(known, known.services["it/repair"]).journeys == (
        AffectedJourney("both", 2, "hr/zip", waits=True),
    )


def test_owners_are_told_and_heads_where_there_is_none(tmp_path: Path) -> None:
    known = made(tmp_path)
    assert impact(known, known.services["it/repair"]).to_inform == ("hr/partner", "hr/head", "it/planner")


def test_the_head_of_a_customer_is_told_only_while_the_agreement_is_in_force(tmp_path: Path) -> None:
    file = "catalog/agreements/it-hr.yml"
    before = catalog(make_catalog(tmp_path, {file: AGREEMENT}, base=SMALL))
    service = before.services["it/repair"]
    assert [agreement.id for agreement in impact(before, service).agreements] == ["it-hr"]
    assert impact(before, service).to_inform == ()
    on = f"on: 2026-01-05, terms: {terms_of(before, before.agreements['it-hr'])}"
    both = f"accepted: [{{party: it, by: it/lead, {on}}}, {{party: hr, by: hr/head, {on}}}]\n"
    after = catalog(make_catalog(tmp_path, {file: AGREEMENT + both}, base=SMALL))
    assert impact(after, after.services["it/repair"]).to_inform == ("hr/head",)


def test_nothing_follows_where_nothing_depends_on_it(tmp_path: Path) -> None:
    known = made(tmp_path)
    found = impact(known, known.services["hr/party"])
    assert (found.services, found.total, found.agreements) == ((), 0, ())
    assert [hit.journey for hit in found.journeys] == ["feast"]
