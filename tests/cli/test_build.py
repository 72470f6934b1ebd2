"""build as a command: what it writes and says, what it only looks at, where it ends without a site."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.words import spoken
from tests.bilingual import lay_bilingual, replace
from tests.conftest import Run, call, digests, papershelf


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A shelf in two languages that can be built, to be changed at will."""
    return lay_bilingual(tmp_path / "toy")


def told(output: str) -> list[tuple[str, str]]:
    """Place and code of each problem in a report."""
    return re.findall(r"^(\S+:\d+:\d+): ([a-z-]+)  ", output, re.M)


def test_build_writes_everything_and_says_so(bilingual: Path, run: Run) -> None:
    """The site, the READMEs and the schemas; then --check finds nothing to do, in either language."""
    done = run(bilingual, "build")
    pages = len(list((bilingual / "site").rglob("*.html")))
    assert pages > 20
    assert (done.exit_code, done.output.split("\n")[0]) == (0, spoken("en")("built", pages=pages, languages="en, zh"))
    assert "\n3 papers: " in (bilingual / "README.md").read_text("utf-8")
    assert "\n3 篇论文" in (bilingual / "README.zh.md").read_text("utf-8")
    assert (bilingual / "schema" / "papers.schema.json").exists()
    before = digests(bilingual)
    for lang in ("en", "zh"):
        done = run(bilingual, "build", "--check", lang=lang)
        assert (done.exit_code, done.output) == (0, spoken(lang)("fresh") + "\n")
    assert digests(bilingual) == before


def test_check_tells_what_is_stale_and_writes_nothing(bilingual: Path, run: Run) -> None:
    """Each file at its first other line, one that is not there at its first."""
    before = digests(bilingual)
    done = run(bilingual, "build", "--check")
    assert done.exit_code == 1
    assert sorted(told(done.output)) == [
        ("README.md:5:1", "stale"),
        ("README.zh.md:4:1", "stale"),
        ("schema/catalogue.schema.json:1:1", "stale"),
        ("schema/papers.schema.json:1:1", "stale"),
    ]
    assert digests(bilingual) == before


def test_stale_file_is_told_at_its_first_other_line(tmp_path: Path) -> None:
    """Of a file that is what it should be nothing is told; of another its first line that differs."""
    (tmp_path / "a.md").write_text("one\ntwo\nthree\n", "utf-8")
    wanted = {"a.md": "one\ntwo\n3\n", "b.md": "x\n"}
    assert [(str(p.place), p.code) for p in shelf.stale(tmp_path, wanted)] == [
        ("a.md:3:1", "stale"),
        ("b.md:1:1", "stale"),
    ]
    assert shelf.stale(tmp_path, {"a.md": "one\ntwo\nthree\n"}) == []


@pytest.mark.parametrize("words", [(), ("--check",)])
@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("papers.yaml", "venue: neurips", "venue: nerips", "unknown-venue"),
        ("README.md", "<!-- /papershelf:counts -->\n", "", "bad-marker"),
    ],
)
def test_problems_are_told_and_nothing_is_written(
    words: tuple[str, ...], file: str, old: str, new: str, code: str, bilingual: Path, run: Run
) -> None:
    """Errors of the shelf and damaged markers: the report, status 1, every file as it was."""
    replace(bilingual / file, old, new)
    before = digests(bilingual)
    done = run(bilingual, "build", *words)
    assert done.exit_code == 1
    assert [found for _, found in told(done.output)] == [code]
    assert digests(bilingual) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("templates/readme/counts.md", "{{ counts | md }}", "{{ nothing }}", "templates/readme/counts.md:1: "),
        ("templates/site/term.html", "<h1>{{ name }}</h1>", "<h1>{{ nothing }}</h1>", "templates/site/term.html:2: "),
    ],
)
def test_a_fault_of_a_template_ends_the_build(
    file: str, old: str, new: str, words: str, bilingual: Path, run: Run
) -> None:
    """Where and why on the error stream, that the old site stands, status 1; READMEs are not written either."""
    replace(bilingual / file, old, new)
    before = (bilingual / "README.md").read_bytes()
    done = run(bilingual, "build")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(words)
    assert done.stderr.endswith("\nthe site was not built; the old one is untouched\n")
    assert (bilingual / "README.md").read_bytes() == before
    assert not (bilingual / "site").exists()


@pytest.mark.parametrize(
    ("refusal", "key"),
    [
        (shelf.Busy(), "another build"),
        (shelf.NoSite(), "front page"),
        (shelf.Fewer(2, 5), "has 2 pages and the old one 5"),
        (shelf.Elsewhere("site"), "site is a link"),
    ],
)
def test_a_build_that_may_not_be_is_one_sentence(
    refusal: Exception, key: str, bilingual: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one under way, or a site without its front page: status 1, no file outside the site is written."""

    def refused(*_: object) -> int:
        raise refusal

    monkeypatch.setattr("papershelf.site.build", refused)
    before = digests(bilingual)
    done = run(bilingual, "build")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert key in done.stderr
    assert digests(bilingual) == before


def test_a_link_to_nothing_is_told_with_its_place(bilingual: Path, run: Run) -> None:
    """No site is written, in whichever language's page it stands."""
    replace(bilingual / "docs/zh/index.md", "论文", "[x](nowhere.md)论文")
    done = run(bilingual, "build")
    assert (done.exit_code, told(done.output)) == (1, [("docs/zh/index.md:3:5", "page-link")])
    assert "the site was not built; the old one is untouched\n" in done.output
    assert not (bilingual / "site").exists()


@pytest.mark.parametrize(("command", "label"), [("build", "making pages"), ("check", "reading the registry")])
def test_progress_is_shown_on_a_terminal_alone(bilingual: Path, command: str, label: str) -> None:
    """Beside what is said; nothing of it where nobody watches."""
    status, said = call(bilingual, command)
    assert (status, label in said, "%" in said) == (0, False, False)
    (bilingual / "site/index.html").unlink(missing_ok=True)
    arguments, settings = papershelf(bilingual, command)
    ours, theirs = os.openpty()
    done = subprocess.run(arguments, **{**settings, "stderr": theirs}, check=False)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert (done.returncode, label in shown, "100%" in shown) == (0, True, True)
    assert label not in done.stdout.decode()


def test_where_nothing_changed_nothing_is_done(bilingual: Path, run: Run) -> None:
    """The second build says so and touches no file; after a change the third writes what differs and says what."""
    first = run(bilingual, "build")
    assert (
        "\nwritten: schema/papers.schema.json, schema/catalogue.schema.json, README.md, README.zh.md\n" in first.output
    )
    before = {file: file.stat().st_mtime_ns for file in bilingual.rglob("*")}
    second = run(bilingual, "build", lang="zh")
    assert (second.exit_code, second.output) == (0, "上次构建以来没有改动：网站、README 与 schema 保持原样\n")
    assert {file: file.stat().st_mtime_ns for file in bilingual.rglob("*")} == before
    replace(bilingual / "papers.yaml", "method: Adam\n", "method: Adam W\n")
    third = run(bilingual, "build")
    assert third.output.endswith(
        "\nwritten: README.md, README.zh.md\nas before: schema/papers.schema.json, schema/catalogue.schema.json\n"
    )
    assert "Adam W" in (bilingual / "site/papers/adam/index.html").read_text("utf-8")
    assert run(bilingual, "build", "--check").output == "README and schemas are fresh\n"
