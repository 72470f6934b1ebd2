"""YAML text → plain data with places: read as written, limited, and the same by both parsers."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.problems import Problem
from papershelf.source import (
    MAX_ENTRY,
    MAX_FILE,
    Block,
    Registry,
    Steps,
    loaders,
    parse,
    read_document,
    read_registry,
    split,
)
from tests.conftest import ROOT

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")
FAST = loaders.Loader  # libyaml's, where there is one


def codes(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Place and code of each problem, without the file's name."""
    return [(f"{p.place.line}:{p.place.column}", p.code) for p in problems]


def told(text: str) -> list[tuple[str, str]]:
    """The problems of a document."""
    return codes(read_document(text, "f.yaml").problems)


# --- scalars as written ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "2401.00010",
        "NO",
        "yes",
        "0123",
        "0x1F",
        "1_000",
        "12:30:45",
        "2024-01-01",
        "null",
        "~",
        "1e3",
        ".inf",
        "=",
        "-",
    ],
)
def test_scalar_is_read_as_written(words: str) -> None:
    """What plain YAML would turn into a number, date, truth value or null stays the words that were written."""
    for text in (f"a: {words}\n", f"a: '{words}'\n", f'a: "{words}"\n'):
        if text != "a: -\n":  # a lone dash in a block would begin a list
            assert read_document(text, "f").data == {"a": words}
    assert read_document(f"a: [{words}]\n", "f").data == {"a": [words]}


def test_absent_value_is_none_and_an_empty_text_is_a_text() -> None:
    """`a:` has no value; `a: ""` has the empty text."""
    assert read_document('a:\nb: ""\nc: {d}\n', "f").data == {"a": None, "b": "", "c": {"d": None}}


def test_question_mark_inside_an_address_is_a_letter() -> None:
    """An address with a query stands unquoted in a flow mapping."""
    for text in ("{paper: https://x.org/f?id=1}", "{paper: https://x.org/f?id=1, code: &x 1}"):
        data = read_document(text.replace("&x ", ""), "f").data
        assert data["paper"] == "https://x.org/f?id=1"


# --- places -----------------------------------------------------------------------------------

DOCUMENT = "title: {en: One, zh: 一}\ntasks:\n- id: a\n  x: [p, q]\n- id: b\n"


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, "1:1"),
        (("title", "zh"), False, "1:22"),
        (("title", "zh"), True, "1:18"),
        (("tasks", 0, "x", 1), False, "4:10"),
        (("tasks", 1), False, "5:3"),
        (("tasks", 1, "id"), False, "5:7"),
        (("tasks", 1, "absent"), False, "5:3"),
        (("tasks", 7, "id"), False, "3:1"),
        (("absent",), False, "1:1"),
    ],
)
def test_place_of_a_path(path: Steps, key: bool, place: str) -> None:
    """A value's place is its first character, a key's the key's; what is absent is told at what would hold it."""
    found = read_document(DOCUMENT, "f.yaml").place(path, key)
    assert str(found) == f"f.yaml:{place}"


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


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x b", "1:4"),
        ("a: [&x b, c]", "1:5"),
        ("a: *x", "1:4"),
        ("a: !!str b", "1:4"),
        ("a: !local b", "1:4"),
        ("!!python/object/apply:os.system [ls]", "1:1"),
        ("a: {<<: b}", "1:5"),
        ("<<: b", "1:1"),
        ("%YAML 1.2\n---\na: b", "1:1"),
        ("%TAG ! tag:x.org,2000:\n---\na: b", "1:1"),
        ("---\na: b", "1:1"),
        ("a: b\n---\nc: d", "2:1"),
        ("a: b\n...\n", "2:1"),
    ],
)
def test_yaml_machinery_is_refused(text: str, place: str) -> None:
    """Anchors, aliases, tags, merge keys, directives and document marks are refused where they stand."""
    assert (place, "alias") in told(text)


@pytest.mark.parametrize("text", ['a: "&x *y !z"', "a: b & c", "a: what*ever", "a: 'x <<: y'", "a: R&D!", "a: x --- y"])
def test_the_same_characters_in_words_are_words(text: str) -> None:
    """Quoted, or inside of words, the same characters are text."""
    assert told(text) == []


def test_duplicate_key_names_both_lines() -> None:
    """Two equal keys in one mapping are told at the second, with the line of the first; depth does not matter."""
    block = read_document("a: 1\nb: {c: 1,\n  c: 2}\na: 2\n", "f")
    assert codes(block.problems) == [("3:3", "duplicate-field"), ("4:1", "duplicate-field")]
    assert [p.values["first"] for p in block.problems] == [2, 1]


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x80", "\ufffe", "\ufeff", "\u2029", "\ud800"])
def test_control_characters_are_refused(char: str) -> None:
    """NUL, escape, byte order marks and the like are refused, written or as an escape in double quotes."""
    assert told(f'a: "x{char}y"') == [("1:6", "bad-character")]
    assert told(f'a: "x\\u{ord(char):04x}y"')[0][1] == "bad-character"


def test_escapes_beyond_the_last_code_point_are_refused() -> None:
    """An escape that stands for no character is no crash."""
    assert told('a: "\\U00110000"') == [("1:5", "bad-character")]
    assert told('a: "\\UFFFFFFFF"') == [("1:5", "bad-character")]
    assert read_document('a: "\\U0010FFFD \\u00e9"', "f").data == {"a": "\U0010fffd é"}


def test_crlf_reads_like_lf_and_a_tab_is_named() -> None:
    """Windows line ends change neither data nor places; a tab for indentation is told as such."""
    text = "papers:\n- id: a\n  t: [x,\n    y]\n- id: b\n  kind: {\n"
    one, other = (read_registry(each, "p") for each in (text, text.replace("\n", "\r\n")))
    assert [b.data for b in one.blocks] == [b.data for b in other.blocks]
    assert [codes(b.problems) for b in one.blocks] == [codes(b.problems) for b in other.blocks]
    assert told("a:\n\tb: c\n") == [("2:1", "tab")]
    assert told("- id: x\n  \tb: c\n") == [("2:3", "tab")]


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


# --- limits ------------------------------------------------------------------------------------


def test_file_of_more_than_64_mb_is_refused() -> None:
    """A registry may have 64 MB, which is not even split."""
    registry = split("papers:\n" + "#" * MAX_FILE, "p")
    assert codes(registry.problems) == [("1:1", "file-too-long")]
    assert not registry.blocks


def test_entry_of_more_than_64_kb_is_refused_and_hides_no_other() -> None:
    """An entry may have 64 kB (bytes, not characters); the next one is read."""
    lines = "".join(f"  f{n}: {'界' * 1000}\n" for n in range(MAX_ENTRY // 3000 + 1))
    registry = read_registry(f"papers:\n- id: a\n{lines}- id: b\n", "p")
    assert codes(registry.blocks[0].problems) == [("2:1", "entry-too-long")]
    assert registry.blocks[0].problems[0].entry == "a"
    assert registry.blocks[1].data == {"id": "b"}
    assert MAX_ENTRY == 64 * 1024


def test_scalar_of_more_than_20_000_characters_is_refused() -> None:
    """A text may have 20,000 characters, and not one more."""
    assert told("a: " + "x" * 20_000) == []
    assert told("a: " + "x" * 20_001) == [("1:4", "text-too-long")]


def nested(depth: int, kind: str) -> str:
    """A document whose innermost value stands at a depth."""
    return {
        "flow list": "[" * depth + "x" + "]" * depth,
        "flow mapping": "{a: " * depth + "x" + "}" * depth,
        "dashes": "- " * depth + "x",
        "indentation": "".join(" " * n + "a:\n" for n in range(depth)) + " " * depth + "x",
    }[kind]


@pytest.mark.parametrize("kind", ["flow list", "flow mapping", "dashes", "indentation"])
@pytest.mark.parametrize("loader", [FAST, loaders.PyLoader])
def test_depth_of_twenty_is_the_limit(kind: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nesting up to the limit is read; far beyond it is told as too deep, whichever parser reads it."""
    monkeypatch.setattr(parse, "Loader", loader)
    assert told(nested(20, kind)) == []
    for depth in (23, 150, 400):
        assert [code for _, code in told(nested(depth, kind))] == ["too-deep"]


@pytest.mark.parametrize("bomb", ["[", "{", "- ", "? ", "[{", "{a: [", "[a, "])
@pytest.mark.parametrize("loader", [FAST, loaders.PyLoader])
def test_bracket_bomb_is_no_crash(bomb: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """100,000 opening brackets or dashes are one problem, not an exhausted stack."""
    monkeypatch.setattr(parse, "Loader", loader)
    assert [code for _, code in told(bomb * 100_000)] == ["too-deep"]
    entry = read_registry(f"papers:\n- id: a\n  t: {bomb * 10_000}\n- id: b\n", "p").blocks
    assert [len(block.problems) for block in entry] == [1, 0]


def test_billion_laughs_are_refused_without_being_told() -> None:
    """Aliases are refused before any is expanded, and 10,000 of them fill no report."""
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [" + "*b, " * 10_000 + "x]\n"
    block = read_document(text, "f")
    assert {p.code for p in block.problems} == {"alias"}
    assert len(block.problems) == 20
    assert block.data is None


# --- the registry -----------------------------------------------------------------------------------


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


# --- two parsers, one answer ------------------------------------------------------------------------


def places(block: Block) -> list[tuple[int, int]]:
    """Where every key and value of a block starts."""

    def of(node: Any) -> Iterator[tuple[int, int]]:
        yield node.start_mark.line, node.start_mark.column
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from of(key)
                yield from of(value)
        elif isinstance(node, yaml.SequenceNode):
            for each in node.value:
                yield from of(each)

    return list(of(block.node)) if block.node is not None and not block.problems else []


def both(text: str, read: str) -> list[Any]:
    """Data, places and problems as each parser gives them."""
    answers = []
    for loader in (FAST, loaders.PyLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parse, "Loader", loader)
            whole = Registry("f", blocks=(read_document(text, "f"),))
            registry = whole if read == "document" else read_registry(text, "f")
            found = [*registry.problems, *(p for block in registry.blocks for p in block.problems)]
            clean = [block for block in registry.blocks if not block.problems]
            answers.append(([b.data for b in clean], [places(b) for b in clean], [(str(p.place), p) for p in found]))
    return answers


PIECES = [*":,-?[]{}#&*!|>'\"%@`", " ", "\n", "\t", "\\", "a", "b", "é", "0"]
WHOLE = ["a: ", "\n  ", "\n- ", "- ", "? ", "<<: ", "'x'", '"x"', "{a: b}", "[a, b]", "x?y", "\\u00e9", "\\x07", "\r\n"]
WHOLE += ["|\n  a\n", ">-\n  a\n\n  b\n", "|2\n", "---\n", "...\n", " #c\n", "https://x.org/a?b=c#d"]


@settings(max_examples=2500)
@given(st.lists(st.sampled_from([*PIECES, *WHOLE]), max_size=14).map("".join))
def test_both_parsers_agree_on_small_texts(text: str) -> None:
    """The parsers of libyaml and of PyYAML itself give the same data at the same places, or the same problems."""
    fast, slow = both(text, "document")
    assert fast == slow


@pytest.mark.parametrize(
    "text",
    [
        "{paper: https://x.org/f?id=1}",
        "[a?, b ?c, d?e]",
        "[?a]",
        "? ",
        "[a:,b]",
        "{a:]}",
        "{a:[b]}",
        "a:\tb",
        "a: b\t# c",
        "a: |# c\n  b\n",
        '"\\ud800"',
        '"\\U00110000"',
        "k" * 1100 + ": b",
        "a\n b: c",
    ],
)
def test_both_parsers_agree_where_they_are_known_to_differ(text: str) -> None:
    """Texts on which the two parsers by themselves differ."""
    fast, slow = both(text, "document")
    assert fast == slow


@pytest.mark.skipif(FAST is loaders.PyLoader, reason="this PyYAML has no libyaml")
def test_there_are_two_parsers_here() -> None:
    """The comparison above compares two parsers, not one with itself."""
    assert issubclass(FAST, yaml.CSafeLoader)


def test_both_parsers_agree_on_the_real_registry() -> None:
    """The shipped papers.yaml and catalogue.yaml read the same by both."""
    fast, slow = both(PAPERS, "registry")
    assert fast == slow
    assert len(fast[0]) > 200
    fast, slow = both((ROOT / "catalogue.yaml").read_text("utf-8"), "document")
    assert fast == slow


ENTRIES = [block.text for block in split(PAPERS, "p").blocks]


@settings(max_examples=100)
@given(st.sampled_from(ENTRIES), st.data())
def test_both_parsers_agree_on_mutated_real_entries(entry: str, data: st.DataObject) -> None:
    """A real entry with a few characters changed, dropped or added reads, or fails, the same by both."""
    text = entry
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        new = data.draw(st.sampled_from(["", *string.punctuation, " ", "\n", "\t", "  - ", ": "]))
        text = text[:at] + new + text[at + data.draw(st.integers(0, 2)) :]
    fast, slow = both(f"papers:\n{text}", "registry")
    assert fast == slow
