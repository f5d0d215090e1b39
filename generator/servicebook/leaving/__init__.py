"""Somebody leaves: what would have nobody then, who might take it over, and the edits for that."""

from __future__ import annotations
