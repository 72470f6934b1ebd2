"""coverage as a command: both forms and languages, lists that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import ROOT, TOY, Run

LISTS = ROOT / "tests" / "lists"


def test_command_in_both_forms_and_languages(run: Run) -> None:
    """Markdown for people, in their language; JSON for programs, a report a list."""
    lists = [str(LISTS / name) for name in ("table.md", "bullets.md")]
    done = run(TOY, "coverage", *lists, "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.output)
    assert [*data] == ["table.md", "bullets.md"]
    assert data["table.md"]["differing"] == [
        {"line": 15, "id": "adam", "field": "arxiv", "ours": "1412.6980", "theirs": "1412.6908"}
    ]
    assert data["bullets.md"]["lacking"][1]["doi"] == "10.1000/xyz(12)34"
    english, chinese = (run(TOY, "coverage", lists[0], lang=lang).output for lang in ("en", "zh"))
    assert "## In the list, not here (4)" in english
    assert "- line 15: adam · arxiv: ours 1412.6980 · theirs 1412.6908" in english
    assert "## 列表中有，本目录没有 (4)" in chinese
    assert "- 第 15 行: adam" in chinese
    assert english.count("\n## ") == chinese.count("\n## ") == 5


def test_list_that_cannot_be_read_is_wrong_use(tmp_path: Path, run: Run) -> None:
    """No file, no UTF-8: one line each, status 2."""
    assert run(TOY, "coverage", str(tmp_path / "absent.md")).exit_code == 2
    (tmp_path / "x.md").write_bytes("- 题目\n".encode("gbk"))
    done = run(TOY, "coverage", str(tmp_path / "x.md"))
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
