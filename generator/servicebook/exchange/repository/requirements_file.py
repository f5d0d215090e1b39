"""``requirements.txt`` of a catalog repository: the line that says where Servicebook itself comes from."""

from __future__ import annotations

import re
from pathlib import Path

from servicebook.source.installation import Installation

REQUIREMENTS = "requirements.txt"
"""With this file, after the lock, colleagues and the workflow install the program that the repository is built with."""

_NO_ADDRESS = """\
# Servicebook came from a file or a folder of one machine, which others do not have. Until this wheel is in the
# repository, for colleagues and for the workflow, the last line installs nothing. Make it, and name it with its hash:
#   pip wheel --no-deps --wheel-dir wheels FOLDER-OR-FILE
#   servicebook lock --archive wheels/NAME.whl
# and commit both. Or write in its place the address of a repository or of an archive with its hash:
#   servicebook @ git+https://git.example.org/servicebook.git@COMMIT
#   servicebook @ https://example.org/servicebook.whl#sha256=HASH
# The name alone (servicebook==1.0) would install whatever somebody else calls so on a public index.
"""
_ASKS = "# Servicebook came from a file or a folder of one machine"
"""How the remark begins, in this version and in those before."""
_OWN_LINE = re.compile(r"^(?:\./\S*servicebook-\S+|servicebook\b).*\n?", re.MULTILINE)


def remark(program: Installation) -> str:
    """What is to be done before others can install this program; nothing, where they can."""
    return _NO_ADDRESS if program.has_no_address else ""


def line_of(text: str | None) -> str | None:
    """The line that says where the program comes from, where there is one."""
    found = _OWN_LINE.search(text or "")
    return found[0].strip() if found else None


def program_of(text: str | None, running: Installation, root: Path) -> Installation:
    """What a repository is built with: what its file says, or the running program where that comes from the same place.

    So a file that names a commit gets that of the running program, and one that names a wheel its wheel, once it is
    there. The name alone is replaced: it would install whatever somebody calls so on a public index.
    """
    line = line_of(text)
    if text is None or line is None:
        return running
    in_repository = line.startswith("./")
    if not in_repository and "@" not in line:
        return running
    if in_repository == running.has_no_address and _is_there(running.requirement, root):
        return Installation(running.version, running.requirement)
    return Installation(running.version, line, has_no_address=_ASKS in text)


def _is_there(requirement: str, root: Path) -> bool:
    """Whether what a line names can be installed: an address, or an archive in the repository with its hash."""
    path, _, rest = requirement.partition(" --hash=")
    return not path.startswith("./") or (bool(rest) and (root / path).is_file())


def with_archive(text: str, requirement: str) -> str:
    """The file with another line for the program, and without the remark that asks for it; the rest stays."""
    text = text.replace(_NO_ADDRESS, "")
    line = f"{requirement}\n"
    replaced, count = _OWN_LINE.subn(lambda _: line, text, count=1)
    if count:
        return replaced
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}"
