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
}
