"""The service catalog of GitLab's runbooks: ``service-catalog.yml`` (services) and ``teams.yml`` (teams).

How it is mapped. Every service and every team is kept; words come from the source, and what is not said there is
not said.

- A **team** is a department: id from its name, summary "The team NAME.", ``label`` an alias, ``slack_channel`` a
  chat channel (with ``#``, as people type it), ``url``, ``engagement_policy``, ``oncall_schedule`` links. Channels
  for alerts and error budgets are for machines to write to, not ways to ask: they stand in the description, as does
  the product stage group.
- A team's **manager** (one name or a list) is a person, named as the source names them, often by a handle alone,
  and holds the role ``TEAM/manager``, which leads the department.
- A **service** lies in the department of the team that ``owner`` names, and its owner is the role ``TEAM/owner``,
  held by the team's manager: the source says who owns it and who manages the owner. Without a manager the role is
  vacant.
- A service **without an owner**, or with one that is not defined (or defined twice: which is meant?), lies in a
  department of its own, "Without owner", that exists only then, and has no owner role.
- Its name is ``friendly_name`` (else ``name``); its summary the name and the tier ("GitLab API, tier sv."); its
  aliases are ``name`` and ``label``. ``dependencies`` are ``depends_on``.
- **Addresses** (documents, projects, logs, alerts, dashboards) are links. Where a word stands in the place of an
  address ("TBD", a path, a dashboard's name), it stands in the description, as do teams and components.
- Ids that would be the same get ``-2``, ``-3``, in the order of the source; a name without a letter or digit that
  an id can have gets its number (``service-7``). A service keeps its old name as an alias, a team as its name.
- The organization's name is not in the source: the site is called "Service catalog" until somebody fills it in.

What is lost, and listed, by kind: ``empty-dependency`` (an entry that names nothing), ``self-dependency``,
``repeated-dependency``, ``unknown-service``, ``unknown-team``, ``ambiguous-name`` (a name given twice is referred
to), ``unused-tier``, ``no-place`` (settings of machines and any key not named above), ``wrong-shape``. Not lost,
because nothing is said: keys without a value. Comments are not carried, and not listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from servicebook.exchange.core.descriptions import Page, escaped, verbatim
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.imported import Imported, Request, SourceDocument
from servicebook.exchange.core.key_tracker import Entry, Taking, is_nothing
from servicebook.exchange.core.yaml_sources import documents_in
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
from servicebook.problems import in_order
from servicebook.source.yaml_reader import Value

HELP = "GitLab's runbooks: a folder with service-catalog.yml and teams.yml"
SERVICES, TEAMS = "service-catalog.yml", "teams.yml"
FILES: tuple[str, ...] = (SERVICES, TEAMS)
UPDATES = False

WITHOUT_OWNER = "Without owner"

_DOCUMENTS: Mapping[str, str] = {"service": "Service documentation", "sre_guide": "SRE guide"}
_MONITORS: Mapping[str, str] = {
    "primary_grafana_dashboard": "Grafana dashboard",
    "grafana_folder": "Grafana folder",
    "gitlab_dashboard": "GitLab dashboard",
    "sentry_slug": "Sentry",
}


def bring(given: Path, request: Request) -> Imported:
    """The catalog that a folder with the two files describes. Raises :class:`UnreadableError` without them."""
    sources, problems = documents_in(given, FILES)
    return Imported(files={}, problems=problems) if problems else convert(sources)


def convert(sources: Mapping[str, SourceDocument]) -> Imported:
    """The catalog that the two files describe. Pure; see the module for what becomes of what."""
    taking = Taking()
    teams = taking.named(sources[TEAMS], "teams", "team")
    services = taking.named(sources[SERVICES], "services", "service")
    if taking.problems:
        return Imported(files={}, problems=in_order(taking.problems))
    conversion = _Conversion(teams, services)
    files = {**new_repository(SITE_NAME), **conversion.files()}
    if top := taking.top(sources[SERVICES]):
        _compare_tiers(top, services)
    return Imported(files=files, losses=taking.all_losses())


def _compare_tiers(top: Entry, services: Sequence[tuple[str, Entry]]) -> None:
    """A tier lives on in the summaries of its services; one that has none is lost."""
    used = [service.value.get("tier") for _, service in services]
    for tier in top.maps("tiers"):
        name = tier.text("name")
        if name is not None and name not in used:
            tier.lose("unused-tier", f'no service is of the tier "{name}"', "name")


@dataclass(slots=True)
class _Conversion:
    """Teams and services by name, and the ids that they get."""

    teams: Sequence[tuple[str, Entry]]
    services: Sequence[tuple[str, Entry]]
    team_ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    service_ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def files(self) -> dict[str, Value]:
        """The files of ``catalog/``."""
        *ids, nobodys = unique_ids([*(name for name, _ in self.teams), WITHOUT_OWNER], "team")
        for (name, _), team_id in zip(self.teams, ids, strict=True):
            self.team_ids[name].append(team_id)
        owned: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for name, service in self.services:
            owned[self._owner(name, service) or nobodys].append((name, service))
        homes: dict[int, tuple[str, str]] = {}
        for department, listed in owned.items():
            own_ids = unique_ids([name for name, _ in listed], "service")
            for (name, service), own_id in zip(listed, own_ids, strict=True):
                homes[id(service)] = (department, own_id)
                self.service_ids[name].append(f"{department}/{own_id}")
        managers = [_managers(team) for _, team in self.teams]
        handles = list(dict.fromkeys(handle for listed in managers for handle in listed))
        people = dict(zip(handles, unique_ids(handles, "person"), strict=True))
        files: dict[str, Value] = {}
        for (name, team), team_id, held in zip(self.teams, ids, managers, strict=True):
            folder = f"catalog/departments/{team_id}"
            files[f"{folder}/department.yml"] = _department(name, team, team_id, led=bool(held))
            holders: list[Value] = [people[handle] for handle in held]
            if roles := _roles(name, holders, owns=bool(owned.get(team_id))):
                files[f"{folder}/roles.yml"] = roles
        if nobodys in owned:
            files[f"catalog/departments/{nobodys}/department.yml"] = {
                "name": WITHOUT_OWNER,
                "summary": "Services whose owner cannot be told from the source.",
            }
        for name, service in self.services:
            department, own_id = homes[id(service)]
            owner = None if department == nobodys else f"{department}/owner"
            path = f"catalog/departments/{department}/services/{own_id}.yml"
            files[path] = self._service(name, service, owner)
        if people:
            files["catalog/people.yml"] = {people[handle]: {"name": handle} for handle in handles}
        return files

    def _owner(self, name: str, service: Entry) -> str | None:
        """The department of the owning team."""
        owner = service.text("owner")
        return owner and self._team(owner, service, f'"{name}" names "{owner}" as its owner', "owner")

    def _team(self, team: str, service: Entry, what: str, *pointer: str | int) -> str | None:
        ids = self.team_ids.get(team, [])
        if not ids:
            service.lose("unknown-team", f"{what}, but no team of this name is defined", *pointer)
        elif len(ids) > 1:
            service.lose("ambiguous-name", f"{what}, but {len(ids)} teams have this name", *pointer)
        return ids[0] if len(ids) == 1 else None

    def _service(self, name: str, service: Entry, owner: str | None) -> Value:
        title, tier = service.text("friendly_name") or name, service.text("tier")
        technical, observability = service.map("technical"), service.map("observability")
        page = Page()
        links = []
        for team, pointer in service.texts("teams"):
            if team_id := self._team(team, service, f'"{name}" names "{team}" as a team', *pointer):
                links.append(f"[{escaped(team)}](department:{team_id})")
        if links:
            page.say("Teams", links)
        page.add("Components", _words(technical, "components"))
        page.add("Subcomponents", _words(technical, "sub_components"))
        documents = technical.map("documents")
        for key in documents.value:
            label = _DOCUMENTS.get(key) or key.replace("_", " ").capitalize()
            page.add(label, _words(documents, key))
        page.add("Project", _words(technical, "project"))
        for log in technical.maps("logging"):
            log_name, address = log.text("name"), log.text("permalink")
            if address:
                page.add(f"Logs ({log_name})" if log_name else "Logs", [address])
            elif log_name:
                page.say("Logs", [verbatim(log_name)])
        monitors = observability.map("monitors")
        for key, label in _MONITORS.items():
            page.add(label, _words(monitors, key))
        for alert in observability.maps("alerts"):
            page.add("Alerts", _words(alert, "alert_link"))
        return page.filled(
            {
                "name": title,
                "summary": f"{title}, tier {tier}." if tier else f"{title}.",
                "aliases": _distinct([name, *_words(service, "label")], but=title),
                "roles": {"owner": owner} if owner else {},
                "depends_on": self._dependencies(name, technical),
            }
        )

    def _dependencies(self, name: str, technical: Entry) -> list[Value]:
        found: list[Value] = []
        seen: set[str] = set()
        for entry in technical.maps("dependencies"):
            other = entry.text("service")
            ids = self.service_ids.get(other or "", [])
            if other is None:
                if is_nothing(entry.value.get("service")):
                    entry.lose("empty-dependency", f'"{name}" depends on something that is not named')
            elif other == name:
                entry.lose("self-dependency", f'"{name}" depends on itself', "service")
            elif not ids:
                message = f'"{name}" depends on "{other}", but no service of this name is defined'
                entry.lose("unknown-service", message, "service")
            elif len(ids) > 1:
                message = f'"{name}" depends on "{other}", but {len(ids)} services have this name'
                entry.lose("ambiguous-name", message, "service")
            elif other in seen:
                entry.lose("repeated-dependency", f'"{name}" depends on "{other}" once more', "service")
            else:
                found.append({"service": ids[0]})
            seen.add(other or "")
        return found


def _department(name: str, team: Entry, team_id: str, *, led: bool) -> Value:
    page = Page()
    page.add("Product stage group", _words(team, "product_stage_group"))
    page.add("Slack channel for alerts", map(_channel, _words(team, "slack_alerts_channel")))
    page.add("Slack channel for error budgets", map(_channel, _words(team, "slack_error_budget_channel")))
    page.add("Team page", _words(team, "url"))
    page.add("Engagement policy", _words(team, "engagement_policy"))
    page.add("On-call schedule", _words(team, "oncall_schedule"))
    channels: list[Value] = [
        {"type": "chat", "name": "Slack", "handle": _channel(word)} for word in _words(team, "slack_channel")
    ]
    return page.filled(
        {
            "name": name,
            "summary": f"The team {name}.",
            "aliases": _distinct(_words(team, "label"), but=name),
            "head": f"{team_id}/manager" if led else None,
            "channels": channels,
        }
    )


def _roles(team: str, holders: list[Value], *, owns: bool) -> dict[str, Value]:
    held: dict[str, Value] = {"holders": holders} if holders else {}
    roles: dict[str, Value] = {}
    if holders:
        roles["manager"] = {"title": "Manager", "summary": f"Manages the team {team}.", **held}
    if owns:
        summary = f"Answers for the services that the team {team} owns."
        roles["owner"] = {"title": "Service owner", "summary": summary, **held}
    return roles


def _managers(team: Entry) -> list[str]:
    return list(dict.fromkeys(_words(team, "manager")))


def _words(entry: Entry, key: str) -> list[str]:
    return [text for text, _ in entry.texts(key)]


def _distinct(words: Iterable[str], *, but: str) -> list[Value]:
    return [word for word in dict.fromkeys(words) if word != but]


def _channel(name: str) -> str:
    return name if name.startswith("#") else f"#{name}"
