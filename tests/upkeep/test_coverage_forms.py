"""Reports on lists as text: JSON that tells all of them, Markdown in the reader's language, other people's words as text."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from papershelf import open_shelf
from papershelf.problems import LANGUAGES
from papershelf.upkeep.coverage import Report, compared
from papershelf.upkeep.coverage_forms import FORMS, comparison
from papershelf.words import spoken
from tests.conftest import ROOT, TOY

LISTS = ROOT / "tests" / "lists"
CATALOGUE = open_shelf(TOY).catalogue
REPORTS = {name: compared((LISTS / name).read_text("utf-8"), CATALOGUE) for name in ("table.md", "bullets.md")}


def told(form: str, lang: str = "en", reports: dict[str, Report] = REPORTS) -> str:
    """The reports in a form."""
    return comparison(form, reports, CATALOGUE, spoken(lang))


def test_json_tells_every_report() -> None:
    """A record a list, by its name; what a list does not tell is null."""
    data = json.loads(told("json"))
    assert [*data] == ["table.md", "bullets.md"]
    table, bullets = data.values()
    assert (table["items"], table["matched"]) == (8, 3)
    assert table["differing"] == [
        {"line": 15, "id": "adam", "field": "arxiv", "ours": "1412.6980", "theirs": "1412.6908"}
    ]
    assert [[item["line"] for item in group] for group in table["doubled"]] == [[12, 22]]
    assert [(each["id"], [item["line"] for item in each["items"]]) for each in table["shared"]] == [
        ("1607.06450", [23, 24])
    ]
    assert bullets["lacking"][1] == {
        "line": 16,
        "title": "预训练语言模型的一种新方法与应用研究",
        "arxiv": None,
        "doi": "10.1000/xyz(12)34",
        "venue": None,
        "year": None,
    }
    assert json.loads(told("json", reports={"x.md": compared("", CATALOGUE)}))["x.md"]["extra"][0] == {
        "id": "bert",
        "title": "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
        "arxiv": "1810.04805",
        "doi": "10.18653/v1/N19-1423",
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_tells_every_report_in_its_language(lang: str) -> None:
    """A heading a list, below it five parts with their counts; what is empty says so."""
    text, t = told("md", lang), spoken(lang)
    assert [line for line in text.split("\n") if line.startswith("# ")] == ["# table.md", "# bullets.md"]
    assert text.count("\n## ") == 10
    assert f"## {t('cover-lacking')} (4)\n" in text
    assert f"- {t('line', n=15)}: adam · arxiv: {t('cover-ours')} 1412.6980 · {t('cover-theirs')} 1412.6908\n" in text
    assert f"Attention Is All You Need · {t('lines', ns='12, 22')}\n" in text
    assert text.count(f"\n{t('cover-none')}\n") == 3
    assert t("cover-counts", items=8, matched=3, lacking=4, extra=0) in text


def test_what_the_list_lacks_is_listed() -> None:
    """Papers of ours that are not there, by id and title."""
    text = told("md", reports={"x.md": compared("", CATALOGUE)})
    assert "## Here, not in the list (3)\n\n- bert · BERT: Pre-training" in text


def test_words_of_a_list_do_not_become_markup() -> None:
    """What a list says, its name too, is shown as text in the report."""
    report = compared("* [Evil `code` *and* \\<script\\> words](https://arxiv.org/abs/1607.06450)\n", CATALOGUE)
    html = MarkdownIt("commonmark", {"html": True}).render(told("md", reports={"<b>*x*.md": report}))
    assert "Evil code and &lt;script&gt; words" in html
    assert "<h1>&lt;b&gt;*x*.md</h1>" in html
    assert not any(tag in html for tag in ("<script>", "<b>", "<em>", "<code>"))


def test_no_list_is_an_empty_answer() -> None:
    """Each form can hold nothing."""
    assert [told(form, reports={}) for form in FORMS] == ["", "{}\n"]
