"""In which encoding a file of text is that is not Unicode: found out where that is sure, and never guessed.

The same bytes are other letters in every code page. A detector (chardet) ranks those that the bytes may be in; here
follows what a guess must not be written for: readings that no language spells (a sign within a word, two scripts in a
word, a capital behind a small letter) are left out, and of those that are left the first counts only if the next one
that reads differently is clearly less likely.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from servicebook.frozen import frozen

MAX_SAMPLE = 200_000
"""How many bytes the detector looks at."""
_SURE, _FEW = 1.1, 1.5
"""By how much the best reading must be likelier than the next for that to be no accident, and by how much more if only
one word tells.

Measured on names of countries, languages and currencies in 34 languages and 68 encodings, 1 to 80 names in a file: of
8,500 files, 19 had a name of another language misread, 1,750 were refused, most of them with fewer than ten names.
"""
_STRICT = 6
"""How much a reading counts less for words that its language does not spell: 0.9 of them spelled are 0.53 likely."""
_MIN_SPELLED = 0.6
"""The share of words that one language must spell in a reading that is sure."""
_MAX_ODD = 0.03
"""How many words of a text may be odd: people mistype, and write brands in their own way."""

_NAMES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
    "iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9",
    "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
    "koi8-r", "koi8-u", "mac-roman", "mac-latin2", "mac-cyrillic", "mac-greek", "mac-turkish", "mac-iceland",
    "cp437", "cp850", "cp852", "cp858", "cp866", "cp737", "cp775", "cp857",
    "cp932", "euc_jis_2004", "gb18030", "big5hkscs", "cp949",
)  # fmt: skip
"""The encodings that spreadsheets of any age write, by the names that Python has for them."""
_WORD = re.compile(r"[^\W\d_]+(?:[̀-ͯ]|[^\W\d_])*")
_PIECE = re.compile(r"[^\s;,\t|\"]+")
_FINE = frozenset("€£§°©®™«»“”„‘’‚‹›–—…·•¿¡№×²³½¼¾¹ªº´µ±\u00a0\u00ad\u200c\u200d\u200e\u200f\u3000")
"""Signs that people type into a table; ideographic ones have a category of their own."""


@frozen
class Reading:
    """A text as an encoding reads it: ``name`` is the encoding's, for people and for Python."""

    name: str
    text: str


def known_encoding(name: str) -> str | None:
    """The name that Python has for an encoding of text (``windows-1251`` is ``cp1251``), if it knows it."""
    try:
        codec = codecs.lookup(name.strip())
        # some codecs turn bytes into bytes; what is no text is no encoding of a table
        is_text = isinstance("a".encode(codec.name).decode(codec.name), str)
    except (LookupError, UnicodeError, ValueError, AssertionError, TypeError):
        return None
    return codec.name if is_text else None


def readings(raw: bytes) -> tuple[list[Reading], bool]:
    """The texts that the bytes may be, likeliest first, and whether the first is surely what was written."""
    from chardet import detect_all  # it takes long to load, and is rarely needed

    sample = _sample(raw)
    found: dict[str, tuple[float, str]] = {}
    for result in detect_all(sample, ignore_threshold=True, include_encodings=_NAMES, max_bytes=MAX_SAMPLE):
        name, confidence = result["encoding"], float(result["confidence"] or 0)
        text = _decoded(sample, name) if name else None
        if name and text is not None and (odd := _odd_share(text)) <= _MAX_ODD:
            likelihood = confidence * _spelled(text) ** _STRICT * (1 - 10 * odd)
            known, as_name = found.get(text, (0.0, name))
            found[text] = (max(known, likelihood), min(name, as_name, key=_rank))
    ranked = sorted(((likelihood, name, text) for text, (likelihood, name) in found.items()), reverse=True)
    texts = [Reading(name, text) for _, name, _ in ranked if (text := _decoded(raw, name)) is not None]
    spelled = [_spelled(text) for _, _, text in ranked]
    # a language that spells more of the words in another reading speaks against the likeliest
    if not ranked or len(texts) < len(ranked) or spelled[0] < max(_MIN_SPELLED, *spelled):
        return texts, False
    # words that tell, each counted once
    evidence = len(set(re.findall(rb'[^\s;,|"]*[\x80-\xff][^\s;,|"]*', sample)))
    return texts, len(ranked) == 1 or ranked[0][0] >= (_SURE + _FEW / evidence) * ranked[1][0]


def _rank(name: str) -> int:
    """Where an encoding stands among those that spreadsheets write: of several that read alike, the first is told."""
    return _order().get(codecs.lookup(name).name, len(_NAMES))


@cache
def _order() -> dict[str, int]:
    """The places of encodings in that list; to look for all of them takes longer than to check some files."""
    return {codecs.lookup(name).name: rank for rank, name in enumerate(_NAMES)}


def _sample(raw: bytes) -> bytes:
    """The lines with bytes beyond ASCII: all others are the same in every encoding."""
    left = MAX_SAMPLE
    beyond = (line for line in re.split(rb"(?<=\n)", raw) if not line.isascii())
    lines = [line for line in beyond if (left := left - len(line)) >= 0]
    # of a file that is one long line, all of it: a part might end within a letter
    return b"".join(lines) or raw


def _decoded(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _odd_share(text: str) -> float:
    """The share of words beyond ASCII that no language spells like this, from 0 to 1."""
    pieces = [*_pieces(text)]
    return sum(map(_is_odd, pieces)) / len(pieces) if pieces else 0


def _pieces(text: str) -> Iterator[str]:
    """What stands between spaces and separators, of that what has any character beyond ASCII."""
    return (piece for piece in _PIECE.findall(text) if not piece.isascii())


def _is_odd(piece: str) -> bool:
    beyond = [character for character in piece if character > "\x7f"]
    if any(not character.isalnum() and not _is_fine(character) for character in beyond):
        return True
    if _SIGN_IN_WORD.search(piece) or piece.count("‘") > piece.count("’"):
        return True
    return any(_is_odd_word(word) for word in _WORD.findall(piece) if not word.isascii())


_SIGN_IN_WORD = re.compile(
    # a sign within a word, and those that stand before, behind or between numbers only; "m²" and "n°" are fine
    r"[^\W\d_][€£§©®«»“„‚‹›…•¿¡№×½¼¾¹ªº´µ±°²³—†‡‰][^\W\d_]|[^\W\d_][¿¡„†‡]|[»”›…†‡‰][^\W\d_]"
    r"|[±×½¼¾²³¹°§№´][^\W\d_]|[^\W\d_]{2}[²³¹½¼¾±×§£]|[0-9][^\W\d_\x00-\x7f][0-9]"
    # a dash that opens a word, and letters that Thai gave up
    r"|\A[–—][^\W\d_]|[ฃฅ]"
)


def _is_fine(character: str) -> bool:
    """Whether people type this sign into a table, or a script beyond Latin has it."""
    return character in _FINE or (character > "\u02ff" and unicodedata.category(character) in _SIGNS)


_SIGNS = frozenset({"Mn", "Mc", "Po", "Ps", "Pe", "Pd", "Nd"})


def _is_odd_word(word: str) -> bool:
    scripts = {_script(character) for character in word} - {""}
    if len(scripts) > 1 and not scripts <= _WRITTEN_TOGETHER:
        return True
    # "IT部門" is written together; a small letter and one ideograph are not
    if "LATIN" in scripts and len(scripts) > 1 and re.search(r"[a-z][^\x00-\x7f][a-z]?", word):
        return True
    if any(unicodedata.category(one) in _NO_LETTERS and _script(one) != "KATAKANA" for one in word):
        return True
    # "GmbH" is in ASCII; a capital beyond it behind a small letter is the wrong case of another code page
    return any(
        before.islower() and one.isupper() and (one > "\x7f" or before > "\x7f")
        for before, one in pairwise(word)
    )


_WRITTEN_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "LATIN"})
_NO_LETTERS = frozenset({"Lm", "Co", "Cn"})
"""Modifiers such as a circumflex alone, and what no letter was given to."""


def _script(character: str) -> str:
    """The script of a letter by the first word of its name; empty for one that several scripts have."""
    name = re.split("[ -]", unicodedata.name(character, ""), maxsplit=1)[0]
    if name in ("FULLWIDTH", "COMBINING"):
        return ""
    return {"HALFWIDTH": "KATAKANA", "IDEOGRAPHIC": "CJK"}.get(name, name)


def _spelled(text: str) -> float:
    """The share of words beyond ASCII that the one language has all letters of that has most of them, from 0 to 1."""
    words = {
        frozenset(character for character in word if character > "\x7f")
        for word in _WORD.findall(text.lower())
        if not word.isascii() and _script(next(c for c in word if c > "\x7f")) in ("LATIN", "CYRILLIC")
    }
    if not words:
        return 1
    return max(sum(word <= alphabet for word in words) for alphabet in _ALPHABETS) / len(words)


_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "äöüßéèêàçëïóñ", "àâæçéèêëîïôœùûüÿ", "áéíñóúüçàèòïª", "àèéìîòóùí", "áâãàçéêíóôõúüª", "åäöéüáàø",
            "åæøéèêóòôäöü", "áðéíóúýþæö", "äõöüšžå", "ąćęłńóśźżüé", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž",
            "áéíóöőúüű", "čšžćđáéëöü", "ăâîșțşţ", "çğıiöşüâîû\u0307", "ąčęėįšųūž", "āčēģīķļņšūžõō", "ċġħżàèìòùî",
            "àáâăãèéêìíòóôơõùúưýđ", "çëáâêîôûö", "áéíóúàèìòùâêîôûŵŷäëïöüẁẃ",
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
            "абвгдеёжзійклмнопрстуўфхцчшыьэюя", "абвгдђежзијклљмнњопрстћуфхцчџш", "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
        ),
    )
)  # fmt: skip
"""The letters beyond ASCII that languages written in Latin script use, some of their loanwords' included: German and
Dutch, French, Spanish and Catalan, Italian, Portuguese, Swedish and Finnish, Danish and Norwegian, Icelandic, Estonian,
Polish, Czech, Slovak, Hungarian, those of the South Slavs, Romanian, Turkish, Lithuanian, Latvian, Maltese, Vietnamese,
Albanian and Afrikaans, Irish and Welsh; then Russian and Bulgarian, Ukrainian, Belarusian, Serbian, Macedonian."""


def sample_of(text: str) -> str:
    """A few words by which people see whether a text is read rightly: the first that are beyond ASCII."""
    words = [*dict.fromkeys(_pieces(text))]
    return " ".join(words[:_WORDS_OF_SAMPLE])[:_LENGTH_OF_SAMPLE]


_WORDS_OF_SAMPLE, _LENGTH_OF_SAMPLE = 3, 40
