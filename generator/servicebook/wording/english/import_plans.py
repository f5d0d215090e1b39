"""What an import says of what it does to a catalog that is there."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "plan.made": "made: {kind} {id} ({name})",
    "plan.changed": "changed: {kind} {id} ({name})",
    "plan.moved": "moved: {kind} {old} -> {new}",
    "plan.renamed": 'name changed: {kind} {id}: "{before}" -> "{after}"',
    "plan.gone": "not in the source: {kind} {id} ({name}){fate}",
    "plan.gone-kept": "; it stays",
    "plan.gone-marked-service": "; its lifecycle is retired now",
    "plan.gone-marked-person": "; their left_on is today now",
    "plan.gone-unmarked": "; it stays, since {kind} cannot be marked",
    "plan.gone-deleted": "; deleted",
    "plan.past": "{kind} {id} is in the source, and past in the catalog (retired, or left); it stays so",
    "plan.how-to-prune": Plural(
        one="{count} object of the catalog is not in the source. --prune marks it as past, --prune=delete deletes it.",
        other="{count} objects of the catalog are not in the source. --prune marks them as past, --prune=delete "
        "deletes them.",
    ),
    "plan.nothing-written": "Nothing was written: this is what the import would do.",
    "import.deleted": Plural(one="Deleted {count} file.", other="Deleted {count} files."),
    "import.prune-needs-catalog": "--prune is for an existing catalog; {folder} is none, or {format} cannot update one",
    "help.prune": "mark what the source no longer has as past: services get lifecycle: retired, people left_on",
    "help.prune-delete": "delete what the source no longer has; without --prune it is listed, and stays",
    "help.import-dry-run": "print what would be made, changed and moved, and write nothing",
    "double.same-name": '{place} is "{name}", too: each row without an id must have a name of its own',
    "double.hint-ids": "write ids in a column id: {ids}",
    "double.in-catalog": '{count} of the catalog are called "{name}" ({ids}): which one is meant is not clear',
    "double.id-of-other": '"{name}" would get the id of "{other}" ({id}), which is not in the source: the same one?',
    "double.id-of-other-hint": 'write "{id}" in a column id if it is the same, another id if it is not',
    "double.looks-renamed": '"{name}" may be {kind} {id} ("{other}"), which is not in the source: {because}',
    "double.because-id": "the name is the same, the id is not",
    "double.because-values": "all else that the row says is the same",
    "double.looks-renamed-hint": "if it is: servicebook rename {kind}:{id} {new}, then import again; if it is "
    "not, write an id for the row in a column id",
    "double.other-id-hint": "if it is: servicebook rename {kind}:{id} {new}, then import again; if it is not, give one "
    "of the two another name",
    "double.may-have-moved": '"{name}" of {department} may be {ids}, which the source has no more, but others are '
    "called so, too",
    "double.may-have-moved-hint": "if it moved: servicebook rename {kind}:{id} {new}, then import again; if it is new: "
    "servicebook new {kind} {new}",
    "named.other-department": "only {ids} is called so: write this id if it is meant",
    "named.other-departments": "{ids} are called so: write the id that is meant",
    "named.id-of-other": '"{name}" would get the id of "{other}" ({id})',
    "named.id-of-other-hint": 'write "{other}" if they are the same; if not, add "{name}" with an id of its own first',
    "named.not-in-department": '"{name}" is not a role of {department}',
    "named.as-id": '"{name}" is also the id that "{other}" would get: are they the same?',
    "named.as-id-hint": "if they are, write the name the same way everywhere; if not, list both in a table, with ids",
    "named.suffixes": "{kinds} whose names differ and whose ids would be the same: {ids}",
}
