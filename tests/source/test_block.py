"""A block: its id, and where its values stand."""

from __future__ import annotations

import pytest

from papershelf.source import Steps, read_document

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
