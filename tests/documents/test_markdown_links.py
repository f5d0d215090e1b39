"""Links that are to lead elsewhere are told from what only looks like a link."""

from __future__ import annotations

import pytest

from servicebook.documents.markdown_links import retargeted


@pytest.mark.parametrize(
    "text",
    [
        "[a](«service:it/x»)",
        "[a]( «service:it/x» 'service:it/x')",
        "![a](<«service:it/x»>) <«service:it/x»>",
        "[a][b]\n\n[b]: «service:it/x»\n",
        "service:it/x [a](service:it/xy) [a](role:it/x) `[a](service:it/x)` [a](«service:it/x»)",
        "    [a](service:it/x)\n\n\\[a](service:it/x)\n\n[c]: service:it/x\n",
        "!!! note\n    [a](«service:it/x»)\n\nSo[^1].\n\n[^1]: [a](«service:it/x»)\n\n- [ ] [a](«service:it/x»)",
        "[p](probe:0) `[a](service:it/x)`",
        "```\n[a](service:it/x)\n```\nprobe:0 [a](«service:it/x»)",
    ],
)
def test_links_are_found_where_they_stand(text: str) -> None:
    plain, wanted = "", []
    for number, part in enumerate(text.replace("»", "«").split("«")):
        if number % 2:
            wanted.append((len(plain), part, "service:it/y"))
        plain += part
    new = {"service:it/x": "service:it/y"}
    assert list(retargeted(plain, new.get)) == wanted
