"""A block: its id, and where its values stand."""

from __future__ import annotations

import pytest
import yaml

from papershelf.source import Block, Steps, read_document, read_registry
from papershelf.source.block import Spot, mark_at, marked

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


def test_a_key_s_place_is_told_for_the_last_step_only() -> None:
    """A field inside a field of the same name is found by its own key."""
    found = read_document("a: {b: 1}\na b:\n  a b: 2\n", "f").place(("a b", "a b"), key=True)
    assert str(found) == "f:3:3"


def test_an_unread_block_stands_at_its_first_line() -> None:
    """Without nodes every path is there."""
    assert str(Block("f.yaml", 7, "id: a\n").place(("id",))) == "f.yaml:7:1"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("- id: moce-ir\n", "moce-ir"),
        ("# about\n- kind: [\n  id: 'moce-ir'\n", "moce-ir"),
        ('  - id: "a.b"\n', "a.b"),
        ("- kind: method\n", ""),
        ("- title: an id: of words\n", ""),
    ],
)
def test_id_is_found_in_a_block_that_was_not_read(text: str, id: str) -> None:
    """The first field of that name, as far as its words go."""
    assert Block("f", 1, text).id == id


@pytest.mark.parametrize(("data", "id"), [({"id": "a"}, "a"), ({"id": ["a"]}, ""), ({}, "")])
def test_id_of_a_block_that_was_read(data: object, id: str) -> None:
    """What the data say, where they say a word."""
    assert Block("f", 1, "- id: other\n", data).id == id


def test_marks_count_from_the_head_of_the_block() -> None:
    """Line and column of a character, from 0 in the block and from 1 in the file."""
    text = "ab\n\ncde\n"
    assert [mark_at(text, text.index(char)) for char in "abcde"] == [(0, 0), (0, 1), (2, 0), (2, 1), (2, 2)]
    block = Block("f", 10, text)
    assert str(block.place_of(mark_at(text, text.index("d")))) == "f:12:2"


def test_what_is_marked_tells_the_entry() -> None:
    """A problem has its place, its code, the id of the block and its values."""
    problem = marked(Block("f", 3, "- id: a\n"), Spot(1, 4), "tab", what="x")
    assert (str(problem.place), problem.code, problem.entry, problem.values) == ("f:4:5", "tab", "a", {"what": "x"})


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  x: 1\n",
        "# c\n\n# d - id: z\n- id:   a\n",
        "-   id: a\n    x: 1\n",
        '- id: "a"\n',
        "- # c\n  id: a\n",
        "-\n  id: a\n",
        "- x: 1\n  id: a\n",
        "- {id: a, x: 1}\n",
        "- ? id\n  : a\n",
        "- id: # c\n    a\n",
        "- idle: 1\n  id: a\n",
    ],
)
def test_an_entry_and_its_id_stand_where_the_nodes_say(text: str) -> None:
    """They are found without reading the text again, wherever it is written as usual."""
    block = read_registry(f"papers:\n{text}", "f").blocks[0]
    node = block.node
    assert isinstance(node, yaml.MappingNode)
    (id,) = (value for key, value in node.value if key.value == "id")
    assert block.place() == block.place_of(node.start_mark)
    assert block.place(("id",)) == block.place_of(id.start_mark)
    assert str(block.place(("id",), key=True)) == str(
        block.place_of(next(k for k, v in node.value if v is id).start_mark)
    )
