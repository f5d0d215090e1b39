"""Backstage: entities of ``catalog-info.yaml`` files, in both directions."""
