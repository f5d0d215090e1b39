"""Pages that are written past MkDocs are what MkDocs would have made of them, and only where nobody could tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from tests.sites import build_well, clone_of_example, contents
from tests.support import IT, SMALL, write

from servicebook.mkdocs_plugin.past_mkdocs import is_alone

CONFIG = "site_name: Small\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\n"
PLUGIN = "plugins: [servicebook]\n"
REPAIR = f"{IT}/services/repair.yml"
LINKS = (
    "[a](services/it/repair/index.md) [b](data/services/it/repair.json) [c](services/it/repair/index.md#none)"
)
FILES = {
    **SMALL,
    REPAIR: SMALL[REPAIR] + "former_ids: [it/mending]\n",
    # of no word of this language it is known what it means, which takes more than half of a small English site's build
    "site_config/organization.yml": (
        "name: Bäckerei 花\nlanguage: eo\nsource_url: https://git.example.org/edit/{path}\n"
    ),
    "site_config/pages/help.md": "# Help me\n",
}
LOOK = """
from pathlib import Path

def on_page_content(html, page, **_):
    with (Path(__file__).parent / "seen.txt").open("a", encoding="utf-8") as seen:
        print(page.url, file=seen)
"""
"""A hook that looks at every page, and changes nothing."""
HOOK = {"look.py": LOOK}
HOOKED = "hooks: [look.py]\n"

CONFIGS = {
    "at the root": PLUGIN,
    "at a known address": f"{PLUGIN}site_url: https://example.org/ü/house/\n",
    "in a folder": "plugins: [servicebook: {path: häuser/alle, title: Services}]\nsite_url: https://example.org/\n",
    "in a nav": f"{PLUGIN}nav: [help.md, {{Mending: services/it/repair/index.md}}, {{All: departments/}}]\n",
}


def seen(root: Path) -> list[str]:
    """The addresses of the pages at which the hook has looked."""
    return (root / "seen.txt").read_text(encoding="utf-8").split("\n")


def test_the_example_is_the_same_where_a_hook_looks_at_every_page(tmp_path: Path, example_site: Path) -> None:
    root, past = clone_of_example(tmp_path / "root"), contents(example_site)
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    write(root, {"mkdocs.yml": f"{config}{HOOKED}", **HOOK})
    through = contents(build_well(root, tmp_path / "through"))
    assert "services/it/laptop-repair/" in seen(root)
    assert through.keys() == past.keys()
    assert [path for path in past if past[path] != through[path]] == []


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS.keys())
def test_a_small_site_is_the_same_where_a_hook_looks_at_every_page(tmp_path: Path, config: str) -> None:
    root = write(tmp_path / "root", {**FILES, "mkdocs.yml": CONFIG + config})
    past = contents(build_well(root, tmp_path / "past"))
    write(root, {"mkdocs.yml": f"{CONFIG}{config}{HOOKED}", **HOOK})
    through = contents(build_well(root, tmp_path / "through"))
    assert any(url.endswith("departments/it/") for url in seen(root))
    assert past.keys() == through.keys()
    assert [path for path in past if past[path] != through[path]] == []


@pytest.mark.parametrize(
    ("more", "function", "expected"),
    [
        ("", "on_pre_build(config)", True),
        ("", "on_files(files, config)", False),
        ("", "on_nav(nav, **_)", False),
        ("", "on_env(env, **_)", False),
        ("", "on_page_markdown(markdown, **_)", False),
        ("", "on_post_template(output_content, **_)", False),
        ("use_directory_urls: false", "on_pre_build(config)", False),
        ("extra_templates: [list.html]", "on_pre_build(config)", False),
        ("exclude_docs: data/", "on_pre_build(config)", False),
        ("theme: {name: servicebook, custom_dir: site_config}", "on_pre_build(config)", False),
        ("theme: {name: material}", "on_pre_build(config)", False),
        ("plugins: [servicebook, search]", "on_pre_build(config)", False),
    ],
)
def test_only_what_looks_at_no_page_leaves_the_plugin_alone(
    tmp_path: Path, more: str, function: str, expected: bool
) -> None:
    text = "\n".join(
        {line.partition(":")[0]: line for line in f"{CONFIG}{PLUGIN}{HOOKED}{more}".split("\n")}.values()
    )
    root = write(tmp_path, {**FILES, "mkdocs.yml": text, "look.py": f"def {function}:\n    pass\n"})
    config = load_config(str(root / "mkdocs.yml"))
    assert is_alone(config.plugins["servicebook"], config) is expected


def test_hand_written_pages_lead_to_pages_and_data_that_mkdocs_has_not_seen(tmp_path: Path) -> None:
    files = {"mkdocs.yml": CONFIG + PLUGIN, "site_config/pages/help.md": f"# Help me\n\n{LINKS}\n"}
    root = write(tmp_path / "root", {**FILES, **files})
    site = build_well(root, tmp_path / "site", "--strict")
    page = (site / "help/index.html").read_text(encoding="utf-8")
    for address in ("services/it/repair/", "data/services/it/repair.json", "services/it/repair/#none"):
        assert f'href="../{address}"' in page


@pytest.mark.parametrize("name", ["departments/it/index.md", "departments/it.md"])
def test_a_hand_written_page_in_the_place_of_one_of_the_catalog_wins_or_loses_as_ever(
    tmp_path: Path, name: str
) -> None:
    root = write(
        tmp_path / "root",
        {**FILES, f"site_config/pages/{name}": "# By hand\n", "mkdocs.yml": CONFIG + PLUGIN},
    )
    past = contents(build_well(root, tmp_path / "past"))
    write(root, {"mkdocs.yml": f"{CONFIG}{PLUGIN}{HOOKED}", **HOOK})
    assert past == contents(build_well(root, tmp_path / "through"))
