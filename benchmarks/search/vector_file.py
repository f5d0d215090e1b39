"""The file of word vectors that the package carries (see servicebook.search.vectors), and what is added to it."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np


def add_arrays(
    description: str | None,
    make: Callable[[np.ndarray], Mapping[str, np.ndarray]],
    arguments: Sequence[str] | None,
) -> int:
    """Give the file that a command names the arrays that ``make`` makes of its codes."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="EN.npz")
    file = parser.parse_args(arguments).file
    with np.load(file) as data:
        arrays = dict(data)
    np.savez(file, **(arrays | make(arrays["codes"])))
    return 0


def rows_of(codes: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """The vectors, float32, of two numbers a byte, each of them one of sixteen levels."""
    rows = np.empty((len(codes), 2 * codes.shape[1]), dtype=np.float32)
    rows[:, 0::2], rows[:, 1::2] = levels[codes & 15], levels[codes >> 4]
    return rows
