"""What a text may mean, and whether anything had to be guessed to say so."""

from __future__ import annotations

from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Value


@frozen
class Reading:
    """The values that a text may stand for, of which the schema may refuse some: one where it is clear, or several.

    A reading that is certain leaves nothing out that the text may mean: where the schema takes one value of it, an
    edit may write that. Of one that is not, the values are what a hint shows.
    """

    values: tuple[Value, ...] = ()
    is_certain: bool = True

    @property
    def certain(self) -> tuple[Value, ...]:
        """The values of a reading that is certain."""
        return self.values if self.is_certain else ()
