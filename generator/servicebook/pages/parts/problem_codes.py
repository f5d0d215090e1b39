"""What the codes mean that no rule can be asked about: faults of reading, of schemas and of references."""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Reading": {
        "yaml-syntax": "The file is not YAML: a bracket, a quote or an indentation is wrong.",
        "duplicate-key": "A key is given twice in one map; one of the two would be lost.",
        "not-utf8": "The file is not written in UTF-8.",
        "empty-file": "The file holds nothing.",
        "several-documents": "The file holds several YAML documents, divided by ---.",
        "yaml-tag": "A value carries a tag like !!python/…; only plain values are read.",
        "merge-key": "A map is merged with <<; what it holds has to be written out.",
        "alias-limit": "Anchors and aliases multiply into more than can be read.",
        "too-large": "The file is larger than 1 MiB.",
        "too-deep": "Values are nested deeper than can be read.",
        "symbolic-link": "A symbolic link leads out of the catalog.",
        "unreadable-file": "The file or folder cannot be opened.",
        "merge-conflict": "Marks of a merge conflict (<<<<<<<) are still in the file.",
        "stray-file": "Servicebook does not read files here.",
        "bad-id": "An id has other characters than lower-case letters, digits and single hyphens, or more than 63.",
    },
    "Shape": {
        "unknown-key": "An object has a key that its kind does not know.",
        "missing-key": "A key that every object of its kind needs is missing.",
        "wrong-type": "A value is of another type: a text where a list belongs, say.",
        "bad-value": "A value is of the right type and not one of those allowed, or contradicts another one.",
        "bad-date": "A text is not a date, or the day does not exist.",
        "bad-duration": "A text is not a duration: a whole number and a unit.",
        "bad-url": "A text is not a whole web address.",
    },
    "References": {
        "unknown-department": "No department has this id.",
        "unknown-service": "No service has this id.",
        "unknown-role": "No role has this id.",
        "unknown-person": "No person has this id.",
        "unknown-calendar": "No calendar has this id.",
        "unknown-priority": "No priority has this id.",
        "unknown-audience": "No audience has this id.",
        "unknown-site": "No site has this id.",
        "unknown-faq": "No question has this id.",
        "unknown-agreement": "No agreement has this id.",
        "unknown-journey": "No journey has this id.",
        "unknown-notice": "No notice has this id.",
        "circular-reference": "Objects refer to one another in a circle: a part of itself, a step after itself.",
        "duplicate-id": "Two objects of a kind have the same id.",
    },
}
"""By stage, in the order in which a catalog is read."""
