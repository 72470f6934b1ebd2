"""Inputs that once failed, as a contributor would send them: one report, the right line, a remedy, status 1, no trace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from papershelf.problems import SHOWN
from tests.conftest import Run, call, digests

ENTRY = """\
- id: e{n}
  kind: method
  scope: general
  title: "A Method of Number {n}"
  authors: [Ann Lee]
  venue: naacl
  year: 2019
  arxiv: "1810.{n:05}"
  extends: [zz{n}]

"""
# file, what is replaced, by what, and the one finding
CASES = {
    "a long scalar": ("papers.yaml", "  year: 2015", "  method2: " + "x" * 20_001 + "\n  year: 2015", "43:12", "text-too-long"),
    "digits": (
        "papers.yaml",
        "  year: 2015",
        "  results: [{benchmark: wmt14-en-de, values: {test: [0." + "1" * 30 + "]}, source: {in: paper, locator: T}}]\n  year: 2015",
        "43:",
        "too-many-digits",
    ),
    "level as text": ("catalogue.yaml", "dataset: newstest2014,", "dataset: newstest2014, level: strong,", None, "bad-number"),
    "languages that lead up": ("catalogue.yaml", "languages: [en]", "languages: [..]", "4:13", "bad-language"),
    "no space": ("papers.yaml", "  year: 2015", "  year:2015", "43:3", "missing-space"),
    "a second list": ("papers.yaml", "- id: adam", "papers:\n- id: adam", "36:1", "second-list"),
    "nobody sees it": ("papers.yaml", "title: Attention Is All You Need", 'title: "\u200b\u2060"', None, "empty-value"),
    "bidi": ("papers.yaml", "title: Attention Is All You Need", "title: Attention \u202eIs All", None, "invisible-character"),
    "metadata": ("papers.yaml", "{code: https://github.com/google-research/bert", "{code: http://169.254.169.254/x", None, "bad-url"),
    "private": ("papers.yaml", "{code: https://github.com/google-research/bert", "{code: http://192.168.0.1/", None, "bad-url"),
    "an entry that is its own": ("papers.yaml", "extends: [transformer]", "extends: [bert]", None, "unknown-extends"),
    "a day to come": ("papers.yaml", "  year: 2015", "  year: 2015\n  added: 2999-01-01", "44:10", "future-date"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_told_at_its_line(name: str, toy_site: Path, run: Run) -> None:
    """By check, and by build, which then writes nothing."""
    file, old, new, place, code = CASES[name]
    text = (toy_site / file).read_text("utf-8")
    assert old in text
    (toy_site / file).write_text(text.replace(old, new, 1), "utf-8")
    line = place or f"{text[: text.index(old)].count(chr(10)) + 1}:"
    checked = run(toy_site, "check")
    before = digests(toy_site)
    built = run(toy_site, "build")
    for done in (checked, built):
        assert done.exit_code == 1
        assert f"{file}:{line}" in done.stdout, done.stdout
        assert re.search(rf"^{file}:{line}.*{code}  .+\n    help: .+", done.stdout, re.M), done.stdout
    assert digests(toy_site) == before


def test_two_thousand_bases_that_are_not_there(toy: Path, run: Run) -> None:
    """200 are shown and the rest is counted; words like each are looked for only of those."""
    (toy / "papers.yaml").write_text("papers:\n" + "".join(ENTRY.format(n=n) for n in range(2_000)), "utf-8")
    done = run(toy, "check")
    assert done.exit_code == 1
    assert done.stdout.count("    help: ") == SHOWN
    assert re.search(r"^and 18\d\d more of unknown-extends$", done.stdout, re.M)
    assert len(done.stdout) < 100_000


def test_200_000_entries_are_refused(toy: Path) -> None:
    """At the first that is too many, in one report."""
    (toy / "papers.yaml").write_text("papers:\n" + "".join(f"- id: e{n}\n" for n in range(200_000)), "utf-8")
    status, said = call(toy, "check")
    assert (status, said.count("\n") < 10, "Traceback" in said) == (1, True, False)
    assert "papers.yaml:20002:1: too-many-entries" in said


def test_a_catalogue_of_brackets_is_refused(toy: Path) -> None:
    """As nested too deep, at once."""
    (toy / "catalogue.yaml").write_text("[" * 300_000, "utf-8")
    status, said = call(toy, "check")
    assert (status, "too-deep" in said, "Traceback" in said) == (1, True, False)


def test_a_former_id_of_two_is_told_with_both(toy: Path, run: Run) -> None:
    """The first one and the second."""
    text = (toy / "papers.yaml").read_text("utf-8")
    for id in ("bert", "adam"):
        text = text.replace(f"- id: {id}\n", f"- id: {id}\n  was: [old-name]\n")
    (toy / "papers.yaml").write_text(text, "utf-8")
    done = run(toy, "check")
    assert "duplicate-id" in done.stdout
    assert "old-name" in done.stdout


def test_an_address_with_unseen_characters_is_escaped_on_pages(toy_site: Path, run: Run) -> None:
    """As it was written, percent-encoded."""
    text = (toy_site / "papers.yaml").read_text("utf-8")
    url = "https://example.org/a%E2%80%AEb%00c"
    text = text.replace("https://github.com/google-research/bert", url)
    (toy_site / "papers.yaml").write_text(text, "utf-8")
    assert run(toy_site, "build").exit_code == 0
    page = (toy_site / "site/papers/bert/index.html").read_text("utf-8")
    assert url in page
    assert not re.search("[\u202e\x00]", page)


def test_a_catalogue_without_techniques_builds(toy_site: Path, run: Run) -> None:
    """Its timeline is empty or absent."""
    text = (toy_site / "papers.yaml").read_text("utf-8")
    (toy_site / "papers.yaml").write_text(re.sub(r"  techniques: .*\n", "", text), "utf-8")
    about = (toy_site / "catalogue.yaml").read_text("utf-8")
    (toy_site / "catalogue.yaml").write_text(re.sub(r"^techniques:\n(?:[- ].*\n)+", "", about, flags=re.M), "utf-8")
    done = run(toy_site, "build")
    assert done.exit_code == 0, done.output
