"""Every path and anchor of the site, in one place.

A path is relative to the site's root and ends with ``/``. Pages link to one another relatively, so that the
site works in any folder of any server: :func:`root_of` leads from a page to the root.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

HOME = ""
FIND = "find/"
SERVICES = "services/"
DEPARTMENTS = "departments/"
MAP = "map/"
SLA = "sla/"
ROLES = "roles/"
PEOPLE = "people/"
FAQ = "faq/"
AGREEMENTS = "agreements/"
JOURNEYS = "journeys/"
TOPICS = "topics/"
"""Not a page: where the topics lie that have pages of their own."""
START = "start/"
NOTICES = "notices/"
THANKS = "thanks/"
FEEDBACK = "feedback/"
SURVEYS = "surveys/"
AGENDA = "agenda/"
"""Not a page: where the agendas of departments lie."""
HEALTH = "health/"
"""Not a page: where the health checks of departments lie."""
CHANGES = "changes/"
HOURS = "hours/"
STATE = "state/"
RESULTS = "results/"
ABOUT = "about/"
REFERENCE = "reference/"
RULES = "reference/rules/"
FIELDS = "reference/fields/"
SEARCH_ELSEWHERE = "reference/search/"
HELP = "help/"
SEARCH_DATA = "search/"
"""Where the search index lies; not a page."""
CLOCK_DATA = "clock/"
"""Where the published calendars lie, and the tables of typical moments; not a page."""

MINE_DATA = "mine.json"
"""What a reader may say to be theirs; not a page."""

REQUEST_DATA = "request/"
"""Where lies what the forms of change requests fetch; not a page."""
REQUEST_WAYS = "request/ways.json"
"""How a change request can be sent."""
REQUEST_CHOICES = "request/choices.json"
"""What there is few of to choose from, and what forms must not offer."""

OPENSEARCH = "opensearch.xml"
"""What tells browsers how to search the catalog; not a page."""

DATA = "data/"
"""Where the catalog lies for programs; not a page."""
DATA_CATALOG = "data/catalog.json"
DATA_SCHEMA = "data/catalog.schema.json"
DATA_CALENDAR = "data/catalog.ics"
DATA_OF_SERVICES = "data/services/"
DATA_RESULTS = "data/results.json"
DATA_RESULTS_SCHEMA = "data/results.schema.json"


_SECTION_OF = {
    SERVICES: SERVICES,
    FIND: SERVICES,
    TOPICS: SERVICES,
    DEPARTMENTS: DEPARTMENTS,
    START: DEPARTMENTS,
    AGENDA: DEPARTMENTS,
    HEALTH: DEPARTMENTS,
    ROLES: ROLES,
    PEOPLE: ROLES,
    SLA: SLA,
}
"""The section of the navigation to which a page belongs, by the first folder of its path."""


def section_of(path: str) -> str | None:
    """The section of a page: ``services/`` for ``services/it/laptop-repair/``; None for the home page."""
    return _SECTION_OF.get(f"{path.partition('/')[0]}/", ABOUT) if path else None


def root_of(path: str) -> str:
    """The relative way from a page to the site's root: ``../`` for each of its folders; ``./`` at the root."""
    return "../" * path.count("/") or "./"


def service(qualified_id: str) -> str:
    """``services/it/laptop-repair/``."""
    return f"services/{qualified_id}/"


def services_about(topic: str) -> str:
    """A topic on the page of all services: ``services/#topic-money``."""
    return f"{SERVICES}#topic-{topic}"


def topic(topic_id: str) -> str:
    """A topic's services, where one page of all would be too long: ``topics/money/``."""
    return f"{TOPICS}{topic_id}/"


SEARCH_TERMS = "{searchTerms}"
"""Where browsers put what somebody typed, in OpenSearch descriptions and in policies alike."""
SEARCH_TEMPLATE = f"{FIND}?q={SEARCH_TERMS}"
"""The find page with a query that is yet to come."""


def search(query: str) -> str:
    """The find page with a query: ``find/?q=broken+laptop``."""
    return f"{FIND}?{urlencode({'q': query})}"


def department(qualified_id: str) -> str:
    """``departments/it/``."""
    return f"{DEPARTMENTS}{qualified_id}/"


def start_here(department_id: str) -> str:
    """What whoever is new to a department, or to working with it, begins with: ``start/it/``."""
    return f"{START}{department_id}/"


def served_by(provider: str) -> str:
    """Whom a department serves: ``map/it/``."""
    return f"{MAP}{provider}/"


def served_by_for(provider: str, customer: str) -> str:
    """What lies between two departments, on the provider's page: ``map/it/#sales``."""
    return f"{MAP}{provider}/#{customer}"


def between(provider: str, customer: str) -> str:
    """What lies between two departments, where the provider's page would be too long: ``map/it/sales/``."""
    return f"{MAP}{provider}/{customer}/"


def role(qualified_id: str) -> str:
    """``roles/it/desk-lead/``."""
    return f"{ROLES}{qualified_id}/"


def person(qualified_id: str) -> str:
    """``people/amira-haddad/``."""
    return f"{PEOPLE}{qualified_id}/"


def people_by(letter: str) -> str:
    """A part of a long list of people: ``people/by/a/``."""
    return f"{PEOPLE}by/{letter}/"


def faq(qualified_id: str) -> str:
    """A question on its department's page of questions: ``faq/it/#laptop-repair.keep-my-data``."""
    department_id, _, rest = qualified_id.partition("/")
    return f"{FAQ}{department_id}/#{rest.replace('/', '.')}"


def faqs_of(department_id: str) -> str:
    """All questions of a department: ``faq/it/``."""
    return f"{FAQ}{department_id}/"


def sla_of(department_id: str) -> str:
    """All promises of a department: ``sla/it/``."""
    return f"{SLA}{department_id}/"


def roles_of(department_id: str) -> str:
    """All roles of a department, where one list would be too long: ``roles/it/``."""
    return f"{ROLES}{department_id}/"


def agreement(qualified_id: str) -> str:
    """``agreements/it-sales/``."""
    return f"{AGREEMENTS}{qualified_id}/"


def journey(qualified_id: str) -> str:
    """``journeys/day-one/``."""
    return f"{JOURNEYS}{qualified_id}/"


def notice(qualified_id: str) -> str:
    """A notice on the page of all: ``notices/#christmas-closure``."""
    return f"{NOTICES}#{qualified_id}"


def remark(qualified_id: str) -> str:
    """What was said, on the page of all: ``feedback/#it.loan-laptops``."""
    return f"{FEEDBACK}#{qualified_id.replace('/', '.')}"


def survey(qualified_id: str) -> str:
    """What a survey gave, on the page of all: ``surveys/#survey.first-week``."""
    return f"{SURVEYS}#survey.{qualified_id}"


def meeting(qualified_id: str) -> str:
    """A meeting that was held, on its department's page: ``departments/it/#meeting-2026-11-03``."""
    department_id, _, day = qualified_id.partition("/")
    return f"{department(department_id)}#meeting-{day}"


def agenda(department_id: str) -> str:
    """What a department's next meeting should talk about: ``agenda/it/``."""
    return f"{AGENDA}{department_id}/"


def health_of(department_id: str) -> str:
    """All health checks of a department: ``health/it/``."""
    return f"{HEALTH}{department_id}/"


def health_check(qualified_id: str) -> str:
    """One of them, on that page: ``health/it/#2026-q3``."""
    department_id, _, quarter = qualified_id.partition("/")
    return f"{health_of(department_id)}#{quarter}"


def calendar(qualified_id: str) -> str:
    """A calendar on the page of all: ``hours/#hq-office``."""
    return f"{HOURS}#{qualified_id}"


def day_off(first: date, last: date) -> str:
    """Days off on the page of all calendars: ``hours/#day-2026-12-25``, ``hours/#day-2026-12-24-2026-12-31``."""
    days = [first] if first == last else [first, last]
    return f"{HOURS}#day-{'-'.join(day.isoformat() for day in days)}"


def clock(name: str) -> str:
    """A published calendar: ``clock/hq-office.0123456789.json``."""
    return f"{CLOCK_DATA}{name}.json"


def moments(digest: str) -> str:
    """A table of typical moments, which many services share: ``clock/moments.0123456789.htm``.

    It is a part of their pages: what goes through all ``.html`` of a site, to list or index its pages, passes it by.
    """
    return f"{CLOCK_DATA}moments.{digest}.htm"


def changes_of(path: str) -> str:
    """What changed of a department or a service, below its page: ``departments/it/changes/``."""
    return f"{path}{CHANGES}"


def changes_in(month: str) -> str:
    """What changed in a month, where one page of all would be too long: ``changes/2026-11/``."""
    return f"{CHANGES}{month}/"


def feed(changes: str) -> str:
    """The feed of a page of changes: ``departments/it/changes/feed.xml``."""
    return f"{changes}feed.xml"


def state_of(department_id: str) -> str:
    """What is wrong in a department: ``state/it/``."""
    return f"{STATE}{department_id}/"


def results_of(department_id: str) -> str:
    """How often a department kept its promises: ``results/it/``."""
    return f"{RESULTS}{department_id}/"


def data_of_service(qualified_id: str) -> str:
    """A service for programs: ``data/services/it/laptop-repair.json``."""
    return f"{DATA_OF_SERVICES}{qualified_id}.json"


def table(name: str) -> str:
    """A directory as a spreadsheet: ``data/promises.csv``."""
    return f"{DATA}{name}.csv"


def card(person: str) -> str:
    """A person's card: ``data/people/amira-haddad.vcf``."""
    return f"{DATA}people/{person}.vcf"


def request_fields(kind: str) -> str:
    """What can be written of a kind of object: ``request/fields/service.json``."""
    return f"{REQUEST_DATA}fields/{kind}.json"


def request_choices(kind: str) -> str:
    """The objects of a kind that others can refer to: ``request/choices/service.json``."""
    return f"{REQUEST_DATA}choices/{kind}.json"


def request_values(kind: str, qualified_id: str) -> str:
    """What is written of an object: ``request/role/it/desk-lead.json``; of services, their data say it."""
    return f"{REQUEST_DATA}{kind}/{qualified_id}.json"


def rule(code: str) -> str:
    """A rule's manual: ``reference/rules/#no-owner``."""
    return f"{RULES}#{code}"


def fields(kind: str) -> str:
    """The fields of a kind of file: ``reference/fields/service/``."""
    return f"{FIELDS}{kind}/"


@lru_cache(maxsize=4096)
def mail_to(address: str) -> str:
    """``mailto:desk@example.org``; nothing in the address adds a recipient, a subject or a text (RFC 6068)."""
    return "mailto:" + quote(address, safe="@!$'*+")


def to(kind: str, qualified_id: str) -> str:
    """The page or anchor of any object that has one; the kinds are those that Markdown can link to."""
    return _BY_KIND[kind](qualified_id)


_BY_KIND = {
    "service": service,
    "department": department,
    "role": role,
    "person": person,
    "faq": faq,
    "agreement": agreement,
    "journey": journey,
    "notice": notice,
    "remark": remark,
    "meeting": meeting,
    "health": health_check,
    "survey": survey,
    "calendar": calendar,
}
LINKED_KINDS = frozenset(_BY_KIND)
"""The kinds of objects that have a page, or a place on one."""
