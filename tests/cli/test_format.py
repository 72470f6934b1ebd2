"""format as a command: what it writes, what it leaves, what it tells."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.bilingual import replace
from tests.conftest import Run


def test_format_check_changes_nothing_and_fails_where_something_would_change(toy: Path, run: Run) -> None:
    """A file out of form: status 1, told at its line, the file untouched; then format mends it."""
    replace(toy / "papers.yaml", "year: 2017", "year:   2017")
    before = (toy / "papers.yaml").read_bytes()
    done = run(toy, "format", "--check")
    assert done.exit_code == 1
    assert done.output.startswith("papers.yaml:30:1: ")
    assert (toy / "papers.yaml").read_bytes() == before
    done = run(toy, "format")
    assert (done.exit_code, done.output) == (0, "papers.yaml: written in canonical form\n")
    done = run(toy, "format", "--check")
    assert (done.exit_code, done.output) == (0, "papers.yaml: already in canonical form\n")
    assert run(toy, "check").exit_code == 0


def test_format_leaves_a_canonical_file_untouched(toy: Path, run: Run) -> None:
    """Nothing to change: the file is not even written."""
    os.utime(toy / "papers.yaml", (1, 1))
    assert run(toy, "format", lang="zh").output == "papers.yaml：本来就是规范形式\n"
    assert (toy / "papers.yaml").stat().st_mtime == 1


def test_format_tells_what_it_could_not_read(toy: Path, run: Run) -> None:
    """A broken entry stays as it is; the rest is formatted; the problem is told with status 1."""
    replace(toy / "papers.yaml", "tasks: [optimization]", "tasks: [optimization")
    replace(toy / "papers.yaml", "year: 2017", "year:   2017")
    done = run(toy, "format")
    assert done.exit_code == 1
    assert "open-bracket" in done.output
    text = (toy / "papers.yaml").read_text("utf-8")
    assert "tasks: [optimization\n" in text
    assert "year: 2017\n" in text


def test_format_check_tells_not_canonical(toy: Path, run: Run) -> None:
    """The remedy for a file out of form is papershelf format: the rule not-canonical."""
    replace(toy / "papers.yaml", "year: 2017", "year:   2017")
    assert re.findall(r": ([a-z-]+)  ", run(toy, "format", "--check").output) == ["not-canonical"]


@pytest.mark.parametrize("words", [(), ("--check",)])
def test_format_of_a_file_that_is_not_utf8(words: tuple[str, ...], toy: Path, run: Run) -> None:
    """The rule not-utf8, as from check; the file stays as it is."""
    data = "papers:\n# 李雷\n".encode("gbk")
    (toy / "papers.yaml").write_bytes(data)
    done = run(toy, "format", *words)
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert "papers.yaml:2:1: not-utf8" in done.output
    assert (toy / "papers.yaml").read_bytes() == data


def test_format_without_a_file(tmp_path: Path, run: Run) -> None:
    """The rule no-file, as from check; none is made."""
    done = run(tmp_path, "format")
    assert done.exit_code == 1
    assert "no-file" in done.output
    assert list(tmp_path.iterdir()) == []


def test_format_of_a_file_with_a_byte_order_mark(toy: Path, run: Run) -> None:
    """What check takes, format takes: Windows editors write the mark."""
    text = (toy / "papers.yaml").read_bytes()
    (toy / "papers.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert run(toy, "check").exit_code == 0
    assert run(toy, "format").exit_code == 0
    assert (toy / "papers.yaml").read_bytes() == text
