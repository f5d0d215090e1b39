"""Publishing into a folder that cannot be replaced itself, such as a container's volume: what is in it is exchanged.

What was there is moved into a hidden folder of it, and what is new takes its place. There is little at the top of a
site, so that this takes a moment. Where it fails, all is moved back; where it is killed, the next build finishes it, or
moves it back.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from servicebook.publishing.last_site import REPLACED
from servicebook.source.held_signals import held_signals
from servicebook.source.stamped_folder import is_of_a_build
from servicebook.source.temporary_folder import NEW, abandoned, temporary_folder

OLD = "old"
"""Where beside the new site the old one is while neither is in its place."""

_LEAVING, _LEFT = "leaving", "left"
"""Where in the hidden folder the old site is moved to, and its name once it is there as a whole."""


def hidden_in(target: Path) -> Path:
    """What hidden folders in a site's folder are named after."""
    return target / "site"


def publish_within(target: Path, new: Path) -> None:
    """Put what is in ``new`` in the place of all that is in ``target``. Raises :class:`OSError`: then it is as it was.

    ``new`` is in a hidden folder of ``target``, or elsewhere; from another disk it is copied first.
    """
    if target in new.parents:
        _exchange(target, new.parent)
        return
    with temporary_folder(hidden_in(target)) as folder:
        shutil.copytree(new, folder / NEW, symlinks=True)
        _exchange(target, folder)


def settle(target: Path) -> None:
    """Finish what a build that was killed had begun to exchange, or take it back. Raises :class:`OSError`."""
    for folder in abandoned(target):
        if (folder / OLD).is_dir():
            if target.exists():
                shutil.rmtree(folder / OLD)
            else:
                (folder / OLD).rename(target)
    for folder in abandoned(hidden_in(target)):  # those beside the site, too
        if (folder / REPLACED).is_dir():
            shutil.rmtree(folder / REPLACED)
        elif (
            folder / _LEFT
        ).is_dir():  # the old site is complete there, and what is missing of the new one in its place
            if (folder / NEW).is_dir():
                _move_all(folder / NEW, target)
            shutil.rmtree(folder / _LEFT)
        elif (folder / _LEAVING).is_dir():
            _move_all(folder / _LEAVING, target)
            (folder / _LEAVING).rmdir()


def _exchange(target: Path, folder: Path) -> None:
    new, leaving, left = folder / NEW, folder / _LEAVING, folder / _LEFT
    with held_signals():  # a matter of moments, between which the site would be neither
        try:
            leaving.mkdir()
            for path in visible(target):
                path.rename(leaving / path.name)
            leaving.rename(left)
            _move_all(new, target)
        except OSError:
            if left.is_dir():
                for path in visible(target):
                    path.rename(new / path.name)
                left.rename(leaving)
            if leaving.is_dir():
                _move_all(leaving, target)
                leaving.rmdir()
            raise
        shutil.rmtree(left, ignore_errors=True)  # the whole hidden folder goes afterwards


def visible(target: Path) -> list[Path]:
    """What is in a site's folder but for hidden folders of ours."""
    return [path for path in sorted(target.iterdir()) if not is_of_a_build(path.name)]


def _move_all(source: Path, target: Path) -> None:
    for path in sorted(source.iterdir()):
        path.rename(target / path.name)
