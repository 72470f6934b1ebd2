"""A round of questions: what is asked and recorded, how it goes on after an interruption, when it has failed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.model import state as robots
from papershelf.model.state import Repository
from papershelf.net.ask import Answer
from papershelf.net.crowd import Pace
from papershelf.upkeep.rounds import Round, Silence

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"


class Hosts:
    """Other hosts: whom they answered, and who keeps silent."""

    def __init__(self, *silent: str) -> None:
        self.silent = silent
        self.asked: list[str] = []

    def answer(self, url: str) -> Answer:
        """200, or nothing."""
        self.asked.append(url)
        heard = url not in self.silent
        return Answer(url, "ok" if heard else "unclear", "200" if heard else "timeout", answered=heard)


def looked(folder: Path, hosts: Hosts, *urls: str, day: date = TUESDAY, keep: bool = False) -> dict[str, Repository]:
    """A round over these addresses, each its own key."""
    round = Round(folder, robots.REPOSITORIES, day, Pace(pause=0))
    found = round.records({url: url for url in urls}, hosts.answer, fact(day), lambda done, of: None)
    if keep:
        round.keep(found)
    return found


def fact(day: date) -> Callable[[str, Answer], Repository | None]:
    """A record of an answer; of silence there is none."""
    return lambda key, answer: Repository(day=day, stars=len(key)) if answer.answered else None


def journal(folder: Path) -> Path:
    """The file in which answers are written as they come."""
    return folder / ".papershelf" / "repositories.journal"


def test_each_address_is_asked_once_and_told(tmp_path: Path) -> None:
    """Two keys of one address share its answer; the progress is told after each."""
    hosts, told = Hosts(B), []
    round = Round(tmp_path, robots.REPOSITORIES, TUESDAY, Pace(pause=0))
    found = round.records({"x": A, "yy": A, "z": B}, hosts.answer, fact(TUESDAY), lambda n, of: told.append((n, of)))
    assert found == {"x": Repository(day=TUESDAY, stars=1), "yy": Repository(day=TUESDAY, stars=2)}
    assert sorted(hosts.asked) == [A, B]
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_what_is_kept_is_the_whole_file_and_the_journal_is_cleared(tmp_path: Path) -> None:
    """Before that only the journal was written."""
    found = looked(tmp_path, Hosts(), A, B)
    assert journal(tmp_path).exists()
    assert not (tmp_path / "state").exists()
    Round(tmp_path, robots.REPOSITORIES, TUESDAY, Pace()).keep(found)
    assert (tmp_path / "state" / "repositories.json").read_text("utf-8") == robots.dumped(found)
    assert not journal(tmp_path).exists()


def test_an_interrupted_round_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was answered today is not asked again, whether there is a record of it or none; silence is."""
    round = Round(tmp_path, robots.REPOSITORIES, TUESDAY, Pace(pause=0))
    round.records({A: A}, Hosts().answer, fact(TUESDAY), lambda done, of: None)
    round.records({B: B}, Hosts().answer, lambda key, answer: None, lambda done, of: None)
    assert len(journal(tmp_path).read_text("utf-8").splitlines()) == 2
    hosts = Hosts(C)
    assert looked(tmp_path, hosts, A, B, C) == {A: Repository(day=TUESDAY, stars=len(A))}
    assert hosts.asked == [C]
    looked(tmp_path, hosts, A, B, C)
    assert hosts.asked == [C, C]


def test_the_journal_of_another_day_is_dropped(tmp_path: Path) -> None:
    """What was found yesterday is no answer of today, and its lines are gone."""
    looked(tmp_path, Hosts(), A, B, day=MONDAY)
    hosts = Hosts()
    assert looked(tmp_path, hosts, A) == {A: Repository(day=TUESDAY, stars=len(A))}
    assert hosts.asked == [A]
    assert MONDAY.isoformat() not in journal(tmp_path).read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "{}",
        "3",
        '["2026-03-03", "https://b.example/"]',
        '["2026-03-03", "https://b.example/", {"day": "soon"}]',
        '["2026-03-03", 3, null]',
        '["2026-03-03", ["https://b.example/"], null]',
    ],
)
def test_a_damaged_line_of_the_journal_is_passed_over(line: str, tmp_path: Path) -> None:
    """The address that it may have told of is asked again; the other lines hold, and the torn last one does not."""
    looked(tmp_path, Hosts(), A)
    with journal(tmp_path).open("a") as out:
        out.write(f'{line}\n["{TUESDAY}", "{C}", null]')
    hosts = Hosts()
    assert set(looked(tmp_path, hosts, A, B, C)) == {A, B, C}
    assert sorted(hosts.asked) == [B, C]


def test_where_nobody_answers_the_round_has_failed(tmp_path: Path) -> None:
    """Nothing is kept, not even in the journal; one answer, of now or of before the interruption, is enough."""
    with pytest.raises(Silence):
        looked(tmp_path, Hosts(A, B), A, B)
    assert shelf.begun(tmp_path, "repositories.journal") == []
    assert not (tmp_path / "state").exists()
    assert set(looked(tmp_path, Hosts(A), A, B)) == {B}
    assert set(looked(tmp_path, Hosts(A), A, B)) == {B}


def test_where_nothing_is_wanted_nothing_is_asked(tmp_path: Path) -> None:
    """And that is no failure."""
    hosts = Hosts()
    assert looked(tmp_path, hosts, keep=True) == {}
    assert hosts.asked == []
    assert json.loads((tmp_path / "state" / "repositories.json").read_text("utf-8")) == {}
