"""What the bench works on: faults by hand that can still be made, folders of any size, the same records for Hugo."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import lxml.etree
import pytest
from bench import hugo, mutate, stock
from bench.grown import grow
from bench.plot import plot

from papershelf import shelf, site
from papershelf.render.edition import Edition
from tests.conftest import ROOT, digests
from tests.making import sounds, templates


def test_every_fault_by_hand_can_be_made() -> None:
    """What it replaces stands once in its file, and it says what a reader would see."""
    found = mutate.by_hand()
    assert len(found) > 40
    assert len({fault.told for fault in found}) == len(found)
    for fault in found:
        assert (mutate.ROOT / fault.file).read_text("utf-8") != fault.text
        assert next(each for each in fault.rounds if each)


def test_a_fault_of_an_annotation_is_none() -> None:
    """Nor is one that Python cannot read."""
    was = "def f(a: int | None) -> str:\n    b: int = 1\n    return str(a)\n"
    assert not mutate.is_fault(was, was.replace("|", "&"))
    assert not mutate.is_fault(was, was.replace("-> str", "-> bytes"))
    assert not mutate.is_fault(was, was.replace("b: int", "b: str"))
    assert not mutate.is_fault(was, was.replace("return", "return return"))
    assert mutate.is_fault(was, was.replace("1", "2"))
    assert ast.parse(was)


def test_a_fault_is_told_by_its_place_and_both_lines() -> None:
    """So that one can look it up without the copy."""
    file = mutate.ROOT / "src/papershelf/x.py"
    assert mutate.told(file, "a = 1\n b = 2\n", "a = 1\n b = 3\n") == "src/papershelf/x.py:2: b = 2 → b = 3"
    assert mutate.told(file, "a = 1\n", "") == "src/papershelf/x.py:1: a = 1 → "


def test_a_grown_folder_is_a_catalogue_of_that_size(tmp_path: Path) -> None:
    """Without errors, in several files, with the shipped entries as they are; the same bytes each time."""
    grown = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        grown.append(shelf.read(grow(tmp_path / name, 600)))
    assert [(found.count, found.errors) for found in grown] == [(600, [])] * 2
    assert digests(tmp_path / "one") == digests(tmp_path / "other")
    assert (tmp_path / "one/papers.yaml").read_bytes() == (ROOT / "papers.yaml").read_bytes()
    assert len(shelf.registry_files(tmp_path / "one")) > 3


def test_the_hugo_site_has_every_record_in_each_language(tmp_path: Path) -> None:
    """A file for each paper, board, data set and hand-written page, whose front matter is JSON."""
    editions = tuple(Edition(sounds(), lang, templates()) for lang in ("en", "zh"))
    folder = hugo.lay(tmp_path / "hugo", editions, related=True)
    assert "related = true" in (folder / "hugo.toml").read_text("utf-8")
    for lang in ("en", "zh"):
        files = {
            file.relative_to(folder / "content" / lang).as_posix(): file
            for file in (folder / "content" / lang).rglob("*.md")
        }
        assert {f"papers/{id}.md" for id in sounds().by_id} <= set(files)
        assert {"benchmarks/rooms.md", "datasets/halls.md"} <= set(files)
        for file in files.values():
            matter, _ = json.JSONDecoder().raw_decode(file.read_text("utf-8"))
            assert matter["title"]


def test_stock_mkdocs_gets_every_page(tmp_path: Path) -> None:
    """A Markdown file for each, in each language, with its title and its finished HTML."""
    editions = tuple(Edition(sounds(), lang, templates()) for lang in ("en", "zh"))
    folder = stock.lay(tmp_path / "stock", editions)
    for edition in editions:
        for path, page in site.all_pages(edition).items():
            text = (folder / "docs" / edition.below / path / "index.md").read_text("utf-8")
            matter, _ = json.JSONDecoder().raw_decode(text.removeprefix("---\n"))
            assert matter["title"] == page.title
            assert page.html in text


def test_a_plot_has_a_line_for_each_name() -> None:
    """By powers of ten: ten times the papers and the seconds are as far to the right and up, wherever they begin."""
    drawn = plot({"a & b": [(10, 0.1), (100, 1), (1000, 10)], "c": [(10, 1), (1000, 1)]}, "T")
    root = lxml.etree.fromstring(drawn.encode())
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    ways = [[tuple(map(float, spot.split(","))) for spot in line.get("points", "").split()] for line in lines]
    (x0, y0), (x1, y1), (x2, y2) = ways[0]
    assert (x1 - x0, y1 - y0) == pytest.approx((x2 - x1, y2 - y1), abs=0.2)
    assert (x1 > x0, y1 < y0) == (True, True)
    assert ways[1][0][1] == ways[1][1][1] == y1
    assert "a &amp; b" in drawn
