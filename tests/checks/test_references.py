"""What names another: everything that can be named, and what is told where nothing of that name is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from papershelf import shelf
from papershelf.checks import references
from papershelf.model import About, Paper
from papershelf.model.fields import Id, Record
from tests.bilingual import replace
from tests.checks.shelves import edited, found
from tests.conftest import without_scopes

ROW = """\
  results:
  - benchmark: wmt14-en-de
    values: {test: [27.3]}
    source: {at: attention-paper, locator: Table 2}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("venue: neurips", "venue: nerips", ("29:10", "unknown-venue", "neurips")),
        ("tasks: [machine-translation]", "tasks: [translation]", ("32:11", "unknown-task", "machine-translation")),
        (
            "domains: [text]\n  techniques: [self",
            "domains: [txt]\n  techniques: [self",
            ("33:13", "unknown-domain", "text"),
        ),
        ("techniques: [self-attention]", "techniques: [attention]", ("34:16", "unknown-technique", "self-attention")),
        ("- benchmark: wmt14-en-de", "- benchmark: wmt14", ("36:16", "unknown-benchmark", "wmt14-en-de")),
        ("at: attention-paper", "at: attention", ("38:18", "unknown-source", "attention-paper")),
        ("extends: [transformer]", "extends: [transfomer]", ("17:13", "unknown-extends", "transformer")),
        ("[[transformer]]", "[[transfomer]]", ("19:9", "unknown-link", "transformer")),
    ],
)
def test_a_misspelt_name_of_an_entry_is_told_with_the_one_meant(
    old: str, new: str, told: tuple[str, str, str], toy: Path
) -> None:
    """At its place; nothing else is told, the term that it means not as unused either."""
    row = ("techniques: [self-attention]\n", f"techniques: [self-attention]\n{ROW}")
    edited(toy, "papers.yaml", row, (old, new))
    place, code, near = told
    (problem,) = shelf.read(toy).problems
    assert (str(problem.place), problem.code) == (f"papers.yaml:{place}", code)
    assert (problem.values["value"] in new, str(problem.values["near"])) == (True, near)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dataset: newstest2014,", "dataset: newstest2015,", ("31:46", "unknown-dataset", "newstest2014")),
        ("  metrics: [bleu]", "  metrics: [blue]", ("29:13", "unknown-metric", "bleu")),
        ("task: machine-translation}", "task: translation}", ("31:66", "unknown-task", "machine-translation")),
    ],
)
def test_a_misspelt_name_of_a_benchmark_is_told_of_it(
    old: str, new: str, told: tuple[str, str, str], toy: Path
) -> None:
    """In catalogue.yaml, with the benchmark before the sentence."""
    place, code, near = told
    assert edited(toy, "catalogue.yaml", (old, new)) == [(f"catalogue.yaml:{place}", code, "wmt14-en-de")]
    (problem,) = shelf.read(toy).problems
    assert str(problem.values["near"]) == near


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("domains:", "task_groups:\n- {id: words, en: Words, tasks: [optimisation]}\ndomains:", ("13:34", "unknown-task", "words")),
        ("venues:", "families:\n- {id: reading, en: Reading, techniques: [pre-training, attention]}\nvenues:", ("19:57", "unknown-technique", "reading")),
        ("tasks: [machine-translation]}", "tasks: [translation]}", ("23:50", "unknown-task", "newstest2014")),
    ],
)  # fmt: skip
def test_a_misspelt_term_of_a_group_or_a_data_set_is_told_of_it(
    old: str, new: str, told: tuple[str, str, str], toy: Path
) -> None:
    """Groups of tasks, families of techniques and data sets name what their vocabulary lists."""
    place, code, of = told
    assert edited(toy, "catalogue.yaml", (old, new)) == [(f"catalogue.yaml:{place}", code, of)]


def test_method_cannot_extend_itself(toy: Path) -> None:
    """`extends` names another entry."""
    assert edited(toy, "papers.yaml", ("extends: [transformer]", "extends: [transformer, bert]")) == [
        ("papers.yaml:17:26", "unknown-extends", "bert")
    ]


def test_prose_may_link_to_entries_terms_venues_and_pages(toy: Path) -> None:
    """All that has a page can be named; an unknown name in a page is told at its line and column."""
    (toy / "docs/en/taxonomy").mkdir()
    (toy / "docs/en/taxonomy/index.md").write_text("# All\n", "utf-8")
    (toy / "docs/en/taxonomy/attention.md").write_text(
        "[[adam|The Adam paper]], [[techniques/self-attention]], [[tasks/optimization]], [[domains/text]],\n"
        "[[venues/iclr]], [[taxonomy]], [[taxonomy/attention]] but\n\n[[adam]] [[adamw|Adam W]].\n",
        "utf-8",
    )
    assert found(toy) == [("docs/en/taxonomy/attention.md:4:10", "unknown-link", "")]


def test_task_of_a_column_may_be_a_domain_but_must_exist(toy: Path) -> None:
    """Columns of a benchmark name tasks or domains of catalogue.yaml."""
    task = ("dataset: newstest2014, task: machine-translation", "dataset: newstest2014, task: {}")
    assert edited(toy, "catalogue.yaml", (task[0], task[1].format("text"))) == []
    changes = (task[1].format("text"), task[1].format("translation"))
    assert [code for _, code, _ in edited(toy, "catalogue.yaml", changes)] == ["unknown-task"]


def test_every_kind_of_unused_term_is_told(toy: Path) -> None:
    """With all entries gone, each term is told; with one entry broken none is, for it may use them."""
    (toy / "papers.yaml").write_text("papers:\n", "utf-8")
    (toy / "docs/en/index.md").write_text("# Empty\n", "utf-8")
    unused = [p.values["value"] for p in shelf.read(toy).problems if p.code == "unused-term"]
    assert unused == [
        *("question-answering", "optimization", "text"),
        *("self-attention", "pre-training", "adaptive-step-size", "naacl", "neurips", "iclr"),
    ]
    (toy / "papers.yaml").write_text("papers:\n- id: a\n  kind: [\n", "utf-8")
    assert [code for _, code, _ in found(toy)] == ["unknown-paper", "open-bracket"]  # that of a source


def test_a_scope_is_one_of_the_catalogue(toy: Path) -> None:
    """One that is misspelt is told with the one meant; one that is left out where scopes are listed, at the id."""
    replace(toy / "papers.yaml", "  scope: general\n  method: BERT", "  scope: genral\n  method: BERT")
    replace(toy / "papers.yaml", "  scope: general\n  method: Adam", "  method: Adam")
    assert found(toy) == [("papers.yaml:5:10", "unknown-scope", "bert"), ("papers.yaml:36:7", "no-scope", "adam")]
    assert shelf.read(toy).problems[0].help("en").startswith("did you mean 'general'?")
    without_scopes(toy)
    assert found(toy) == []


@pytest.mark.parametrize(
    ("written", "codes"), [("true", []), ("false", []), ("maybe", ["bad-choice"]), ("yes", ["bad-choice"])]
)
def test_the_heart_is_or_is_not(written: str, codes: list[str], toy: Path) -> None:
    """Nothing between."""
    replace(toy / "catalogue.yaml", "heart: true", f"heart: {written}")
    assert [code for _, code, _ in found(toy)] == codes


def test_a_venue_without_papers_is_no_page_to_link(toy: Path) -> None:
    """It is told where all entries could be read; else one of them may be of it."""
    edited(toy, "papers.yaml", ("venue: iclr", "venue: neurips"))
    edited(toy, "docs/en/index.md", ("Adam.", "[[venues/iclr]]."))
    assert [code for _, code, _ in found(toy)] == ["unused-term", "unknown-link"]
    broken = ("  kind: method\n  scope: general\n  method: BERT", "  scope: general\n  method: BERT")
    assert [code for _, code, _ in edited(toy, "papers.yaml", broken)] == ["missing-field"]


def test_counts_are_no_name_in_an_entry(toy: Path) -> None:
    """A hand-written page may ask for the size of the catalogue; a text may not."""
    edited(toy, "docs/en/index.md", ("Adam.", "[[counts]]."))
    assert found(toy) == []
    assert [code for _, code, _ in edited(toy, "papers.yaml", ("[[transformer]]", "[[counts]]"))] == ["unknown-link"]


def test_a_note_is_of_an_entry(toy: Path) -> None:
    """Its name is an id; that of an entry that cannot be read is one, too."""
    notes = toy / "docs/en/notes"
    notes.mkdir()
    (notes / "index.md").write_text("# Notes\n", "utf-8")
    (notes / "bert.md").write_text("# BERT\n", "utf-8")
    assert found(toy) == []
    (notes / "brt.md").write_text("# BERT\n", "utf-8")
    (problem,) = shelf.read(toy).problems
    assert (str(problem.place), problem.code) == ("docs/en/notes/brt.md:1:1", "orphan-note")
    assert {name: str(value) for name, value in problem.values.items()} == {"value": "brt", "near": "bert"}


@pytest.mark.parametrize(("row", "codes"), [("", ["not-removed"]), ("  benchmark: wmt14-en-de\n", [])])
def test_what_is_recorded_as_removed_is_gone(row: str, codes: list[str], toy: Path) -> None:
    """An entry, that is; one whose row is gone stays."""
    file = toy / "catalogue.yaml"
    text = file.read_text("utf-8")
    record = f"removed:\n- paper: adam\n{row}  removed_because: {{en: Twice here.}}\n  day: 2026-02-01\n"
    file.write_text(text + record, "utf-8")
    assert [(code, entry) for _, code, entry in found(toy)] == [(code, "adam") for code in codes]


# --- the table -----------------------------------------------------------------------------------


def fields_of_ids(hint: Any) -> Iterator[str]:
    """The paths of all fields that hold an id, in a type and in the records within it."""
    if hint == Id:
        yield ""
    elif isinstance(hint, type) and issubclass(hint, Record):
        for name, inner in get_type_hints(hint, include_extras=True).items():
            if name in hint.model_fields:
                yield from (f"{name}.{path}".removesuffix(".") for path in fields_of_ids(inner))
    elif get_origin(hint) is tuple:
        yield from (f"*.{path}".removesuffix(".") for path in fields_of_ids(get_args(hint)[0]))
    elif get_origin(hint) in (Union, UnionType):
        yield from (path for inner in get_args(hint) for path in fields_of_ids(inner))


def test_no_field_that_names_a_record_is_forgotten() -> None:
    """Each field of an id stands in the table, is free by its meaning, or is a record's own id."""
    for record, table in ((Paper, references.IN_ENTRIES), (About, references.IN_CATALOGUE)):
        listed = {path for path, _, _ in table}
        fields = {path for path in fields_of_ids(record) if path.split(".")[-1] != "id"}
        # A source names another by a word, as an id is written.
        assert fields | {path for path in listed if path.endswith("source.at")} == listed | (
            fields & {*references.FREE}
        )


def test_an_erratum_of_what_is_not_there(toy: Path) -> None:
    """Its entry and its benchmark must be; an entry that was taken out may be told of."""
    erratum = 'where: "https://x.org", locator: T1, printed: {en: "1"}, found: {en: "2"}, day: 2024-01-01'
    with (toy / "catalogue.yaml").open("a", encoding="utf-8") as out:
        out.write(f"errata:\n- {{paper: bret, benchmark: wmt, {erratum}}}\n- {{paper: gpt, {erratum}}}\n")
        out.write("removed:\n- {paper: gpt, removed_because: {en: Twice.}, day: 2024-01-02}\n")
    assert [(code, entry) for _, code, entry in found(toy)] == [("unknown-paper", ""), ("unknown-benchmark", "")]
