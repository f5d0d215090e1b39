"""Servicebook: a static service catalog. YAML in, checks and a site out.

The layers are described in CONTRIBUTING.md; imports point down only.
"""
