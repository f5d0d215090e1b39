"""What crosses departments: agreements and journeys."""

import random
from collections.abc import Iterator

from synthetic import words
from synthetic.phrases import review
from synthetic.plan import AUDIENCES, Department, Plan, distinct, slug
from synthetic.yaml_text import block, entry, file_text, mapping, scalar


def agreements(plan: Plan) -> Iterator[tuple[str, str]]:
    """(id, text) of each; no two are between the same departments.

    None is accepted: `accepted` needs a hash that only servicebook can compute. They promise no fulfillment
    time, so that they would change no chain.
    """
    providers = min(plan.sizes.departments, plan.sizes.services)
    for number in range(plan.sizes.agreements):
        turn, place = divmod(number, providers)
        provider = plan.departments[place]
        customer = plan.departments[(place + turn + 1) % plan.sizes.departments]
        lines = _agreement_lines(plan, provider, customer)
        yield f"agreement-{number + 1}", file_text("agreement", 2, lines)


def _agreement_lines(plan: Plan, provider: Department, customer: Department) -> Iterator[str]:
    chance = plan.chance("agreement", provider.number * plan.sizes.departments + customer.number)
    covered = plan.services_of(provider.number)[:3]
    yield from entry("name", f"{provider.name} for {customer.name}")
    yield from entry(
        "summary", f"{customer.name} cannot wait for the usual times of {provider.name} in the season."
    )
    yield from entry("provider", provider.id)
    yield from entry("customer", customer.id)
    yield from block("covers", (plan.whole(service) for service in covered))
    yield from block(
        "targets",
        [
            mapping(
                measure="response_time", priority="high", within="20 minutes", compliance=95, per="month"
            ),
            mapping(measure="response_time", priority="normal", within="4 hours", compliance=90, per="month"),
        ],
    )
    yield from block("customer_duties", map(scalar, chance.sample(words.DUTIES, 2)))
    yield from block("quality", [scalar(chance.choice(words.QUALITY))])
    yield from entry("effective_from", "2026-01-01")
    yield from entry("effective_until", "2027-12-31")
    yield from review(chance)


def journeys(plan: Plan) -> Iterator[tuple[str, str]]:
    """(id, text) of each."""
    drawn = distinct(plan.chance("journeys"), plan.sizes.journeys, words.JOURNEY_VERBS, words.JOURNEY_THINGS)
    for number, (verb, thing, turn) in enumerate(drawn):
        name = f"{verb} {thing}" + (f" {turn}" if turn else "")
        lines = _journey_lines(plan, name, plan.chance("journey", number))
        yield slug(name), file_text("journey", 2, lines)


def _journey_lines(plan: Plan, name: str, chance: random.Random) -> Iterator[str]:
    yield from entry("name", name)
    yield from entry("summary", f"{name}: whom to ask, in which order, and by when it is all done.")
    yield from entry("aliases", [f"how to {name.lower()}"])
    yield from entry("for", [chance.choice(AUDIENCES)])
    yield from entry("owner", plan.whole(chance.choice(plan.roles)))
    yield from entry("starts_with", chance.choice(words.TRIGGERS))
    yield from block("steps", _journey_steps(plan, chance))
    yield from review(chance)


def _journey_steps(plan: Plan, chance: random.Random) -> Iterator[str]:
    """A department's step, then up to five services, every second one side by side with the one before."""
    starter = chance.choice(plan.departments).id
    yield mapping(
        id="prepare", title="Agree the dates", by=starter, does="Tells everybody", within="2 working days"
    )
    before, previous = "prepare", "prepare"
    asked = chance.sample(plan.services, min(len(plan.services), chance.choice((3, 4, 5))))
    for number, it in enumerate(asked, start=1):
        if number % 2:
            before = previous
        previous = f"step-{number}"
        yield mapping(id=previous, title=it.name, service=plan.whole(it), after=[before])
