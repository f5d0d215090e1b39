"""``servicebook lock``: releases with hashes, found by uv in a folder that stands for an index; an archive, named."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.support import REPOSITORY, run, write

from servicebook.exchange.repository.lock import HEADER, needed, not_covered


def release(index: Path, name: str, version: str, *needs: str) -> str:
    """Put a wheel into a folder; its hash."""
    file = index / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {n}" for n in needs),
    ]
    with zipfile.ZipFile(file, "w") as wheel:
        wheel.writestr(f"{info}/METADATA", "\n".join(lines) + "\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder with a release of each thing that the program needs."""
    folder = tmp_path / "index"
    folder.mkdir()
    for line in needed():
        wanted = Requirement(line)
        release(folder, wanted.name, next(one.version for one in wanted.specifier if one.operator == ">="))
    return folder


def lock(index: Path, *args: str, cwd: Path) -> tuple[int, str, str]:
    settings = (
        write(index.parent, {"uv.toml": f"no-index = true\nfind-links = [{json.dumps(str(index))}]\n"})
        / "uv.toml"
    )
    env = {"UV_CONFIG_FILE": str(settings), "UV_CACHE_DIR": str(index.parent / "cache")}
    done = run("lock", *args, cwd=cwd, env=env)
    return done.returncode, done.stdout, done.stderr


def test_it_holds_what_the_program_and_the_site_need_with_hashes(tmp_path: Path, index: Path) -> None:
    first = release(index, "site-plugin", "1.0", "colored-text>=2; sys_platform == 'win32'")
    release(index, "colored-text", "2.5")
    my = write(tmp_path / "my", {"requirements.in": "site-plugin\n"})
    count = len(needed()) + 2
    status, said, complaint = lock(index, cwd=my)
    assert (status, complaint) == (0, "")
    assert said == (
        f"Wrote requirements-lock.txt: {count} releases. Install them, check and build, then commit it.\n"
    )
    text = (my / "requirements-lock.txt").read_text(encoding="utf-8")
    assert text.startswith(HEADER)
    assert f"site-plugin==1.0 \\\n    --hash=sha256:{first}\n" in text
    assert "colored-text==2.5 ; sys_platform == 'win32' \\\n" in text  # for other systems than this one, too
    assert not_covered(text, needed()) == ()
    assert str(index) not in text

    second = release(index, "site-plugin", "1.1")
    status, said, _ = lock(index, cwd=my)
    assert status == 0
    assert said.splitlines()[:-1] == ["colored-text: 2.5 is no longer needed", "site-plugin: 1.0 → 1.1"]
    assert f"--hash=sha256:{second}" in (my / "requirements-lock.txt").read_text(encoding="utf-8")

    write(my, {"bounds.txt": "site-plugin<1.1\n"})
    status, said, _ = lock(index, "--constraints", "bounds.txt", "--output", "other.txt", cwd=my)
    assert (status, said.partition(":")[0]) == (0, "Wrote other.txt")
    assert "site-plugin==1.0 " in (my / "other.txt").read_text(encoding="utf-8")


def test_what_cannot_be_found_leaves_the_lock_as_it_was(tmp_path: Path, index: Path) -> None:
    my = write(tmp_path / "my", {"requirements.in": "nowhere-to-be-had\n", "requirements-lock.txt": "old\n"})
    status, said, complaint = lock(index, cwd=my)
    assert (status, said) == (2, "")
    assert complaint.startswith(
        "servicebook lock: no releases were found that fit; nothing was written. uv says: "
    )
    assert "nowhere-to-be-had" in complaint and "Traceback" not in complaint
    assert (my / "requirements-lock.txt").read_text(encoding="utf-8") == "old\n"


def test_without_uv_it_says_how_to_get_it(tmp_path: Path) -> None:
    # an environment in which there is everything but uv
    for folder in (Path(place) for place in sys.path if Path(place).name == "site-packages"):
        for entry in folder.iterdir():
            if not re.match(r"uv\b", entry.name):
                (tmp_path / entry.name).symlink_to(entry)
    python = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    places = [str(tmp_path), *(str(REPOSITORY / part) for part in ("generator", "theme"))]
    done = subprocess.run(
        [python, "-S", "-m", "servicebook.cli", "lock"],
        env={"PYTHONPATH": os.pathsep.join(places), "PATH": str(tmp_path)},
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    said = "uv finds the releases, and is not installed; install it with: python -m pip install uv"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook lock: {said}\n")


def test_an_archive_is_named_with_its_hash_and_nothing_else_is_changed(tmp_path: Path) -> None:
    assert run("init", "my", cwd=tmp_path).returncode == 0
    my = tmp_path / "my"
    before = (my / "requirements.txt").read_text(encoding="utf-8")
    assert "servicebook lock --archive" in before
    name = "servicebook-9.8.7-py3-none-any.whl"
    (my / "wheels").mkdir()
    (my / "wheels" / name).write_bytes(b"a wheel")
    line = f"./wheels/{name} --hash=sha256:{hashlib.sha256(b'a wheel').hexdigest()}"
    lines = [line for line in before.splitlines() if line.startswith("#")][:3]
    done = run("lock", "--archive", f"wheels/{name}", cwd=my)
    assert (done.returncode, done.stdout) == (0, f"requirements.txt: {line}\n")
    assert (my / "requirements.txt").read_text(encoding="utf-8").splitlines() == [*lines, line]
    write(
        my,
        {"requirements.txt": "# ours\nservicebook @ git+https://git.example.org/sb.git@1234\n./tools/mine\n"},
    )
    run("lock", "--root", "my", "--archive", f"my/wheels/{name}", cwd=tmp_path)
    assert (my / "requirements.txt").read_text(encoding="utf-8") == f"# ours\n{line}\n./tools/mine\n"


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (
            "wheels/servicebook-1.0-py3-none-any.whl",
            "cannot read wheels/servicebook-1.0-py3-none-any.whl: No such",
        ),
        (
            "../servicebook-1.0.tar.gz",
            "../servicebook-1.0.tar.gz is no wheel of Servicebook in this repository; put",
        ),
        (
            "wheels/other-1.0-py3-none-any.whl",
            "wheels/other-1.0-py3-none-any.whl is no wheel of Servicebook in",
        ),
    ],
)
def test_what_others_cannot_install_is_not_named(tmp_path: Path, archive: str, reason: str) -> None:
    my = write(tmp_path / "my", {"requirements.txt": "mine\n"})
    (tmp_path / "servicebook-1.0.tar.gz").write_bytes(b"outside")
    done = run("lock", "--archive", archive, cwd=my)
    assert done.returncode == 2
    assert done.stderr.startswith(f"servicebook lock: {reason}")
    assert (my / "requirements.txt").read_text(encoding="utf-8") == "mine\n"
