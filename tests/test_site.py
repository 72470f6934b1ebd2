"""The build: pages, editions, the files outside the site, the site itself, and serving it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from papershelf import shelf, site
from papershelf.render import generated
from papershelf.render.edition import Edition
from tests.bilingual import lay_bilingual, replace
from tests.conftest import Run, call, digests, papershelf
from tests.handmade import by_path, catalogue, edition, paper


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A shelf in two languages that can be built, to be changed at will."""
    return lay_bilingual(tmp_path / "toy")


def editions(folder: Path) -> tuple[Edition, ...]:
    """Those of a folder."""
    return site.editions_of(shelf.read(folder))


def test_pages_are_the_generated_ones_and_the_downloads() -> None:
    """Each once, in each language."""
    found = catalogue(paper("a"))
    for lang in ("en", "zh"):
        made = by_path(site.pages(edition(found, lang)))
        assert set(made) - set(by_path(generated(edition(found, lang)))) == {"data/"}
        assert {"papers/", "papers/a/", "rules/", "timeline/"} <= set(made)


def test_editions_of_a_shelf(bilingual: Path) -> None:
    """One a language, with the templates and words of its own folder, and formatted citations."""
    replace(bilingual / "templates/words/zh.yaml", "language: 中文", "language: 汉语")
    found = site.editions_of(shelf.read(bilingual))
    assert [each.lang for each in found] == ["en", "zh"]
    assert found[1].t("language") == "汉语"
    assert found[0].title == "Toy Shelf"
    assert "Adam: A Method" in found[0].cited("adam")["apa"]
    assert found[1].cited("adam") is found[0].cited("adam")  # formatted once


# --- files outside the site ----------------------------------------------------------------


def test_files_are_readmes_and_schemas(bilingual: Path) -> None:
    """Path and text of each: regions filled in the README's language, hand-written words kept; nothing is written."""
    before = digests(bilingual)
    made, problems = site.files(bilingual, editions(bilingual))
    assert problems == []
    assert sorted(made) == ["README.md", "README.zh.md", "schema/catalogue.schema.json", "schema/papers.schema.json"]
    assert made["README.md"].startswith("# Toy\n\nBy hand: `x  y`  \n<!-- papershelf:counts -->\n3 papers: ")
    assert made["README.zh.md"].startswith("# 玩具\n\n<!-- papershelf:counts -->\n3 篇论文")
    assert "https://toy.example.org/zh/papers/bert/" in made["README.zh.md"]
    assert '"techniques"' in made["schema/papers.schema.json"]
    assert digests(bilingual) == before


def test_a_readme_that_is_not_there_is_not_made(bilingual: Path) -> None:
    """A catalogue may do without."""
    (bilingual / "README.md").unlink()
    made, problems = site.files(bilingual, editions(bilingual))
    assert ("README.md" in made, "README.zh.md" in made, problems) == (False, True, [])


def test_damaged_readmes_are_problems(bilingual: Path) -> None:
    """Those with a marker too few, and those that are no text, each at its place."""
    replace(bilingual / "README.md", "<!-- /papershelf:counts -->\n", "")
    (bilingual / "README.zh.md").write_bytes(b"\xff\n")
    made, problems = site.files(bilingual, editions(bilingual))
    assert [(str(problem.place.file), problem.place.line, problem.code) for problem in problems] == [
        ("README.md", 4, "bad-marker"),
        ("README.zh.md", 1, "not-utf8"),
    ]
    assert "README.zh.md" not in made


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{ counts | md }}", "a\n{{ nothing }}", "templates/readme/counts.md:2: 'nothing' is undefined"),
        ("{{ counts | md }}", "a\n{% if %}", "templates/readme/counts.md:2: Expected an expression"),
        (
            "{{ counts | md }}",
            "a\n{{ t('nothing') }}",
            "templates/readme/counts.md:2: words/en.yaml: no text 'nothing'",
        ),
    ],
)
def test_a_fault_of_a_template_is_told_with_its_place(bilingual: Path, old: str, new: str, told: str) -> None:
    """File and line, not a traceback."""
    replace(bilingual / "templates/readme/counts.md", old, new)
    with pytest.raises(site.Failed) as failure:
        site.files(bilingual, editions(bilingual))
    assert str(failure.value).startswith(told)


# --- the site ------------------------------------------------------------------------------


def test_build_puts_the_site_in_place(bilingual: Path) -> None:
    """Whole, in both languages; the number is that of its pages; READMEs are left to the caller."""
    old = bilingual / "site/old.html"
    old.parent.mkdir()
    (bilingual / "site/index.html").write_text("", "utf-8")
    old.write_text("", "utf-8")
    before = (bilingual / "README.md").read_bytes()
    count = site.build(bilingual, editions(bilingual))
    assert count == len(list((bilingual / "site").rglob("*.html")))
    assert not old.exists()
    for path in ("index.html", "zh/index.html", "papers/bert/index.html", "zh/papers/bert/index.html", "papers.bib"):
        assert (bilingual / "site" / path).stat().st_size > 100
    assert (bilingual / "README.md").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("templates/site/term.html", "<h1>{{ name }}</h1>", "<h1>{{ nothing }}</h1>", "templates/site/term.html:2: "),
        ("templates/words/zh.yaml", "compare_title:", "other_title:", "words/zh.yaml: no text 'compare_title'"),
        ("templates/theme/main.html", "<body>", "<body>{% if %}", "templates/theme/main.html:"),
        ("docs/zh/index.md", "论文", "[x](nowhere.md)论文", "docs/zh/index.md:3:5: page-link"),
    ],
)
def test_a_failed_build_leaves_the_old_site(bilingual: Path, file: str, old: str, new: str, told: str) -> None:
    """And says what is wrong where."""
    (bilingual / "site").mkdir()
    (bilingual / "site/index.html").write_text("old", "utf-8")
    before = digests(bilingual / "site")
    replace(bilingual / file, old, new)
    with pytest.raises((site.Failed, site.Lost)) as failure:
        site.build(bilingual, editions(bilingual))
    assert told in str(failure.value)
    assert digests(bilingual / "site") == before


def test_neither_mkdocs_nor_material_is_needed(bilingual: Path) -> None:
    """Where neither can be imported, and without their files, the site is byte for byte the same."""
    assert call(bilingual, "build")[0] == 0
    before = digests(bilingual / "site")
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        (bilingual / name).unlink()
    shutil.rmtree(bilingual / "site")
    without = "import sys; sys.modules['mkdocs'] = sys.modules['material'] = None\n"
    (python, option, words, *_), settings = papershelf(bilingual)
    done = subprocess.run([python, option, without + words, "build"], **settings, check=False)
    assert done.returncode == 0, done.stdout.decode()
    assert digests(bilingual / "site") == before
    assert "zh/notes/bert/index.html" in before


def test_the_pages_of_the_first_language_are_counted(bilingual: Path) -> None:
    """While they are made, one at a time."""
    heard: list[tuple[int, int]] = []
    site.build(bilingual, editions(bilingual), lambda done, of: heard.append((done, of)))
    assert [done for done, _ in heard] == [*range(1, len(heard) + 1)]
    assert all(done <= of for done, of in heard)
    assert heard[0][1] == len([*(bilingual / "site").rglob("*.html")]) // 2 - 1  # without 404.html


def test_readers_see_what_was_removed_and_what_a_robot_found(toy_site: Path, run: Run) -> None:
    """Errata tells the reason; the entry's address leads there; repositories show their facts with the day."""
    papers = (toy_site / "papers.yaml").read_text("utf-8")
    (toy_site / "papers.yaml").write_text(papers.replace("- id: adam\n", "- id: adam\n  was: [adam-2014]\n"), "utf-8")
    with (toy_site / "catalogue.yaml").open("a", encoding="utf-8") as out:
        out.write('removed:\n- {paper: gpt, removed_because: {en: "See the [[bert]] entry."}, day: 2026-11-24}\n')
    (toy_site / "state").mkdir()
    (toy_site / "state" / "repositories.json").write_text(
        '{"https://github.com/google-research/bert": {"day": "2026-11-01", "stars": 1, "pushed": "2020-03-11",'
        ' "archived": true, "licence": "Apache-2.0"}}\n',
        "utf-8",
    )
    done = run(toy_site, "build")
    assert done.exit_code == 0, done.output

    def page(path: str) -> str:
        return " ".join((toy_site / "site" / path / "index.html").read_text("utf-8").split())

    assert 'See the <a href="../papers/bert/">BERT</a> entry. (2026-11-24)' in page("errata")
    assert "taken out on 2026-11-24" in page("papers/gpt")
    assert 'now has another id: <a href="../../papers/adam/">Adam</a>' in page("papers/adam-2014")
    facts = "(<b>archived</b>, 1 star, last push 2020-03-11; seen on 2026-11-01)"
    assert facts in page("papers/bert")
    assert 'License: <span lang="en">Apache-2.0</span>' in page("papers/bert")
    assert facts not in page("papers/adam")
    assert "<small>(archived)</small>" in page("papers")
    assert "(archived)" in (toy_site / "README.md").read_text("utf-8")
    assert 'id="unknown-venue"' in page("rules")
