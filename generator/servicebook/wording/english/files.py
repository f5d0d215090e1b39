"""What is said of files and folders: where they are, whether they can be read, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "tree.cannot-read": "cannot read {path}: {reason}",
    "tree.no-folder": "there is no folder {folder}/ in {tree}",
    "tree.not-there": "there is no file or folder {path}",
    "tree.go-to": "go to {folder}, or add --root {root}",
    "tree.go-elsewhere": "go to the folder that contains it, or add --root DIR; servicebook init DIR creates a new one",
    "tree.another-revision": "name another revision",
    "git.no-revision": 'there is no revision "{revision}" in the repository of {root}',
    "git.shallow": 'there is no revision "{revision}" in the repository of {root}; '
    "the clone is shallow, and git fetch --unshallow brings the rest of its history",
    "git.shallow-history": 'it is not known where HEAD left "{revision}": the clone is shallow, '
    "and git fetch --unshallow brings the rest of its history",
    "git.no-common-history": '"{revision}" and HEAD share no commit',
    "git.shallow-parent": "the clone is shallow and has no commit before this one; "
    "git fetch --unshallow brings the rest of its history",
    "git.first-commit": "this is the first commit",
    "git.schedule": "this job runs on a schedule, so there is no change with which anything could have come",
    "git.range": '"{revision}" is a range, and one revision is wanted: main, HEAD~1, a tag; '
    "or BRANCH..., which is where HEAD left the branch",
    "git.no-default-branch": "there is no branch {branches}; name a revision: --since REVISION",
    "git.failed": "git cannot read {root}: {reason}",
    "git.ended-early": "it ended early",
    "git.missing": "git cannot be run: {reason}; it is needed to read a revision",
    "git.not-a-file": "it is not a file",
    "git.lost": "git has lost its content ({id})",
    "machine.unknown-processes": '{variable} is "{given}" in the environment; set it to one of {ways}, or unset it',
    "machine.not-seconds": "{variable} is not a number of seconds: {value}",
    "machine.out-of-range": "{variable} is out of range: {value} seconds; the day must be between {first} and {last}",
    "machine.impossible-day": "{variable} names the day {day}; the day must be between {first} and {last}",
    "write.failed": "cannot write {path}: {reason}",
    "write.move-failed": "cannot move {old} to {new}: {reason}",
    "write.is-folder": "cannot write {path}: it is a folder",
    "write.changed": "{path} has changed meanwhile; try again",
    "write.exists": "{path} already exists",
    "write.not-undone": "{fault}; in addition, something could not be restored: {left}",
    "journal.undone": Plural(
        one="an earlier command was stopped half-way; its change to {count} file has been undone",
        other="an earlier command was stopped half-way; its changes to {count} files have been undone",
    ),
    "journal.edited": "an earlier command was stopped half-way, and {path} has been edited since, "
    "so its changes cannot be undone; correct the files by hand, then delete {journal}",
    "journal.damaged": "an earlier command was stopped half-way, and {journal} is damaged, "
    "so its changes cannot be undone; correct the files by hand, then delete {journal}",
    "journal.busy": "another command (process {process}) is changing the files here; try again when it has ended",
    "journal.cannot-open": "an earlier command was stopped half-way, and its changes cannot be undone: "
    "cannot open {file}: {reason}",
    "unreadable-file.message": "the file cannot be read: {reason}",
    "unreadable-file.hint": "check its permissions",
    "too-large.message": "the file is larger than {size} MiB",
    "too-large.hint": "split it, or move long texts to linked pages",
    "too-large.hint-import": "split it",
    "symbolic-link.outside": "this is a symbolic link that leads out of the catalog",
    "symbolic-link.outside-hint": "copy the file to this place",
    "symbolic-link.not-a-file": "this is a symbolic link to something that is not a file",
    "symbolic-link.not-a-file-hint": "replace it by a real file",
    "stray-file.hint-move-to": "move it to {path}",
    "bad-id.copy-hint": "this looks like a copy of {original}: delete it, or call it {id} and change its name",
    "stray-file.message": "Servicebook does not read files here",
    "stray-file.hint-ending": "rename it to {name}: an editor has added {ending}, which Windows may hide",
    "stray-file.hint-rename": "rename it to {name}",
    "stray-file.hint-move": "move it to the place of its kind: {places}",
    "stray-file.hint-outside": "move it out of catalog/; only the catalog's YAML files, README.md and dotfiles "
    "belong there",
    "stray-file.settings": "{name} is not a settings file",
    "stray-file.settings-hint-rename": "rename it to {name}",
    "stray-file.settings-hint": "site_config/ contains {names}",
    "stray-file.no-department": 'the department "{department}" has no department.yml, '
    "so it is not known what this file belongs to",
    "stray-file.no-department-hint": "add {path}, or move the file",
    "stray-file.not-utf8": "the name is not UTF-8",
    "stray-file.not-utf8-hint": "rename it: lower-case letters, digits and hyphens",
    "stray-file.submodule": "this is a submodule: its files are not in this repository",
    "stray-file.submodule-hint": "replace it by the files themselves",
    "stray-file.not-a-file": "this is neither a file nor a folder",
    "stray-file.not-a-file-hint": "remove it",
}
