"""What a page of the site may load and run: files of the site, and nothing that is written within a page.

Every page says so itself, for servers that nobody configures; ``_headers`` says it, and what a page cannot
say, to the servers that read that file (Netlify, Cloudflare Pages and others).
"""

from __future__ import annotations

from servicebook.publishing.publication import SiteFile, text_file

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""The Content-Security-Policy of every page."""


def headers_file() -> SiteFile:
    """For every path, a header a line; at the site's root, where servers look for it.

    Browsers heed ``frame-ancestors`` in a header only.
    """
    return text_file(
        "_headers",
        f"""/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
""",
    )
