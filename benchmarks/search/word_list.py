"""Make the list of English words that the package carries (see servicebook.search.dictionaries).

    python -m benchmarks.search.word_list [OUT.npz]

It is run by hand, when pyspellchecker's list, a spelling or the stemmer changes: tests/search/test_dictionaries.py says
when that is. The same packages give the same arrays on any machine.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import servicebook.search
from servicebook.search.dictionaries import Dictionary, made

OUT = Path(servicebook.search.__file__).parent / "word_lists" / "en.npz"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, nargs="?", default=OUT, metavar="OUT.npz")
    out = parser.parse_args(arguments).out
    with out.open("wb") as opened:
        np.savez(
            opened, **packed(made("en"))
        )  # to unpack it would take each build longer than all else with it
    print(f"{out}: {out.stat().st_size:,} bytes")
    return 0


def packed(dictionary: Dictionary) -> Mapping[str, npt.NDArray[Any]]:
    """The arrays of the file."""
    return {
        "words": _lines(dictionary.words),
        "common": dictionary.common,
        "stems": _lines(dictionary.stems),
        "stem": dictionary.stem,
    }


def _lines(texts: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("ascii"), dtype=np.uint8)


if __name__ == "__main__":
    sys.exit(main())
