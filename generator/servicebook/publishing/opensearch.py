"""How browsers search the catalog from their address bars: an OpenSearch 1.1 description.

Browsers read it when somebody visits a page that links it, and offer the catalog as a search engine.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from servicebook import links
from servicebook.pages.rendering.harmless import harmless
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.wording import text

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_MAX_SHORT_NAME, _MAX_LONG_NAME, _MAX_DESCRIPTION = 16, 48, 1024
"""In characters; browsers refuse a description whose names are longer."""


def opensearch_file(publication: Publication) -> SiteFile | None:
    """The description; None where nobody knows the site's address, as a browser takes absolute ones only.

    It names no address for suggestions: they would have to be answered by a server, and there is none.
    """
    address = publication.address
    if address is None:
        return None
    organization = publication.context.catalog.settings.organization
    root = ET.Element("OpenSearchDescription", xmlns=_NAMESPACE)
    for tag, words in (
        ("ShortName", shortened(organization.name, _MAX_SHORT_NAME)),
        ("LongName", shortened(text("opensearch.name", organization=organization.name), _MAX_LONG_NAME)),
        ("Description", shortened(organization.tagline or text("home.tagline"), _MAX_DESCRIPTION)),
    ):
        ET.SubElement(root, tag).text = words
    ET.SubElement(root, "Url", type="text/html", method="get", template=address + links.SEARCH_TEMPLATE)
    ET.SubElement(
        root,
        "Url",
        type="application/opensearchdescription+xml",
        rel="self",
        template=address + links.OPENSEARCH,
    )
    for tag, word in (
        ("Language", organization.language),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ET.SubElement(root, tag).text = word
    ET.indent(root)
    return SiteFile(links.OPENSEARCH, ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n")


def shortened(words: str, most: int) -> str:
    """As many whole words as fit into so many characters; the beginning of the first one where that alone is longer."""
    plain = " ".join(harmless(words).split())  # what a page may not hold, XML may not either
    if len(plain) <= most:
        return plain
    whole, _, _ = plain[: most + 1].rpartition(" ")
    return whole or plain[:most]
