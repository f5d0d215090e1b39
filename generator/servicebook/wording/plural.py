"""A text whose form depends on a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from servicebook.frozen import frozen


@frozen(kw_only=True)
class Plural:
    """A template for each plural category of CLDR, chosen by the number given for the parameter ``by``.

    Every language needs ``other``; English has ``one`` besides. ``none`` is no category of CLDR: where it is given,
    it is the text for 0, in any language. The number itself is written with the language's separators.
    """

    other: str
    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None
    none: str | None = None
    by: str = "count"

    def templates(self) -> Iterator[tuple[str, str]]:
        """The category and the template of each form that there is."""
        for field in fields(self):
            template = getattr(self, field.name)
            if field.name != "by" and template is not None:
                yield field.name, template

    def form(self, category: str, number: int | float) -> str:
        """The template for a number of this category of CLDR."""
        if number == 0 and self.none is not None:
            return self.none
        template: str | None = getattr(self, category)
        return self.other if template is None else template
