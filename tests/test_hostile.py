"""Whatever stands in the files of a shelf, check and format end with a report, never with a traceback."""

from __future__ import annotations

import re
import string
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.problems import rules
from tests.conftest import ROOT, TOY, Run

PAPERS = (ROOT / "papers.yaml").read_bytes()
LINE = re.compile(r"[\w./-]+:\d+:\d+: (?:warning: |警告: )?([a-z0-9-]+)  .+")


def judged(folder: Path, data: bytes, run: Run) -> None:
    """A papers.yaml of any bytes gives a report: status 0 or 1, each problem with its place and a remedy."""
    (folder / "papers.yaml").write_bytes(data)
    done = run(folder, "check")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1)
    *lines, last = done.output.rstrip("\n").split("\n")
    assert len(lines) % 2 == 0
    for fault, remedy in zip(lines[::2], lines[1::2], strict=True):
        found = LINE.fullmatch(fault)
        assert found, fault
        assert found.group(1) in rules()
        assert remedy.startswith("    help: ")
    assert last.endswith("entries read")
    assert (done.exit_code == 1) == (re.match(r"\d+ problem", last) is not None)


@settings(max_examples=150)
@given(data=st.binary(max_size=200), begun=st.booleans())
def test_random_bytes_are_a_report(data: bytes, begun: bool, toy: Path, run: Run) -> None:
    """Random bytes, alone or as an entry."""
    judged(toy, (b"papers:\n- id: x\n  title: " if begun else b"") + data, run)


HEAD, *PIECES = re.split(rb"(?=^- id: )", PAPERS, flags=re.M)
TOKENS = [
    each.encode() for each in [*string.punctuation, "\n", "\t", " ", "\r", "\0", "{{", "null", "[[a]]", "é", "去"]
]
TOKENS += [b"\xff", b"\xed\xa0\x80", b"- ", b": ", b"- id: ", b"\n- ", b"&a ", b"*a", b"<<: ", b'"\\ud800"', b'"\\x00"']
TOKENS += [b"[" * 50, b"9" * 5000, b"{x: " * 30, b"\xe2\x80\xa8", b"%n%s{0}{near}", b"\xef\xbb\xbf"]


@settings(max_examples=250)
@given(piece=st.sampled_from(PIECES), data=st.data())
def test_mutations_of_the_real_file_are_a_report(piece: bytes, data: st.DataObject, toy: Path, run: Run) -> None:
    """A real entry among others with pieces cut out, doubled or put in anywhere."""
    text = HEAD + PIECES[0] + piece + PIECES[-1]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.sampled_from([0, 0, 1, 2, 10, 100])))
        text = text[:at] + data.draw(st.sampled_from([b"", text[at:to] * 2, *TOKENS])) + text[to:]
    judged(toy, text, run)


@settings(max_examples=150)
@given(piece=st.sampled_from(PIECES), data=st.data())
def test_format_of_mutations_never_raises_and_settles(piece: bytes, data: st.DataObject, toy: Path, run: Run) -> None:
    """Whatever stands in the file, format ends with status 0 or 1, and a second format changes nothing."""
    text = (HEAD + PIECES[0] + piece + PIECES[-1]).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.sampled_from([0, 1, 10, 100])))
        new = data.draw(st.sampled_from([b"", b"  # c", b"\n# c\n", *TOKENS])).decode(errors="ignore")
        text = text[:at] + new + text[to:]
    (toy / "papers.yaml").write_text(text, "utf-8", newline="")
    done = run(toy, "format")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    once = (toy / "papers.yaml").read_bytes()
    run(toy, "format")
    assert (toy / "papers.yaml").read_bytes() == once


@settings(max_examples=100)
@given(data=st.data())
def test_mutations_of_the_catalogue_are_a_report(data: st.DataObject, toy: Path, run: Run) -> None:
    """The same with catalogue.yaml."""
    text = (TOY / "catalogue.yaml").read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.sampled_from([0, 1, 10, 100])))
        text = text[:at] + data.draw(st.sampled_from([b"", *TOKENS])) + text[to:]
    (toy / "catalogue.yaml").write_bytes(text)
    judged(toy, (toy / "papers.yaml").read_bytes(), run)
