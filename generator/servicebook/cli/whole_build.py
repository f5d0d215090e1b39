"""The rest of ``servicebook build``, where something has changed: it loads all that makes a site."""

from __future__ import annotations

import argparse
import logging
import sys
from datetime import date

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.check import fails
from servicebook.loading import load_catalog
from servicebook.mkdocs_plugin.run_mkdocs import BuildFailedError, CannotBuildError, build_site
from servicebook.publishing.last_build import WatchedBuild
from servicebook.reports import text

_FORMAT = "%(levelname)s: %(message)s"


class _Told(logging.Handler):
    """Remembers what is logged as a warning, as it is printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter(_FORMAT))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def build(args: argparse.Namespace, today: date, name: str, watched: WatchedBuild) -> int:
    """Build; 1 when the catalog has errors (with ``--strict``, warnings too) or MkDocs fails."""
    opened = load_catalog(args.root, today)
    if fails(opened, strict=args.strict):
        sys.stdout.write(text.render(opened))
        options.complain(name, wording.text("build.errors"))
        return 1
    logging.basicConfig(level=logging.WARNING, format=_FORMAT)
    told = _Told()
    logging.getLogger().addHandler(told)
    try:
        site_dir, seconds = build_site(opened, args.root, args.site, strict=args.strict, watched=watched)
    except CannotBuildError as fault:
        raise options.CannotRunError(str(fault)) from fault
    except BuildFailedError as fault:
        options.complain(name, wording.text("build.failed", fault=fault))
        return 1
    finally:
        logging.getLogger().removeHandler(told)
    summary = text.summary(opened)
    print(summary)
    print(wording.text("build.done", site=site_dir))
    for part, length in seconds.items():
        print(wording.text("build.time", part=part, length=f"{length:.1f}"), file=sys.stderr)
    watched.keep(summary, told.lines)
    return 0
