"""What the plugin of MkDocs says; some of it goes around a whole report, so that nothing of it is shortened."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "plugin.file-collision": "{path} of your site is where the catalog has a file of its own.\nMove it, or give the "
    "catalog a folder: plugins: [{{servicebook: {{path: services}}}}]",
    "plugin.instant": "mkdocs.yml: the theme servicebook does not work with {feature}: dates and search come with "
    "each page. Remove it from theme: features",
    "plugin.page-replaced": "The hand-written page {path} replaces the catalog's.",
    "plugin.errors": "the catalog has errors\n\n{report}",
    "plugin.findings": "{summary} The page {page} lists them.",
    "plugin.unchanged": "{fault}\nThe site stays as it was until this is fixed.",
    "plugin.title": "Services",
    "plugin.not-named": "{file} does not name the plugin {plugin} under plugins:",
    "plugin.page-fault": "a page cannot be read or written: {reason}",
    "plugin.own-fault": "{file}, line {line}: {reason}",
    "plugin.cannot-serve": "cannot serve on {address}: {reason}",
    "plugin.not-a-folder": "{value} is not a folder of the site. Write one like: services",
    "plugin.no-history": "No pages of what changed: {reason}",
    "serve.serving": "Serving on {url}",
    "serve.changed": "{files} shown after {milliseconds} ms.",
    "serve.files": Plural(one="{count} changed file is", other="{count} changed files are"),
    "serve.not-watched": "{folder} is looked at every few seconds only: {reason}",
    "serve.not-shown": "The files have errors. Below is the site as it was before.",
    "serve.more-errors": Plural(one="and {count} more error", other="and {count} more errors"),
    "plugin.not-a-number": "{value} is no number of commits.",
}
