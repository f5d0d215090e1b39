"""Find the words with vectors that are like each other (see servicebook.search.related).

    python -m benchmarks.search.word_likes EN.npz

gives the file of word vectors its arrays ``likes_counts``, ``likes`` and ``likeness``. All products are of whole
numbers that floats have exactly, so that every machine finds the same of the same vectors.
"""

import sys
from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.search.vector_file import add_arrays, rows_of
from servicebook.search.vectors import LIKENESS, LIKENESS_STEPS, STEPS_OF_LEVELS

AT_ONCE = 1_000
"""Words that are compared with all others at once."""


def main(arguments: Sequence[str] | None = None) -> int:
    return add_arrays(__doc__, likes, arguments)


def likes(codes: np.ndarray) -> Mapping[str, np.ndarray]:
    """The arrays of the file, whose ``codes`` these are."""
    rows = rows_of(codes, STEPS_OF_LEVELS)
    lengths = np.sqrt((rows.astype(np.float64) ** 2).sum(axis=1))
    lengths[lengths == 0] = np.inf
    counts, others, likeness = [], [], []
    for first in range(0, len(rows), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        found = rows[some] @ rows[first:].T / (lengths[some, np.newaxis] * lengths[first:])
        is_like = np.triu(found >= LIKENESS, k=1)
        counts.append(np.count_nonzero(is_like, axis=1))
        others.append(np.nonzero(is_like)[1] + first)
        likeness.append(np.rint(found[is_like] * LIKENESS_STEPS))
    return {
        "likes_counts": np.concatenate(counts).astype(np.uint16),
        "likes": np.concatenate(others).astype(np.min_scalar_type(len(codes))),
        "likeness": np.concatenate(likeness).astype(np.uint8),
    }


if __name__ == "__main__":
    sys.exit(main())
