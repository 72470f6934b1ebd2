"""The emission of YAML: order, flow and block style, quotes; what is written is read back the same."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papershelf.source import Steps, read_registry
from papershelf.source.emit import Order, emitted

NO_ORDER: Order = {}


def lines(data: dict[str, Any], order: Order = NO_ORDER, typed: str = "", opened: tuple[Steps, ...] = ()) -> list[str]:
    """The lines of an entry; ``typed``: names of fields."""
    return [line for _, line in emitted(data, order, typed.split(), opened)]


def read(text: list[str]) -> Any:
    """What is read back of an entry."""
    (block,) = read_registry("\n".join(["papers:", *text, ""]), "p").blocks
    assert block.problems == ()
    return block.data


def test_fields_stand_in_the_order_given_and_others_behind_as_they_were() -> None:
    """At every depth, in block and in flow style, those that are opened too."""
    data = {"z": "1", "b": {"y": "2", "x": "3"}, "y": "4", "a": [{"q": "5", "p": "6"}]}
    order = {"a": {"p": None}, "b": {"x": None, "y": None}}
    wanted = ["- a:", "  - p: six", "    q: five", "  b: {x: three, y: two}", "  z: one", "  y: four"]
    words = dict(zip("123456", ("one", "two", "three", "four", "five", "six"), strict=True))
    assert lines(_said(data, words), order) == wanted
    opened = (("a",), ("b",))
    assert lines(_said(data, words), order, opened=opened) == [
        *("- a:", "  - p: six", "    q: five", "  b:", "    x: three", "    y: two", "  z: one", "  y: four")
    ]


def _said(value: Any, words: dict[str, str]) -> Any:
    """The same data with numbers written as words."""
    if isinstance(value, dict):
        return {name: _said(each, words) for name, each in value.items()}
    return [_said(each, words) for each in value] if isinstance(value, list) else words[value]


def test_each_line_tells_the_way_to_what_stands_on_it() -> None:
    """A part of a list by its number; the lines that go on with a text have a way of their own."""
    data = {"a": "b", "c": {"d": ["e"]}, "f": "g\nh"}
    told = list(emitted(data, NO_ORDER, (), [("c",), ("c", "d")]))
    assert told == [
        (("a",), "- a: b"),
        (("c",), "  c:"),
        (("c", "d"), "    d:"),
        (("c", "d", 0), "    - e"),
        (("f",), "  f: |-"),
        (("f", "…"), "    g"),
        (("f", "…"), "    h"),
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_what_a_line_holds_does_not_depend_on_its_length(count: int) -> None:
    """A list of words and a mapping have one line; a list of mappings and words by language a line a part."""
    words = [f"word-{n}" for n in range(count)]
    text = lines(
        {
            "words": words,
            "map": dict.fromkeys(words, "x"),
            "rows": [{"values": {word: ["1", "2"] for word in words}, "note": {"en": "a", "zh": "b"}}],
            "why": {"rule": {"en": "a"}},
        },
        typed="values",
    )
    assert text == [
        f"- words: [{', '.join(words)}]",
        f"  map: {{{', '.join(f'{word}: x' for word in words)}}}",
        "  rows:",
        f"  - values: {{{', '.join(f'{word}: [1, 2]' for word in words)}}}",
        "    note:",
        "      en: a",
        "      zh: b",
        "  why:",
        "    rule:",
        "      en: a",
    ]


@given(st.data())
def test_an_edit_touches_one_line(data: st.DataObject) -> None:
    """Other words in one field of words leave every other line as it is."""
    entry = {"id": "a", "authors": ["Ann", "Bo"], "links": {"code": "https://x.org"}, "summary": {"en": "b", "zh": "c"}}
    name = data.draw(st.sampled_from(["id", "authors", "links", "summary"]))
    word = data.draw(st.text(st.sampled_from("ab 去:#-,[]{}'\"?"), min_size=1, max_size=300).filter(str.strip))
    other = {"id": word, "authors": ["Ann", word], "links": {"code": word}, "summary": {"en": word, "zh": "c"}}
    before, after = lines(entry), lines({**entry, name: other[name]})
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 1


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("plain words", "a: plain words"),
        ("2024", 'a: "2024"'),
        ("no", 'a: "no"'),
        ("a: b", 'a: "a: b"'),
        ("https://x.org/a:b", "a: https://x.org/a:b"),
        ("a #b", 'a: "a #b"'),
        ("a#b", "a: a#b"),
        ("-", 'a: "-"'),
        (" a", 'a: " a"'),
        ("", 'a: ""'),
        ("你好", "a: 你好"),
        ('say "a"', 'a: say "a"'),
        ("'a'", "a: \"'a'\""),
        (["a, b", "-", "c?"], 'a: ["a, b", -, "c?"]'),
        ([], "a: []"),
        ({}, "a: {}"),
        (None, "a:"),
    ],
)
def test_quotes_stand_only_where_they_must(value: Any, line: str) -> None:
    """Words that any reader takes for themselves are bare."""
    assert lines({"a": value}) == [f"- {line}"]


def test_numbers_of_typed_fields_are_bare() -> None:
    """Whatever stands in such a field, at any depth."""
    data = {"year": "2024", "values": {"a": ["-1.5", "0.9"]}, "other": "2024"}
    assert lines(data, typed="year values") == ["- year: 2024", "  values: {a: [-1.5, 0.9]}", '  other: "2024"']


@pytest.mark.parametrize("value", ["a\nb", "a\nb\n", "a\n\nb", " a\nb", "a \nb", "a\nb\n\n", "a\tb", "\na"])
@pytest.mark.parametrize("opened", [False, True])
def test_texts_of_several_lines(value: str, opened: bool) -> None:
    """As a literal block where one can hold them, else in quotes."""
    text = lines({"a": {"en": value}, "b": [value, {"c": value}]}, opened=(("a",), ("b",)) if opened else ())
    assert read(text) == {"a": {"en": value}, "b": [value, {"c": value}]}


def test_an_empty_value_has_no_parts_to_open() -> None:
    """Opened, it would be read as nothing."""
    assert lines({"a": [], "b": {}}, opened=(("a",), ("b",))) == ["- a: []", "  b: {}"]


WORDS = st.text(st.sampled_from("ab Z09é去:#-,[]{}'\"\\?&*!|>%@`~=<._/\n"), max_size=12).filter(
    lambda text: "\r" not in text
)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.from_regex("k[a-z]{0,4}", fullmatch=True), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.from_regex("k[a-z]{0,5}", fullmatch=True), VALUES, min_size=1, max_size=5), st.booleans())
def test_what_is_written_is_read_back(data: dict[str, Any], opened: bool) -> None:
    """By us and, since nothing is typed, by any YAML reader."""
    text = lines(data, opened=tuple((name,) for name in data) if opened else ())
    assert read(text) == data
    assert yaml.safe_load("\n".join([*text, ""])) == [data]
