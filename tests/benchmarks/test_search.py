"""benchmarks/search: what the figures mean, on results that can be worked out by hand, and what is refused."""

import json
from math import log2
from pathlib import Path

import pytest
from tests.support import REPOSITORY, run_here

from benchmarks.search.engines import answers_of_pages
from benchmarks.search.judging import Question, figures, ndcg, place, read_questions
from benchmarks.search.run import main

QUERIES = "benchmarks/search/queries.json"

TWO = Question("q", {"service:a/x": 3, "role:a/y": 1}, held_out=False)


def one_each(*answers: str) -> list[list[str]]:
    """Results that are one answer each."""
    return [[answer] for answer in answers]


def test_best_answers_in_the_best_order_are_worth_one() -> None:
    assert ndcg(TWO, one_each("service:a/x", "role:a/y")) == 1


def test_grades_and_places_make_the_difference() -> None:
    best = 3 + 1 / log2(3)
    assert ndcg(TWO, one_each("role:a/y", "service:a/x")) == pytest.approx((1 + 3 / log2(3)) / best)
    assert ndcg(TWO, one_each("other", "service:a/x")) == pytest.approx(3 / log2(3) / best)
    assert ndcg(TWO, []) == 0


def test_ideal_order_is_that_of_the_grades_and_not_of_the_file() -> None:
    turned = Question("q", {"role:a/y": 1, "service:a/x": 3}, held_out=False)
    assert ndcg(turned, one_each("service:a/x", "role:a/y")) == 1


def test_only_ten_places_count() -> None:
    nine, ten = [f"other:{at}" for at in range(9)], [f"other:{at}" for at in range(10)]
    assert place(TWO, one_each(*nine, "service:a/x")) == 10
    assert place(TWO, one_each(*ten, "service:a/x")) is None
    assert ndcg(TWO, one_each(*nine, "service:a/x")) > 0
    assert ndcg(TWO, one_each(*ten, "service:a/x")) == 0


def test_with_more_than_ten_right_answers_ten_are_enough() -> None:
    many = Question("q", {f"service:a/{at}": 1 for at in range(12)}, held_out=False)
    assert ndcg(many, one_each(*list(many.gains)[:10])) == pytest.approx(1)


def test_page_counts_as_every_answer_that_it_holds_once_and_as_one_at_most() -> None:
    assert place(TWO, [["other"], ["role:a/y", "service:a/x"]]) == 2
    assert ndcg(TWO, [["role:a/y", "service:a/x"]]) == 1
    again = [["service:a/x"], ["service:a/x"]]
    assert ndcg(TWO, again) == ndcg(TWO, again[:1])


def test_question_is_held_by_its_page_of_questions_and_by_its_service_s_page() -> None:
    asked = Question(
        "q", {"faq:it/repair/water": 3, "service:it/repair": 2, "faq:it/link": 1}, held_out=False
    )
    assert answers_of_pages(asked, ["roles/", "services/it/repair/", "faq/it/"]) == [
        ["roles/"],
        ["faq:it/repair/water", "service:it/repair"],
        ["faq:it/repair/water", "faq:it/link"],
    ]


def test_figures_are_means_over_the_questions() -> None:
    asked = [Question(query, {"service:a/x": 3}, held_out=False) for query in ("first", "fourth", "nothing")]
    found = {
        "first": one_each("service:a/x"),
        "fourth": one_each("1", "2", "3", "service:a/x"),
        "nothing": [],
    }
    got = figures(asked, found)
    assert (got.questions, got.empty) == (3, 1)
    assert (got.hit_1, got.hit_3) == pytest.approx((1 / 3, 1 / 3))
    assert got.mrr == pytest.approx((1 + 1 / 4) / 3)
    assert got.ndcg == pytest.approx((1 + 1 / log2(5)) / 3)


def test_answers_are_read_in_order_or_with_their_gains(tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    listed = [
        {"query": "in order", "right": ["a", "b", "c", "d"]},
        {"query": "graded", "kind": "task", "right": {"a": 2, "b": 0.5, "c": 0}, "held_out": True},
    ]
    file.write_text(json.dumps(listed), encoding="utf-8")
    assert read_questions(file) == [
        Question("in order", {"a": 3, "b": 2, "c": 1, "d": 1}, held_out=False),
        Question("graded", {"a": 2, "b": 0.5}, held_out=True, kind="task"),
    ]


def test_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    file.write_text(json.dumps([{"query": "q", "kind": "tasks", "right": ["a"]}]), encoding="utf-8")
    with pytest.raises(ValueError, match="'tasks' is no kind: keyword, task"):
        read_questions(file)


def test_example_s_questions_name_answers_that_there_are(example_site: Path) -> None:
    pages = {
        "service": "services/{}/",
        "department": "departments/{}/",
        "role": "roles/{}/",
        "person": "people/{}/",
        "journey": "journeys/{}/",
    }
    for question in read_questions(REPOSITORY / "benchmarks" / "search" / "queries.json"):
        assert question.kind != "other", question.query
        for answer in question.gains:
            kind, _, qualified_id = answer.partition(":")
            if kind == "faq":
                department, _, rest = qualified_id.partition("/")
                page = (example_site / "faq" / department / "index.html").read_text(encoding="utf-8")
                assert f'id="{rest.replace("/", ".")}"' in page, (question.query, answer)
            else:
                assert (example_site / pages[kind].format(qualified_id)).is_dir(), (question.query, answer)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engines", "servicebook,google"], "'google' is none of servicebook, theme, pagefind"),
        (["--queries", "absent.json"], "absent.json holds no labelled questions"),
        (["--catalog", "nowhere"], "nowhere/queries.json holds no labelled questions"),
        (
            ["--catalog", f".:{QUERIES}", "--catalog", f"./:{QUERIES}"],
            "two catalogs are called Fernhill Flowers",
        ),
        (["--against", QUERIES], "queries.json holds no saved results"),
    ],
)
def test_wrong_arguments_are_one_line_and_status_2(options: list[str], said: str) -> None:
    done = run_here(lambda: main(options), cwd=REPOSITORY)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
