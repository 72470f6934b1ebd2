"""guard and summary on real edits of the shipped registry: nothing vanishes in silence, and readers' words are shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.upkeep.diff import gone
from tests.conftest import ROOT, Run, copy_checkout

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout; not to be changed."""
    return copy_checkout(tmp_path_factory.mktemp("review") / "checkout")


@pytest.fixture
def folder(checkout: Path, tmp_path: Path) -> Path:
    """What guard and summary read of the checkout, to be changed; ``base/`` holds the files as they were."""
    target = tmp_path / "folder"
    for part in ("docs", "templates", "state"):
        if (checkout / part).exists():
            shutil.copytree(checkout / part, target / part)
    (target / "base").mkdir(parents=True)
    for name in ("papers.yaml", "catalogue.yaml"):
        shutil.copy(checkout / name, target / name)
        shutil.copy(checkout / name, target / "base" / name)
    return target


def text_of(folder: Path, name: str = "papers.yaml") -> str:
    """A file's text."""
    return (folder / name).read_text("utf-8")


def entry(text: str, id: str) -> str:
    """The text of an entry, to the next one."""
    found = re.search(rf"^- id: {id}\n.*?(?=^- id: |^#|\Z)", text, re.M | re.S)
    assert found, id
    return found.group()


def change(folder: Path, old: str, new: str, name: str = "papers.yaml") -> None:
    """Replaces words that stand in the file once."""
    text = text_of(folder, name)
    assert text.count(old) == 1, old
    (folder / name).write_text(text.replace(old, new), "utf-8")


def take_out(folder: Path, *ids: str) -> None:
    """Deletes entries."""
    for id in ids:
        change(folder, entry(text_of(folder), id), "")


def record(folder: Path, words: str) -> None:
    """Adds a record under ``removed``."""
    with (folder / "catalogue.yaml").open("a", encoding="utf-8") as out:
        out.write(
            f"\nremoved:\n- {{{words}, removed_because: {{en: It was not true., zh: 与事实不符。}}, day: {DAY}}}\n"
        )


def guarded(folder: Path, run: Run, base: str = "base/papers.yaml") -> tuple[int, list[str]]:
    """Exit status of guard and the codes that it tells."""
    done = run(folder, "guard", "--base", str(folder / base))
    assert "Traceback" not in done.output
    return done.exit_code, re.findall(r"^\S+:\d+:\d+: ([a-z-]+)  ", done.output, re.M)


def quiet(folder: Path) -> list[str]:
    """Entries that nobody extends, links to or has a note on, and that have no results: they can go without a fault."""
    found = shelf.read(folder)
    named = set(re.findall(r"\[\[([a-z0-9-]+)", text_of(folder) + "".join(p.text for p in found.catalogue.pages)))
    about = text_of(folder, "catalogue.yaml")
    return [
        paper.id
        for paper in found.catalogue.papers
        if paper.id not in named
        and not found.catalogue.extended_by.get(paper.id)
        and paper.id not in found.catalogue.notes
        and not paper.results
        and f"paper: {paper.id}" not in about
        and not re.search(rf"^#.*\n- id: {paper.id}\n", text_of(folder), re.M)
    ]


def row_of(folder: Path, id: str, benchmark: str) -> str:
    """The lines of an entry's row on a benchmark."""
    rows = re.findall(r"^  - benchmark: .*\n(?:    .*\n)+", entry(text_of(folder), id), re.M)
    return str(next(row for row in rows if row.startswith(f"  - benchmark: {benchmark}\n")))


# --- guard --------------------------------------------------------------------------------------------


def test_no_change_is_no_problem(folder: Path, run: Run) -> None:
    """The same files: nothing to tell."""
    assert guarded(folder, run) == (0, [])


def test_an_entry_may_not_vanish_in_silence(folder: Path, run: Run) -> None:
    """Deleted, it is told where it stood, as a problem at a line that exists; with a record it is fine."""
    id = quiet(folder)[0]
    take_out(folder, id)
    assert guarded(folder, run) == (1, ["entry-gone"])
    said = run(folder, "guard", "--base", str(folder / "base/papers.yaml"), "--form", "github").output
    line = int(re.findall(r"^::error file=papers\.yaml,line=(\d+),", said, re.M)[0])
    assert text_of(folder).split("\n")[line - 1].startswith("- id: ")
    record(folder, f"paper: {id}")
    assert guarded(folder, run) == (0, [])
    assert shelf.read(folder).errors == []


def test_an_entry_may_change_its_id(folder: Path, run: Run) -> None:
    """The old id under ``was`` is the record."""
    id = quiet(folder)[0]
    change(folder, f"- id: {id}\n", f"- id: renamed-entry\n  was: [{id}]\n")
    assert guarded(folder, run) == (0, [])


def test_three_entries_at_once_are_too_many_whatever_is_recorded(folder: Path, run: Run) -> None:
    """Two may go with records; the third is one too many."""
    first, second, third = quiet(folder)[:3]
    take_out(folder, first, second)
    (folder / "catalogue.yaml").open("a", encoding="utf-8").write(
        "\nremoved:\n"
        + "".join(
            f"- {{paper: {id}, removed_because: {{en: Twice., zh: 重复。}}, day: {DAY}}}\n"
            for id in (first, second, third)
        )
    )
    assert guarded(folder, run) == (0, [])
    take_out(folder, third)
    assert guarded(folder, run) == (1, ["many-gone"])


def test_a_row_may_not_vanish_in_silence(folder: Path, run: Run) -> None:
    """Deleted, it is told at the entry's results; a record of that benchmark makes it fine, one of another does not."""
    row = row_of(folder, "promptir", "three-task")
    change(folder, entry(text_of(folder), "promptir"), entry(text_of(folder), "promptir").replace(row, "", 1))
    assert guarded(folder, run) == (1, ["row-gone"])
    wrong = text_of(folder, "catalogue.yaml")
    record(folder, "paper: promptir, benchmark: five-task")
    assert guarded(folder, run) == (1, ["row-gone"])
    (folder / "catalogue.yaml").write_text(wrong, "utf-8")
    record(folder, "paper: promptir, benchmark: three-task")
    assert guarded(folder, run) == (0, [])


def test_a_record_serves_once(folder: Path, run: Run) -> None:
    """What was recorded in an earlier change does not excuse a row that goes now."""
    record(folder, "paper: promptir, benchmark: three-task")
    shutil.copy(folder / "catalogue.yaml", folder / "base" / "catalogue.yaml")
    row = row_of(folder, "promptir", "three-task")
    change(folder, entry(text_of(folder), "promptir"), entry(text_of(folder), "promptir").replace(row, "", 1))
    assert guarded(folder, run) == (1, ["row-gone"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("benchmark: three-task\n", "benchmark: three-task\n    variant: large\n"),  # its name
        ("locator: ", "locator: Table 99, "),  # its place in the source
    ],
)
def test_a_row_may_be_mended(old: str, new: str, folder: Path, run: Run) -> None:
    """A row that changes its name, its numbers or its locator is still there."""
    row = row_of(folder, "promptir", "three-task")
    assert old in row
    whole = entry(text_of(folder), "promptir")
    change(folder, whole, whole.replace(row, row.replace(old, new, 1), 1))
    assert guarded(folder, run) == (0, [])


def test_numbers_from_another_source_are_another_row(folder: Path, run: Run) -> None:
    """Exchanging the source and the numbers takes the old row out."""
    row = row_of(folder, "promptir", "three-task")
    other = re.sub(r"source: .*", "source: {in: page, url: https://other.example/, locator: L1}", row.replace("3", "2"))
    whole = entry(text_of(folder), "promptir")
    change(folder, whole, whole.replace(row, other, 1))
    assert guarded(folder, run)[1][:1] == ["row-gone"]


def test_a_broken_entry_is_not_a_removed_one(folder: Path, run: Run) -> None:
    """What cannot be read is told by check; guard does not call it gone."""
    id = quiet(folder)[0]
    change(folder, entry(text_of(folder), id), entry(text_of(folder), id).replace("  year: ", "  yaer: ", 1))
    assert guarded(folder, run) == (0, [])


@pytest.mark.parametrize("text", ["", "nonsense", "papers: []\n", "\0"])
def test_a_strange_base_is_no_traceback(text: str, folder: Path, run: Run) -> None:
    """Whatever the older file holds, guard and summary end in words."""
    (folder / "base" / "papers.yaml").write_text(text, "utf-8")
    assert guarded(folder, run)[0] in (0, 1)
    done = run(folder, "summary", "--base", str(folder / "base" / "papers.yaml"))
    assert done.exception is None


def test_every_row_of_the_catalogue_is_its_own_successor() -> None:
    """The rule of successors, on all rows: none is gone, and any single one that is taken out is found."""
    for each in shelf.read(ROOT).catalogue.papers:
        assert gone(each.results, each.results) == []
        for n, row in enumerate(each.results):
            assert gone(each.results, each.results[:n] + each.results[n + 1 :]) == [row]


# --- summary ------------------------------------------------------------------------------------------

NEW = """\
- id: zz-new
  kind: method
  scope: all-in-one
  method: ZZ|New
  title: "ZZ|New: A <b>bold</b> *claim* on `things` @someone"
  authors: [Ann Lee, Bo Li]
  venue: arxiv
  year: 2026
  arxiv: "2612.99999"
  links: {code: https://github.com/a/b}
  tasks: [dehazing]
  techniques: [mixture-of-experts]
  summary: {en: "Builds on [[promptir]].", zh: "基于 [[promptir]]。"}
  sources: [https://arxiv.org/abs/2612.99999]
  results:
  - benchmark: three-task
    values: {sots: [99.34, 0.979], rain100l: [99.57, 0.984], n15: [99.31, 0.932], n25: [98.65, 0.888],
      n50: [97.48, 0.800]}
    source: {in: paper, locator: Table 1}

"""


def test_summary_shows_what_readers_will_see(folder: Path, run: Run) -> None:
    """The new entry with its words and numbers, the entry that changed, and who moved on which board."""
    change(folder, "papers:\n", f"papers:\n{NEW}")
    whole = entry(text_of(folder), "promptir")
    change(folder, whole, whole.replace("  summary:\n    en: ", "  summary:\n    en: Changed. ", 1))
    assert shelf.read(folder).errors == []
    said = run(folder, "summary", "--base", str(folder / "base/papers.yaml")).output
    assert "### Added (1)" in said
    assert "&#60;b&#62;bold&#60;/b&#62; &#42;claim&#42; on &#96;things&#96; &#64;someone" in said
    assert "Builds on [PromptIR](https://iamzlt.github.io/Awesome-ImageRestoration/papers/promptir/)." in said
    assert "SOTS 99.34 / 0.979" in said
    assert "- PromptIR (`promptir`): `summary`" in said
    assert "**Summary**: Changed. " in said
    assert "| ZZ&#124;New | – | 1 |" in said
    assert re.search(r"^\d+ other rows moved with it: .* 1 → 2, ", said, re.M)
    assert "### To be mended" not in said


def test_summary_in_chinese_says_the_same(folder: Path, run: Run) -> None:
    """The same shape in Chinese: headings, rows, numbers."""
    change(folder, "papers:\n", f"papers:\n{NEW}")
    base = str(folder / "base/papers.yaml")
    english, chinese = (run(folder, "summary", "--base", base, lang=lang).output for lang in ("en", "zh"))
    for shape in (r"^#+(?= )", r"^\|.*\|$", r"^- "):
        assert len(re.findall(shape, english, re.M)) == len(re.findall(shape, chinese, re.M)) > 0
    assert "基于 [PromptIR](https://iamzlt.github.io/Awesome-ImageRestoration/zh/papers/promptir/)。" in chinese


def test_summary_of_nothing_and_of_faults(folder: Path, run: Run) -> None:
    """No change says so; with an error there is the error and its remedy, and no boards."""
    base = str(folder / "base/papers.yaml")
    assert "Papers and results are as they were." in run(folder, "summary", "--base", base).output
    whole = entry(text_of(folder), "promptir")
    change(folder, whole, re.sub(r"venue: \w+", "venue: nerips", whole, count=1))
    said = run(folder, "summary", "--base", base).output
    assert "**unknown-venue** promptir: " in said
    assert "did you mean 'neurips'?" in said
    assert "once the errors are mended" in said


def test_summary_tells_what_was_taken_out(folder: Path, run: Run) -> None:
    """A removed entry stands there by its title, and the guard's word with it."""
    id = quiet(folder)[0]
    title = shelf.read(folder).catalogue.by_id[id].title
    take_out(folder, id)
    said = run(folder, "summary", "--base", str(folder / "base/papers.yaml")).output
    assert f"(`{id}`)" in said.partition("### Taken out")[2]
    assert title.split()[0] in said
    assert "entry-gone" in said


def test_summary_has_an_end(folder: Path, run: Run) -> None:
    """GitHub takes 1 MiB: of a flood of new entries only the first are shown, and the rest are counted."""
    flood = "".join(
        NEW.partition("  results:")[0]
        .replace("zz-new", f"zz-new-{n}")
        .replace("ZZ|New", f"ZZ{n}")
        .replace("2612.99999", f"2612.{n:05}")
        + "\n"
        for n in range(300)
    )
    change(folder, "papers:\n", f"papers:\n{flood}")
    assert run(folder, "format").exit_code == 0
    said = run(folder, "summary", "--base", str(folder / "base/papers.yaml")).output
    assert len(said.encode()) < 400_000
    assert "### Added (300)" in said
    assert "250 more" in said


# --- what readers see ---------------------------------------------------------------------------------


def test_readers_see_what_was_removed_and_what_a_robot_found(toy_site: Path, run: Run) -> None:
    """Errata tells the reason; the entry's address leads there; repositories show their facts with the day."""
    papers = text_of(toy_site)
    (toy_site / "papers.yaml").write_text(papers.replace("- id: adam\n", "- id: adam\n  was: [adam-2014]\n"), "utf-8")
    with (toy_site / "catalogue.yaml").open("a", encoding="utf-8") as out:
        out.write(f'removed:\n- {{paper: gpt, removed_because: {{en: "See the [[bert]] entry."}}, day: {DAY}}}\n')
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

    assert f'See the <a href="../papers/bert/">BERT</a> entry. ({DAY})' in page("errata")
    assert f"taken out on {DAY}" in page("papers/gpt")
    assert 'now has another id: <a href="../../papers/adam/">Adam</a>' in page("papers/adam-2014")
    facts = "(<b>archived</b>, 1 star, last push 2020-03-11, Apache-2.0; seen on 2026-11-01)"
    assert facts in page("papers/bert")
    assert facts not in page("papers/adam")
    assert "<small>(archived)</small>" in page("papers")
    assert "(archived)" in (toy_site / "README.md").read_text("utf-8")
    assert 'id="unknown-venue"' in page("rules")
