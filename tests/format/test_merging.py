"""Two entries of one paper become one: nothing that either says is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from papershelf.format import Taken, Texts, merged
from papershelf.format.merging import joined
from papershelf.source import read_registry
from tests.format.test_entry import ENTRIES

SAYS = "old was merged into this entry; it said:"
PAPERS = """\
papers:
# Why it is here.
- id: into
  was: [first]
  kind: method
  scope: unknown
  title: Into
  venue: arxiv
  year: 2024
  arxiv: "2401.00001"
  links: {code: none, weights: none, demo: https://x.org/demo}
  checked: 2026-05-01
  tasks: [rain]
  extends: [old, base]
  summary:
    en: Ours.
  results:
  - benchmark: b
    values: {a: [1.0]}
    source: {in: paper, locator: Table 1}
  added: 2026-04-01

- id: other
  kind: method
  title: Other
  venue: v
  year: 2020
  extends: [old, into]
  summary:
    en: Follows [[old]].
"""
OLD = """\
papers:
# Seen twice.
- id: old
  was: [older]
  kind: method
  scope: general
  title: Into
  venue: cvpr  # by its page
  year: 2025
  doi: 10.1000/x
  links: {code: https://x.org/code, weights: none, project: none, demo: https://y.org/demo}
  checked: 2026-03-01
  tasks: [haze, rain]
  extends: [into, base, third]
  summary:
    en: Theirs.
    zh: 他们的。
  license: {code: MIT}
  results:
  - benchmark: b
    values: {a: [1.0]}
    source: {in: paper, url: https://arxiv.org/abs/2401.00001, locator: Table 1}
  - benchmark: b
    variant: L
    values: {a: [2.0]}
    source: {in: paper, locator: Table 9}
  added: 2026-03-15
"""
WHOLE = """\
papers:
# old was merged into this entry; it said:
# Seen twice.
# by its page
# venue: cvpr
# year: 2025
# links: {demo: https://y.org/demo}
# summary:
#   en: Theirs.
# Why it is here.
- id: into
  was: [first, old, older]
  kind: method
  scope: general
  title: Into
  venue: arxiv
  year: 2024
  arxiv: "2401.00001"
  doi: 10.1000/x
  links: {code: https://x.org/code, project: none, weights: none, demo: https://x.org/demo}
  checked: 2026-03-01
  tasks: [rain, haze]
  extends: [base, third]
  summary:
    en: Ours.
    zh: 他们的。
  license: {code: MIT}
  results:
  - benchmark: b
    values: {a: [1.0]}
    source: {in: paper, locator: Table 1}
  - benchmark: b
    values: {a: [1.0]}
    source: {in: paper, url: https://arxiv.org/abs/2401.00001, locator: Table 1}
  - benchmark: b
    variant: L
    values: {a: [2.0]}
    source: {in: paper, url: https://doi.org/10.1000/x, locator: Table 9}
  added: 2026-03-15

- id: other
  kind: method
  title: Other
  venue: v
  year: 2020
  extends: [into]
  summary:
    en: Follows [[into]].
"""
REGISTRIES = {"papers.yaml": PAPERS, "papers/2025.yaml": OLD}


def after(changes: dict[str, str | None], texts: Texts) -> dict[str, str]:
    """All files as they are when the changes were written."""
    return {file: text for file, text in {**texts, **changes}.items() if text is not None}


def test_the_entry_that_stays_has_what_either_says() -> None:
    """What it lacks is filled in, lists and rows are put together, what differs and every comment stands above it."""
    now = after(merged(REGISTRIES, {}, "old", "into", SAYS), REGISTRIES)
    assert now == {"papers.yaml": WHOLE, "papers/2025.yaml": "papers:\n"}


def test_the_file_of_the_one_entry_is_written_first() -> None:
    """A kill leaves the paper twice, never not at all; in whichever files the two stand."""
    changes = merged(REGISTRIES, {}, "old", "into", SAYS)
    assert list(changes) == ["papers.yaml", "papers/2025.yaml"]
    turned = {"papers.yaml": OLD, "papers/2024.yaml": PAPERS}
    assert list(merged(turned, {}, "old", "into", SAYS)) == ["papers/2024.yaml", "papers.yaml"]


def test_a_merger_that_was_broken_off_is_finished() -> None:
    """After each file that was written: the same once more gives the same folder, and tells nothing twice."""
    page = {"docs/en/a.md": "[[old]]\n", "docs/en/notes/old.md": "# N\n"}
    texts = {**REGISTRIES, **page}
    changes = merged(REGISTRIES, page, "old", "into", SAYS)
    assert len(changes) == 5
    for written in range(5):
        half = after(dict(list(changes.items())[:written]), texts)
        registries = {file: half.pop(file) for file in REGISTRIES}
        assert after(merged(registries, half, "old", "into", SAYS), {**registries, **half}) == after(changes, texts)


@pytest.mark.parametrize(("old", "into"), [("nobody", "into"), ("old", "nobody"), ("nobody", "no-one")])
def test_without_both_entries_the_registry_stays(old: str, into: str) -> None:
    """Nothing is taken out for an entry that is not there; what names the other follows all the same."""
    changes = merged(REGISTRIES, {}, old, into, SAYS)
    assert [
        block.id for text in {**REGISTRIES, **changes}.values() for block in read_registry(text or "", "p").blocks
    ] == ["into", "other", "old"]


def test_two_that_say_the_same_leave_no_comment() -> None:
    """Only the former id tells of the other."""
    text = "papers:\n- id: a\n  kind: method\n  title: T\n  venue: v\n  year: 2020\n\n- id: b\n  kind: method\n  title: T\n  venue: v\n  year: 2020\n"
    (new,) = merged({"papers.yaml": text}, {}, "b", "a", SAYS).values()
    assert new == "papers:\n- id: a\n  was: [b]\n  kind: method\n  title: T\n  venue: v\n  year: 2020\n"


def test_two_notes_are_not_made_one() -> None:
    """Which words stay only a person can tell; one note, of either, stays."""
    notes = {"docs/en/notes/old.md": "# O\n", "docs/en/notes/into.md": "# I\n", "docs/zh/notes/old.md": "# 旧\n"}
    with pytest.raises(Taken, match=r"^docs/en/notes/into\.md$"):
        merged(REGISTRIES, notes, "old", "into", SAYS)
    del notes["docs/en/notes/old.md"]
    now = after(merged(REGISTRIES, notes, "old", "into", SAYS), notes)
    assert {file for file in now if "notes" in file} == {"docs/en/notes/into.md", "docs/zh/notes/into.md"}


@pytest.mark.parametrize(
    ("first", "second", "links", "checked"),
    [
        ({"code": "none"}, {"code": "none"}, {"code": "none"}, "2026-05-01"),
        ({"code": "none"}, {"data": "none"}, {"code": "none", "data": "none"}, "2026-03-01"),
        ({"code": "none"}, {"code": "https://x.org"}, {"code": "https://x.org"}, "2026-05-01"),
        ({"code": "https://x.org"}, {"data": "none"}, {"code": "https://x.org", "data": "none"}, "2026-03-01"),
        ({}, {"data": "none"}, {"data": "none"}, "2026-03-01"),
    ],
)
def test_the_day_of_what_was_looked_for(first: Any, second: Any, links: Any, checked: str) -> None:
    """What was looked for twice counts by the later day; of all that is not there the earliest day is told."""
    a = {"id": "a", "links": first, "checked": "2026-05-01"}
    b = {"id": "b", "links": second, "checked": "2026-03-01"}
    data, differs = joined(a, b)
    assert (data["links"], data["checked"], differs) == (links, checked, {})


def test_a_row_with_other_numbers_is_told_and_not_entered() -> None:
    """Of one source a row stands once."""
    row = {"benchmark": "b", "values": {"a": ["1.0"]}, "source": {"in": "paper", "locator": "T"}}
    other = {**row, "values": {"a": ["2.0"]}}
    assert joined({"id": "a", "results": [row]}, {"id": "b", "results": [other, row]}) == (
        {"id": "a", "was": ["b"], "results": [row]},
        {"results": [other]},
    )


def leaves(data: Any) -> list[str]:
    """Every word that data holds."""
    if isinstance(data, dict):
        return [word for value in data.values() for word in leaves(value)]
    return [word for each in data for word in leaves(each)] if isinstance(data, list) else [str(data)]


@given(ENTRIES, ENTRIES)
def test_whatever_two_entries_say_is_kept(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Each word of the second stands in the one entry or among what is told; each of the first in the entry."""
    first, second = {**first, "id": "a"}, {**second, "id": "b"}
    data, differs = joined(first, second)
    found = [*leaves(data), *leaves(differs)]
    days = {str(each.get(name)) for each in (first, second) for name in ("checked", "added")}
    assert set(leaves(second)) <= {*found, *days, "none", "unknown"}
    assert set(leaves(first)) <= {*leaves(data), *days, "none", "unknown"}


def test_a_merged_registry_is_read_again() -> None:
    """What is written is canonical YAML, comments included."""
    blocks = read_registry(WHOLE, "p").blocks
    assert [block.id for block in blocks] == ["into", "other"]
    assert not [problem for block in blocks for problem in block.problems]
