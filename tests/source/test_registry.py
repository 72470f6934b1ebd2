"""A registry, cut at its entries: each read by itself, each at its line in the whole file."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papershelf.source import (
    MAX_DOCUMENT,
    MAX_ENTRIES,
    MAX_ENTRY,
    MAX_FILE,
    comment_lines,
    loaders,
    read_document,
    read_registry,
    split,
)
from tests.conftest import ROOT
from tests.source.told import codes

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")


def test_places_in_a_registry_count_from_the_head_of_the_file() -> None:
    """An entry knows its line in the whole file, above it comments and other entries."""
    registry = read_registry("# head\npapers:\n- id: a\n\n# about b\n- id: b\n  year: 2024\n", "p")
    assert [b.id for b in registry.blocks] == ["a", "b"]
    assert str(registry.blocks[1].place(("year",))) == "p:7:9"
    assert registry.blocks[1].text.startswith("# about b\n")


def test_line_counts_in_line_feeds_only() -> None:
    """A lone carriage return or form feed is no new line for an editor: it is refused, and moves no place."""
    for char in "\r\x0b\x0c\x1c\x85\u2028":
        registry = read_registry(f"papers:\n- id: a\n  t: x{char}y\n- id: b\n  year: [\n", "p")
        assert codes(registry.blocks[0].problems) == [("3:7", "bad-character")]
        assert registry.blocks[1].line == 4


def test_file_of_more_than_12_mb_is_refused() -> None:
    """A registry may have 12 MB; what is longer is not even split."""
    registry = split("papers:\n" + "#" * MAX_FILE, "p")
    assert codes(registry.problems) == [("1:1", "file-too-long")]
    assert not registry.blocks
    assert MAX_FILE == 12 * 1024 * 1024


def test_catalogue_of_more_than_1_mb_is_refused() -> None:
    """It may have 1 MB; what is longer is not read."""
    assert codes(read_document("#" * MAX_DOCUMENT, "c").problems) == []
    assert codes(read_document("#" * (MAX_DOCUMENT + 1), "c").problems) == [("1:1", "file-too-long")]
    assert MAX_DOCUMENT == 1024 * 1024


def test_more_than_20000_entries_are_refused() -> None:
    """At the first that is too many; none of them is read."""
    assert len(split("papers:\n" + "- a\n" * MAX_ENTRIES, "p").blocks) == MAX_ENTRIES == 20_000
    registry = split("papers:\n" + "- a\n" * (MAX_ENTRIES + 1), "p")
    assert codes(registry.problems) == [("20002:1", "too-many-entries")]
    assert not registry.blocks


@pytest.mark.parametrize(
    "entry", ["- [\n", "- id: &a\n", '- {t: "\\u0041"}\n', "- {" + "".join(f"a{n}: [], " for n in range(600)) + "}\n"]
)
def test_what_is_slow_to_read_is_not_read_without_end(entry: str) -> None:
    """Broken entries, and those for which the slow parser is asked: what stands behind some hundred kB is left unread."""
    registry = read_registry("papers:\n" + entry * (1_500_000 // (len(entry) + 400)), "p")
    if "[], " in entry:  # many brackets, but none of them deep
        assert registry.problems == ()
        return
    assert [problem.code for problem in registry.problems] == ["too-much-broken"]
    assert 0.3 < len(registry.blocks) / (1_500_000 // (len(entry) + 400)) < 0.4
    assert registry.problems[0].place.line == len(registry.blocks) + 2


def test_entry_of_more_than_64_kb_is_refused_and_hides_no_other() -> None:
    """An entry may have 64 kB (bytes, not characters); the next one is read."""
    lines = "".join(f"  f{n}: {'界' * 1000}\n" for n in range(MAX_ENTRY // 3000 + 1))
    registry = read_registry(f"papers:\n- id: a\n{lines}- id: b\n", "p")
    assert codes(registry.blocks[0].problems) == [("2:1", "entry-too-long")]
    assert registry.blocks[0].problems[0].entry == "a"
    assert registry.blocks[1].data == {"id": "b"}
    assert MAX_ENTRY == 64 * 1024


def test_broken_entry_hides_no_other() -> None:
    """Of five entries with the second and the fourth broken, three are read and two are told, each by its id."""
    broken = "papers:\n- id: a\n- id: b\n  t: [\n- id: c\n- id: d\n  t: \"x\n  u: 'y\n- id: e\n"
    registry = read_registry(broken, "p")
    assert [block.data for block in registry.blocks if not block.problems] == [{"id": i} for i in "ace"]
    assert [p.entry for block in registry.blocks for p in block.problems] == ["b", "d"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("1:1", "no-list")]),
        ("- id: a\n", [("1:1", "no-list")]),
        ("\ufeffpapers:\n- id: a\n", [("1:1", "no-list")]),
        ("paper:\n- id: a\n", [("1:1", "no-list")]),
        ("papers:\n", []),
        ("papers: []\n", []),
        ("papers:  # none yet\n", []),
        ("papers:\n# c\n\nid: a\n- id: b\n", [("4:1", "not-an-entry")]),
        ("papers:\nid: a\n", [("2:1", "not-an-entry")]),
        ("- id: lost\npapers:\n- id: a\n", [("1:1", "not-an-entry")]),
        ("%YAML 1.2\n---\npapers:\n- id: a\n", [("1:1", "not-an-entry")]),
    ],
)
def test_head_of_a_registry(text: str, problems: list[tuple[str, str]]) -> None:
    """A registry is one list under its key; nothing but comments may stand before its first entry."""
    assert codes(read_registry(text, "p").problems) == problems


@given(st.text("-# \nabi:[]", max_size=60))
def test_pieces_of_a_registry_are_its_text(text: str) -> None:
    """Head and blocks joined are the text again: splitting loses no character."""
    whole = f"papers:\n{text}"
    registry = split(whole, "p")
    assert registry.head + "".join(block.text for block in registry.blocks) == whole


def test_real_registry_is_read_whole() -> None:
    """The shipped papers.yaml has no problem, and each entry's data is what YAML itself reads."""
    registry = read_registry(PAPERS, "papers.yaml")
    assert not registry.problems
    assert not [p for block in registry.blocks for p in block.problems]
    plain = yaml.load(PAPERS, loaders.PyLoader)["papers"]
    assert [block.data for block in registry.blocks] == plain


def test_entries_are_those_as_far_indented_as_the_first() -> None:
    """A list inside of an entry begins none, nor does a dash without a space."""
    registry = split("papers:\n  - id: a\n    tasks:\n    - x\n  -\n    id: b\n  -x: c\n", "p")
    assert [block.line for block in registry.blocks] == [2, 5]


def test_another_list_can_be_read() -> None:
    """The key is the caller's."""
    assert [block.data for block in read_registry("venues:\n- id: a\n", "p", "venues").blocks] == [{"id": "a"}]


def test_a_document_is_one_block() -> None:
    """From the first line to the last."""
    assert read_document("a: b\n", "f").data == {"a": "b"}
    assert codes(read_document("a: [\n", "f").problems) == [("2:1", "open-bracket")]


@pytest.mark.parametrize(
    ("text", "count"), [("- id: a\n", 0), ("# a\n\n  # b\n- id: a\n# c\n", 3), ("# a\n", 2), ("", 1)]
)
def test_comments_at_the_head_of_a_block_are_counted(text: str, count: int) -> None:
    """Comments and empty lines before the first line of the entry."""
    assert comment_lines(text) == count


def test_a_text_that_ends_like_a_comment_stays_in_its_entry() -> None:
    """A line of words that begins with #, right above the next entry, is not a comment of that one."""
    text = "papers:\n- id: a\n  title: 'T\n\n    # 1'\n- id: b\n  title: U\n"
    first, second = read_registry(text, "p").blocks
    assert (first.problems, first.data) == ((), {"id": "a", "title": "T\n# 1"})
    assert second.text == "- id: b\n  title: U\n"
