"""What a page of the site may load and run: what lies in the site, and nothing that stands within a page.

Every page says so itself, for servers that nobody configures; ``_headers`` says it, and what a page cannot
say, to the servers that read that file (Netlify, Cloudflare Pages and others).
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""The Content-Security-Policy of every page."""

HEADERS_FILE = "_headers"
"""Where servers look for it; a file of this name among the hand-written pages wins."""

HEADERS = f"""/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
"""
"""The file: for every path, a header a line. Browsers heed ``frame-ancestors`` in a header only."""
