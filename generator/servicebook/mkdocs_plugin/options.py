"""What ``mkdocs.yml`` may say about the plugin."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config


class ServicebookOptions(Config):
    """``root``: the folder with ``catalog/`` and ``site_config/``, from mkdocs.yml's own folder on."""

    root = config_options.Type(str, default=".")
