"""Whatever is changed in a form comes out in the file as the form says it, whoever else has been there."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser

from servicebook.documents.kinds import CATALOG_KINDS
from servicebook.loading import load_documents
from servicebook.requests.editing import edited
from servicebook.requests.read_request import read_request
from servicebook.requests.targets import target_of
from servicebook.source.tree import Disk
from servicebook.source.yaml_reader import parse
from servicebook.source.yaml_values import value_at
from tests.browser.watching import watched
from tests.support import REPOSITORY

NO_FORM = ("results", "rota", "kudos", "absence")
"""Kinds of which no form changes what is there."""
AT_ONCE = 40
CHANGED = r"""async ([objects, seed]) => {
  const src = document.querySelector('script[src$="assets/servicebook.js"]').src;
  const { Knowledge } = await import(new URL("request_knowledge.js", src));
  const { partOf } = await import(new URL("request_parts.js", src));
  const { faults } = await import(new URL("request_schema.js", src));
  let state = seed;
  const below = count => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % count;
  };
  const WORDS = ["", 'New words: # "x" {y}', "two\n\nlines ", "5", "- a", "{{ x }}", "yes"];
  const found = [];
  for (const [object, kind, value] of objects) {
    const known = await Knowledge.of(kind);
    const { schema, defs } = known.fields;
    const part = partOf(schema, value, known, { label: kind, required: true, kept: true, folded: true });
    document.body.append(part.element);
    const opened = new Set();
    const open = () => {
      for (let turn = 0; turn < 5; turn += 1) {
        for (const one of part.element.querySelectorAll("summary")) {
          if (!opened.has(one)) one.click();
          opened.add(one);
        }
      }
    };
    open();
    for (let act = below(5); act >= 0; act -= 1) {
      const buttons = [...part.element.querySelectorAll("button")];
      if (below(2) && buttons.length) buttons[below(buttons.length)].click();
      open();
      const fields = [...part.element.querySelectorAll("textarea, input[inputmode=text]")];
      if (fields.length) fields[below(fields.length)].value = WORDS[below(WORDS.length)];
    }
    const now = part.read();
    if (!faults(now, schema, defs).length) found.push([object, part.changes([]), now]);
    part.element.remove();
  }
  return found;
}"""


def objects() -> list[list[Any]]:
    """Each object of the example as requests name it, its kind, and what is written of it."""
    found: list[list[Any]] = []
    for document in load_documents(REPOSITORY).documents:
        place, value = document.location, document.value
        name, folder = place.kind.name, f"{place.department}/" if place.department else ""
        if place.kind not in CATALOG_KINDS or name in NO_FORM:
            continue
        if isinstance(value, dict) and place.kind.holds == "map":
            found += [[f"{name}:{folder}{key}", name, one] for key, one in value.items()]
        else:
            found.append([f"{name}:{place.qualified_id or place.department}", name, value])
    return found


def test_the_file_says_afterwards_what_the_form_says(browser: Browser, example: str) -> None:
    everything, tree, changed = objects(), Disk(REPOSITORY), 0
    with watched(browser, example) as watch:
        page = watch.open("")
        for start in range(0, len(everything), AT_ONCE):
            some = [everything[start : start + AT_ONCE], 19 + start]
            for object_, changes, now in page.evaluate(CHANGED, some):
                if not changes:
                    continue
                asked = {"object": object_, "set": changes, "why": "So it is."}
                request = read_request(json.dumps(asked).encode())
                target = target_of(tree, request)
                text = (REPOSITORY / target.path).read_text(encoding="utf-8")
                after = edited(request, target, text, str)
                value = parse(after, target.path).value
                assert (value_at(value, target.pointer) if target.pointer else value) == now, asked
                changed += 1
        assert watch.faults == []
    assert changed > 60
