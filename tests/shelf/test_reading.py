"""A folder is read whatever is in it: a draft where it is valid, every problem at its place, and nothing raised."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.problems import Place, rules
from tests.conftest import TOY
from tests.making import SOUNDS


def codes(folder: Path) -> list[tuple[str, str]]:
    """Place and code of what is wrong with a folder, what nobody uses left out."""
    found = [(str(problem.place), problem.code) for problem in shelf.read(folder).problems]
    return [each for each in found if each[1] not in ("unused-term", "unknown-link")]


def test_a_sound_folder() -> None:
    """A draft with its pages and diagrams, no problems, and the catalogue of it."""
    found = shelf.read(TOY)
    assert (found.root, found.problems, found.errors) == (TOY, [], [])
    assert found.draft is not None
    assert [entry.paper.id for entry in found.draft.entries] == ["bert", "transformer", "adam"]
    assert [(page.lang, page.path, page.file) for page in found.draft.pages] == [("en", "index.md", "docs/en/index.md")]
    assert isinstance(found.catalogue, Catalogue)
    assert [paper.id for paper in found.catalogue.papers] == ["bert", "transformer", "adam"]
    lines = {"bert": 3, "transformer": 22, "adam": 36}
    assert found.catalogue.spots == {id: Place("papers.yaml", line, 7) for id, line in lines.items()}
    assert found.catalogue is found.catalogue


def test_errors_are_no_mere_warnings() -> None:
    """Warnings are problems, but no errors: the catalogue of such a folder can be had."""
    found = shelf.read(SOUNDS)
    assert {problem.level for problem in found.problems} == {"warning"}
    assert found.errors == []
    assert len(found.catalogue.papers) == 5


def test_a_folder_with_errors_has_no_catalogue(toy: Path) -> None:
    """Each error once, warnings beside them; asking for the catalogue all the same is a mistake of the program."""
    text = (toy / "papers.yaml").read_text("utf-8")
    (toy / "papers.yaml").write_text(text.replace("venue: iclr", "venue: icrl").replace("Jimmy Ba", "others"), "utf-8")
    found = shelf.read(toy)
    assert [problem.code for problem in found.errors] == ["unknown-venue"]
    assert "authors-cut" in [problem.code for problem in found.problems]
    assert found.problems == sorted(found.problems, key=lambda problem: (problem.place, problem.code))
    with pytest.raises(AssertionError):
        _ = found.catalogue


def test_accepted_findings_are_counted() -> None:
    """Each finding that a row accepts counts; where nothing could be read there are none."""
    assert shelf.read(SOUNDS).accepted == 1
    assert shelf.read(TOY).accepted == 0
    assert shelf.read(TOY / "docs").accepted == 0


def test_another_text_is_judged_in_the_place_of_the_registry(toy: Path) -> None:
    """The folder's own is not even read."""
    text = (toy / "papers.yaml").read_text("utf-8")
    (toy / "papers.yaml").unlink()
    assert shelf.read(toy, {"papers.yaml": text}).problems == []
    found = shelf.read(toy, {"papers.yaml": text.replace("year: 2015", "year: soon")})
    assert [problem.code for problem in found.errors] == ["bad-year"]


Lay = Callable[[Path], object]


def in_place_of(name: str, lay: Lay) -> Lay:
    """Lays something else where a file of the shelf stands."""

    def laid(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).parent.mkdir(exist_ok=True)
        lay(folder / name)

    return laid


def languages(written: str) -> Lay:
    """Writes other languages into catalogue.yaml."""

    def laid(folder: Path) -> None:
        text = (folder / "catalogue.yaml").read_text("utf-8")
        (folder / "catalogue.yaml").write_text(text.replace("languages: [en]", f"languages: {written}"), "utf-8")

    return laid


BROKEN: dict[str, tuple[Lay, list[tuple[str, str]]]] = {
    "nothing": (shutil.rmtree, [("catalogue.yaml:1:1", "no-file"), ("papers.yaml:1:1", "no-file")]),
    "no papers": (lambda folder: (folder / "papers.yaml").unlink(), [("papers.yaml:1:1", "no-file")]),
    "no catalogue": (lambda folder: (folder / "catalogue.yaml").unlink(), [("catalogue.yaml:1:1", "no-file")]),
    "papers a folder": (in_place_of("papers.yaml", Path.mkdir), [("papers.yaml:1:1", "unreadable")]),
    "catalogue a folder": (in_place_of("catalogue.yaml", Path.mkdir), [("catalogue.yaml:1:1", "unreadable")]),
    "page a folder": (in_place_of("docs/en/a.md", Path.mkdir), [("docs/en/a.md:1:1", "unreadable")]),
    "diagram a folder": (in_place_of("docs/en/index.svg", Path.mkdir), [("docs/en/index.svg:1:1", "unreadable")]),
    "state a folder": (
        in_place_of("state/repositories.json", Path.mkdir),
        [("state/repositories.json:1:1", "unreadable")],
    ),
    "state a file": (
        lambda folder: (folder / "state").write_text("{}", "utf-8"),
        [("state/repositories.json:1:1", "unreadable")],
    ),
    "damaged state": (
        in_place_of("state/repositories.json", lambda file: file.write_text("[", "utf-8")),
        [("state/repositories.json:1:1", "bad-state")],
    ),
    "dead link": (
        in_place_of("docs/en/a.md", lambda file: file.symlink_to("b")),
        [("docs/en/a.md:1:1", "linked-file")],
    ),
    "circle": (
        in_place_of("docs/en/a.md", lambda file: file.symlink_to("a.md")),
        [("docs/en/a.md:1:1", "linked-file")],
    ),
    "folder in a circle": (
        lambda folder: (folder / "docs" / "en" / "a").symlink_to("."),
        [("docs/en/a:1:1", "linked-file")],
    ),
    "docs a file": (
        lambda folder: [(folder / "docs").rename(folder / "was"), (folder / "docs").write_text("x", "utf-8")],
        [],
    ),
    "no text": (
        in_place_of("docs/en/a.md", lambda file: file.write_bytes(b"# A\n\xff")),
        [("docs/en/a.md:2:1", "not-utf8")],
    ),
    "language that climbs": (languages("[en, ../../..]"), [("catalogue.yaml:4:17", "bad-language")]),
    "language at the root": (languages("[/etc]"), [("catalogue.yaml:4:13", "bad-language")]),
    "long language": (languages(f"[{'a' * 300}]"), [("catalogue.yaml:4:13", "bad-language")]),
    "no list of languages": (languages("en"), [("catalogue.yaml:4:12", "not-a-list")]),
    "languages of languages": (languages("[[en]]"), [("catalogue.yaml:4:13", "bad-language")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_is_told(toy: Path, name: str) -> None:
    """Nothing is raised; each thing is told at its place by a rule that there is."""
    lay, wanted = BROKEN[name]
    lay(toy)
    assert codes(toy) == wanted
    assert {code for _, code in wanted} <= set(rules())


def test_a_folder_that_only_a_language_names_is_not_looked_into(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No path outside the docs is made of what catalogue.yaml says."""
    (toy.parent / "outside").mkdir()
    (toy.parent / "outside" / "a.md").write_text("# [[nowhere]]\n", "utf-8")
    languages("[en, ../../outside]")(toy)
    looked: list[str] = []
    true = os.scandir

    def seen(path: str) -> object:
        looked.append(os.fspath(path))
        return true(path)

    monkeypatch.setattr(os, "scandir", seen)
    shelf.read(toy)
    assert not [path for path in looked if "outside" in path]


def test_pages_of_every_language_in_order(tmp_path: Path) -> None:
    """Languages as they are listed, files by name; the diagram beside a note comes with it."""
    folder = shutil.copytree(SOUNDS, tmp_path / "sounds")
    (folder / "docs" / "en" / "notes" / "echo.svg").write_text("<svg/>", "utf-8")
    draft = shelf.read(folder).draft
    assert draft is not None
    assert [(page.lang, page.path) for page in draft.pages] == [
        *(("en", "about.md"), ("en", "index.md"), ("en", "notes/echo.md")),
        *(("zh", "about.md"), ("zh", "index.md")),
    ]
    assert [page.diagram for page in draft.pages] == ["", "", "<svg/>", "", ""]
    assert draft.pages[2].text == "# Reading Echo\n\nTwo walls.\n"


@pytest.mark.parametrize(("more", "codes_"), [(0, []), (1, ["file-too-long"])])
def test_a_page_has_a_limit(toy: Path, more: int, codes_: list[str]) -> None:
    """200 kB of a page are taken, one byte more is told."""
    (toy / "docs" / "en" / "long.md").write_text("# Long\n\n" + "x \n\n" * (50 * 1024 - 2) + "x" * more, "utf-8")
    assert [problem.code for problem in shelf.read(toy).problems] == codes_


def test_the_files_of_a_registry_have_one_limit(toy: Path) -> None:
    """20,000 entries of all files together; the file with which there are too many is told, at the first of these."""
    (toy / "papers").mkdir()
    lines = "".join(f"- {{id: e{n}}}\n" for n in range(10_000))
    for year in (2001, 2002):
        (toy / "papers" / f"{year}.yaml").write_text(f"papers:\n{lines}", "utf-8")
    found = [problem for problem in shelf.read(toy).problems if problem.code == "too-many-entries"]
    assert [str(problem.place) for problem in found] == ["papers/2002.yaml:9999:1"]


def test_the_files_of_a_registry_have_12_mb_together(toy: Path) -> None:
    """The file with which they are too long is told and not read; the others are."""
    (toy / "papers").mkdir()
    for year in (2001, 2002):
        (toy / "papers" / f"{year}.yaml").write_text("papers:\n" + "# no entry\n" * 600_000, "utf-8")
    found = shelf.read(toy)
    assert [str(problem.place) for problem in found.problems if problem.code == "file-too-long"] == [
        "papers/2002.yaml:1:1"
    ]
    assert found.draft is not None
    assert found.draft.cut
    assert len(found.draft.entries) == 3


def test_what_a_robot_found_comes_with_the_draft(toy: Path) -> None:
    """By its address."""
    (toy / "state").mkdir()
    text = '{"https://github.com/google-research/bert": {"day": "2026-03-02", "stars": 7}}\n'
    (toy / "state" / "repositories.json").write_text(text, "utf-8")
    found = shelf.read(toy)
    assert found.problems == []
    assert {url: each.stars for url, each in found.catalogue.repositories.items()} == {
        "https://github.com/google-research/bert": 7
    }


# --- an older registry ---------------------------------------------------------------------


def test_an_older_registry_is_read_with_what_the_catalogue_is_about_now(toy: Path) -> None:
    """Where no catalogue.yaml stands beside it; the folder's own does not count as beside."""
    now = shelf.read(toy).draft
    assert now is not None
    old = toy / "old.yaml"
    old.write_text((toy / "papers.yaml").read_text("utf-8").replace("year: 2015", "year: 2014"), "utf-8")
    found, problems = shelf.base(toy, old, now)
    assert problems == []
    assert found is not None
    assert [entry.paper.year for entry in found.entries] == [2019, 2017, 2014]
    assert found.about is now.about
    assert found.pages == now.pages


def test_an_older_registry_is_read_with_the_catalogue_beside_it(toy: Path, tmp_path: Path) -> None:
    """What it was about then, venues and all."""
    now = shelf.read(toy).draft
    assert now is not None
    then = shutil.copytree(toy, tmp_path / "then")
    text = (then / "catalogue.yaml").read_text("utf-8")
    (then / "catalogue.yaml").write_text(text.replace("{en: Toy Shelf}", "{en: Then}"), "utf-8")
    found, problems = shelf.base(toy, then / "papers.yaml", now)
    assert problems == []
    assert found is not None
    assert found.about.title.in_("en") == "Then"


def test_an_older_registry_that_cannot_be_read_is_told(toy: Path) -> None:
    """No draft, and why: it is not there, or what stands beside it is broken."""
    now = shelf.read(toy).draft
    assert now is not None
    found, problems = shelf.base(toy, toy / "gone.yaml", now)
    assert (found, [(str(problem.place), problem.code) for problem in problems]) == (
        None,
        [(f"{toy}/gone.yaml:1:1", "no-file")],
    )
    then = toy.parent / "then"
    then.mkdir()
    shutil.copy(toy / "papers.yaml", then)
    (then / "catalogue.yaml").write_text("title: {en: T}\n", "utf-8")
    found, problems = shelf.base(toy, then / "papers.yaml", now)
    assert found is None
    assert {problem.code for problem in problems} == {"missing-field"}
