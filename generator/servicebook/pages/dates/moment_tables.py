"""Tables of typical moments as files of the site: a few dozen, to which the pages of thousands of services lead.

A table links to nothing, so that it reads the same from wherever it is asked for.
"""

from __future__ import annotations

import hashlib

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.dates.typical_dates import MomentsView
from servicebook.pages.rendering.environment import render


@frozen
class MomentTable:
    """A table as HTML, and the path of the page that has it, which is named after what it says."""

    path: str
    html: Markup


def moment_table(view: MomentsView) -> MomentTable:
    """The table of some typical moments."""
    html = render("_moments.html", view)
    return MomentTable(links.moments(hashlib.sha256(html.encode()).hexdigest()[:10]), Markup(html))
