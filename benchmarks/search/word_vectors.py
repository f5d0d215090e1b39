"""Make the word vectors of English that the package carries (see servicebook.search.vectors).

    python -m benchmarks.search.word_vectors --model DIR --wordnet DIR --kept DIR [--dimensions 192] OUT.npz

``--model`` is the folder of the sentence model (see sentence_model.py), ``--wordnet`` that of WordNet (see
training_texts.py); in ``--kept`` stays what the model said of texts, which takes half an hour. It is run by hand, when
the words or the training change, and never when a site is built.

Words are the commonest of pyspellchecker's list and, because that one is of films' subtitles, those of more_words.txt:
words of offices, of computers and of British spelling, and rarer ones that are frequent in the documentation of
Debian's packages. more_phrases.txt has phrases of two words that mean something else than the sum of them.

The vectors are learned: the sum of a text's vectors is to have the direction of the model's vector of the text (its
first principal components), and a word's length is how much it then says. Texts are WordNet's sentences
and names of two words, each word by itself, and a few requests with each word that the common ones lack. The same
packages give the same vectors, but for the last digits of another machine's arithmetic.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from benchmarks.search.sentence_model import SentenceModel
from benchmarks.search.training_texts import (
    meanings,
    more_words,
    phrases,
    sentences,
    some_definitions,
    texts_with,
)
from benchmarks.search.word_groups import grouped
from benchmarks.search.word_likes import likes
from servicebook.search.spelling import dictionary
from servicebook.search.tokens import words
from servicebook.search.vectors import LEVELS, WordVectors

WORDS = 32_000
ALONE = 0.5
"""What a word by itself counts for in the training, beside a text."""
ROUNDS, BATCH, RATE = 6, 4_096, 0.006
TO_START = 6e-6
"""How strongly a vector is held to where it began, which is all that is known of rare words."""
LOST = 0.3
"""The share of words that texts lose at times, because queries have few."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    common = list(dictionary("en")[:WORDS])
    listed = list(dict.fromkeys([*common, *more_words()]))
    place_of = {word: place for place, word in enumerate(dictionary("en"))}
    known = list(meanings(options.wordnet))
    examples, definitions = sentences(known)
    texts = [*examples, *some_definitions(definitions), *phrases(known, place_of)]
    texts += texts_with(listed[len(common) :])
    model = SentenceModel(options.model)
    of_texts, of_words = (kept(model, given, options.kept) for given in (texts, listed))
    rows = learned(listed, texts, of_words, of_texts, options.dimensions)
    codes, scales = quantized(rows)
    named = np.frombuffer("\n".join(listed).encode(), dtype=np.uint8)
    arrays = {"words": named, "codes": codes, "scales": scales, "groups": grouped(codes), **likes(codes)}
    np.savez(options.out, **arrays)
    return 0


def kept(model: SentenceModel, texts: list[str], folder: Path) -> np.ndarray:
    """What the model says of texts, n × 384, read where it was said before."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for start in range(0, len(texts), 10_000):
        part = texts[start : start + 10_000]
        file = folder / f"{hashlib.sha256(chr(0).join(part).encode()).hexdigest()[:16]}.npy"
        if not file.exists():
            print(f"{start:,} of {len(texts):,} texts", file=sys.stderr, flush=True)
            np.save(file, model.vectors(part).astype(np.float16))
        parts.append(np.load(file).astype(np.float32))
    return np.concatenate(parts)


def learned(
    listed: list[str], texts: list[str], of_words: np.ndarray, of_texts: np.ndarray, dimensions: int
) -> np.ndarray:
    """The vectors of words, n × dimensions, learned with Adam (Kingma and Ba, 2015)."""
    row_of = {word: row for row, word in enumerate(listed)}
    # it reads phrases as one word, as searches do; rows it has none yet
    reader = WordVectors(row_of, np.empty((0, dimensions), np.float32), np.zeros(0, np.int64))
    samples = [sorted(set(reader.rows(words(text)))) for text in texts]
    with_words = [number for number, rows in enumerate(samples) if rows]
    samples = [samples[number] for number in with_words] + [[row] for row in range(len(listed))]
    center = of_texts.mean(axis=0)
    of_texts, of_words = of_texts[with_words] - center, of_words - center
    _, components = np.linalg.eigh(of_texts.T @ of_texts)
    main_ones = components[:, ::-1][:, :dimensions]
    goals = _unit(np.concatenate([of_texts, of_words]) @ main_ones)
    worth = np.where(np.arange(len(samples)) < len(with_words), 1.0, ALONE).astype(np.float32)
    ends = np.cumsum([0, *map(len, samples)])
    columns = np.concatenate(samples)
    texts_of = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends))
    frequency = 1 / np.arange(1, len(listed) + 1)
    rarity = 1e-3 / (1e-3 + frequency / frequency.sum())
    first = (_unit(of_words @ main_ones) * rarity[:, np.newaxis]).astype(np.float32)
    vectors, mean, square, step = first.copy(), np.zeros_like(first), np.zeros_like(first), 0
    chance = np.random.default_rng(0)
    for turn in range(ROUNDS):
        rate = RATE * (1 - turn / ROUNDS) + 0.0003
        order = chance.permutation(len(samples))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            some = _shortened(texts_of[chosen], chance)
            down = _slope(some, vectors, goals[chosen], worth[chosen]) / len(chosen)
            down += TO_START * (vectors - first)
            step += 1
            mean = 0.9 * mean + 0.1 * down
            square = 0.999 * square + 0.001 * down * down
            vectors -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
        sums = texts_of[: len(with_words)] @ vectors
        print(
            f"round {turn + 1}: {(_unit(sums) * goals[: len(with_words)]).sum(axis=1).mean():.4f}", flush=True
        )
    return vectors @ _rotation(dimensions)


def _slope(some: sparse.csr_matrix, vectors: np.ndarray, goals: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Where the likeness (cosine) of texts' sums to their goals falls."""
    sums = some @ vectors
    length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
    own = sums / length
    likeness = (own * goals).sum(axis=1, keepdims=True)
    return some.T @ (-(goals - likeness * own) / length * worth[:, np.newaxis])


def _shortened(some: sparse.csr_matrix, chance: np.random.Generator) -> sparse.csr_matrix:
    counts = np.diff(some.indptr)
    loses = np.repeat((chance.random(len(counts)) < 0.4) & (counts > 4), counts)
    shortened = some.copy()
    shortened.data = np.where(loses & (chance.random(some.nnz) < LOST), 0, some.data)
    return shortened


def _rotation(dimensions: int) -> np.ndarray:
    """Principal components differ in size, which four bits cannot follow; turned at random they do not."""
    orthogonal, upper = np.linalg.qr(np.random.default_rng(0).standard_normal((dimensions, dimensions)))
    return (orthogonal * np.sign(np.diag(upper))).astype(np.float32)


def quantized(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """``codes`` and ``scales`` of the file: of each row the nearest levels, and the scale that loses least."""
    spread = np.sqrt((rows * rows).mean(axis=1, keepdims=True)) + 1e-12
    codes = np.searchsorted((LEVELS[1:] + LEVELS[:-1]) / 2, rows / spread).astype(np.uint8)
    levels = LEVELS[codes]
    scales = (levels * rows).sum(axis=1) / (levels * levels).sum(axis=1)
    return codes[:, 0::2] | codes[:, 1::2] << 4, scales.astype(np.float16)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("model", "wordnet", "kept"):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--dimensions", type=int, default=192, metavar="N", help="an even number (default: 192)"
    )
    parser.add_argument("out", type=Path, metavar="OUT.npz")
    return parser


if __name__ == "__main__":
    sys.exit(main())
