"""check as a command: exit status, what it reads however it is broken, the forms of the report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from papershelf.problems import LANGUAGES
from tests.bilingual import replace
from tests.conftest import Run

LINE = re.compile(r"[\w./-]+:\d+:\d+: ([a-z0-9-]+)  .+")


# --- exit status ---------------------------------------------------------------------------


def test_clean_shelf_exits_0(toy: Path, run: Run) -> None:
    """No problem: one line, status 0."""
    done = run(toy, "check")
    assert (done.exit_code, done.output) == (0, "no problems; 3 entries read\n")


def test_errors_exit_1_and_are_counted(toy: Path, run: Run) -> None:
    """Status 1; the last line counts problems, files and entries, in the singular where there is one."""
    replace(toy / "papers.yaml", "venue: neurips", "venue: nerips")
    done = run(toy, "check")
    assert done.exit_code == 1
    assert done.output.endswith("\n1 problem in 1 file; 3 entries read\n")
    replace(toy / "catalogue.yaml", "metrics: [bleu]", "metrics: [blue]")
    assert run(toy, "check").output.endswith("\n2 problems in 2 files; 3 entries read\n")
    assert run(toy, "check", lang="zh").output.endswith("\n2 个文件中有 2 个问题；读取 3 个条目\n")


def test_warnings_alone_exit_0(toy: Path, run: Run) -> None:
    """A warning is told and counted, and fails nothing."""
    replace(toy / "papers.yaml", "Jimmy Ba]", "others]")
    done = run(toy, "check")
    assert done.exit_code == 0
    assert "warning: authors-cut  adam: " in done.output
    assert done.output.endswith("\nno errors, 1 warning; 3 entries read\n")


def test_folder_without_files(tmp_path: Path, run: Run) -> None:
    """Both files are missing: both are told, by the rule no-file, with what to do."""
    done = run(tmp_path, "check")
    assert done.exit_code == 1
    assert [LINE.fullmatch(line) is not None for line in done.output.split("\n")[:4]] == [True, False, True, False]
    assert "catalogue.yaml:1:1: no-file" in done.output
    assert "papers.yaml:1:1: no-file" in done.output
    assert "--root" in done.output


def test_missing_catalogue_hides_no_fault_of_the_entries(toy: Path, run: Run) -> None:
    """Without catalogue.yaml at least the YAML of papers.yaml is judged."""
    (toy / "catalogue.yaml").unlink()
    replace(toy / "papers.yaml", "tasks: [optimization]", "tasks: [optimization")
    assert re.findall(r": ([a-z-]+)  ", run(toy, "check").output) == ["no-file", "open-bracket"]


def test_file_that_is_not_utf8(toy: Path, run: Run) -> None:
    """A file saved as GBK is told by the rule not-utf8, at the line of its first wrong byte."""
    data = (toy / "papers.yaml").read_bytes().replace(b"Jimmy Ba", "李雷".encode("gbk"))
    (toy / "papers.yaml").write_bytes(data)
    done = run(toy, "check")
    assert done.exit_code == 1
    assert "papers.yaml:41:1: not-utf8" in done.output


SHAPELESS = ["", "nonsense", "\0", "[", "- a", "papers: {a: b}\n", "papers:\n", "papers: []\n"]
TOLD = {
    "papers.yaml": [*["no-list"] * 6, "unknown-link", "unknown-link"],  # an empty list is one
    "catalogue.yaml": [
        *("not-a-mapping", "not-a-mapping", "bad-character", "open-bracket", "not-a-mapping"),
        *["missing-field"] * 3,
    ],
}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [(name, text, code) for name, codes in TOLD.items() for text, code in zip(SHAPELESS, codes, strict=True)],
)
def test_shapeless_file_is_told_not_raised(name: str, text: str, code: str, toy: Path, run: Run) -> None:
    """An empty, tiny or shapeless file is a report with status 1; one of papers.yaml names what fails without papers."""
    (toy / name).write_text(text, "utf-8")
    done = run(toy, "check")
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert f": {code}  " in done.output


# --- forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forms_tell_the_same_problems(lang: str, toy: Path, run: Run) -> None:
    """Text, GitHub and JSON name the same places and codes; the last two carry both languages and nothing else."""
    replace(toy / "papers.yaml", "venue: neurips", "venue: nerips")
    replace(toy / "papers.yaml", "Jimmy Ba]", "others]")
    text, github, data = (run(toy, "check", "--form", form, lang=lang) for form in ("text", "github", "json"))
    assert {done.exit_code for done in (text, github, data)} == {1}
    places = [(e["file"], e["line"], e["column"], e["code"]) for e in json.loads(data.output)]
    assert places == [("papers.yaml", 29, 10, "unknown-venue"), ("papers.yaml", 41, 12, "authors-cut")]
    for file, line, column, code in places:
        assert re.search(rf"^{file}:{line}:{column}: .*{code}  ", text.output, re.M)
        assert re.search(rf"^::\w+ file={file},line={line},col={column},title={code}::", github.output, re.M)
    assert len(github.output.splitlines()) == 2
    assert "did you mean 'neurips'?" in github.output
    assert "是否想写" in github.output


def test_clean_shelf_in_other_forms(toy: Path, run: Run) -> None:
    """Nothing to tell: no annotation, an empty JSON list."""
    assert run(toy, "check", "--form", "github").output == ""
    assert json.loads(run(toy, "check", "--form", "json").output) == []
