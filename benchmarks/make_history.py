"""Make a repository of git with many commits on a catalog, for benchmarks.

    python benchmarks/make_history.py DIR [--commits 1000] [--catalog ROOT] [--change N]

DIR has to be empty or absent. The first commit has catalog/ and site_config/ of ROOT (by default the example
organization beside this script); behind it come edits as departments make them, each a commit on a day of its own, and
one in twenty a merge. With --change there is one commit more, in which N services are edited.

The same catalog and numbers give the same commits.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from synthetic.edits import Edits

REPOSITORY = Path(__file__).parents[1]
FIRST = 1_600_000_000  # seconds since 1970: 13 September 2020
HOURS_BETWEEN = 36
MERGED_EVERY = 20
PEOPLE = ("Ana Bos", "Zoë Ekberg", "Tomás Łuczak", "Wanjiru Otieno")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="an empty or absent folder")
    parser.add_argument(
        "--commits", type=int, default=1000, metavar="N", help="edits behind the first commit"
    )
    parser.add_argument(
        "--catalog", type=Path, default=REPOSITORY, metavar="ROOT", help="what it begins with"
    )
    parser.add_argument("--change", type=int, default=0, metavar="N", help="services edited in a last commit")
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        parser.error(f"{folder} is not an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, files_of(options.catalog), options.commits, options.change)
    print(f"{folder}: {options.commits:,} edits, {options.change:,} services changed at last")
    return 0


def files_of(root: Path) -> dict[str, str]:
    """The texts of a catalog and its settings, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for folder in ("catalog", "site_config")
        for path in sorted((root / folder).rglob("*.yml"))
    }


def write(folder: Path, files: Mapping[str, str], edits: int, change: int) -> None:
    """Make the repository, with its last commit checked out."""
    run(folder, b"", "init", "--quiet", "--initial-branch", "main")
    stream = b"".join(commits(files, edits, change))
    run(folder, stream, "fast-import", "--quiet")
    run(folder, b"", "reset", "--quiet", "--hard", "main")


def run(folder: Path, given: bytes, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], input=given, check=True)


def commits(files: Mapping[str, str], edits: int, change: int) -> Iterator[bytes]:
    """What ``git fast-import`` is given."""
    made = Edits(files)
    yield commit(1, "Write the catalog down", files, parents=())
    last, mark = 1, 1
    for number in range(1, edits + 1):
        edit = made.next()
        mark += 1
        yield commit(mark, edit.subject, edit.files, parents=(last,))
        if number % MERGED_EVERY == 0:
            mark += 1
            # the commit before it is then one of the branch that is merged
            yield commit(mark, f"Merge the change of {number}", edit.files, parents=(last, mark - 1))
        last = mark
    if change:
        together: dict[str, str | None] = {}
        while len(together) < change:
            together |= made.of_service().files
        yield commit(mark + 1, f"Change {change} services", together, parents=(last,))


def commit(mark: int, subject: str, files: Mapping[str, str | None], parents: Sequence[int]) -> bytes:
    person = PEOPLE[mark % len(PEOPLE)]
    moment = f"{person} <catalog@example.org> {FIRST + mark * HOURS_BETWEEN * 3600} +0200"
    lines = ["commit refs/heads/main", f"mark :{mark}", f"author {moment}", f"committer {moment}"]
    parts = ["\n".join(lines).encode() + b"\n", data(subject)]
    parts += [b"%s :%d\n" % (b"from" if index == 0 else b"merge", one) for index, one in enumerate(parents)]
    for path, text in sorted(files.items()):
        if text is None:
            parts.append(f"D {path}\n".encode())
        else:
            parts += [f"M 100644 inline {path}\n".encode(), data(text)]
    return b"".join(parts)


def data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)


if __name__ == "__main__":
    sys.exit(main())
