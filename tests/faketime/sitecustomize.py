"""What Python loads by itself where tests/other_days.py runs the tests: it makes ``time.sleep`` work under faketime.

faketime leaves the monotonic clock alone, since locks with a time limit would hang otherwise, but it still shifts the
moment until which ``clock_nanosleep`` sleeps on that clock, and the kernel refuses that.
"""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
