"""Which tests are run; what they share: the day, goldens (``--bless`` rewrites them; the diff is then read), a site."""

from __future__ import annotations

import fcntl
import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.kinds_of_tests import UNIT, kind_of, marker_expression
from tests.sites import NOON, Html, build_apart, pages_of
from tests.support import REPOSITORY
from tests.warm_python import warm_python

# No limit by the clock, neither for an example nor for drawing them: a busy machine would break it.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

# Commands that are told no day, in this process or one of their own, take this one for today, so that no test depends
# on when it is run.
os.environ["SOURCE_DATE_EPOCH"] = str(int(NOON.timestamp()))

# The processes of a run and all commands under test share what Python compiles, also where the environment says that
# nothing is to be kept: each of a hundred processes would compile the whole program.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the goldens from what comes out now")
    parser.addoption("--every-step", action="store_true", help="end commands at every step, not at some")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Plain ``pytest`` uses all cores, unless another number of processes is asked for."""
    told = config.option.numprocesses is not None or config.option.dist != "no" or config.option.usepdb
    if _expression(config) == UNIT and not told and not hasattr(config, "workerinput"):
        config.option.numprocesses, config.option.dist = "auto", "loadfile"
    # files with few tests would come last, and among them are the longest
    config.option.loadscopereorder = False


def pytest_sessionstart() -> None:
    gc.disable()  # what is collected stays


def pytest_collection_finish() -> None:
    gc.freeze()  # thousands of tests: to look at them again in each collection of garbage would take a while
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Plain ``pytest`` runs the quick tests; processes of pytest-xdist are told the same by the first one."""
    if expression := _expression(config):
        config.option.markexpr = expression


def _expression(config: pytest.Config) -> str:
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    return marker_expression(config.invocation_params.args, paths_named=named)


def pytest_report_header(config: pytest.Config) -> str | None:
    if config.option.markexpr == UNIT:
        return "only the quick tests: make test runs all, and so does pytest -m ''"
    return None


def pytest_itemcollected(item: pytest.Item) -> None:
    assert isinstance(item, pytest.Function)
    path = item.path.relative_to(REPOSITORY / "tests")
    item.add_marker(kind_of(path, item.module, item.function, item.fixturenames))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole sites and workflows come first: a file of these takes up to two minutes, in which no process is idle."""
    items.sort(key=lambda item: item.path.parent.name != "site")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or with ``--bless`` write it."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.exists(), f"{file} is not there yet: run pytest --bless and read it"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def example_pages(example_site: Path) -> dict[str, Html]:
    """The example's pages, parsed once."""
    return pages_of(example_site)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Path:
    """The example organization's site, as the command builds it; once for all tests, so nobody changes it.

    Where several processes run the tests, the first that needs it builds it and the others wait for that.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "example"
    folder.mkdir(exist_ok=True)
    site = folder / "site"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return site if site.exists() else build_apart(warm, REPOSITORY, site)


@pytest.fixture(scope="session")
def warm() -> Iterator[Path]:
    """A folder to be the first of a path: its ``python`` and ``servicebook`` are loaded already."""
    with warm_python() as folder:
        yield folder
