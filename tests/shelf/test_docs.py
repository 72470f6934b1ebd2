"""What lies in docs/: pages, diagrams, pictures, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.shelf.docs import MAX_PICTURE, PICTURES
from tests.checks.shelves import found
from tests.conftest import Run, digests

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>A</title><desc>B</desc></svg>'


@pytest.mark.parametrize(
    "name",
    [
        *("docs/evil.js", "docs/en/evil.js", "docs/en/assets.js", "docs/en/notes/more.html", "docs/en/a.htm"),
        *("docs/en/x.css", "docs/en/x.json", "docs/en/CNAME", "docs/en/x.md.html", "docs/en/x.SVG", "docs/en/x.xml"),
        *("docs/en/x.pdf", "docs/en/x.wasm", "docs/en/x.txt", "docs/en/x.xhtml", "docs/en/x.mjs", "docs/en/x"),
        *(
            "docs/en/去雨.md",
            "docs/en/-x.md",
            "docs/en/a\u202eb.md",
            "docs/en/<b>.md",
            "docs/en/a'b.png",
            "docs/fr/a.md",
        ),
    ],
)
def test_only_pages_and_pictures_lie_there(name: str, toy: Path) -> None:
    """Whatever else would be published is told, naming it."""
    (toy / name).parent.mkdir(exist_ok=True)
    (toy / name).write_text("# A\n", "utf-8")
    told = name if not name.startswith("docs/fr") else "docs/fr"
    assert found(toy) == [(f"{told}:1:1", "stray-doc", "")]


def test_what_lies_there_for_those_who_write_is_let_be(toy: Path) -> None:
    """Hidden files and readmes."""
    for name in ("docs/.gitkeep", "docs/en/.x.js", "docs/en/readme.txt", "docs/readme.md"):
        (toy / name).write_text("x", "utf-8")
    assert found(toy) == []


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_has_a_limit(kind: str, toy: Path) -> None:
    """2 MB; and it is listed."""
    picture = toy / "docs" / "en" / f"picture{kind}"
    picture.write_bytes(b"x" * MAX_PICTURE)
    read = shelf.read(toy)
    assert read.problems == []
    assert read.draft is not None
    assert read.draft.docs.pictures == (f"docs/en/picture{kind}",)
    picture.write_bytes(b"x" * (MAX_PICTURE + 1))
    assert found(toy) == [(f"docs/en/picture{kind}:1:1", "file-too-long", "")]


def test_every_svg_is_judged(toy: Path) -> None:
    """One that is no diagram of a note, too."""
    (toy / "docs/en/picture.svg").write_text(SVG, "utf-8")
    assert found(toy) == []
    (toy / "docs/en/picture.svg").write_text(SVG.replace("<title>", "<script/><title>"), "utf-8")
    assert found(toy) == [("docs/en/picture.svg:1:1", "bad-diagram", "")]


@pytest.mark.parametrize("name", ["docs/en/more.md", "docs/en/picture.png", "docs/en/folder", "docs/en", "docs"])
def test_links_to_elsewhere_are_not_followed(name: str, toy: Path, tmp_path: Path, run: Run) -> None:
    """Told by their name; nothing of what they lead to is published."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "secret.md").write_text("# Secret\n", "utf-8")
    target = secret if "." not in name else secret / "secret.md"
    place = toy / name
    if place.exists():
        place.rename(tmp_path / "away")
    place.symlink_to(target)
    assert (f"{name}:1:1", "linked-file", "") in found(toy)
    done = run(toy, "build")
    assert (done.exit_code, "linked-file" in done.output) == (1, True)
    assert not any("Secret" in file for file in digests(toy))
    assert not (toy / "site").exists()


def test_no_folder_is_looked_into_that_only_a_wrong_language_names(toy: Path, tmp_path: Path) -> None:
    """A path out of the folder is none of a language."""
    (tmp_path / "outside.md").write_text("# Outside\n", "utf-8")
    text = (toy / "catalogue.yaml").read_text("utf-8")
    (toy / "catalogue.yaml").write_text(text.replace("languages: [en]", "languages: [en, ..]"), "utf-8")
    assert not any("outside" in place for place, _, _ in found(toy))
