"""Slips in the words of our rules: small ones, and the ten commonest, each made in a copy of the real papers.yaml.

Each must give exactly one error, on the right line, with a remedy in both languages; what the remedy
says must make the check clean again; and no traceback is ever shown.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, RunProcess
from tests.source.told import told

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")
ENTRIES: list[str] = re.findall(r"^- id: .*\n(?:  .*\n)+", PAPERS, re.M)


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('a: "b\nc: d\n', "1:4", "open-quote"),
        ('a: "b\nc: "d"\n', "1:4", "open-quote"),
        ("a: 'b\nc: d\ne: 'f'\n", "1:4", "open-quote"),
        ('a: ["b, c]\nd: "e"\n', "1:5", "open-quote"),
        ("a: [b, c\nd: e\n", "1:4", "open-bracket"),
        ("a: {b: c\nd: e\n", "1:4", "open-bracket"),
        ("a: {b: c,\n", "2:1", "open-bracket"),
        ("a: b: c\n", "1:5", "stray-colon"),
        ("a: b\n  c: d\n", "2:4", "stray-colon"),
        ("a: b\nc\n", "3:1", "bad-indent"),
        ("a: @b\n", "1:4", "bad-yaml"),
        ("{[a]: b}\n", "1:2", "bad-yaml"),
    ],
)
def test_slip_has_its_own_words(text: str, place: str, code: str) -> None:
    """What the parser calls by one of its own names is told by what the contributor did."""
    assert told(text) == [(place, code)]


def entry_with(*patterns: str, but: tuple[str, ...] = ()) -> str:
    """The first entry in which every pattern is found, not one of ``but``, and not the last of the file."""
    return next(e for e in ENTRIES[:-1] if e not in but and all(re.search(pattern, e, re.M) for pattern in patterns))


def field(entry: str, name: str) -> str:
    """The words of a field that stands on one line."""
    found = re.search(rf"^(?:- |  ){name}: (.*)$", entry, re.M)
    assert found
    return found.group(1)


@dataclass(frozen=True)
class Slip:
    """One slip: in which entry, the line before and after, the code told, what its remedy must hold."""

    entry: str
    right: str
    wrong: str
    code: str
    remedy: str


def _slips() -> dict[str, Slip]:
    used: list[str] = []
    patterns = (
        (r"^  tasks: \[[a-z-]+, [a-z-]+",),
        (r"^  links: \{code: https://",),
        (r"^  links: \{code: https://",),
        (r"^  links: \{code: https://",),
        (r"^  techniques: \[[a-z]+-[a-z-]+\]$",),
        (r"^  title: \"", r"^  arxiv: \""),
        (r"^  venue: cvpr",),
        (r"^  venue: cvpr",),
        *((r"^  arxiv: ",),) * 4,
    )
    for each in patterns:
        used.append(entry_with(*each, but=tuple(used)))
    two_tasks, coded, tabbed, linked, technical, titled, shown, dated, first, second, third, fourth = used
    tasks, technique, title = (
        field(two_tasks, "tasks"),
        field(technical, "techniques").strip("[]"),
        field(titled, "title"),
    )
    code, tab, link = (field(each, "links") for each in (coded, tabbed, linked))
    return {
        "wrong venue": Slip(shown, "  venue: cvpr", "  venue: cvrp", "unknown-venue", "cvpr"),
        "misspelt field": Slip(coded, f"  links: {code}", f"  link: {code}", "unknown-field", "links"),
        "missing comma": Slip(
            two_tasks, f"  tasks: {tasks}", f"  tasks: {tasks.replace(', ', ' ', 1)}", "missing-comma", ", "
        ),
        "tab": Slip(tabbed, f"  links: {tab}", f"\tlinks: {tab}", "tab", ""),
        "duplicate id": Slip(
            second, f"- id: {field(second, 'id')}", f"- id: {field(first, 'id')}", "duplicate-id", field(first, "id")
        ),
        "duplicate arXiv id": Slip(
            fourth,
            f"  arxiv: {field(fourth, 'arxiv')}",
            f"  arxiv: {field(third, 'arxiv')}",
            "duplicate-arxiv",
            "arXiv",
        ),
        "year as a word": Slip(dated, f"  year: {field(dated, 'year')}", "  year: last year", "bad-year", "2025"),
        "bad URL": Slip(linked, f"  links: {link}", f"  links: {link.replace('https://', '')}", "bad-url", "https://"),
        "unknown technique": Slip(
            technical, f"[{technique}]", f"[{technique.replace('-', '', 1)}]", "unknown-technique", technique
        ),
        "unclosed quote": Slip(titled, f"  title: {title}", f"  title: {title[:-1]}", "open-quote", '"'),
    }


SLIPS = _slips()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real registry and its catalogue.yaml."""
    for name in ("papers.yaml", "catalogue.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def slipped(slip: Slip) -> tuple[str, int]:
    """The registry with the slip in it, and the line on which it stands."""
    assert slip.entry.count(slip.right) == 1
    text = PAPERS.replace(slip.entry, slip.entry.replace(slip.right, slip.wrong))
    assert text != PAPERS
    before = PAPERS[: PAPERS.index(slip.entry) + slip.entry.index(slip.right)]
    return text, before.count("\n") + 1


@pytest.mark.parametrize("name", SLIPS)
def test_slip_is_told_once_at_its_line_with_its_remedy(name: str, copy: Path, run_process: RunProcess) -> None:
    """One error, on the line of the slip, whose remedy in English and Chinese says what to write."""
    slip = SLIPS[name]
    text, line = slipped(slip)
    (copy / "papers.yaml").write_text(text, "utf-8")
    done = run_process(copy, "check", "--form", "json")
    assert (done.returncode, done.stderr) == (1, "")
    errors = [each for each in json.loads(done.stdout) if each["level"] == "error"]
    assert [(e["file"], e["line"], e["code"]) for e in errors] == [("papers.yaml", line, slip.code)]
    for lang in ("en", "zh"):
        assert slip.remedy in errors[0]["says"][lang] + errors[0]["help"][lang]
    assert re.search(r"[\u4e00-\u9fff]", errors[0]["help"]["zh"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_report_for_people_ends_with_the_count_and_shows_no_traceback(
    lang: str, copy: Path, run_process: RunProcess
) -> None:
    """All slips at once: each told in the chosen language, once a slip, none hiding another."""
    text = PAPERS
    for slip in SLIPS.values():
        text = text.replace(slip.entry, slip.entry.replace(slip.right, slip.wrong))
    (copy / "papers.yaml").write_text(text, "utf-8")
    done = run_process(copy, "--lang", lang, "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    found = re.findall(r"^papers\.yaml:\d+:\d+: ([a-z]+-?[a-z]*)  ", done.stdout, re.M)
    assert sorted(found) == sorted(slip.code for slip in SLIPS.values())
    assert done.stdout.rstrip().split("\n")[-1].startswith(f"{len(found)} problems" if lang == "en" else "1 个文件中有")


def _from_message(slip: Slip, wrong_line: str, told: str) -> str:
    """The line mended by what the English message alone says; values only the author knows are given."""
    near = re.search(r"did you mean '([^']+)'", told)
    if slip.code in ("unknown-venue", "unknown-technique", "unknown-field") and near:
        misspelt = re.search(r"'([^']+)'", told)
        assert misspelt
        return wrong_line.replace(misspelt.group(1), near.group(1), 1)
    if slip.code == "missing-comma":
        listed = re.search(r"write (\[.*\])", told)
        assert listed
        value = re.search(r"'([^']+)' looks like", told)
        assert value
        return wrong_line.replace(value.group(1), listed.group(1).strip("[]"))
    if slip.code == "tab":
        return wrong_line.replace("\t", "  ")
    if slip.code == "open-quote":
        return f'{wrong_line}"'
    if slip.code == "bad-url":
        return re.sub(r"code: ", "code: https://", wrong_line)
    return slip.right  # the id, arXiv id or year that its author looks up


@pytest.mark.parametrize("name", SLIPS)
def test_following_the_remedy_makes_the_check_clean(name: str, copy: Path, run_process: RunProcess) -> None:
    """Whoever does what the message says has a clean check, and the text as it was before the slip."""
    slip = SLIPS[name]
    text, line = slipped(slip)
    (copy / "papers.yaml").write_text(text, "utf-8")
    told = run_process(copy, "check").stdout
    lines = text.split("\n")
    lines[line - 1] = _from_message(slip, lines[line - 1], _of_code(told, slip.code))
    (copy / "papers.yaml").write_text("\n".join(lines), "utf-8")
    assert run_process(copy, "check").returncode == 0
    assert (copy / "papers.yaml").read_text("utf-8") == PAPERS


def _of_code(report: str, code: str) -> str:
    """The two lines of a report that tell of a code."""
    found = re.search(rf"^\S+: {code}  .*\n.*\n", report, re.M)
    assert found
    return found.group()


def test_comma_in_unquoted_words_is_explained(copy: Path, run_process: RunProcess) -> None:
    """In braces a comma ends the words; the remedy says that such words need quotes."""
    entry = entry_with(r"^  venue: cvpr")
    wrong = entry.rstrip("\n") + "\n  summary: {en: A network, which restores images., zh: 一个网络。}\n"
    (copy / "papers.yaml").write_text(PAPERS.replace(entry, wrong), "utf-8")
    done = run_process(copy, "check", "--form", "json")
    (error,) = [each for each in json.loads(done.stdout) if each["level"] == "error"]
    assert error["code"] == "empty-value"
    assert "quotes" in error["help"]["en"]
    assert "引号" in error["help"]["zh"]
