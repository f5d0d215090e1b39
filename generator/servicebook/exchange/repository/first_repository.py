"""The files of a first catalog repository (``servicebook init``): small, complete and valid from the start.

They are plain text in ``templates/``. ``<<name>>`` stands for a value, written as YAML; a line
``<<schema>>`` for the comment by which editors find the schema of a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from servicebook.documents.kinds import KINDS
from servicebook.documents.schema_comment import SCHEMAS, schema_line
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.repository.filled_templates import fill
from servicebook.exchange.repository.inlined_scripts import inlined_scripts
from servicebook.exchange.repository.lock import LOCK
from servicebook.exchange.repository.new_repository import as_texts, new_repository
from servicebook.exchange.repository.requirements_file import REQUIREMENTS, remark
from servicebook.frozen import frozen
from servicebook.source.host_links import ISSUE_FORMS, REQUEST_FORM
from servicebook.source.installation import Installation
from servicebook.source.yaml_writer import scalar

_TEMPLATES: Mapping[str, str] = {
    ".gitignore": "gitignore.txt",
    ".vscode/extensions.json": "extensions.json",
    "README.md": "README.md",
    REQUIREMENTS: "requirements.txt",
    LOCK: LOCK,
    "catalog/README.md": "catalog.md",
    "catalog/people.yml": "people.yml",
    "site_config/calendars.yml": "calendars.yml",
    "site_config/organization.yml": "organization.yml",
    "site_config/priorities.yml": "priorities.yml",
}
_DEPARTMENT: Mapping[str, str] = {
    "department.yml": "department.yml",
    "faqs.yml": "faqs.yml",
    "roles.yml": "roles.yml",
    "services/supplies.yml": "service.yml",
}
_OFFICE = {
    "department": "Office",
    "department_id": "office",
    "summary": "We keep the office running, from keys to coffee.",
    "address": "office@example.org",
    "role": "Office manager",
}
"""The example department where no other is wanted."""
_FORMS = (*ISSUE_FORMS.values(), REQUEST_FORM)
HOSTS: Mapping[str, Mapping[str, str]] = {
    "github": {
        ".github/dependabot.yml": "dependabot.yml",
        ".github/workflows/catalog.yml": "github.yml",
        ".github/workflows/comment.yml": "comment.yml",
        ".github/workflows/request.yml": "request.yml",
        **{f".github/ISSUE_TEMPLATE/{name}.yml": f"issue_{name}.yml" for name in _FORMS},
        "site_config/feedback.yml": "feedback.yml",
    },
    "gitlab": {
        ".gitlab-ci.yml": "gitlab.yml",
        "renovate.json": "renovate.json",
        **{f".gitlab/issue_templates/{name}.md": f"issue_{name}.md" for name in _FORMS},
        "site_config/feedback.yml": "feedback.yml",
    },
    "none": {},
}
"""Where the repository is kept, and the files by which it is checked and published there."""
# digest of the list of images for all processors, 3.12.14 on Debian 13; the slim ones lack git, which the check needs
_IMAGE = "python:3.12@sha256:4d1caded1f729ae443eb803f26ffde7b61e696aeaef62f099abb6dd6b14257c7"


@frozen(kw_only=True)
class Wanted:
    """What is known of an organization: ``zone`` is an IANA name, ``country`` an ISO 3166-1 code whose public holidays
    are kept, ``department`` the name of the first one."""

    organization: str
    zone: str
    country: str | None = None
    department: str | None = None


def first_repository(wanted: Wanted, host: str, today: date, program: Installation) -> dict[str, str]:
    """The files by path, as text: settings, one department, schemas, what editors and the host need.

    ``host`` is one of :data:`HOSTS`, ``today`` the day on which the examples are said to have been reviewed,
    ``program`` what the repository is to be built with. Raises ``ValueError`` for a name that has half a character
    (a lone surrogate).
    """
    values = template_values(wanted, today, program)
    texts = as_texts(new_repository(wanted.organization))
    folder = f"catalog/departments/{values['department_id']}"
    department = {f"{folder}/{path}": name for path, name in _DEPARTMENT.items()}
    for path, name in {**_TEMPLATES, **department, **HOSTS[host]}.items():
        texts[path] = fill(name, {**values, "schema": schema_line(path) or ""})
    texts[".vscode/settings.json"] = _editor_settings()
    return dict(sorted(texts.items()))


def template_values(wanted: Wanted, today: date, program: Installation) -> dict[str, str]:
    """What is filled into the templates, by name, written as YAML."""
    holidays = "holidays: {country: %s}" % (wanted.country or "DE, subdivision: BE")
    return {
        **_department(wanted.department),
        "organization": scalar(wanted.organization, in_flow=False),
        "zone": scalar(wanted.zone, in_flow=False),
        "holidays": f"# {holidays}" if wanted.country is None else holidays,
        "today": today.isoformat(),
        "requirement": program.requirement,
        "remark": remark(program),
        "image": _IMAGE,
        **inlined_scripts(),
    }


def id_of_department(name: str) -> str:
    """The id, and so the folder, of a first department."""
    return unique_ids([name], "department")[0]


def _department(name: str | None) -> Mapping[str, str]:
    """The first department's values: its own name, or all of the example's."""
    if name is None:
        return _OFFICE
    return {
        "department": scalar(name, in_flow=False),
        "department_id": id_of_department(name),
        "summary": scalar("An example: say here in one line what you do for others.", in_flow=False),
        "address": "your-department@example.org",
        "role": scalar(f"Head of {name}", in_flow=False),
    }


def _editor_settings() -> str:
    """VS Code's settings: which schema a file has, also where its comment is missing, and how it is indented."""
    schemas = {
        f"{SCHEMAS}/{kind.schema}": kind.pattern.replace("{department}", "*").replace("{id}", "*")
        for kind in KINDS
    }
    settings = {
        "yaml.schemas": schemas,
        "yaml.schemaStore.enable": False,
        "yaml.yamlVersion": "1.2",
        "yaml.customTags": ["!ENV scalar"],
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    }
    return json.dumps(settings, indent=2) + "\n"
