"""What imports of other formats say of their sources."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "feedback.needs-catalog": "what people said goes into a catalog that is there: name its folder",
    "feedback.no-file": "there is no file {path}",
    "feedback.no-issues": "this is no list of issues",
    "feedback.no-issues-hint": "export them as JSON, from GitHub with: gh issue list --state all --limit 1000 --json "
    "number,title,body,createdAt,url,reactionGroups; from GitLab with: glab issue list --all "
    "--per-page 100 --output json",
    "feedback.no-json-hint": "export the issues again, as JSON",
    "feedback.no-columns": "there is no column {names}",
    "feedback.no-columns-hint": "name the columns about (of thanks: to), on, heard and source in the first row, or say "
    "which they are: --map COLUMN=about; the last two may be missing",
    "feedback.no-subject": "{number} names no service, department or person of this catalog that it is about",
    "feedback.no-day": "{number} has no day",
    "survey-import.needs-catalog": "what a survey gave goes into a catalog that is there: name its folder",
    "survey-import.empty": "there is no table in it",
    "survey-import.empty-hint": "export the answers with a row for each, and the names of the columns in the first",
    "survey-column.no-question": "no column is one of {names}",
    "survey-column-hint.no-question": "say which one it is, by its name, or by the number or code before it: "
    "--map 1=recommend",
    "survey-column.no-such-column": "there is no column for {names}",
    "survey-column-hint.no-such-column": "name it in --map as the first row does, or by the number or code before it",
    "survey-column.column-twice": "more than one column is {names}",
    "survey-column-hint.column-twice": "say which of them it is, by its whole name: --map COLUMN=recommend",
    "survey-loss.too-few": "{survey}: fewer than {fewest} answered, so it is left out",
    "survey-loss.given-away": "{survey}: with others it would tell what fewer than {fewest} answered; it is left out",
    "survey-loss.few-more": "{survey}: fewer than {fewest} answers have come or gone since the last import, so the "
    "counts stay",
    "survey-import.no-number": Plural(
        one="{count} answer to {question} is no number from {least} to {most}",
        other="{count} answers to {question} are no numbers from {least} to {most}",
    ),
    "survey-import.no-subject": Plural(
        one="{count} answer is about no department or service of this catalog; it counts for the whole",
        other="{count} answers are about no department or service of this catalog; they count for the whole",
    ),
    "survey-import.no-day": "no answer has a day; asked: says {day} now, correct it where it was another",
    "help.exclude": "backstage: leave out the files and folders that match GLOB, as in .gitignore; !GLOB takes back "
    "what is left out by itself, such as !examples/ (may be repeated)",
    "import.bad-glob": "--exclude: {reason}",
    "import.left-out": "left out {path}{files}: {reason}",
    "import-skipped.hidden": "a hidden folder",
    "import-skipped.packages": "packages of others",
    "import-skipped.built": "made from other files",
    "import-skipped.examples": "examples",
    "import-skipped.tests": "files of tests",
    "import-skipped.templates": "files of a template",
    "import.left-out-excluded": "--exclude {glob}",
    "import.left-out-outside": "a link that leads out of the folder",
    "import.left-out-skeleton": "files of the template {template}",
    "import.left-out-template": "a template, which makes new entities",
    "import.left-out-template-file": "a file of a template: it has placeholders where an entity has its name",
    "import.all-left-out": "all files with entities were left out, so there is nothing to import",
    "import.all-left-out-hint": "import one of the folders itself, or take it back with --exclude '!GLOB'",
    "import.no-entities": "there is nothing to import: no entity that a catalog has a place for",
    "import.no-entities-hint": "import the files that its Locations name, or a folder with all of them",
    "import.not-fetched": "{place}: {address} is not fetched: import its files by themselves",
    "import-target.outside": '"{target}" leads out of the folder that is imported, so it is not read',
    "import-target.missing": '"{target}" is not there',
    "import-target.unclear": '"{target}" is not a path',
    "import.name-refused": 'Backstage refuses the name of the {kind} "{name}", so it is left out',
    "import.faults-refused": Plural(
        one="{count} error in the source. Nothing was written. To write everything else, add --accept-losses.",
        other="{count} errors in the source. Nothing was written. To write everything else, add --accept-losses.",
    ),
    "import.faults-left": Plural(
        one="{count} error in the source: that part was left behind. Correct it, and import again.",
        other="{count} errors in the source: those parts were left behind. Correct them, and import again.",
    ),
    "import.identical": '{kind} "{name}" is given several times in the same words: {places}',
    "import.duplicate": 'there is another {kind} called "{name}", so neither is imported',
    "import.duplicate-hint": "rename or remove one of the two",
    "import.duplicate-other": "the other one",
    "import.only-named": "created {count} {plural}, only named in the source: {ids}",
    "import.inherited": '"{service}" has no owner of its own: that of the {kind} "{name}" was taken',
    "import.owner-by": 'the owner "{owner}" was taken for the {kind} "{name}", which is called so',
    "import.bad-reference": '"owner" of "{name}" is not a reference: {owner}',
    "import.renamed": 'the {kind} "{name}" is taken for {old}, which alone has its title or address and has no entity '
    "of its own any more. It keeps its id; to change that: servicebook rename {old} {new}",
    "import.owner-stays": "{service} has moved, and its owner is still {owner}: correct it, if that moved too",
    "import.ambiguous": 'the {kind} "{name}" may be any of these: {ids}',
    "import.ambiguous-hint": "say which, in its annotations: servicebook/id: {id}",
    "import.gone-unknown": "what is no longer in the source is not known as long as parts of it are faulty",
    "import.cycle": "these groups are parts of one another, so none of it is imported: {names}",
    "import.cycle-hint": "remove one of them from parent: or children:",
}
