"""The files of a department, and the people who hold its roles."""

import random
from collections.abc import Iterator

from synthetic import words
from synthetic.phrases import escalation, markdown_link, phone, review
from synthetic.plan import PLACES, Department, Person, Plan, Role, distinct
from synthetic.yaml_text import block, entry, file_text, mapping, scalar


def department_yml(plan: Plan, it: Department) -> str:
    chance = plan.chance("department", it.number)
    return file_text("department", 3, _department_lines(plan, it, chance))


def _department_lines(plan: Plan, it: Department, chance: random.Random) -> Iterator[str]:
    yield from entry("name", it.name)
    yield from entry("summary", f"{it.name} helps with {', '.join(chance.sample(words.TOPICS, 3))} and more.")
    yield from entry("description", " ".join(chance.sample(words.HANDLING, 2)))
    yield from entry("aliases", [f"{it.name} team", f"{it.name} desk"])
    yield from entry("part_of", None if it.part_of is None else plan.departments[it.part_of].id)
    yield from entry("head", plan.whole(plan.roles_of(it.number)[0]))
    yield from entry("sites", [it.site])
    yield from entry("support_hours", it.calendar)
    yield from block(
        "channels",
        [
            mapping(type="chat", handle=f"#{it.id}", preferred=True),
            mapping(type="email", address=f"{it.id}@example.org"),
            mapping(type="desk", place=f"Floor {it.number % 5}, next to the lifts", site=it.site),
        ],
    )
    yield from block(
        "targets", [mapping(measure="response_time", within="1 working day", compliance=90, per="month")]
    )
    yield from block("customer_duties", map(scalar, chance.sample(words.DUTIES, 2)))
    yield from block("escalation", escalation(plan, it.number))
    yield from block("meetings", _meetings(plan, it, chance))
    yield from block("links", [mapping(text="Team page", url=f"https://intranet.example.org/{it.id}")])
    yield from review(chance)


def _meetings(plan: Plan, it: Department, chance: random.Random) -> Iterator[str]:
    other = plan.departments[(it.number + 1) % plan.sizes.departments]
    if other is not it:
        what, rhythm = chance.choice(words.MEETINGS), chance.choice(words.RHYTHMS)
        yield mapping(what=f"{what} with {other.name}", how_often=rhythm, with_=[other.id])


def department_faqs(plan: Plan, it: Department) -> str:
    """The department's faqs.yml; call it only where the department has questions."""
    return file_text("faqs", 3, (f"- {faq}" for faq in _department_faqs(plan, it)))


def _department_faqs(plan: Plan, it: Department) -> Iterator[str]:
    chance = plan.chance("faqs", it.number)
    count = plan.faqs_of_department(it.number)
    for asked, topic, turn in distinct(chance, count, words.DEPARTMENT_QUESTIONS, words.TOPICS):
        kind = f"{topic} of kind {turn}" if turn else topic
        link = markdown_link(plan, chance.choice(plan.services))
        answer = chance.choice(words.DEPARTMENT_ANSWERS).format(link=link)
        yield mapping(question=asked.format(topic=kind, department=it.name), answer=answer)


def roles(plan: Plan, it: Department) -> str:
    """The department's roles.yml; call it only where the department has roles of its own."""
    own = (role for role in plan.roles_of(it.number) if role.department == it.number)
    return file_text("roles", 3, (line for role in own for line in _role_lines(plan, role)))


def _role_lines(plan: Plan, it: Role) -> Iterator[str]:
    chance = plan.chance("role", it.number)
    yield f"{it.id}:"
    for line in _role_fields(plan, it, chance):
        yield f"  {line}"


def _role_fields(plan: Plan, it: Role, chance: random.Random) -> Iterator[str]:
    holder = plan.people[it.number % len(plan.people)].id
    deputy = plan.people[(it.number + 1) % len(plan.people)].id
    yield from entry("title", it.title)
    yield from entry(
        "summary", f"The first to ask when {plan.departments[it.department].name} keeps you waiting."
    )
    yield from block("responsibilities", map(scalar, chance.sample(words.RESPONSIBILITIES, 3)))
    yield from block("decides", map(scalar, chance.sample(words.DECISIONS, 2)))
    interim = chance.random() < 0.05
    yield from block(
        "holders", [mapping(person=holder, interim=True, until="2027-03-31") if interim else holder]
    )
    yield from block("deputies", [] if deputy == holder else [deputy])
    yield from entry("reports_to", None if it.reports_to is None else plan.whole(plan.roles[it.reports_to]))
    yield f"contact: {mapping(email=f'{it.id}.{plan.departments[it.department].id}@example.org')}"


def people(plan: Plan) -> str:
    return file_text("people", 1, (line for person in plan.people for line in _person_lines(plan, person)))


def _person_lines(plan: Plan, it: Person) -> Iterator[str]:
    chance = plan.chance("person", it.number)
    yield f"{it.id}:"
    yield f"  name: {scalar(it.name)}"
    yield f"  email: {scalar(f'{it.id}@example.org')}"
    yield f"  chat: {scalar(f'@{it.id}')}"
    yield f"  phone: {scalar(phone(it.number))}"
    yield f"  site: {PLACES[it.number % len(PLACES)][1]}"
    yield f"  languages: {scalar(chance.sample(words.LANGUAGES, 2))}"
