"""merge: two entries of one paper become one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bilingual import lay_bilingual
from tests.cli.test_rename import texts
from tests.conftest import Run

# BERT once more, as somebody may have entered the preprint.
AGAIN = """\
papers:
- id: devlin2018bert
  kind: method
  scope: unknown
  # The first version.
  title: "BERT, as a preprint"
  venue: iclr
  year: 2018
  arxiv: "1810.99999"
  links: {project: https://example.org/bert}
  tasks: [machine-translation]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf in two languages with one paper twice, in two files; a page names both."""
    root = lay_bilingual(tmp_path / "shelf")
    (root / "papers").mkdir()
    (root / "papers/2018.yaml").write_text(AGAIN, "utf-8")
    (root / "docs/en/about.md").write_text("# About\n\nSee [[devlin2018bert]] and [[bert]].\n", "utf-8")
    (root / "docs/zh/about.md").write_text("# 关于\n\n见 [[devlin2018bert]]。\n", "utf-8")
    return root


def test_two_become_one(folder: Path, run: Run) -> None:
    """Shown first; then written, with what the two say differently above it; check and guard are content."""
    before = texts(folder)
    assert "so far this is only shown" in run(folder, "merge", "devlin2018bert", "bert").output
    assert texts(folder) == before
    done = run(folder, "merge", "devlin2018bert", "bert", "--yes")
    assert done.exit_code == 0, done.output
    assert "devlin2018bert is now part of bert; look at the comments above it" in done.output
    files = texts(folder)
    assert files["papers/2018.yaml"] == "papers:\n"
    papers = files["papers.yaml"]
    assert papers[: papers.index("  kind")].endswith(
        "# devlin2018bert was merged into this entry; what it said differently:\n# The first version.\n"
        "# title: BERT, as a preprint\n# venue: iclr\n# year: 2018\n"
        '# arxiv: "1810.99999"\n- id: bert\n  was: [devlin2018bert]\n'
    )
    assert "  links: {code: https://github.com/google-research/bert, project: https://example.org/bert}\n" in papers
    assert "  tasks: [question-answering, machine-translation]\n" in papers
    assert files["docs/en/about.md"] == "# About\n\nSee [[bert]] and [[bert]].\n"
    assert run(folder, "check").output.endswith("no errors, 1 warning; 3 entries read\n")
    assert run(folder, "format", "--check").exit_code == 0
    (folder.parent / "before/papers").mkdir(parents=True)
    for name in ("papers.yaml", "catalogue.yaml", "papers/2018.yaml"):
        (folder.parent / "before" / name).write_text(before[name], "utf-8")
    assert run(folder, "guard", "--base", str(folder.parent / "before/papers.yaml")).exit_code == 0
    again = run(folder, "merge", "devlin2018bert", "bert", "--yes")
    assert (again.exit_code, again.output) == (0, "nothing to change\n")


def test_the_words_in_the_file_are_of_the_command_s_language(folder: Path, run: Run) -> None:
    """Whoever merges reads them."""
    assert run(folder, "merge", "devlin2018bert", "bert", "--yes", lang="zh").exit_code == 0
    assert "# devlin2018bert 已并入本条目；它的不同说法：\n" in (folder / "papers.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("brt", "bert"), 1, "no entry 'brt'; did you mean 'bert'?"),
        (("bert", "adm"), 1, "no entry 'adm'; did you mean 'adam'?"),
        (("bert", "bert"), 2, "bert cannot go into itself"),
    ],
)
def test_what_cannot_be_merged_says_why(words: tuple[str, str], status: int, said: str, folder: Path, run: Run) -> None:
    """And changes nothing."""
    before = texts(folder)
    done = run(folder, "merge", *words, "--yes")
    assert (done.exit_code, said in done.output) == (status, True)
    assert texts(folder) == before


def test_two_notes_are_left_to_a_person(folder: Path, run: Run) -> None:
    """Which file to put together is told; nothing is written."""
    (folder / "docs/en/notes/devlin2018bert.md").write_text("# Twice\n", "utf-8")
    before = texts(folder)
    done = run(folder, "merge", "devlin2018bert", "bert", "--yes")
    assert done.exit_code == 1
    assert "move the words of devlin2018bert into docs/en/notes/bert.md" in done.output
    assert texts(folder) == before
