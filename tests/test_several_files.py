"""A registry in several files is one registry: every command, line number and link knows where an entry stands."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.export.discovery import lines
from papershelf.format import inserted, moved
from papershelf.source import split
from tests.bilingual import replace
from tests.conftest import ROOT, TOY, Built, Run, lay_toy_site
from tests.test_same_bytes import everything

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")
FILES = ("papers.yaml", "papers/2015.yaml", "papers/2017.yaml")


def cut(folder: Path, where: dict[str, str]) -> None:
    """Spreads the entries of a folder's papers.yaml over files: id → file; the others stay."""
    registry = split((folder / "papers.yaml").read_text("utf-8"), "papers.yaml")
    texts = {"papers.yaml": registry.head} | dict.fromkeys(sorted(set(where.values())), "papers:\n")
    for block in registry.blocks:
        texts[where.get(block.id, "papers.yaml")] += block.text.rstrip("\n") + "\n\n"
    (folder / "papers").mkdir(exist_ok=True)
    for file, text in texts.items():
        (folder / file).write_text(text.rstrip("\n") + "\n", "utf-8")


@pytest.fixture
def three(toy: Path) -> Path:
    """The toy shelf in three files."""
    cut(toy, {"transformer": "papers/2017.yaml", "adam": "papers/2015.yaml"})
    return toy


def told(output: str) -> list[tuple[str, str]]:
    """Place and code of each problem in a report."""
    return re.findall(r"^(\S+:\d+:\d+): (?:warning: )?([a-z0-9-]+)  ", output, re.M)


# --- reading ---------------------------------------------------------------------------------


def test_three_files_are_one_registry(three: Path, run: Run) -> None:
    """Read together, in the order of readers' lists; what one names may stand in another."""
    assert run(three, "check").output == "no problems; 3 entries read\n"
    found = shelf.read(three)
    assert [paper.id for paper in found.catalogue.papers] == ["bert", "transformer", "adam"]
    assert {id: place.spot for id, place in found.catalogue.spots.items()} == {
        "bert": "papers.yaml:3",
        "transformer": "papers/2017.yaml:2",
        "adam": "papers/2015.yaml:2",
    }
    assert json.loads(lines(found.catalogue))["adam"] == {"file": "papers/2015.yaml", "line": 2}


def test_a_problem_is_told_in_its_own_file(three: Path, run: Run) -> None:
    """The line counts from the file's own head; the last line counts the files."""
    replace(three / "papers/2015.yaml", "venue: iclr", "venue: icrl")
    replace(three / "papers/2017.yaml", "year: 2017", "year: soon")
    done = run(three, "check")
    assert told(done.output) == [("papers/2015.yaml:8:10", "unknown-venue"), ("papers/2017.yaml:10:9", "bad-year")]
    assert done.output.endswith("2 problems in 2 files; 3 entries read\n")


def test_what_stands_in_two_files_is_told_with_the_first(three: Path, run: Run) -> None:
    """As after a move that was killed half way."""
    shutil.copy(three / "papers/2015.yaml", three / "papers/2014.yaml")
    done = run(three, "check")
    assert told(done.output) == [("papers/2015.yaml:2:7", "duplicate-id")]
    assert "papers/2014.yaml:2" in done.output


def test_order_is_judged_within_a_file(three: Path, run: Run) -> None:
    """An older paper in a file that is read first is no fault; within a file it is."""
    assert run(three, "check").exit_code == 0
    both = (three / "papers/2015.yaml").read_text("utf-8")
    newer = (three / "papers/2017.yaml").read_text("utf-8").removeprefix("papers:\n")
    (three / "papers/2015.yaml").write_text(f"{both}\n{newer}", "utf-8")
    (three / "papers/2017.yaml").unlink()
    assert [code for _, code in told(run(three, "check").output)] == ["out-of-order"]
    assert run(three, "format").exit_code == 0
    assert run(three, "check").exit_code == 0


def test_a_part_that_cannot_be_read_hides_nothing_else(three: Path, run: Run) -> None:
    """What may stand in the damaged file is not told as missing."""
    (three / "papers/2017.yaml").write_text("paper:\n", "utf-8")
    assert {code for _, code in told(run(three, "check").output)} == {"no-list"}
    (three / "papers/2017.yaml").write_bytes(b"papers: \xff\n")
    assert told(run(three, "check").output) == [("papers/2017.yaml:1:1", "not-utf8")]


# --- commands --------------------------------------------------------------------------------


def test_format_writes_each_file(three: Path, run: Run) -> None:
    """Each is told; only what is out of form changes."""
    replace(three / "papers/2015.yaml", "year: 2015", "year:   2015")
    before = {file: (three / file).read_text("utf-8") for file in FILES}
    done = run(three, "format", "--check")
    assert (done.exit_code, told(done.output)) == (1, [("papers/2015.yaml:9:1", "not-canonical")])
    assert {file: (three / file).read_text("utf-8") for file in FILES} == before
    assert run(three, "format").output == (
        "papers.yaml: already in canonical form\n"
        "papers/2015.yaml: written in canonical form\n"
        "papers/2017.yaml: already in canonical form\n"
    )
    assert run(three, "format", "--check").exit_code == 0


def test_guard_compares_the_union(three: Path, run: Run) -> None:
    """An entry that moved is there; one that is gone is gone, from whichever file."""
    base = three / "base"
    base.mkdir()
    for name in ("papers.yaml", "catalogue.yaml"):
        shutil.copy(TOY / name, base / name)
    assert run(three, "guard", "--base", str(base / "papers.yaml")).exit_code == 0
    (three / "papers/2015.yaml").write_text("papers: []\n", "utf-8")
    assert [c for _, c in told(run(three, "guard", "--base", str(base / "papers.yaml")).output)] == ["entry-gone"]
    cut(base, {"bert": "papers/2019.yaml", "adam": "papers/x.yaml"})
    assert [c for _, c in told(run(three, "guard", "--base", str(base / "papers.yaml")).output)] == ["entry-gone"]
    (base / "papers/x.yaml").unlink()
    assert run(three, "guard", "--base", str(base / "papers.yaml")).exit_code == 0


def test_an_older_file_that_cannot_be_read_is_told(three: Path, run: Run) -> None:
    """What stood in it is not taken for nothing."""
    base = three / "base"
    shutil.copytree(TOY, base)
    (base / "papers").mkdir()
    (base / "papers/a.yaml").write_bytes(b"\xff")
    done = run(three, "guard", "--base", str(base / "papers.yaml"))
    assert (done.exit_code, told(done.output)) == (1, [("papers/a.yaml:1:1", "not-utf8")])


def test_summary_compares_the_union(three: Path, run: Run) -> None:
    """What was only cut into files has not changed; what changed in one of them has."""
    shutil.copytree(ROOT / "templates", three / "templates")
    base = shutil.copytree(TOY, three / "base")
    same = run(three, "summary", "--base", str(base / "papers.yaml")).stdout
    assert "adam" not in same
    replace(three / "papers/2015.yaml", "year: 2015", "year: 2016")
    assert "`adam`" in run(three, "summary", "--base", str(base / "papers.yaml")).stdout


def test_add_knows_the_entries_of_every_file(three: Path, run: Run) -> None:
    """What is there already is named with its file and line."""
    done = run(three, "add", "1412.6980", "--yes")
    assert done.exit_code == 1
    assert "papers/2015.yaml:2" in done.output


def test_query_finds_what_stands_in_any_file(three: Path, run: Run) -> None:
    """One answer from all files."""
    found: list[dict[str, Any]] = json.loads(run(three, "query", "--format", "json").output)
    assert [each["id"] for each in found] == ["bert", "transformer", "adam"]


def test_the_site_leads_to_the_file_of_each_entry(tmp_path: Path) -> None:
    """The link "Edit this entry" opens the file in which the entry stands."""
    folder = lay_toy_site(tmp_path / "toy")
    cut(folder, {"adam": "papers/2015.yaml"})
    pages = everything(shelf.read(folder).catalogue)
    edited = {id: set(re.findall(r'/edit/main/([^"#]+)"', pages[f"papers/{id}/"])) for id in ("adam", "bert")}
    assert edited == {"adam": {"papers/2015.yaml"}, "bert": {"papers.yaml"}}


# --- a move ----------------------------------------------------------------------------------


def test_move_takes_an_entry_with_its_comments(three: Path, run: Run) -> None:
    """Into its place in the other file; the rest of both stays line for line."""
    replace(three / "papers/2017.yaml", "- id: transformer", "# Eight authors.\n- id: transformer")
    done = run(three, "format", "--move", "transformer", "papers/2015.yaml")
    assert (done.exit_code, done.output) == (0, "transformer: moved from papers/2017.yaml to papers/2015.yaml\n")
    assert (three / "papers/2017.yaml").read_text("utf-8") == "papers:\n"
    text = (three / "papers/2015.yaml").read_text("utf-8")
    assert text.startswith("papers:\n# Eight authors.\n- id: transformer\n")
    assert "  # As on the first page, which says that the order is random.\n" in text
    assert run(three, "check").exit_code == run(three, "format", "--check").exit_code == 0


def test_move_makes_a_file_that_is_not_there(toy: Path, run: Run) -> None:
    """With the line by which editors find the schema; a second time nothing is to be done."""
    before = shelf.read(toy).catalogue.by_id
    assert run(toy, "format", "--move", "adam", "papers/2015.yaml").exit_code == 0
    text = (toy / "papers/2015.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/papers.schema.json\npapers:\n- id: adam\n")
    assert not (toy / "papers.yaml").read_text("utf-8").endswith("\n\n")
    assert shelf.read(toy).catalogue.by_id == before
    assert run(toy, "format", "--check").exit_code == 0
    done = run(toy, "format", "--move", "adam", "papers/2015.yaml", lang="zh")
    assert (done.exit_code, done.output) == (0, "adam：已在 papers/2015.yaml 中\n")


def test_a_move_that_was_killed_is_finished_by_the_next(three: Path, run: Run) -> None:
    """The double is the same entry twice; one that differs is left to a person."""
    both = (three / "papers/2015.yaml").read_text("utf-8")
    (three / "papers/2016.yaml").write_text(both, "utf-8")
    assert [code for _, code in told(run(three, "check").output)] == ["duplicate-id"]
    assert run(three, "format", "--move", "adam", "papers/2016.yaml").exit_code == 0
    assert (three / "papers/2015.yaml").read_text("utf-8") == "papers:\n"
    assert run(three, "check").exit_code == 0
    (three / "papers/2015.yaml").write_text(both.replace("Jimmy Ba", "Jimmy B"), "utf-8")
    before = (three / "papers/2015.yaml").read_bytes()
    done = run(three, "format", "--move", "adam", "papers/2015.yaml")
    assert (done.exit_code, (three / "papers/2015.yaml").read_bytes()) == (1, before)
    assert "the two differ" in done.output


@pytest.mark.parametrize(
    ("id", "file", "status", "words"),
    [
        ("adm", "papers/a.yaml", 1, "did you mean 'adam'?"),
        ("adam", "../other.yaml", 2, "'../other.yaml' is no file of the registry"),
        ("adam", "papers/.a.yaml", 2, "no file of the registry"),
        ("adam", "papers/a/b.yaml", 2, "no file of the registry"),
        ("adam", "catalogue.yaml", 2, "no file of the registry"),
        ("adam", "papers/a.yml", 2, "no file of the registry"),
    ],
)
def test_move_of_what_cannot_be_moved(id: str, file: str, status: int, words: str, three: Path, run: Run) -> None:
    """One sentence, and nothing changes."""
    before = {each: (three / each).read_bytes() for each in FILES}
    done = run(three, "format", "--move", id, file)
    assert done.exit_code == status
    assert words in done.output
    assert {each: (three / each).read_bytes() for each in FILES} == before
    assert {each.name for each in (three / "papers").iterdir()} == {"2015.yaml", "2017.yaml"}


def test_nothing_is_moved_in_a_registry_with_faults(three: Path, run: Run) -> None:
    """They are told; they are to be mended first."""
    replace(three / "papers/2017.yaml", "year: 2017", "year: [")
    done = run(three, "format", "--move", "adam", "papers.yaml")
    assert done.exit_code == 1
    assert "open-bracket" in done.output
    assert "mend these first" in done.output
    assert (three / "papers/2015.yaml").exists()


@pytest.mark.parametrize("words", [("format", "--move", "adam", "papers/2017.yaml"), ("add", "2306.00001", "--yes")])
def test_a_file_that_cannot_be_read_is_never_written(words: tuple[str, ...], three: Path, run: Run) -> None:
    """It is not taken for one that is not there."""
    (three / "papers/2017.yaml").write_bytes(b"papers: \xff\n")
    before = {each: (three / each).read_bytes() for each in FILES}
    done = run(three, *words)
    assert done.exit_code == 1
    assert "not-utf8" in done.output
    assert {each: (three / each).read_bytes() for each in FILES} == before


def test_a_file_that_cannot_be_read_has_not_lost_its_entries(three: Path, run: Run) -> None:
    """Guard tells why it cannot be read, and no entry as gone."""
    base = shutil.copytree(TOY, three / "base")
    (three / "papers/2017.yaml").write_bytes(b"papers: \xff\n")
    done = run(three, "guard", "--base", str(base / "papers.yaml"))
    assert (done.exit_code, told(done.output)) == (1, [("papers/2017.yaml:1:1", "not-utf8")])


@pytest.mark.parametrize("words", [("format",), ("format", "--move", "adam", "papers/2017.yaml")])
def test_a_file_that_cannot_be_written_is_one_sentence(words: tuple[str, ...], three: Path, run: Run) -> None:
    """Status 1 and the file's name; the entry is where it was."""
    replace(three / "papers/2017.yaml", "year: 2017", "year:   2017")
    (three / "papers/.2017.yaml.new").mkdir()  # where the new text would be laid
    before = {each: (three / each).read_bytes() for each in FILES}
    done = run(three, *words)
    assert done.exit_code == 1
    assert re.search(r"^papers/2017\.yaml cannot be written \(.+\)$", done.output, re.M)
    assert "Traceback" not in done.output
    assert {each: (three / each).read_bytes() for each in FILES} == before


def test_what_would_not_be_read_is_told(three: Path, run: Run) -> None:
    """Another ending, or a folder; a page for people and what an editor hides are none of the registry's."""
    for name in ("2024.yml", "2023.YAML", "README.md", ".2022.yml.swp"):
        (three / "papers" / name).write_text("papers: []\n", "utf-8")
    (three / "papers/more").mkdir()
    places = [("papers/2023.YAML:1:1", "stray-file"), ("papers/2024.yml:1:1", "stray-file")]
    assert told(run(three, "check").output) == [*places, ("papers/more:1:1", "stray-file")]


@pytest.mark.parametrize("after", [0, 1])
def test_a_kill_in_mid_move_loses_nothing(after: int, three: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The target is whole before the source is shortened: both files are old, or the entry stands twice."""
    before = shelf.read(three).catalogue.by_id
    real = shelf.replace
    calls: list[Path] = []

    def killed(file: Path, text: str) -> bool:
        if len(calls) == after:
            raise KeyboardInterrupt
        calls.append(file)
        return real(file, text)

    monkeypatch.setattr(shelf, "replace", killed)
    run(three, "format", "--move", "adam", "papers.yaml")
    monkeypatch.undo()
    found = shelf.read(three)
    assert found.draft is not None
    assert {entry.paper.id: entry.paper for entry in found.draft.entries} == before
    assert [problem.code for problem in found.errors] == ["duplicate-id"] * after


@given(st.randoms(use_true_random=False))
@settings(max_examples=3, deadline=None)
def test_moves_of_the_shipped_entries_keep_all_lines(chance: random.Random) -> None:
    """There and back again is where one was."""
    ids = [block.id for block in split(PAPERS, "p").blocks]
    source, target = PAPERS, "papers:\n"
    picked = chance.sample(ids, 3)
    for id in picked:
        source, target = moved(source, target, id)
    assert sorted(block.id for block in split(target, "p").blocks) == sorted(picked)
    for id in chance.sample(picked, 3):
        target, source = moved(target, source, id)
    assert (source, target) == (PAPERS, "papers:\n")


# --- the shipped registry --------------------------------------------------------------------


@given(st.randoms(use_true_random=False))
@settings(max_examples=2, deadline=None)
def test_a_registry_cut_anyhow_gives_the_same_site(
    built_cut: Built, tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """The same pages, tables and data but for lines.json and the links to edit an entry."""
    folder, root = tmp_path_factory.mktemp("cut"), built_cut.root
    for name in ("papers.yaml", "catalogue.yaml"):
        shutil.copy(root / name, folder / name)
    for name in ("docs", "state", "templates"):
        if (root / name).exists():
            shutil.copytree(root / name, folder / name)
    one = shelf.read(root)
    whole = everything(one.catalogue)
    files = [f"papers/{name}.yaml" for name in ("2014", "a", "z-2026")]
    cut(folder, {id: chance.choice(files) for id in one.catalogue.by_id if chance.random() < 0.7})
    other = shelf.read(folder)
    assert (other.errors, other.accepted) == ([], one.accepted)
    parts = everything(other.catalogue)
    assert list(whole) == list(parts)
    aside = re.compile(r"(/edit/main/)papers(/[\w-]+)?\.yaml")
    assert [path for path in whole if aside.sub(r"\1", whole[path]) != aside.sub(r"\1", parts[path])] == []


def test_two_branches_that_add_a_paper_of_one_month_merge(tmp_path: Path) -> None:
    """Of a hundred pairs at least ninety, and no merge is wrong: both entries are there."""
    chance = random.Random(11)
    ids = [block.id for block in split(PAPERS, "p").blocks]
    halves = [(id[: len(id) // 2], id[len(id) // 2 :].strip("-")) for id in ids]
    new = sorted({f"{chance.choice(halves)[0]}{chance.choice(halves)[1]}x" for _ in range(30)} - {*ids})
    for id in new:
        data = {"id": id, "kind": "method", "scope": "all-in-one", "title": f"T {id}", "venue": "arxiv"}
        data |= {"year": "2026", "arxiv": f"2606.{chance.randrange(20_000):05}"}
        (tmp_path / id).write_text(inserted(PAPERS, data), "utf-8")
    merged = 0
    for pair in chance.sample([*combinations(new, 2)], 100):
        call = ["git", "merge-file", "-p", str(tmp_path / pair[0]), str(ROOT / "papers.yaml"), str(tmp_path / pair[1])]
        done = subprocess.run(call, capture_output=True, check=False)
        if done.returncode == 0:
            merged += 1
            assert [block.id for block in split(done.stdout.decode(), "p").blocks if block.id in pair] == [*pair]
    assert merged >= 90
