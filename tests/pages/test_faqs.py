"""Questions: the directory, and a department's questions with their answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.pages.rendering import body_at, made, view_at
from tests.support import IT

from servicebook import links

FILES = {
    f"{IT}/faqs.yml": "- {question: When are you open?, answer: Nine to five., aliases: [opening hours]}\n",
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We mend it.\n"
        "faqs:\n- {id: keep-my-data, question: Do I keep my data?, answer: '**Yes.**'}\n"
    ),
}


def test_every_question_leads_to_its_own_address(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    (section,) = view_at(site, "faq/").sections
    assert [(q.question.text, q.about.text if q.about else None) for q in section.lines] == [
        ("When are you open?", None),
        ("Do I keep my data?", "Repair"),
    ]
    body = body_at(site, "faq/it/")
    assert {line.question.href for line in section.lines} == {f"../{links.faq(f)}" for f in site.catalog.faqs}
    for line in section.lines:
        assert f'<details id="{line.question.href.partition("#")[2]}"' in body


def test_departments_own_questions_come_first_then_by_service(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    own, repair = view_at(site, "faq/it/").sections
    assert own.service is None
    assert [q.aliases for q in own.questions] == ["opening hours"]
    assert (repair.service.text, repair.service.href) == ("Repair", "../../services/it/repair/")
    assert [q.question.anchor for q in repair.questions] == ["repair.keep-my-data"]
    assert "<strong>Yes.</strong>" in body_at(site, "faq/it/")


def test_department_without_questions_has_a_page_that_says_so(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    assert "No questions have been answered here yet." in body_at(site, "faq/hr/")
    assert [link.text for link in view_at(site, "faq/").without] == ["HR"]


def test_above_the_limit_the_list_is_of_departments(tmp_path: Path) -> None:
    view = view_at(replace(made(tmp_path, FILES), max_rows=1), "faq/")
    assert view.sections == []
    assert view.filters is None
    assert [(link.text, link.href, number) for link, number in view.departments] == [("IT", "../faq/it/", 2)]
