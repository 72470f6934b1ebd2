"""YAML text → plain data: read as written, limited, without YAML's machinery."""

from __future__ import annotations

from time import process_time

import pytest

from papershelf.source import Block, loaders, parse, read_document, read_registry
from tests.source.told import codes, told

FAST = loaders.Loader  # libyaml's, where there is one


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


def test_what_is_read_is_given_back_and_nothing_is_filled_in() -> None:
    """The block that is parsed stays as it was; the new one has the data, and says whether a value is missing."""
    block = Block("f", 1, "a: b\nc:\n")
    read = parse.parse(block)
    assert (block.data, block.node, block.problems, block.gaps) == (None, None, (), False)
    assert (read.data, read.problems, read.gaps) == ({"a": "b", "c": None}, (), True)
    assert (read.file, read.line, read.text) == (block.file, block.line, block.text)
    assert not parse.parse(Block("f", 1, "a: ''\n")).gaps


def test_text_without_anything_is_nothing() -> None:
    """A file of comments has no data and no problem."""
    read = read_document("# nothing\n", "f")
    assert (read.data, read.node, read.problems) == (None, None, ())


def test_absent_value_is_none_and_an_empty_text_is_a_text() -> None:
    """`a:` has no value; `a: ""` has the empty text."""
    assert read_document('a:\nb: ""\nc: {d}\n', "f").data == {"a": None, "b": "", "c": {"d": None}}


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


# --- limits ------------------------------------------------------------------------------------


def test_scalar_of_more_than_20_000_characters_is_refused() -> None:
    """A text may have 20,000 characters, and not one more."""
    assert told("a: " + "x" * 20_000) == []
    assert told("a: " + "x" * 20_001) == [("1:4", "text-too-long")]
    (problem,) = read_document("a: {b: [" + "x" * 20_001 + "]}", "f").problems
    assert problem.says("en") == "the text of 'b' is longer than 20,000 characters"


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


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(("brackets", "codes"), [(19, []), (20, ["too-deep"])])
def test_an_entry_itself_is_the_first_of_twenty_levels(brackets: int, codes: list[str], many: bool) -> None:
    """Nineteen more are read, one more is too deep; so also where many brackets call the slower parser."""
    beside = f"  y: [{'[], ' * 1100}]\n" if many else ""
    text = f"papers:\n- id: a\n{beside}  x: {'[' * brackets}1{']' * brackets}\n"
    assert [p.code for block in read_registry(text, "p").blocks for p in block.problems] == codes


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


N = 60_000
BOMBS = {
    "open": "[" * N,
    "in a field": "a: " + "[" * N,
    "pairs": "a: [" + "[]," * N + "]",
    "side by side": "[]" * N,
    "closed": "[" * N + "]" * N,
    "by line": "- [\n" * N,
    "curly": "{" * N,
    "questions": "? " * N,
    "dashes": "- " * N,
    "fields": "a: [b,\n" * N,
    "quotes": '"[' * N,
    "single quotes": "'[" * N,
    "closing": "]" * N,
    "apart": "[ " * N,
    "colons": "a:" * N,
    "commas": "[," * N,
    "anchors": "&a " * N,
    "aliases": "a: [" + "*a, " * N + "]",
    "tags": "! " * N,
    "keys": "[a: " * N,
    "maps": "{a: " * N,
    "doubled": "".join(f"a: {n}\n" for n in range(N // 10)),
    "tabs": "\ta: [\n" * N,
    "merge": "<<: *a\n" * N,
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n" for n in range(N // 50)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_is_laid_to_take_long_does_not(bomb: str) -> None:
    """As a file, and as an entry of a registry: told, or read, in a second or two."""
    start = process_time()
    document = read_document(BOMBS[bomb], "catalogue.yaml")
    registry = read_registry(f"papers:\n- id: a\n{BOMBS[bomb]}\n- id: b\n", "papers.yaml")
    assert process_time() - start < 10  # the slowest takes one; the bound is for a slow machine
    assert document.problems or bomb == "pairs"
    assert registry.problems or any(block.problems for block in registry.blocks)
