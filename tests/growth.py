"""How the work of a function grows with what it is given, told without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(function: Callable[[], object], of: str | None = None) -> int:
    """How many calls a function takes, those of C functions too: the same on any machine, however busy.

    With ``of``, only those of Python functions with that name.
    """
    count = 0

    def heard(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        if of is None:
            count += event in ("call", "c_call")
        else:
            count += event == "call" and frame.f_code.co_name == of

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


def growth(make: Callable[[int], Callable[[], object]], size: int) -> float:
    """By how much the work grows where there is twice as much of it: about 2, and 4 where it grows with the square.

    ``make`` prepares what has a size, and gives the function to look at. What is the same for every size is left out:
    of 1, 2 and 4 times the size, the steps from the second to the third are compared with those from the first to the
    second.
    """
    make(size)()  # what is done once only, such as reading schemas, is not to count
    first, second, third = (steps(make(size * times)) for times in (1, 2, 4))
    return (third - second) / (second - first)
