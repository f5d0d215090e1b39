"""How this machine's work is to be shared, where its environment says that."""

from __future__ import annotations

from servicebook import wording
from servicebook.source.tree import UnreadableError


def refuse_unknown_processes() -> None:
    """Raise :class:`~servicebook.source.tree.UnreadableError` where the environment names no way that there is.

    All work would be done by one process then, and nobody told why.
    """
    from servicebook.forking import HOW, WAYS, unknown_way  # who asks for the version need not wait for it

    if (given := unknown_way()) is not None:
        ways = ", ".join(WAYS)
        raise UnreadableError(wording.text("machine.unknown-processes", variable=HOW, given=given, ways=ways))
