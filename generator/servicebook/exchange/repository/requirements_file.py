"""``requirements.txt`` of a catalog repository: the line that says where Servicebook itself comes from."""

from __future__ import annotations

import re

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
_OWN_LINE = re.compile(r"^(?:\./\S*servicebook-\S+|servicebook\b).*\n?", re.MULTILINE)


def remark(program: Installation) -> str:
    """What is to be done before others can install this program; nothing, where they can."""
    return _NO_ADDRESS if program.has_no_address else ""


def with_archive(text: str, requirement: str) -> str:
    """The file with another line for the program, and without the remark that asks for it; the rest stays."""
    text = text.replace(_NO_ADDRESS, "")
    line = f"{requirement}\n"
    replaced, count = _OWN_LINE.subn(lambda _: line, text, count=1)
    if count:
        return replaced
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}"
