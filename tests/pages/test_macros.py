"""Templates whose macros are written out give what Jinja gives that calls them."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, Template, UndefinedError
from markupsafe import Markup

from servicebook.pages.rendering.compiling import PageEnvironment
from servicebook.pages.rendering.environment import made_of
from servicebook.pages.rendering.placed import MOST_KEPT, marked_up, once

PARTS = """
{% macro a(link) -%}
{% if link.href %}<a href="{{ link.href }}">{{ link.text }}</a>{% else %}{{ link.text }}{% endif %}
{%- endmacro %}
{% macro all(links, last=" and ") %}
{% for link in links %}{{ a(link) }}{{ last if loop.last else ", " }}{% endfor %}
{% endmacro %}
{% macro a_link(a) %}{% set text = a.text %}[{{ text }}]{% endmacro %}
{% macro tree(node) %}<li>{{ node.text }}{% for one in node.below %}{{ tree(one) }}{% endfor %}</li>{% endmacro %}
{% macro fold(title, open=False) %}
<details{% if open %} open{% endif %}><summary>{{ title }}</summary>{{ caller() }}</details>
{% endmacro %}
{% macro twice(title) %}{% for n in (1, 2) %}{{ n }}{{ caller() }}{% endfor %}{% endmacro %}
{% macro choice(open, title=none, said="x & y") %}
{% if title %}{{ title }}{% elif not open %}shut{% elif open and said %}{{ "o<" if said or open else "n" }}{% endif %}
{{ said }}
{% if not (open and title) or said %}{{ open }}{% else %}{{ title ~ said }}{% endif %}
{% endmacro %}
{% macro changed(n=1) %}{% set n = n ~ "!" %}{{ n }}{% endmacro %}
{% macro sets() %}{% set x = 2 %}{{ x }}{% endmacro %}
{% macro more(first) %}{{ first }}{{ varargs|join("-") }}{{ kwargs["x"] }}{% endmacro %}
"""
OTHER = """
{% import "parts" as q %}
{% macro row(item, title) %}<p>{{ q.a(item) }}{{ q.all(item.below) }}{{ title }}</p>{% endmacro %}
"""
HEAD = '{% import "parts" as p %}{% import "other" as o %}{% from "parts" import a as b, all %}'

WAYS = {
    "a macro": "{{ p.a(page) }}",
    "one of another": "{{ p.all(page.below) }}|{{ p.all(page.below, last='') }}",
    "by name": "{{ b(link=page) }}{{ all(page.below) }}",
    "through another template": "{{ o.row(page, page.text) }}",
    "with a name of its own": "{% set text = 1 %}{{ p.a_link(page) }}{{ text }}",
    "within a loop": "{% for x in page.below %}{{ loop.index }}{{ p.all(page.below) }}{{ loop.last }}{% endfor %}",
    "that calls itself": "{{ p.tree(page) }}",
    "in an expression": "{% set said = p.a(page) %}{{ said|length }}{{ said }}{{ '<' ~ p.a(page) }}",
    "in a choice": "{{ p.a(page) if page.href else 'none' }}{{ p.a(page) if not page.href else '<' }}",
    "with content": "{% set title = '<' %}{% call p.fold('x & y') %}{{ title }}{{ p.a(page) }}{% endcall %}",
    "with content in content": (
        "{% call p.fold('1', True) %}{% call p.fold('2') %}{{ page.text }}{% endcall %}{% endcall %}"
    ),
    "that repeats its content": (
        "{% for n in 'ab' %}{% call p.twice('x') %}{{ n }}{{ loop.index }}{% endcall %}{% endfor %}"
    ),
    "with constants": (
        "{{ p.choice(True) }}{{ p.choice(False) }}{{ p.choice(True, '<', '') }}{{ p.choice(page.href, said='') }}"
        "{{ p.choice(False, said=page.text) }}{{ p.choice(True, text('shared.hours'), page.href) }}"
    ),
    "that sets what it is given": "{% set n = 5 %}{{ p.changed() }}{{ p.changed('<') }}{{ n }}",
    "that sets a name": "{% set x = 1 %}{{ p.sets() }}{% call p.fold('y') %}{% set x = 3 %}{% endcall %}{{ x }}",
    "that takes more": "{{ p.more(page.text, 1, 2, x=page.href) }}",
    "that takes more, in an expression": "{{ '' ~ p.more(page.text, 1, 2, x='<') }}{{ '' ~ p.more(page.text, x=1) }}",
    "with less than it takes, in an expression": "{{ '' ~ p.all(page.below) }}{{ '' ~ p.all(page.below, '<') }}",
    "of its own": (
        "{% macro m(x) %}{% if x %}{{ x.text }}{{ m(none) }}{% else %}.{% endif %}{% endmacro %}{{ m(page) }}"
    ),
    "in its own of another": "{% macro m(x) %}{{ p.a(x) }}{% endmacro %}{{ m(page) }}",
    "finished HTML": "{{ p.a(page.html) }}",
    "a text": "{{ text('shared.hours') }}{{ text('shared.hours' if page.href else 'shared.for') }}",
    "a text that is kept": (
        "{% set said = text('gone.whom-to-ask', whom=page.text) %}{{ said }}{{ said|length }}{{ said ~ '<' }}"
    ),
    "a text with a parameter": (
        "{{ text('gone.whom-to-ask', whom=p.a(page)) }}{{ text('gone.whom-to-ask', whom=page.text) }}"
    ),
}


def environments(templates: dict[str, str]) -> tuple[Environment, Environment]:
    """Jinja's own and ours, with the same templates."""
    both = Environment, PageEnvironment
    made = [
        kind(
            loader=DictLoader({"parts": PARTS, "other": OTHER, **templates}),
            autoescape=True,
            undefined=StrictUndefined,
        )
        for kind in both
    ]
    for one in made:
        one.globals["text"] = marked_up
    return made[0], made[1]


def link(text: str, href: str | None, *below: SimpleNamespace) -> SimpleNamespace:
    html = SimpleNamespace(text=Markup("<b>bold</b>"), href=None)
    return SimpleNamespace(text=text, href=href, below=below, html=html)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("href", ["x?a=1&b='2'", None])
def test_the_text_is_the_same(way: str, href: str | None) -> None:
    page = link("<Laptops> & 'more'", href, link("one", None), link("two>", "y", link("three", None)))
    theirs, ours = (
        env.get_template("page").render(page=page) for env in environments({"page": HEAD + WAYS[way]})
    )
    assert ours == theirs


def test_a_macro_is_called_no_more() -> None:
    _, ours = environments({})
    assert "_of_parts" in ours.compile(HEAD + WAYS["in an expression"], "page", raw=True)
    assert "_of_parts" not in ours.compile(HEAD + WAYS["with content"], "page", raw=True)


def test_a_choice_by_a_constant_is_made_beforehand() -> None:
    _, ours = environments({})
    folded = ours.compile(
        HEAD + "{% call p.fold('<x>', True) %}{{ page.text }}{% endcall %}", "page", raw=True
    )
    assert "<details open><summary>&lt;x&gt;</summary>" in folded


@pytest.mark.parametrize(
    "source", ["{{ pag.text }}", "{% if page.txt %}{% endif %}", "{{ page.text.nothing }}"]
)
def test_a_name_that_is_not_there_is_an_error(source: str) -> None:
    _, ours = environments({"page": source})
    with pytest.raises((UndefinedError, AttributeError)):
        ours.get_template("page").render(page=link("x", None))


def test_what_was_compiled_of_another_version_of_a_part_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "_parts.html").write_text("old")
    before = made_of(tmp_path)
    assert made_of(tmp_path) == before
    (tmp_path / "_parts.html").write_text("new")
    assert made_of(tmp_path) != before


def _once() -> tuple[Environment, Template]:
    _, ours = environments({"page": "{% import 'parts' as p %}{{ once(p.all, page, '; ') }}"})
    ours.globals["once"] = once
    return ours, ours.get_template("page")


def test_what_is_made_once_is_made_of_each_view_and_of_further_values() -> None:
    ours, template = _once()
    otherwise = ours.from_string("{% import 'parts' as p %}{{ once(p.all, page, '. ') }}")
    first, second = [link("<A>", None), link("B", "b")], [link("C", None), link("D", None)]
    said = '\n&lt;A&gt;, <a href="b">B</a>; \n'
    assert template.render(page=first) == template.render(page=first) == said
    assert template.render(page=second) == "\nC, D; \n"
    assert otherwise.render(page=first) == said.replace("; ", ". ")


def test_a_part_is_made_once_of_a_view() -> None:
    _, template = _once()
    view = [link("A", None)]
    before = template.render(page=view)
    view.append(link("B", None))  # which nobody does: it tells whether the view was looked at again
    assert template.render(page=view) == before


def test_what_was_made_is_let_go_of_after_many_others() -> None:
    class Links(list[SimpleNamespace]):
        pass

    _, template = _once()
    view = Links([link("A", None)])
    seen = weakref.ref(view)
    template.render(page=view)
    del view
    gc.collect()
    assert seen() is not None  # else its id might be another view's
    for _ in range(MOST_KEPT):
        template.render(page=[])
    gc.collect()
    assert seen() is None
