"""What names another: everything that can be named, and what is told where nothing of that name is there."""

from __future__ import annotations

from pathlib import Path

from papershelf import shelf
from tests.checks.shelves import edited, found


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
    assert [code for _, code, _ in found(toy)] == ["open-bracket"]
