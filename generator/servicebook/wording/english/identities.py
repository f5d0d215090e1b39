"""What is wrong with ids and with references to them, and with files that are moved or empty."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "duplicate-id.message": 'the {kind} id "{id}" is taken',
    "duplicate-id.hint": "give one of the two another id",
    "duplicate-id.hint-former": "keep it with one of the two, and remove it from former_ids: of the other",
    "duplicate-id.hint-question": "add another id: to one of the two, or merge them",
    "reference.unclear": '"{name}" does not say what kind of object it is',
    "reference.in-list": "{hint} that one is in the list already: name another, or remove this one",
    "reference.renamed": 'it is now called "{now}"',
    "reference.define": "define it in {pattern}, or correct the id",
    "gone-department.message": 'there is no department "{department}", and {count} references lead to it, its roles or '
    "its services: {names}",
    "gone-department.asked": "{id} ({count})",
    "gone-department.hint": "if its folder was deleted by mistake, bring it back: git checkout REVISION -- {folder} "
    "(git log -- {folder} lists the revisions), or ask whoever looks after the repository",
    "gone-department.hint-taken-over": "; if {which} has its work now: 1. put, as that revision has them, "
    "{puts}; 2. run: servicebook rename "
    "department:{old} {new}, which corrects the references",
    "gone-department.another": "another department",
    "gone-department.stands-for": "DEPARTMENT",
    "gone-department.put.service": Plural(
        one="the file of the service {names} into its services/",
        other="the files of the services {names} into its services/",
    ),
    "gone-department.put.role": Plural(
        one="the role {names} into its roles.yml", other="the roles {names} into its roles.yml"
    ),
    "gone-department.hint-new": "; if it is new, write {path}",
    "gone-department.reference": '"{id}"',
    "moved.message": Plural(
        one='the {kind} "{old}" is gone, and "{new}" seems to be it; {count} reference to "{old}" leads nowhere',
        other='the {kind} "{old}" is gone, and "{new}" seems to be it; {count} references to "{old}" lead nowhere',
    ),
    "moved.hint-typo": 'call it "{id}" again; or, if "{new}" is meant, run: {command}, which corrects the references',
    "moved.hint": "run: {command}, which corrects the references",
    "moved.hint-settings": 'call it "{id}" again (readers see its name: only)',
    "moved.hint-department": "move it back to {place} (readers see the name: in {path})",
    "moved.hint-service": 'move it back to {place}, since its roles are those of "{department}"',
    "moved.else-back": "; or move it back to {place}",
    "moved.else-id": '; or call it "{id}" again',
    "moved.then": "; then ",
    "moved.or": "; or ",
    "moved.first-out-of": 'take "{service}" out of {path}, an agreement of "{provider}"',
    "moved.first-call-it": 'call it "{id}"',
    "moved.hint-role": "add former_ids: [{old}] to it, and run: servicebook check --fix, which corrects the references",
    "reference.few-settings": "use one of: {choices} (they are those of {pattern})",
    "reference.settings": "use one of those in {pattern}",
    "reference.highest": 'did you mean "{name}", the highest of: {choices}?',
    "reference.called-as.role": '"{own}" is what roles are called, such as {example}',
    "reference.called-as.service": '"{own}" is what services are called, such as {example}',
    "reference.called-otherwise": "{called}; use one of: {choices}",
    "reference.few": "use one of: {choices}; or define it in {pattern}",
    "reference.other-kind": '"{id}" is {kind}',
    "reference.other-kind-wanted": "{kind} is wanted here, from {pattern}",
    "reference.several-entries": "these are several: write each as an entry of its own, {entries}",
    "reference.same-hours": "{written}, with exactly these hours",
    "reference.hours": "write the id of a calendar: {choices}; or define one with these hours in {pattern}: {written}",
    "bad-id.hint-proposal": 'call it "{id}"',
    "bad-id.hint-former": Plural(
        one='"{former}" was the id of this entry, and {count} reference still says so: call it "{former}" again',
        other='"{former}" was the id of this entry, and {count} references still say so: call it "{former}" again',
    ),
    "bad-id.hint-former-rename": "; if it is to have another id, run then: {command}",
    "bad-id.reserved": '"{id}" is a name that Windows reserves for a device',
    "bad-id.reserved-hint": 'give it another id, for instance "{id}-1"',
    "bad-id.message": '"{id}" is not a valid id',
    "bad-id.hint": "use lower-case letters, digits and single hyphens, at most {max} characters",
    "empty-file.message": "the file is empty",
    "empty-file.hint": "write what belongs into it, or remove the file; what it said before comes back by: "
    "git checkout REVISION -- {path} (git log -- {path} lists the revisions)",
    "empty-file.hint-new": "write at least these keys, each on a line of its own: {keys}; or remove the file; "
    "if it said something before: git checkout REVISION -- {path} (git log -- {path} lists the revisions)",
    "empty-file.hint-used": Plural(
        one="bring back its last version (git checkout HEAD -- {path}), or remove it and the reference to it",
        other="bring back its last version (git checkout HEAD -- {path}), or remove it and its {count} references",
    ),
    "stands-for.department": "<department>",
    "stands-for.role": "<department>/<role>",
    "stands-for.service": "<department>/<service>",
    "stands-for.person": "<person>",
    "stands-for.priority": "<priority>",
    "stands-for.date": "<year>-<month>-<day>",
}
