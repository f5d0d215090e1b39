"""How the work of a function grows with what it is given, told without a clock."""

from __future__ import annotations

import cProfile
import sys
from collections.abc import Callable


def steps(function: Callable[[], object], of: str | None = None) -> int:
    """How many calls a function takes, those of C functions too: the same on any machine, however busy.

    With ``of``, only those of Python functions with that name.
    """
    profiler = (
        cProfile.Profile()
    )  # written in C: to be told of each call in Python would take most of the time
    before = sys.getprofile()
    sys.setprofile(None)
    profiler.enable()
    try:
        function()
    finally:
        profiler.disable()
        sys.setprofile(before)
    return sum(
        entry.callcount
        for entry in profiler.getstats()
        if of is None or getattr(entry.code, "co_name", None) == of  # of a C function, it is a text
    )


def growth(make: Callable[[int], Callable[[], object]], size: int) -> float:
    """By how much the work grows where there is twice as much of it: about 2, and 4 where it grows with the square.

    ``make`` prepares what has a size, and gives the function to look at. What is the same for every size is left out:
    of 1, 2 and 4 times the size, the steps from the second to the third are compared with those from the first to the
    second.
    """
    make(size)()  # what is done once only, such as reading schemas, is not to count
    first, second, third = (steps(make(size * times)) for times in (1, 2, 4))
    return (third - second) / (second - first)
