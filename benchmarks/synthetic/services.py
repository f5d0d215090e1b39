"""One file for each service."""

import random
from collections.abc import Iterator

from synthetic import words
from synthetic.phrases import escalation, link_to_another, phone, review
from synthetic.plan import AUDIENCES, LEVELS, Plan, Service
from synthetic.yaml_text import Value, block, entry, file_text, mapping, scalar


def service_yml(plan: Plan, it: Service) -> str:
    chance = plan.chance("service", it.number)
    return file_text("service", 4, (*_service_head(plan, it, chance), *_service_promise(plan, it, chance)))


def _service_head(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    """What it is, for whom, who answers, and how to ask."""
    yield from entry("name", it.name)
    yield from entry(
        "summary", f"We take care of {it.lower_name}, from your request to the result on your desk."
    )
    yield from entry("aliases", [f"{trouble} {it.thing}" for trouble in chance.sample(words.TROUBLES, 3)])
    yield "description: |"
    yield from (f"  {sentence}" for sentence in _description(plan, it, chance))
    yield "lifecycle: live"
    yield from entry("audience", chance.sample(AUDIENCES, chance.choice((1, 1, 2))))
    yield f"roles: {mapping(**_service_roles(plan, it))}"
    if it.number % 5 == 0:
        yield "service_hours: always"
    yield from block("channels", _service_channels(plan, it))
    yield from block("prerequisites", map(scalar, chance.sample(words.NEEDS, chance.choice((2, 3)))))
    yield from block("not_for", _not_for(plan, it, chance))
    yield f"cost: {_cost(chance)}"


def _service_promise(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    """What is promised, how the work is done, and what people ask."""
    yield from block("targets", (mapping(**target) for target in _targets(it, chance)))
    yield from block("pauses_when", map(scalar, chance.sample(words.PAUSES, 2)))
    if it.number % 3 == 0:
        yield from block("customer_duties", map(scalar, chance.sample(words.DUTIES, 2)))
    yield from block("escalation", escalation(plan, it.department))
    yield from block("handoffs", _handoffs(plan, it, chance))
    yield from block("depends_on", _depends_on(plan, it, chance))
    yield from block("faqs", _service_faqs(plan, it, chance))
    url = f"https://intranet.example.org/{plan.whole(it)}"
    yield from block("links", [mapping(text=f"Guide to {it.lower_name}", url=url)])
    yield from review(chance)


def _description(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    yield from chance.sample(words.HANDLING, 2)
    yield chance.choice(words.LIMITS).format(link=link_to_another(plan, it.number, chance))


def _service_roles(plan: Plan, it: Service) -> dict[str, str]:
    """Owner, deputy and process owner: the department's roles in turn, and where it has too few, others'."""
    own = plan.roles_of(it.department)
    turn = it.number // plan.sizes.departments
    owner = own[turn % len(own)]
    deputy = own[(turn + 1) % len(own)] if len(own) > 1 else plan.roles[(owner.number + 1) % len(plan.roles)]
    return {"owner": plan.whole(owner), "deputy": plan.whole(deputy), "process_owner": plan.whole(own[0])}


def _service_channels(plan: Plan, it: Service) -> Iterator[str]:
    department = plan.departments[it.department].id
    yield mapping(type="form", url=f"https://helpdesk.example.org/{plan.whole(it)}", preferred=True)
    yield mapping(type="email", address=f"{department}@example.org")
    if it.number % 2:
        yield mapping(type="phone", number=phone(it.number), hours="phone-line", urgent=True)


def _not_for(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    for trouble in chance.sample(words.TROUBLES, 2):
        other = plan.other_service(it.number, chance)
        yield mapping(text=f"A case that is {trouble} elsewhere", use=plan.whole(other) if other else None)


def _cost(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return "free"
    amount = chance.choice((15, 40, 75.5, 120, 300))
    return mapping(amount=amount, currency="EUR", per=chance.choice(("request", "piece", "month")))


def targets(plan: Plan, it: Service) -> list[dict[str, Value]]:
    """What its file promises."""
    chance = plan.chance("service", it.number)
    for _ in _service_head(plan, it, chance):
        pass  # what is drawn for the head comes before
    return list(_targets(it, chance))


def _targets(it: Service, chance: random.Random) -> Iterator[dict[str, Value]]:
    """Two to four; only the fulfillment time takes part in chains."""
    within = chance.choice(LEVELS[it.level].within)
    yield {
        "measure": "fulfillment_time",
        "within": within,
        "compliance": chance.choice((85, 90, 95)),
        "per": "quarter",
    }
    yield {
        "measure": "response_time",
        "priority": "normal",
        "within": "same working day",
        "cutoff": "14:00",
        "compliance": 90,
        "per": "month",
    }
    if chance.random() < 0.6:
        within = chance.choice(("30 minutes", "1 hour", "2 hours"))
        yield {
            "measure": "response_time",
            "priority": "high",
            "within": within,
            "compliance": 95,
            "per": "month",
        }
    if it.number % 5 == 0:
        yield {"measure": "availability", "at_least": chance.choice((99, 99.5, 99.9)), "per": "month"}
    elif chance.random() < 0.5:
        yield {"measure": "quality", "stated": chance.choice(words.QUALITY)}


def _handoffs(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    """Three steps; the middle one is handed to a service of the next level, where there is one."""
    level = LEVELS[it.level]
    own = plan.departments[it.department].id
    first = plan.departments[chance.randrange(plan.sizes.departments)].id if level.anywhere else own
    yield mapping(id="prepare", by=first, does=chance.choice(words.FIRST_STEPS), within=level.step)
    following = plan.next_service(it, chance)
    if following:
        yield mapping(id="hand-over", service=plan.whole(following), after=["prepare"])
    else:
        yield mapping(id="hand-over", by=own, does="Do the work", within=level.step, after=["prepare"])
    yield mapping(
        id="finish", by=own, does=chance.choice(words.LAST_STEPS), within=level.step, after=["hand-over"]
    )


def _depends_on(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    later = range(it.number + 1, plan.sizes.services)
    for number in chance.sample(later, min(len(later), chance.choice((1, 2)))):
        other = plan.whole(plan.services[number])
        yield mapping(service=other, for_=chance.choice(words.PURPOSES))


def _service_faqs(plan: Plan, it: Service, chance: random.Random) -> Iterator[str]:
    for question in chance.sample(words.SERVICE_QUESTIONS, plan.faqs_of_service(it.number)):
        answer = chance.choice(words.SERVICE_ANSWERS).format(link=link_to_another(plan, it.number, chance))
        yield mapping(question=question.format(name=it.lower_name), answer=answer)
