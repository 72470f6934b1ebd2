"""catalogue.yaml: vocabularies, benchmarks and what the catalogue is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from papershelf.model import About, validated
from papershelf.source import read_document
from tests.model.entry import told


def test_term_gathers_its_names() -> None:
    """Each language's name is a field of its own; a term without any name is refused."""
    about = (
        "title: {en: T}\nabout: {en: A}\nlanguages: [en]\nrepository: https://x.org/r\nsite_url: https://x.org/\n"
        "licence: {en: L}\ntasks:\n- {id: a, en: A, zh: 甲, definition: {en: D}}\n"
    )
    record, _ = validated(About, read_document(about, "f"))
    assert record is not None
    assert record.tasks[0].name.root == {"en": "A", "zh": "甲"}
    assert told("", about.replace("en: A, zh: 甲, ", ""), About) != []


ABOUT = (
    "title: {en: T}\nabout: {en: A}\nlanguages: [en]\nrepository: https://x.org/r\nsite_url: https://x.org/\n"
    "licence: {en: L}\n"
)


def about(more: str = "") -> About:
    """What a small catalogue is about, with more lines; it must be valid."""
    record, problems = validated(About, read_document(ABOUT + more, "f"))
    assert problems == []
    assert record is not None
    return record


def test_what_is_not_said_is_empty() -> None:
    """Six fields are required; the branch is main; vocabularies and lists are empty."""
    found = about()
    assert found.branch == "main"
    lists = (
        "tasks",
        "domains",
        "techniques",
        "venues",
        "datasets",
        "metrics",
        "benchmarks",
        "sources",
        "errata",
        "removed",
    )
    assert {name: getattr(found, name) for name in lists} == dict.fromkeys(lists, ())
    for n, line in enumerate(ABOUT.splitlines(keepends=True)):
        assert told("", ABOUT.replace(line, ""), About) == [("1:1", "missing-field")], n


def test_a_term_has_names_and_a_definition() -> None:
    """Two small letters are a language; a definition is required, aliases are not."""
    (term,) = about("domains:\n- {id: a, en: A, de: B, definition: {en: D}, aliases: [x, 甲]}\n").domains
    assert (term.id, list(term.name), term.aliases) == ("a", ["en", "de"], ("x", "甲"))
    assert told("domains:\n- {id: a, en: A}\n", ABOUT, About) == [("8:3", "missing-field")]
    assert told("domains:\n- {id: a, EN: A, en: B, definition: {en: D}}\n", ABOUT, About) == [("8:11", "unknown-field")]
    assert told("domains:\n- [id]\n", ABOUT, About) == [("8:3", "not-a-mapping")]


@pytest.mark.parametrize("bad", ["EN", "eng", "e", "e1", "{en: x}", "[en]", "''"])
def test_a_language_is_two_small_letters(bad: str) -> None:
    """Anything else is told at its place."""
    assert told("", ABOUT.replace("languages: [en]", f"languages: [zh, {bad}]"), About) == [("3:17", "bad-language")]


BOARD = "benchmarks:\n- id: b\n  name: {en: B}\n  metrics: [m]\n  columns:\n  - {id: c, label: C, dataset: d}\n"


def test_a_benchmark_says_no_more_than_it_knows() -> None:
    """No average, setting, baseline or protocol that is not written; the columns keep their order."""
    (board,) = about(BOARD + "  - {id: a, label: A, dataset: d, level: '15'}\n").benchmarks
    assert (board.average, board.settings, board.baselines, board.paper) == ("none", (), (), None)
    assert (board.protocol, board.breaks, board.remarks) == ({}, (), None)
    assert [(column.id, column.level) for column in board.columns] == [("c", None), ("a", "15")]


def test_a_baseline_has_numbers_and_a_source() -> None:
    """Numbers are exact, a column has at least one; the source is one place."""
    row = "  baselines:\n  - {name: {en: Input}, values: {c: [-3.50, -]}, source: {at: s, locator: L1}}\n"
    (board,) = about(BOARD + row).benchmarks
    assert [str(score) for score in board.baselines[0].values["c"]] == ["-3.50", "None"]
    assert told(BOARD + row.replace("[-3.50, -]", "[]"), ABOUT, About) == [("14:37", "empty-value")]
    assert told(BOARD + row.replace("at: s", "at: s, in: paper"), ABOUT, About) == [("14:58", "half-source")]


def test_choices_are_few() -> None:
    """What a venue is, which way a metric is better, how a board averages, what a source is."""
    for more in (
        "venues:\n- {id: v, name: V, full: V, kind: magazine}\n",
        "metrics:\n- {id: m, name: M, better: bigger}\n",
        BOARD + "  average: median\n",
        "sources:\n- {id: s, in: talk, url: https://x.org/}\n",
    ):
        assert [code for _, code in told(more, ABOUT, About)] == ["bad-choice"], more


def test_a_metric_has_a_range_of_two() -> None:
    """Least and greatest, either of them open."""
    (metric,) = about("metrics:\n- {id: m, name: M, better: lower, range: [0, -]}\n").metrics
    assert metric.range == (Decimal(0), None)
    assert told("metrics:\n- {id: m, name: M, better: lower, range: [0]}\n", ABOUT, About) != []


def test_what_was_taken_out_has_a_reason_and_a_day() -> None:
    """Nothing vanishes in silence."""
    gone = "removed:\n- {paper: a, benchmark: b, removed_because: {en: Printed twice.}, day: 2026-01-02}\n"
    (removal,) = about(gone).removed
    assert (removal.paper, removal.benchmark, removal.day) == ("a", "b", date(2026, 1, 2))
    for field in ("removed_because: {en: Printed twice.}, ", ", day: 2026-01-02"):
        assert told(gone.replace(field, ""), ABOUT, About) == [("8:3", "missing-field")]
