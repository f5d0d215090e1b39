"""Views to HTML: our own Jinja environment, autoescaped, with undefined names as errors."""

from __future__ import annotations

import marshal
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, bc_magic

from servicebook import wording
from servicebook.pages.rendering.compiling import PageEnvironment
from servicebook.pages.rendering.placed import marked_up, once

_MANY = frozenset(
    (
        "service.html",
        "_finished.html",
        "_moments.html",
        "agenda.html",
        "agreement.html",
        "_when.html",
        "department.html",
        "faqs.html",
        "faqs_of.html",
        "person.html",
        "role.html",
        "roles.html",
        "served.html",
        "slas.html",
        "start_here.html",
        "state_department.html",
        "ways_in.html",
    )
)
"""The templates of pages of which a large catalog has hundreds, or that are long."""
_DIGEST = 32
"""The length of a digest in bytes."""


class _Kept(FileSystemBytecodeCache):
    """A file for each template, which begins with a digest of the rest: Python runs what is damaged, or crashes of it.

    The digest also tells what was not written to its end, so that no other file needs to be renamed to it. A template
    is known by its name and text, so that what one installation has compiled serves another elsewhere.
    """

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename is not None:
            # as messages name it: where it was compiled, there may be nothing any more
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # not there yet, or not to be read: it is compiled
            kept = self._file(bucket).read_bytes()
            if kept[:_DIGEST] == _digest(kept[_DIGEST:]):
                # a bucket's own way, from what is like a file, takes six times as long
                bucket.code = marshal.loads(kept[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = marshal.dumps(bucket.code)
        with suppress(OSError):  # a full disk: the next build compiles again
            self._file(bucket).write_bytes(_digest(code) + code)

    def _file(self, bucket: Bucket) -> Path:
        return Path(self.directory, self.pattern % (f"{bucket.key}-{bucket.checksum}",))


def _digest(code: bytes) -> bytes:
    """Of what is kept, and of the Python and the Jinja that it is for (``bc_magic``)."""
    return sha256(bc_magic + code).digest()


def compiled(environment: str) -> BytecodeCache | None:
    """Where the compiled templates of an environment are kept for the next build, which takes a third off a small one.

    That is Jinja's folder for the user among the temporary files, which it refuses to use if others may write there;
    then, None.
    """
    with suppress(RuntimeError, OSError):
        return _Kept(pattern=f"servicebook-{version('servicebook')}-{environment}-%s.code")
    return None


@cache
def environment() -> PageEnvironment:
    """The environment of all page templates. They only place finished values: no lookups, no arithmetic."""
    folder = Path(str(files("servicebook_theme") / "pages"))
    env = PageEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled(f"pages-{made_of(folder)}"),
    )
    env.lean_templates = _MANY
    env.globals |= {"text": marked_up, "once": once}
    return env


def made_of(folder: Path) -> str:
    """A digest of all that compiled templates hold: those that they import, texts, and how they are compiled."""
    digest = sha256()
    ours = (*Path(__file__).parent.glob("*.py"), *Path(wording.__file__).parent.rglob("*.py"))
    for source in (*sorted(folder.glob("*.html")), *sorted(ours)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def render(template: str, view: object) -> str:
    """The body of a page: ``template`` with the view as ``page``."""
    return environment().get_template(template).render(page=view)
