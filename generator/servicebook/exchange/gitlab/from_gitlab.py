"""The service catalog of GitLab's runbooks: ``service-catalog.yml`` (services) and ``teams.yml`` (teams).

Every service and every team is kept; all words come from the source.

- A **team** is a department: id from its name, summary "The team NAME.", ``label`` an alias, ``slack_channel`` a
  chat channel (with ``#``, as people type it), ``url``, ``engagement_policy``, ``oncall_schedule`` links. Channels
  for alerts and error budgets are for machines to write to, not ways to ask: they go into the description, as does
  the product stage group.
- A team's **manager** (one name or a list) is a person, named as the source names them, often by a handle alone,
  and holds the role ``TEAM/manager``, which leads the department.
- A **service** belongs to the department of the team that ``owner`` names, and its owner is the role ``TEAM/owner``,
  held by the team's manager: the source says who owns it and who manages the owner. Without a manager the role is
  vacant.
- A service **without an owner**, or with one that is not defined (or defined twice: which is meant?), belongs to a
  department "Without owner", that exists only then, and has no owner role.
- Its name is ``friendly_name`` (else ``name``); its summary the name and the tier ("GitLab API, tier sv."); its
  aliases are ``name`` and ``label``. ``dependencies`` are ``depends_on``.
- **Addresses** (documents, projects, logs, alerts, dashboards) are links. Words in the place of an address ("TBD",
  a path, a dashboard's name) go into the description, as do teams and components.
- Ids that would be the same get ``-2``, ``-3``, in the order of the source; a name without a letter or digit that
  an id can have gets its number (``service-7``). A service keeps its old name as an alias, a team as its name.
- The organization's name is not in the source: the site is called "Service catalog" until somebody fills it in.

Losses by kind: ``empty-dependency`` (an entry that names nothing), ``self-dependency``,
``repeated-dependency``, ``unknown-service``, ``unknown-team``, ``ambiguous-name`` (a name given twice is referred
to), ``unused-tier``, ``no-place`` (settings of machines and any key not named above), ``wrong-shape``. Keys without
a value are no loss. Comments are neither carried over nor listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from servicebook.exchange.core.descriptions import DescriptionBuilder, escape_markdown, verbatim
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap, is_blank
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.core.without_owner import DEPARTMENT, WITHOUT_OWNER
from servicebook.exchange.core.yaml_sources import read_files
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
from servicebook.frozen import frozen
from servicebook.problems import in_order
from servicebook.source.yaml_reader import Pointer, Value

HELP = "GitLab's runbooks: a folder with service-catalog.yml and teams.yml"
SERVICES, TEAMS = "service-catalog.yml", "teams.yml"
FILES: tuple[str, ...] = (SERVICES, TEAMS)
UPDATES = False

_DOCUMENTS: Mapping[str, str] = {"service": "Service documentation", "sre_guide": "SRE guide"}
_MONITORS: Mapping[str, str] = {
    "primary_grafana_dashboard": "Grafana dashboard",
    "grafana_folder": "Grafana folder",
    "gitlab_dashboard": "GitLab dashboard",
    "sentry_slug": "Sentry",
}


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog that a folder with the two files describes. Raises :class:`UnreadableError` without them."""
    documents, problems = read_files(source, FILES)
    return ImportResult(files={}, problems=problems) if problems else convert(documents)


def convert(documents: Mapping[str, SourceDocument]) -> ImportResult:
    """The catalog that the two files describe. Pure; see the module for what becomes of what."""
    tracker = KeyTracker()
    team_entries = tracker.named_maps(documents[TEAMS], "teams", "team")
    service_entries = tracker.named_maps(documents[SERVICES], "services", "service")
    if tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    *team_ids, unowned_id = unique_ids([*(entry.name for entry in team_entries), WITHOUT_OWNER], "team")
    teams = [
        _Team(entry, own_id, tuple(dict.fromkeys(_texts(entry, "manager"))))
        for entry, own_id in zip(team_entries, team_ids, strict=True)
    ]
    ids_of_teams = _ids_by_name((team.entry.name, team.id) for team in teams)
    services = _with_ids(service_entries, ids_of_teams, unowned_id)
    ids_of_services = _ids_by_name((service.entry.name, service.id) for service in services)
    files: dict[str, Value] = new_repository(SITE_NAME)
    files |= _team_files(teams, {service.department for service in services})
    for service in services:
        if service.department == unowned_id:
            files[f"catalog/departments/{unowned_id}/department.yml"] = dict(DEPARTMENT)
        path = f"catalog/departments/{service.department}/services/{service.own_id}.yml"
        owner = None if service.department == unowned_id else f"{service.department}/owner"
        files[path] = _service(service.entry, owner, ids_of_teams, ids_of_services)
    if root := tracker.root(documents[SERVICES]):
        _lose_unused_tiers(root, service_entries)
    return ImportResult(files=files, losses=tracker.all_losses())


IdsByName = Mapping[str, Sequence[str]]
"""The ids of all objects of a name: the source may give a name twice."""


@frozen
class _Team:
    entry: TrackedMap
    id: str
    managers: tuple[str, ...]
    """As the source names them."""


@frozen
class _Service:
    entry: TrackedMap
    department: str
    own_id: str

    @property
    def id(self) -> str:
        return f"{self.department}/{self.own_id}"


def _ids_by_name(pairs: Iterable[tuple[str, str]]) -> IdsByName:
    ids: dict[str, list[str]] = defaultdict(list)
    for name, own_id in pairs:
        ids[name].append(own_id)
    return ids


def _with_ids(entries: Sequence[TrackedMap], ids_of_teams: IdsByName, unowned_id: str) -> list[_Service]:
    """The services, in the order of the source, each in the department of its owner."""
    owned: dict[str, list[TrackedMap]] = defaultdict(list)
    for entry in entries:
        owned[_owning_team(entry, ids_of_teams) or unowned_id].append(entry)
    services = [
        _Service(entry, department, own_id)
        for department, listed in owned.items()
        for entry, own_id in zip(listed, unique_ids([e.name for e in listed], "service"), strict=True)
    ]
    # Losses and files follow the source, which does not list services by department.
    return sorted(services, key=lambda service: service.entry.pointer)


def _owning_team(service: TrackedMap, ids_of_teams: IdsByName) -> str | None:
    owner = service.read_text("owner")
    if owner is None:
        return None
    return _team_id(
        owner, service, f'"{service.name}" names "{owner}" as its owner', ("owner",), ids_of_teams
    )


def _team_id(
    team: str, service: TrackedMap, mention: str, pointer: Pointer, ids_of_teams: IdsByName
) -> str | None:
    """The id of the team that a service mentions; None, and a loss, where no team or several have the name."""
    ids = ids_of_teams.get(team, [])
    if not ids:
        service.add_loss("unknown-team", f"{mention}, but no team of this name is defined", *pointer)
    elif len(ids) > 1:
        service.add_loss("ambiguous-name", f"{mention}, but {len(ids)} teams have this name", *pointer)
    return ids[0] if len(ids) == 1 else None


def _team_files(teams: Sequence[_Team], owning: set[str]) -> Iterator[tuple[str, Value]]:
    """The files of departments and people; ``owning`` are the ids of teams that own services."""
    handles = list(dict.fromkeys(handle for team in teams for handle in team.managers))
    people = dict(zip(handles, unique_ids(handles, "person"), strict=True))
    for team in teams:
        folder = f"catalog/departments/{team.id}"
        yield f"{folder}/department.yml", _department(team)
        holders: list[Value] = [people[handle] for handle in team.managers]
        if roles := _roles(team.entry.name, holders, owns=team.id in owning):
            yield f"{folder}/roles.yml", roles
    if people:
        yield "catalog/people.yml", {people[handle]: {"name": handle} for handle in handles}


def _department(team: _Team) -> Value:
    entry, name = team.entry, team.entry.name
    description = DescriptionBuilder()
    description.add("Product stage group", _texts(entry, "product_stage_group"))
    description.add("Slack channel for alerts", map(_channel, _texts(entry, "slack_alerts_channel")))
    description.add(
        "Slack channel for error budgets", map(_channel, _texts(entry, "slack_error_budget_channel"))
    )
    description.add("Team page", _texts(entry, "url"))
    description.add("Engagement policy", _texts(entry, "engagement_policy"))
    description.add("On-call schedule", _texts(entry, "oncall_schedule"))
    channels: list[Value] = [
        {"type": "chat", "name": "Slack", "handle": _channel(handle)}
        for handle in _texts(entry, "slack_channel")
    ]
    return description.complete(
        {
            "name": name,
            "summary": f"The team {name}.",
            "aliases": _distinct(_texts(entry, "label"), but=name),
            "head": f"{team.id}/manager" if team.managers else None,
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


def _service(
    entry: TrackedMap, owner: str | None, ids_of_teams: IdsByName, ids_of_services: IdsByName
) -> Value:
    title, tier = entry.read_text("friendly_name") or entry.name, entry.read_text("tier")
    technical = entry.read_map("technical")
    return _service_description(entry, technical, ids_of_teams).complete(
        {
            "name": title,
            "summary": f"{title}, tier {tier}." if tier else f"{title}.",
            "aliases": _distinct([entry.name, *_texts(entry, "label")], but=title),
            "roles": {"owner": owner} if owner else {},
            "depends_on": _dependencies(entry.name, technical, ids_of_services),
        }
    )


def _service_description(
    entry: TrackedMap, technical: TrackedMap, ids_of_teams: IdsByName
) -> DescriptionBuilder:
    description = DescriptionBuilder()
    teams = []
    for team, pointer in entry.read_texts("teams"):
        mention = f'"{entry.name}" names "{team}" as a team'
        if team_id := _team_id(team, entry, mention, pointer, ids_of_teams):
            teams.append(f"[{escape_markdown(team)}](department:{team_id})")
    if teams:
        description.add_line("Teams", teams)
    description.add("Components", _texts(technical, "components"))
    description.add("Subcomponents", _texts(technical, "sub_components"))
    documents = technical.read_map("documents")
    for key in documents.value:
        label = _DOCUMENTS.get(key) or key.replace("_", " ").capitalize()
        description.add(label, _texts(documents, key))
    description.add("Project", _texts(technical, "project"))
    for log in technical.read_maps("logging"):
        name, address = log.read_text("name"), log.read_text("permalink")
        if address:
            description.add(f"Logs ({name})" if name else "Logs", [address])
        elif name:
            description.add_line("Logs", [verbatim(name)])
    observability = entry.read_map("observability")
    monitors = observability.read_map("monitors")
    for key, label in _MONITORS.items():
        description.add(label, _texts(monitors, key))
    for alert in observability.read_maps("alerts"):
        description.add("Alerts", _texts(alert, "alert_link"))
    return description


def _dependencies(name: str, technical: TrackedMap, ids_of_services: IdsByName) -> list[Value]:
    dependencies: list[Value] = []
    seen: set[str] = set()
    for entry in technical.read_maps("dependencies"):
        other = entry.read_text("service")
        ids = ids_of_services.get(other or "", [])
        if other is None:
            # Text of a wrong type is a loss of its own already.
            if is_blank(entry.value.get("service")):
                entry.add_loss("empty-dependency", f'"{name}" depends on something that is not named')
        elif other == name:
            entry.add_loss("self-dependency", f'"{name}" depends on itself', "service")
        elif not ids:
            message = f'"{name}" depends on "{other}", but no service of this name is defined'
            entry.add_loss("unknown-service", message, "service")
        elif len(ids) > 1:
            message = f'"{name}" depends on "{other}", but {len(ids)} services have this name'
            entry.add_loss("ambiguous-name", message, "service")
        elif other in seen:
            entry.add_loss("repeated-dependency", f'"{name}" depends on "{other}" twice', "service")
        else:
            dependencies.append({"service": ids[0]})
        seen.add(other or "")
    return dependencies


def _lose_unused_tiers(root: TrackedMap, services: Sequence[TrackedMap]) -> None:
    """A tier is carried over in the summaries of its services; one without services is lost."""
    used = [service.value.get("tier") for service in services]
    for tier in root.read_maps("tiers"):
        name = tier.read_text("name")
        if name is not None and name not in used:
            tier.add_loss("unused-tier", f'no service is of the tier "{name}"', "name")


def _texts(entry: TrackedMap, key: str) -> list[str]:
    return [text for text, _ in entry.read_texts(key)]


def _distinct(words: Iterable[str], *, but: str) -> list[Value]:
    return [word for word in dict.fromkeys(words) if word != but]


def _channel(name: str) -> str:
    return name if name.startswith("#") else f"#{name}"
