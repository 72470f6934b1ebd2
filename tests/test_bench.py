"""The faults that are put into templates, words and scripts by hand: each can still be made."""

from __future__ import annotations

import ast

from bench import mutate


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
