"""British and American spellings of English words, which are one word to those who look for something."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OUR = "colo|behavio|favo|hono|labo|neighbo|harbo|rumo|humo|flavo|odo|endeavo|armo"
_RE = "cent|theat|lit|met|fib|calib"
_DOUBLED = "cancel|travel|label|model|counsel|signal|fuel|dial|level|total|tunnel|channel|initial|panel"
_ENDING = r"(e|es|ed|er|ers|ing|ation|ations)$"
_ALWAYS_ISE = re.compile(r"(?:[auow]|pr|v|rom|rem|dem|erc|rec|onc|exc|inc|ert|act|ch|nd|nr|esp|parad)is$")
"""What is written with an s by all: advise, exercise, promise, enterprise, merchandise."""

_WORDS = {
    "licence": "license", "defence": "defense", "offence": "offense", "practise": "practice", "programme": "program",
    "catalogue": "catalog", "dialogue": "dialog", "grey": "gray", "jewellery": "jewelry", "ageing": "aging",
    "judgement": "judgment", "acknowledgement": "acknowledgment", "enrol": "enroll", "enrolment": "enrollment",
    "fulfil": "fulfill", "fulfilment": "fulfillment", "instalment": "installment", "skilful": "skillful",
    "aluminium": "aluminum", "kerb": "curb", "maths": "math", "artefact": "artifact", "pyjama": "pajama",
    "moustache": "mustache", "manoeuvre": "maneuver", "cosy": "cozy", "disc": "disk", "mum": "mom",
    "aeroplane": "airplane", "yoghurt": "yogurt", "sceptical": "skeptical", "speciality": "specialty",
    "paediatric": "pediatric", "paediatrician": "pediatrician", "orthopaedic": "orthopedic", "diarrhoea": "diarrhea",
    "gynaecology": "gynecology", "gynaecologist": "gynecologist", "haematology": "hematology",
    "anaesthetic": "anesthetic", "anaesthesia": "anesthesia", "anaemia": "anemia",
}  # fmt: skip
_WORDS |= {f"{british}s": f"{american}s" for british, american in _WORDS.items()} | {
    "specialities": "specialties", "learnt": "learned", "burnt": "burned",
    "licenced": "licensed", "licencing": "licensing", "practised": "practiced", "practising": "practicing",
    "catalogued": "cataloged", "cataloguing": "cataloging",
}  # fmt: skip
_MAYBE_BRITISH = re.compile(r"our|re[ds]?$|l(?:ed|ing|ers?)$|ys|is")
"""What most words lack: a build asks for all of a dictionary."""
_BRITISH = {american: british for british, american in _WORDS.items()}
_MAYBE_AMERICAN = re.compile(
    f"iz{_ENDING}|^(?:(?:{_OUR})r|(?:kilo|centi|milli|epi)?(?:{_RE})er|(?:{_DOUBLED})(?:ed|ing|ers?)$"
    f"|(?:anal|paral|catal)yz|(?:{'|'.join(_BRITISH)})$)"
)


def american(word: str) -> str:
    """A word in American spelling, itself where both write it so. Other letters than a to z are left as they are."""
    if word in _WORDS or not _MAYBE_BRITISH.search(word):
        return _WORDS.get(word, word)
    word = re.sub(f"^({_OUR})ur", r"\1r", word)
    word = re.sub(f"^((?:kilo|centi|milli|epi)?(?:{_RE}))re(d|s|)$", _er, word)
    word = re.sub(f"^({_DOUBLED})l(ed|ing|er|ers)$", r"\1\2", word)
    word = re.sub(r"^(anal|paral|catal)ys(e|ed|er|ers|ing)$", r"\1yz\2", word)
    ending = re.search(f"(?<=^...)(.*)is{_ENDING}", word)
    if ending and not _ALWAYS_ISE.search(word[: ending.start(2)]):
        word = word[: ending.start(2) - 1] + "z" + ending[2]
    return word


def _er(found: re.Match[str]) -> str:
    return f"{found[1]}er{'ed' if found[2] == 'd' else found[2]}"


def british(word: str) -> Iterator[str]:
    """The British spellings of a word in American spelling; none where both write it alike."""
    if not _MAYBE_AMERICAN.search(word):
        return
    tried = {
        _BRITISH.get(word, word),
        re.sub(f"^({_OUR})r", r"\1ur", word),
        re.sub(f"^((?:kilo|centi|milli|epi)?(?:{_RE}))er(?:e(?=d$))?(d|s|)$", r"\1re\2", word),
        re.sub(f"^({_DOUBLED})(ed|ing|er|ers)$", r"\1l\2", word),
        re.sub(r"^(anal|paral|catal)yz(e|ed|er|ers|ing)$", r"\1ys\2", word),
        re.sub(f"iz{_ENDING}", r"is\1", word),
    }
    yield from sorted(one for one in tried if one != word and american(one) == word)
