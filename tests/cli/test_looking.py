"""What links and refresh share: where they begin and end, their limits, their patch."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.cli import looking
from papershelf.cli.context import Context
from papershelf.model import state as robots
from papershelf.model.state import Repository
from papershelf.net.ask import Answer
from papershelf.net.crowd import Pace
from papershelf.upkeep.rounds import Round
from tests.conftest import Run

DAY = date(2026, 3, 10)
FACT = Repository(day=DAY, stars=7)


def test_it_begins_with_what_is_there_and_what_was_found(toy: Path) -> None:
    """The draft, and the records of the last round."""
    (toy / "state").mkdir()
    (toy / "state" / "repositories.json").write_text(robots.dumped({"https://a.example/": FACT}), "utf-8")
    draft, before = looking.begin(Context(toy, "en"), robots.REPOSITORIES, Repository)
    assert [entry.paper.id for entry in draft.entries] == ["bert", "transformer", "adam"]
    assert before == {"https://a.example/": FACT}


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[]",
        '{"a": 1}',
        '{"a": {"day": "soon", "stars": 1}}',
        '{"a": {"day": "2026-01-01", "stars": -1}}',
        "[" * 99999,
    ],
)
def test_damaged_state_is_a_problem_not_a_traceback(text: str, toy: Path, run: Run) -> None:
    """The rule bad-state tells it, in both languages, and the commands stop before they overwrite it."""
    file = toy / "state" / "repositories.json"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    for command in ("check", "refresh"):
        for lang in ("en", "zh"):
            done = run(toy, command, lang=lang)
            assert (done.exit_code, "state/repositories.json:1:1: bad-state" in done.output) == (1, True)
    assert file.read_text("utf-8") == text


def test_it_does_not_begin_without_a_catalogue(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The faults are told, and nothing is asked."""
    (toy / "catalogue.yaml").unlink()
    with pytest.raises(SystemExit) as ended:
        looking.begin(Context(toy, "en"), robots.LINKS, robots.Seen)
    assert ended.value.code == 1
    assert "catalogue.yaml:1:1: no-file" in capsys.readouterr().out


def answers(url: str) -> Answer:
    """Every host answers but b.example."""
    return Answer(url, "ok", "200", answered="b.example" not in url)


def asked(toy: Path, *urls: str) -> dict[str, Repository]:
    """The records of a round over these addresses."""
    round = Round(toy, robots.REPOSITORIES, DAY, Pace(pause=0))
    return looking.look(Context(toy, "en"), round, {url: url for url in urls}, answers, lambda url, answer: FACT)


def test_a_look_gives_the_records_and_shows_how_far_it_is(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The records come back; what it shows goes to the terminal's error stream, since the report is on the other."""
    urls = ("https://a.example/", "https://b.example/")
    assert asked(toy, *urls) == dict.fromkeys(urls, FACT)
    assert capsys.readouterr().out == ""


def test_a_look_ends_where_nobody_answers(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one sentence, with status 1."""
    with pytest.raises(SystemExit) as ended:
        asked(toy, "https://b.example/")
    assert ended.value.code == 1
    assert "nobody answered" in capsys.readouterr().err


def test_limits_say_who_asks_and_keep_off_this_machine(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue's repository is the address for complaints; only the tests' switch opens this machine."""
    draft = shelf.read(toy).draft
    assert draft is not None
    found = looking.limits(draft, 7.5, 99)
    assert (found.seconds, found.body, found.agent) == (7.5, 99, "papershelf (+https://example.org/toy)")
    assert not found.guard.loopback
    for value, opened in (("1", True), ("0", False), ("", False)):
        monkeypatch.setenv("PAPERSHELF_TEST_LOOPBACK", value)
        assert looking.limits(draft, 7.5).guard.loopback is opened


def test_a_patch_holds_what_changes_in_each_file(toy: Path, tmp_path: Path) -> None:
    """Git takes it; where nothing changes it is empty, and where none is wanted nothing is written."""
    obj, patch = Context(toy, "en"), tmp_path / "x.patch"
    texts = {name: (toy / name).read_text("utf-8") for name in ("papers.yaml", "catalogue.yaml")}
    looking.write_patch(obj, None, {"papers.yaml": "other"})
    looking.write_patch(obj, patch, texts)
    assert patch.read_text("utf-8") == ""
    new = {name: text.replace("BERT", "Bert").replace("Toy Shelf", "Toys") for name, text in texts.items()}
    looking.write_patch(obj, patch, new)
    assert {name: (toy / name).read_text("utf-8") for name in texts} == texts
    subprocess.run(["git", "apply", str(patch)], cwd=toy, check=True)
    assert {name: (toy / name).read_text("utf-8") for name in texts} == new
