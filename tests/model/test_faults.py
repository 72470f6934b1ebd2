"""How what is wrong with a record is told: where, by which rule, with which remedy."""

from __future__ import annotations

import pytest

from papershelf.model import Paper, validated
from papershelf.source import read_document
from tests.model.entry import HEAD, told

ROW = "results:\n- benchmark: b\n  values: {x: [1]}\n  params: %s\n  source: {in: paper, locator: T1}\n"


def test_misspelt_field_is_told_at_the_key_with_the_nearest_name_at_every_depth() -> None:
    """The names proposed are those of the record in which the field stands."""
    text = (
        HEAD + "links: {cod: none}\nresults:\n- benchmark: b\n  vales: {x: [1]}\n  source: {in: paper, lokator: T1}\n"
    )
    _, problems = validated(Paper, read_document(text, "f"))
    near = {p.values["field"]: p.values["near"] for p in problems if p.code == "unknown-field"}
    assert near == {"cod": "code", "vales": "values", "lokator": "locator"}
    assert [str(p.place) for p in problems if p.values["field"] == "vales"] == ["f:10:3"]


def test_all_faults_of_an_entry_are_told_at_once() -> None:
    """One broken field hides no other."""
    assert told("doi: x\ntasks: y\n", HEAD.replace("2015", "soon")) == [
        ("6:7", "bad-year"),
        ("7:6", "bad-doi"),
        ("8:8", "not-a-list"),
    ]


@pytest.mark.parametrize("text", ["", "words", "[a, b]", "[[a]]", "- \n"])
def test_entry_that_is_no_mapping_is_refused(text: str) -> None:
    """An entry has fields."""
    assert [code for _, code in told("", text)] == ["not-a-mapping"]


def test_a_sound_record_comes_without_problems() -> None:
    """The record, and nothing wrong."""
    record, problems = validated(Paper, read_document(HEAD, "f"))
    assert problems == []
    assert isinstance(record, Paper)
    assert (record.id, record.title, record.year) == ("a", "T", 2015)


def test_a_missing_field_is_told_at_the_record_that_lacks_it() -> None:
    """By its own name, at the entry or at the part of it."""
    _, problems = validated(Paper, read_document(HEAD.replace("title: T\n", "") + "cost:\n- {params: 1M}\n", "f"))
    assert [(str(p.place), p.code, p.values["field"]) for p in problems] == [
        ("f:1:1", "missing-field", "title"),
        ("f:7:3", "missing-field", "source"),
    ]


def test_a_wrong_choice_is_told_with_what_may_be_chosen() -> None:
    """All choices, and the nearest one."""
    _, problems = validated(Paper, read_document(HEAD.replace("kind: method", "kind: metod"), "f"))
    (problem,) = problems
    assert (str(problem.place), problem.code) == ("f:2:7", "bad-choice")
    assert problem.values["allowed"] == "method · survey · dataset · challenge"
    assert problem.values["near"] == "method"


def test_ids_without_commas_are_told_as_such() -> None:
    """Several ids in one item of a list want commas between; a single bad id is only that."""
    _, problems = validated(Paper, read_document(HEAD + "tasks: [de-noising deraining, B]\n", "f"))
    assert [(str(p.place), p.code) for p in problems] == [("f:7:9", "missing-comma"), ("f:7:31", "bad-id")]
    assert problems[0].values["list"] == "de-noising, deraining"


def test_a_text_too_long_is_told_with_its_limit() -> None:
    """The limit stands as readers write it."""
    _, problems = validated(Paper, read_document(HEAD.replace("title: T", "title: " + "x" * 1001), "f"))
    assert [p.values["limit"] for p in problems] == ["1,000"]


def test_what_has_no_rule_of_its_own_is_a_bad_value() -> None:
    """A list where words or a mapping of words is wanted: told once, with what was found."""
    row = "cost:\n- {params: [1M], source: {in: paper, locator: T1}}\n"
    _, problems = validated(Paper, read_document(HEAD + row, "f"))
    assert [(str(p.place), p.code) for p in problems] == [("f:8:12", "bad-value")]
    assert "string" in problems[0].values["what"]


def test_a_field_without_a_value_is_told_beside_other_faults() -> None:
    """At its own place, once, at any depth; the record is refused even where an empty field would be allowed."""
    assert told("doi:\nlinks: {code: }\nyear2: 1\n") == [
        ("7:5", "empty-value"),
        ("8:14", "empty-value"),
        ("9:1", "unknown-field"),
    ]
    assert told("tasks:\n- a\n-\n") == [("9:2", "empty-value")]


@pytest.mark.parametrize(
    ("params", "place", "code"),
    [
        ("[1M]", "10:11", "bad-value"),
        ("''", "10:11", "empty-value"),
        ("{a: [1]}", "10:15", "bad-value"),
        ("{a: ''}", "10:15", "empty-value"),
    ],
)
def test_a_field_of_two_forms_is_told_once(params: str, place: str, code: str) -> None:
    """Words, or a mapping of words: what fits neither is told at its innermost place, by one rule."""
    assert told(ROW % params) == [(place, code)]
    assert told(ROW % "{a: 1M}") == told(ROW % "1M") == []


def test_fields_missing_beside_faults_are_told_each() -> None:
    """No missing field hides another, nor a fault deeper inside."""
    entry = "id: a\nkind: method\nscope: general\nvenue: V\ncost:\n- {source: {in: paper}}\n"
    assert told("", entry) == [
        ("1:1", "missing-field"),
        ("4:8", "bad-id"),
        ("1:1", "missing-field"),
        ("6:12", "missing-field"),
    ]


def test_the_values_of_a_sentence() -> None:
    """Field and value as written, and nothing of the machinery; of a list's item the field is the list's."""
    _, problems = validated(Paper, read_document(HEAD + "doi: x\ntasks: [a_]\nlinks: {code: [a]}\n", "f"))
    assert [(problem.code, problem.values) for problem in problems] == [
        ("bad-doi", {"field": "doi", "value": "x"}),
        ("not-a-mapping", {"field": "code", "value": "…"}),
        ("bad-id", {"field": "tasks", "value": "a_"}),
    ]
    _, (problem,) = validated(Paper, read_document(HEAD.replace("venue: iclr", "venue: a b"), "f"))
    assert (problem.code, problem.values) == ("bad-id", {"field": "venue", "value": "a b"})
    for text in ("words", ""):
        _, (problem,) = validated(Paper, read_document(text, "f"))
        assert (problem.code, problem.values) == ("not-a-mapping", {"field": text})
