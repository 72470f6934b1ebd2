"""Two loaders, one answer: libyaml's and PyYAML's own read every text the same."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.source import Block, Registry, loaders, parse, read_document, read_registry, split
from tests.conftest import ROOT

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")
FAST = loaders.Loader  # libyaml's, where there is one


def test_question_mark_inside_an_address_is_a_letter() -> None:
    """An address with a query stands unquoted in a flow mapping."""
    for text in ("{paper: https://x.org/f?id=1}", "{paper: https://x.org/f?id=1, code: &x 1}"):
        data = read_document(text.replace("&x ", ""), "f").data
        assert data["paper"] == "https://x.org/f?id=1"


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


@pytest.mark.parametrize("loader", [FAST, loaders.PyLoader])
def test_every_scalar_is_a_string(loader: type) -> None:
    """Neither loader types what it reads."""
    assert yaml.load("{a: 1, b: no, c: 2024-01-01, d: , e: [~, .5]}", loader) == {
        "a": "1",
        "b": "no",
        "c": "2024-01-01",
        "d": "",
        "e": ["~", ".5"],
    }


def test_question_mark_is_a_letter_only_inside_plain_words() -> None:
    """PyYAML's own loader still knows the mark of a key."""
    loader = loaders.PyLoader("a?b: c?")
    assert yaml.load("{a?b: c?}", loaders.PyLoader) == {"a?b": "c?"}
    assert loader.peek(1) == "?"
    assert yaml.load("? a\n: b\n", loaders.PyLoader) == {"a": "b"}
