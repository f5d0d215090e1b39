"""Put the words that have vectors into groups of like meaning (see servicebook.search.meaning).

    python -m benchmarks.search.word_groups EN.npz

gives the file of word vectors its array ``groups``. The middles of the groups are moved to the mean of their words some
times (k-means of directions; Dhillon and Modha, "Concept Decompositions", 2001). All products are of whole numbers that
floats have exactly, so that every machine makes the same groups of the same vectors.
"""

import sys
from collections.abc import Sequence

import numpy as np

from benchmarks.search.vector_file import add_arrays, rows_of
from servicebook.search.vectors import LEVELS

GROUPS = 512
ROUNDS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    return add_arrays(__doc__, lambda codes: {"groups": grouped(codes)}, arguments)


def grouped(codes: np.ndarray, count: int = GROUPS) -> np.ndarray:
    """The number of the group of every word, uint16; ``codes`` are those of the file."""
    rows = rows_of(codes, np.rint(LEVELS * 46))  # up to 126
    units = rows / np.sqrt((rows.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    # common words and rare ones by turns: they are in the order of their frequency
    middles = units[:: max(1, len(units) // count)][:count].copy()
    for _ in range(ROUNDS):
        group = _nearest(rows, middles)
        order = np.argsort(group, kind="stable")
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        middles[group[order][starts]] = np.add.reduceat(units[order], starts, axis=0)
    return np.unique(_nearest(rows, middles), return_inverse=True)[1].astype(np.uint16)


def _nearest(rows: np.ndarray, middles: np.ndarray) -> np.ndarray:
    # a product is at most 46 x sqrt(dimensions) x 1,000: far below 2 ** 24, up to which floats have all whole numbers
    whole = np.rint(1_000 * middles / np.linalg.norm(middles, axis=1, keepdims=True)).astype(np.float32)
    return (rows @ whole.T).argmax(axis=1)


if __name__ == "__main__":
    sys.exit(main())
