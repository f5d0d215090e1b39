"""What a build read and made, so that the next one knows at once when nothing has changed.

It is kept beside the catalog, never needed and never trusted blindly: whatever cannot be compared means another build.
This is asked before anything heavy is loaded: it must import nothing but ``source`` and plain tables.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from servicebook.frozen import frozen
from servicebook.source.git_state import git_state
from servicebook.source.kept_file import CACHE, keep, read_kept
from servicebook.source.owners_files import PLACES
from servicebook.source.program_files import program_files
from servicebook.source.seen_files import SeenFiles, is_untouched, see, seen_from_json
from servicebook.source.stamped_folder import stamped
from servicebook.source.tree import top_of

_FORM = 3
"""Of what is written here; a program that writes it otherwise has other files, too, but may keep this one."""
_MOST_SITES = 8
"""Of so many sites of one catalog the last build is known: previews have folders of their own."""
_VARIABLES = (
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_TIME",
    "PYTHONPATH",
    "SOURCE_DATE_EPOCH",
    "TZ",
    "TZDIR",
    "PYTHONTZPATH",
)
"""What of the environment may change a site; what mkdocs.yml asks for beyond that is seen to by who reads it."""


@frozen(kw_only=True)
class AskedBuild:
    """What is to be built: ``site`` None is the folder that mkdocs.yml names; ``only`` are departments of a slice."""

    root: Path
    site: Path | None
    strict: bool
    today: date
    only: tuple[str, ...] = ()

    @property
    def sources(self) -> list[Path]:
        """What every build reads, whatever mkdocs.yml says."""
        root = self.root.resolve()
        top = top_of(root)
        owners = [folder / place for folder in dict.fromkeys((root, top)) for place in PLACES]
        written = [root / "catalog", root / "site_config", root / "mkdocs.yml", top / ".mailmap"]
        return [*written, *owners, *program_files()]

    @property
    def file(self) -> Path:
        """Where the last build of this site is kept."""
        site = "" if self.site is None else _named(self.root, self.site.resolve())
        return self.root / CACHE / f"build-{sha256(site.encode('utf-8', 'replace')).hexdigest()[:12]}.json"

    @property
    def pages_file(self) -> Path:
        """Where what the next build may take over of its pages is kept."""
        return self.file.with_suffix(".pages")

    def circumstances(self) -> str:
        """All that a site depends on and that is no file, but for :meth:`history`."""
        umask = os.umask(0o022)
        os.umask(umask)
        return json.dumps(
            {
                "form": _FORM,
                "python": [sys.version, sys.platform],
                "day": self.today.isoformat(),
                "strict": self.strict,
                "only": self.only,
                "umask": umask,
                "environment": {name: os.environ.get(name) for name in _VARIABLES},
            }
        )

    def history(self) -> str:
        """What git may tell of the past. Few pages show it, so that a commit does not make all else unknown."""
        return git_state(self.root)


@frozen(kw_only=True)
class LastBuild:
    """The ``site`` of a build, with what it said of the catalog (``summary``) and what MkDocs warned of.

    ``history`` is what git could tell of the past then.
    """

    site: Path
    summary: str
    warnings: tuple[str, ...]
    extra: tuple[Path, ...]
    seen: SeenFiles
    made: str
    history: str


class WatchedBuild:
    """A build to come or under way: it is kept if nobody has changed anything that it reads while it did.

    Make one before anything is read. ``seen`` are the files that it reads; None where nobody can tell.
    ``clean``: nothing of the last one is taken over.
    """

    def __init__(self, asked: AskedBuild, *, clean: bool = False) -> None:
        self._asked, self._clean = asked, clean
        self._circumstances, self._history = asked.circumstances(), asked.history()
        self._extra: tuple[Path, ...] = ()
        self._site: tuple[Path, str, str | None] | None = None
        self._pages: bytes | None = None
        self.seen: SeenFiles | None = None
        self._last = _last(asked, self._circumstances)
        self._known = self._last.seen if self._last else None
        with suppress(OSError):
            self.seen = see(asked.root, asked.sources, self._known)

    def unchanged(self) -> LastBuild | None:
        """The last build of the same site, if this one would read and make the same."""
        last = self._last
        if last is None or self.seen is None or last.history != self._history:
            return None
        with suppress(OSError):
            seen = self.seen.with_more(see(self._asked.root, last.extra, last.seen))
            if seen.say_the_same(last.seen) and (
                last.site.is_dir() and stamped(last.site).digest() == last.made
            ):
                return last
        return None

    @property
    def is_first(self) -> bool:
        """Whether nothing is known of a last one, so that most likely all is still to be read."""
        return self._last is None

    @property
    def count(self) -> int:
        """How many files and folders there are to read; 0 where nobody can tell."""
        return len(self.seen.states) if self.seen else 0

    @property
    def last_site(self) -> Path | None:
        """Where the last build has put this site; None where nobody knows, or nothing of it is taken over."""
        return None if self._last is None or self._clean else self._last.site

    def reads(self, extra: Sequence[Path] | None) -> None:
        """Note what else is about to be read; None: nobody can tell, so that nothing will be kept."""
        try:
            more = None if extra is None else see(self._asked.root, extra, self._known)
        except OSError:
            more = None
        self.seen = self.seen.with_more(more) if self.seen and more else None
        self._extra = tuple(extra or ())

    def last_pages(self) -> bytes | None:
        """What the last build of this site, in the same circumstances but for history, has kept of its pages."""
        return None if self._clean else read_kept(self._asked.pages_file, self._circumstances)

    def is_untouched(self) -> bool:
        """Whether nobody has written anything that it reads since it was seen, even the same again."""
        asked = self._asked
        return (
            self.seen is not None
            and (asked.circumstances(), asked.history()) == (self._circumstances, self._history)
            and is_untouched(asked.root, [*asked.sources, *self._extra], self.seen)
        )

    def look_again(self) -> str | None:
        """What was seen, as it is kept; None where somebody has written any of it since. For when all is read."""
        seen = self.seen
        return json.dumps(seen.to_json(), separators=(",", ":")) if seen and self.is_untouched() else None

    def replaces(self) -> None:
        """Forget the last site: it is about to be replaced, by files of which a part may be there already."""
        with suppress(OSError):  # its files bear other stamps then, all the same
            self._asked.file.unlink()

    def made(self, target: Path, digest: str, seen: str | None, pages: bytes | None = None) -> None:
        """Note the new site, which lies at ``target``, by its digest, and what is to be kept of its ``pages``.

        ``seen`` is what :meth:`look_again` has said.
        """
        self._site, self._pages = (target, digest, seen), pages

    def keep(self, summary: str, warnings: Iterable[str]) -> None:
        """Keep it for :meth:`unchanged` of the next one."""
        asked = self._asked
        target, made, seen = self._site or (None, None, None)
        if target is None or seen is None:
            return
        content = {
            "site": _named(asked.root, target),
            "summary": summary,
            "warnings": list(warnings),
            "extra": [_named(asked.root, path) for path in self._extra],
            "made": made,
            "history": self._history,
        }
        told = json.dumps(content, separators=(",", ":"))
        keep(asked.file, self._circumstances, f'{{"seen":{seen},{told[1:]}'.encode())
        if self._pages is not None:
            keep(asked.pages_file, self._circumstances, self._pages)
        _forget_oldest(asked.file.parent)


def _last(asked: AskedBuild, circumstances: str) -> LastBuild | None:
    content = read_kept(asked.file, circumstances)
    if content is None:
        return None
    root = asked.root.resolve()
    try:
        written = json.loads(content)
        return LastBuild(
            site=root / str(written["site"]),
            summary=str(written["summary"]),
            warnings=tuple(map(str, written["warnings"])),
            extra=tuple(root / str(path) for path in written["extra"]),
            seen=seen_from_json(written["seen"]),
            made=str(written["made"]),
            history=str(written["history"]),
        )
    except (ValueError, TypeError, KeyError):
        return None  # whole, and all the same not what is written here: somebody else's


def _named(root: Path, path: Path) -> str:
    """From the catalog's root on, where it lies there: another checkout of the same has other folders above."""
    top = root.resolve()
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.as_posix()


def _forget_oldest(folder: Path) -> None:
    with suppress(OSError):
        kept = sorted(folder.glob("build-*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in kept[_MOST_SITES:]:
            file.unlink()
            file.with_suffix(".pages").unlink(missing_ok=True)
