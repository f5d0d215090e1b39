"""What a catalog adds to a site, as paths with their bytes, for whatever builds the rest of the site.

Pages (their bodies), data, search index, old addresses and the policy are made from a :class:`Publication` alone:
nothing here knows MkDocs, and only ``writer`` touches the disk.
"""
