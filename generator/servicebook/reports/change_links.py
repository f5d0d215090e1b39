"""Where a reader of a report of changes is led: to lines at the host, to pages of a preview, to the run's files."""

from __future__ import annotations

from servicebook import links
from servicebook.frozen import frozen
from servicebook.problems import Place
from servicebook.source.host_links import HostedRepository, line_link


@frozen(kw_only=True)
class ChangeLinks:
    """What is known of the addresses; all that is not known is left out of a report.

    ``base`` and ``head`` are the commits of the two sides, ``folder`` is that of the catalog within the repository
    (with ``/`` at its end, or empty), ``preview`` the address of the site with the change, ``run`` the page of the run.
    """

    repository: HostedRepository | None = None
    base: str | None = None
    head: str | None = None
    folder: str = ""
    preview: str | None = None
    run: str | None = None

    def lines(self, place: Place, *, in_base: bool = False) -> str | None:
        """The address of a line of one of the two sides."""
        commit = self.base if in_base else self.head
        if self.repository is None or not commit:
            return None
        return line_link(self.repository, commit, self.folder + place.path, place.line)

    def page(self, kind: str, qualified_id: str) -> str | None:
        """The address of an object's page in the preview."""
        if self.preview is None or kind not in links.LINKED_KINDS:
            return None
        return self.preview + links.to(kind, qualified_id)
