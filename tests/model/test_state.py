"""What robots found: read and written by the byte, damaged files told, an address dead on two days only."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.model import state as robots
from papershelf.model.state import Published, Repository, Seen

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
TEXT = """{
"https://a.org/": {"day": "2026-03-03", "found": "gone", "why": "404", "gone": ["2026-03-02", "2026-03-03"]},
"https://b.org/é": {"day": "2026-03-03", "found": "moved", "to": "https://c.org/"}
}
"""
RECORDS = {
    "https://b.org/é": Seen(day=TUESDAY, found="moved", to="https://c.org/"),
    "https://a.org/": Seen(day=TUESDAY, found="gone", why="404", gone=(MONDAY, TUESDAY)),
}


def test_one_line_a_record_sorted() -> None:
    """What is not known is left out, other scripts stand as they are, and a week's change is a small diff."""
    assert robots.dumped(RECORDS) == TEXT
    assert robots.dumped({}) == "{}\n"


def test_the_text_is_read_as_the_records() -> None:
    """By address; an empty file holds none."""
    assert robots.loaded(Seen, TEXT) == RECORDS
    assert [robots.loaded(Seen, text) for text in ("", " \n", "{}\n")] == [{}, {}, {}]


@given(
    st.dictionaries(
        st.text(max_size=20),
        st.builds(
            Seen,
            day=st.dates(),
            found=st.sampled_from(["ok", "moved", "gone", "unclear"]),
            why=st.text(max_size=9),
            to=st.text(max_size=9),
            gone=st.lists(st.dates(), max_size=2).map(tuple),
        ),
        max_size=5,
    )
)
def test_state_is_read_back_as_written(records: dict[str, Seen]) -> None:
    """Written and read, a file is the same; the order of the records does not matter to its bytes."""
    text = robots.dumped(records)
    assert robots.loaded(Seen, text) == records
    assert robots.dumped(dict(reversed(records.items()))) == text


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[]",
        '"words"',
        '{"a": 1}',
        '{"a": null}',
        '{"a": {}}',
        '{"a": {"day": "soon", "stars": 1}}',
        '{"a": {"day": "2026-01-01", "stars": -1}}',
        '{"a": {"day": "2026-01-01", "stars": 1, "forks": 2}}',
        "[" * 99999,
    ],
)
def test_a_damaged_file_is_one_kind_of_error(text: str) -> None:
    """Whatever it holds, ``ValueError`` in one line says so."""
    with pytest.raises(ValueError) as raised:  # noqa: PT011 — that it is this very kind is what must hold
        robots.loaded(Repository, text)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("seen", "dead"),
    [
        (Seen(day=TUESDAY, found="gone", gone=(MONDAY, TUESDAY)), True),
        (Seen(day=TUESDAY, found="gone", gone=(TUESDAY,)), False),
        (Seen(day=TUESDAY, found="unclear", gone=(MONDAY, TUESDAY)), False),
        (Seen(day=TUESDAY, found="ok"), False),
    ],
)
def test_dead_is_gone_on_two_days(seen: Seen, dead: bool) -> None:
    """Gone once is not dead, and what answers again is not."""
    assert seen.dead is dead


def test_a_record_as_plain_data() -> None:
    """Days as texts, defaults left out; nothing of nothing."""
    assert robots.plain(Repository(day=MONDAY, stars=7, licence="MIT")) == {
        "day": "2026-03-02",
        "stars": 7,
        "licence": "MIT",
    }
    assert robots.plain(Repository(day=MONDAY, stars=0, pushed=TUESDAY, archived=True)) == {
        "day": "2026-03-02",
        "stars": 0,
        "pushed": "2026-03-03",
        "archived": True,
    }
    assert robots.plain(None) is None


def test_every_file_has_its_kind_of_record() -> None:
    """Links, repositories, venues."""
    assert dict(robots.KINDS) == {"links": Seen, "repositories": Repository, "venues": Published}
    venue = '{"a": {"day": "2026-03-02", "doi": "10.1000/a", "where": "V", "year": 2026}}'
    assert robots.loaded(Published, venue)["a"].year == 2026
