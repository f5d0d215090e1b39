"""What our theme is told of the catalog."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from servicebook import links
from servicebook.pages.sections import about_pages
from servicebook.publishing.policy import POLICY
from servicebook.publishing.publication import Publication
from servicebook.wording import text


def set_up_our_theme(publication: Publication, config: MkDocsConfig, *, has_policy: bool) -> None:
    """Tell our theme what it shows of the catalog on every page; ``has_policy``: pages say what they may load."""
    for feature in config.theme.get("features") or ():
        # Material would put a page's content in the place of another's, without its scripts: no dates, no search
        if str(feature).startswith("navigation.instant"):
            raise Abort(text("plugin.instant", feature=feature))
    context = publication.context
    organization = context.catalog.settings.organization
    root = publication.root
    config.extra["servicebook"] = {
        "organization": organization.name,
        "root": root,
        "opensearch": root + links.OPENSEARCH if context.address else None,
        "about": None,
        "search_help": text("search.help"),
        "links": [
            {"text": page.title, "url": root + page.path} for page in about_pages(context) if page.in_foot
        ],
        "policy": POLICY if has_policy else None,
    }
    # aligned columns without style attributes, which the policy does not allow
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
    if config.theme.get("language") in (None, "en"):
        config.theme["language"] = organization.language.partition("-")[0]
