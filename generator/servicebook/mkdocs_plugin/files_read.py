"""What MkDocs reads for a site, where that can be known: a foreign plugin, hook or extension may read anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from servicebook.documents.kinds import CATALOG, SETTINGS
from servicebook.source.owners_files import PLACES

_THEMES = frozenset({"servicebook", "material", "mkdocs", "readthedocs"})
_PLUGINS = ("servicebook.mkdocs_plugin.", "mkdocs.contrib.search", "material.plugins.search.")
"""Where plugins come from that read nothing but the pages and files of the site."""
_EXTENSIONS = frozenset(
    {
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html",
        "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
    }
)  # fmt: skip
_READING = frozenset({"pymdownx.snippets", "pymdownx.b64"})
"""Extensions of Markdown that read files which a page names."""
_CODE = ("markdown.", "material.", "pymdownx.")
"""Where functions come from that mkdocs.yml may name: their distributions are known with all of their files."""


def files_read(config: MkDocsConfig) -> tuple[Path, ...] | None:
    """The files and folders that a build reads beyond installed programs; None where nobody can tell."""
    plugin = config.plugins.get("servicebook")
    configurations = list(_configurations(Path(config.config_file_path)))
    if plugin is None or None in configurations or not _is_known(config):
        return None
    root = Path(config.config_file_path).parent / plugin.config.root
    custom = config.theme.custom_dir
    return (
        *(path for path in configurations if path is not None),
        Path(config.docs_dir),
        *([Path(custom)] if custom else ()),
        *(root / name for name in (CATALOG, SETTINGS, *PLACES)),
    )


def _configurations(file: Path) -> Iterator[Path | None]:
    """mkdocs.yml and those that it inherits from; None where one of them asks for the environment."""
    seen: set[Path] = set()
    while file not in seen:
        seen.add(file)
        text = file.read_text(encoding="utf-8-sig")
        if "!ENV" in text:
            yield None
            return
        yield file
        inherited = _inherited(text)
        if inherited is None:
            return
        file = file.parent / inherited


def _inherited(text: str) -> str | None:
    """What ``INHERIT`` names; tags of MkDocs and of Python mean nothing here."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "INHERIT" and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return None


def _is_known(config: MkDocsConfig) -> bool:
    """Whether nothing takes part but what is known to read only what is listed; MkDocs has hooks among its plugins."""
    return (
        config.theme.name in _THEMES
        and all(type(plugin).__module__.startswith(_PLUGINS) for plugin in config.plugins.values())
        and all(map(_is_known_extension, config.markdown_extensions))
        and _has_known_code(config.mdx_configs)
    )


def _is_known_extension(name: str) -> bool:
    if name in _READING or name.startswith(tuple(f"{each}:" for each in _READING)):
        return False
    return name in _EXTENSIONS or name.startswith(("markdown.extensions.", "pymdownx."))


def _has_known_code(value: Any) -> bool:
    """Whether values of the configuration are plain, or functions and objects that come from known distributions."""
    if isinstance(value, dict):
        return all(map(_has_known_code, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_has_known_code, value))
    if value is None or isinstance(value, (bool, int, float, str)):
        return True
    return str(getattr(value, "__module__", "")).startswith(_CODE)
