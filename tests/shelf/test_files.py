"""Files as texts: read whole or told as a problem, replaced whole, laid one at a time, and spliced between markers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.problems import LANGUAGES
from tests.conftest import ROOT, Run, digests

# --- reading -------------------------------------------------------------------------------


def test_a_file_is_read_as_a_text(tmp_path: Path) -> None:
    """Without a byte order mark, its line ends as LF; a lone CR stays."""
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\n\xe6\x9d\x8e\n\rtwo")
    assert shelf.read_text(tmp_path, "a.md") == ("one\n李\n\rtwo", [])


def test_a_file_may_have_as_many_bytes_as_its_limit(tmp_path: Path) -> None:
    """One more is told, with the limit as readers write it, and no more is read."""
    (tmp_path / "a.md").write_bytes(b"x" * 2048)
    assert shelf.read_text(tmp_path, "a.md", 2048) == ("x" * 2048, [])
    for limit, told in ((1024, "1 kB"), (2047, "1 kB")):
        text, (problem,) = shelf.read_text(tmp_path, "a.md", limit)
        assert (text, str(problem.place), problem.code) == (None, "a.md:1:1", "file-too-long")
        assert problem.values == {"limit": told}
        assert all(problem.says(lang) and problem.help(lang) for lang in LANGUAGES)
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte that takes no room
    assert shelf.read_text(tmp_path, "a.md", 1024**2)[1][0].values == {"limit": "1 MB"}


def test_bytes_that_are_no_text_are_told_at_their_line(tmp_path: Path) -> None:
    """With the byte, counted from 1."""
    (tmp_path / "a.md").write_bytes(b"one\ntwo \xff\n")
    text, (problem,) = shelf.read_text(tmp_path, "a.md")
    assert (text, str(problem.place), problem.code, problem.values) == (None, "a.md:2:1", "not-utf8", {"byte": 9})


def circle(file: Path) -> None:
    """A link that leads to itself."""
    file.symlink_to(file.name)


@pytest.mark.parametrize(
    ("lay", "code"),
    [
        (lambda file: None, "no-file"),
        (lambda file: file.symlink_to("nowhere"), "no-file"),
        (lambda file: file.mkdir(), "unreadable"),
        (circle, "unreadable"),
    ],
    ids=["nothing", "dead link", "folder", "circle"],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, lay: Callable[[Path], object], code: str) -> None:
    """A missing file, a folder in its place, a link that leads nowhere: one problem each, in both languages."""
    lay(tmp_path / "a.md")
    text, (problem,) = shelf.read_text(tmp_path, "a.md")
    assert (text, str(problem.place), problem.code) == (None, "a.md:1:1", code)
    assert all(problem.says(lang) and problem.help(lang) for lang in LANGUAGES)


def test_a_text_or_nothing(tmp_path: Path) -> None:
    """A file that is not there is an empty text."""
    (tmp_path / "a.md").write_text("李\n", "utf-8")
    assert shelf.text_of(tmp_path / "a.md") == "李\n"
    assert shelf.text_of(tmp_path / "b.md") == ""


def test_the_very_text(tmp_path: Path) -> None:
    """Byte for byte: other line ends are another text; what is not there is none."""
    (tmp_path / "a.md").write_bytes(b"one\r\n")
    assert shelf.is_text(tmp_path / "a.md", "one\r\n") is True
    assert shelf.is_text(tmp_path / "a.md", "one\n") is False
    assert shelf.is_text(tmp_path / "b.md", "") is False


def test_raw_text_keeps_what_editors_write(tmp_path: Path) -> None:
    """Byte order mark and line ends stay; what cannot be read is told as from any file."""
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    assert shelf.raw_text(tmp_path, "a.md") == ("\ufeffone\r\ntwo", [])
    text, problems = shelf.raw_text(tmp_path, "b.md")
    assert (text, [problem.code for problem in problems]) == (None, ["no-file"])


def test_templates_by_their_path(tmp_path: Path) -> None:
    """Words, README, pages, citation styles, summaries, the theme's HTML; not what has no ending, nothing from elsewhere."""
    wanted = {"words/en.yaml", "site/a.html", "site/z.svg", "readme/b.md", "citations/c.csl", "summary/d.md"}
    wanted |= {"theme/main.html", "theme/partials/x.html"}
    for name in wanted:
        (tmp_path / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates" / name).write_text(f"{name} 李\n", "utf-8")
    for other in ("theme/assets/site.css", "site/README", "other/e.md"):
        (tmp_path / "templates" / other).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates" / other).write_text("not one of them", "utf-8")
    found = shelf.templates(tmp_path)
    assert list(found) == sorted(found)
    assert set(found) == wanted
    assert found["site/a.html"] == "site/a.html 李\n"
    assert shelf.templates(tmp_path / "nowhere") == {}
    assert {"words/en.yaml", "words/zh.yaml", "site/paper.html"} <= set(shelf.templates(ROOT))


def test_what_pages_show_beside_words(tmp_path: Path) -> None:
    """The theme's files and pictures, by their path below the language's root; no page, template, diagram, or readme."""
    theme, docs = "templates/theme", "docs/zh"
    shown = (f"{theme}/assets/site.css", f"{theme}/vendor/a.js", f"{docs}/a b.png", f"{docs}/notes/x.png")
    others = (f"{theme}/main.html", f"{theme}/vendor/readme.txt", f"{docs}/a.md", f"{docs}/notes/x.svg")
    for name in (*shown, *others, f"{docs}/.hidden/x.png", f"{docs}/.x.png", "docs/en/b.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = shelf.assets(tmp_path, "zh")
    assert {path: file.relative_to(tmp_path).as_posix() for path, file in found.items()} == {
        name.removeprefix(f"{theme}/").removeprefix(f"{docs}/"): name for name in shown
    }
    assert shelf.assets(tmp_path / "nowhere", "zh") == {}


# --- writing -------------------------------------------------------------------------------


def test_a_file_is_replaced_where_its_text_changes(tmp_path: Path) -> None:
    """Says whether it did; folders are made; line ends stay as given; nothing is left beside it."""
    file = tmp_path / "schema" / "a.json"
    assert shelf.replace(file, "one\r\n李\n") is True
    assert file.read_bytes() == "one\r\n李\n".encode()
    assert shelf.replace(file, "two") is True
    assert file.read_text("utf-8") == "two"
    assert [each.name for each in file.parent.iterdir()] == ["a.json"]


def test_the_same_text_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even touched."""
    file = tmp_path / "a.md"
    file.write_text("one", "utf-8")
    os.utime(file, (1, 1))
    monkeypatch.setattr(os, "replace", lambda *_: pytest.fail("replaced"))
    assert shelf.replace(file, "one") is False
    assert file.stat().st_mtime == 1


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the last step the old text stands, and the new one is whole beside it."""
    file = tmp_path / "a.md"
    file.write_text("old", "utf-8")
    seen: list[tuple[str, str]] = []
    true = os.replace

    def looked(new: Path, old: Path) -> None:
        seen.append((new.read_text("utf-8"), old.read_text("utf-8")))
        true(new, old)

    monkeypatch.setattr(os, "replace", looked)
    shelf.replace(file, "new")
    assert seen == [("new", "old")]
    assert file.read_text("utf-8") == "new"


def test_files_are_laid_one_at_a_time(tmp_path: Path) -> None:
    """Each stands before the next one is made; folders are made; line ends stay as they are."""

    def made() -> Iterator[tuple[str, str]]:
        yield "a.csv", "1\r\n2\n"
        assert (tmp_path / "a.csv").read_bytes() == b"1\r\n2\n"
        yield "zh/papers/b.json", "李"

    shelf.lay(tmp_path, made())
    assert (tmp_path / "zh" / "papers" / "b.json").read_text("utf-8") == "李"
    assert sorted(digests(tmp_path)) == ["a.csv", "zh/papers/b.json"]


def test_stale_files_are_told_at_their_first_other_line(tmp_path: Path) -> None:
    """A changed, a missing, a longer and a shorter one; Windows line ends do not make a file stale."""
    (tmp_path / "same.md").write_bytes(b"one\r\ntwo\n")
    (tmp_path / "changed.md").write_text("one\ntwo\nthree\n", "utf-8")
    (tmp_path / "longer.md").write_text("one\ntwo\n", "utf-8")
    wanted = {"same.md": "one\r\ntwo\r\n", "changed.md": "one\n2\nthree\n", "longer.md": "one\n", "missing.md": "x\n"}
    found = shelf.stale(tmp_path, wanted)
    assert [(str(problem.place), problem.code) for problem in found] == [
        ("changed.md:2:1", "stale"),
        ("longer.md:2:1", "stale"),
        ("missing.md:1:1", "stale"),
    ]
    assert [problem.code for problem in shelf.stale(tmp_path, {"missing.md": "x"}, "not-canonical")] == [
        "not-canonical"
    ]
    (tmp_path / "changed.md").write_text("one\n2\nthree\n", "utf-8")
    assert shelf.stale(tmp_path, {"changed.md": "one\n2\nthree\n"}) == []


# --- lines put into a file that hands wrote ------------------------------------------------

OLD = "a\nb\nc\n"


@pytest.mark.parametrize(
    ("raw", "new", "spliced"),
    [
        ("a\nb\nc\n", "a\nb\nx\ny\nc\n", "a\nb\nx\ny\nc\n"),
        ("a\r\nb\r\nc\r\n", "a\nx\nb\nc\n", "a\r\nx\r\nb\r\nc\r\n"),
        ("\ufeffa\r\nb\nc\r\n", "a\nb\nc\nx\n", "\ufeffa\r\nb\nc\r\nx\r\n"),
        ("a\nb\r\nc", "a\nb\nc\nx\n", "a\nb\r\nc\nx\n"),
        ("a\r\nb\r\nc", "x\na\nb\nc\n", "x\r\na\r\nb\r\nc\r\n"),
        ("a\r\nb\r\nc\r\n", "a\nB\nc\n", "a\r\nB\r\nc\r\n"),
        ("a\nb\nc\n", "a\nb\nc\n", "a\nb\nc\n"),
    ],
    ids=["inside", "windows", "mark and mixed ends", "no last end", "first", "changed line", "nothing new"],
)
def test_only_new_lines_are_written(raw: str, new: str, spliced: str) -> None:
    """Every other byte stays; new lines end as the first line does; a text changed otherwise is written with those ends."""
    assert shelf.spliced_in(raw, OLD, new) == spliced


# --- hand-written words and markers --------------------------------------------------------

OPEN, CLOSE = "<!-- papershelf:counts -->", "<!-- /papershelf:counts -->"
lines_of_text = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=12),
        st.sampled_from([f"see {OPEN}", f"{CLOSE} ends", "", "  ", "<!-- papershelf -->", "| a | b |"]),
    ),
    max_size=4,
).map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(lines_of_text, lines_of_text, lines_of_text, st.sampled_from(["\n", "\r\n"]))
@example(f"see {OPEN}\n", "", "", "\n")
@example("", f"inside {CLOSE}\n", "", "\n")
def test_hand_written_words_stay_byte_for_byte(head: str, old: str, tail: str, newline: str) -> None:
    """Whatever stands round a region, its mention in a sentence too, is kept; and a second time changes nothing."""
    text_ = f"{head}{OPEN}\n{old}{CLOSE}\n{tail}".replace("\n", newline)
    made, problems = shelf.splice(text_, {"counts": "three\npapers\n"}, "README.md")
    assert problems == []
    assert made == f"{head}{OPEN}\nthree\npapers\n{CLOSE}\n{tail}".replace("\n", newline)
    assert shelf.splice(made, {"counts": "three\npapers"}, "README.md") == (made, [])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_build_keeps_bytes_outside_regions(toy_site: Path, run: Run, newline: str) -> None:
    """A byte order mark, Windows line ends, spaces at line ends and a missing last line end survive a build."""
    file = toy_site / "README.md"
    mark = "\ufeff" if newline == "\r\n" else ""
    before = (mark + file.read_text("utf-8")).replace("\n", newline).encode()
    file.write_bytes(before)
    assert run(toy_site, "build").exit_code == 0
    after = file.read_bytes()
    for name in ("counts", "methods", "papers"):
        region = rf"(<!-- papershelf:{name} -->\r?\n).*?(?=<!-- /papershelf:{name} -->)".encode()
        assert len(re.search(region, after, re.S)[0]) > 40  # type: ignore[index]
        before, after = (re.sub(region, rb"\1", each, flags=re.S) for each in (before, after))
    assert after == before


DAMAGED = {
    "missing open": ("a\nb\n" + CLOSE + "\n", 3),
    "missing close": ("a\n" + OPEN + "\nb\n", 2),
    "both missing": ("a\n", 1),
    "misspelt": (OPEN.replace("counts", "count") + "\n" + CLOSE + "\n", 1),
    "doubled": (f"{OPEN}\n{CLOSE}\na\n{OPEN}\n{CLOSE}\n", 1),
    "open doubled": (f"{OPEN}\n{OPEN}\n{CLOSE}\n", 1),
    "wrong order": (f"a\n{CLOSE}\n{OPEN}\n", 2),
    "crossed": (f"{OPEN}\n<!-- papershelf:methods -->\n{CLOSE}\n<!-- /papershelf:methods -->\n", 2),
    "unknown region": (f"{OPEN}\n{CLOSE}\n<!-- papershelf:nothing -->\n", 3),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_markers_are_told_at_their_line(name: str) -> None:
    """One problem, the first; and the text as it was."""
    damaged, line = DAMAGED[name]
    regions = {"counts": "new", **({"methods": "new"} if "methods" in damaged else {})}
    text, problems = shelf.splice(damaged, regions, "README.md")
    assert text == damaged
    assert [(str(problem.place), problem.code) for problem in problems] == [(f"README.md:{line}:1", "bad-marker")]


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_markers_are_told_and_nothing_is_written(toy_site: Path, run: Run, name: str) -> None:
    """The error names file and line; neither README nor site nor schemas are written."""
    damaged, line = DAMAGED[name]
    rest = "".join(f"<!-- papershelf:{n} -->\n<!-- /papershelf:{n} -->\n" for n in ("methods", "papers"))
    rest = rest if "methods" not in damaged else rest.split("\n", 2)[2]
    (toy_site / "README.md").write_text(damaged + rest, "utf-8")
    before = digests(toy_site)
    result = run(toy_site, "build")
    assert result.exit_code == 1
    assert f"README.md:{line}:1: bad-marker" in result.output
    assert digests(toy_site) == before


def test_a_readme_that_is_no_text_is_told(toy_site: Path, run: Run) -> None:
    """Bytes that are not UTF-8 are a problem with its place, not a crash, and nothing is written."""
    (toy_site / "README.md").write_bytes(b"# Toy\n\xff\xfe\n")
    before = digests(toy_site)
    result = run(toy_site, "build")
    assert (result.exit_code, "README.md:2:1: not-utf8" in result.output) == (1, True)
    assert digests(toy_site) == before


def test_a_file_goes(tmp_path: Path) -> None:
    """Once and again; what stands beside it stays, and a folder is no file."""
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("", "utf-8")
    shelf.remove(tmp_path / "a.md")
    shelf.remove(tmp_path / "a.md")
    assert [file.name for file in tmp_path.iterdir()] == ["b.md"]
    (tmp_path / "b").mkdir()
    with pytest.raises(OSError, match="b"):
        shelf.remove(tmp_path / "b")
