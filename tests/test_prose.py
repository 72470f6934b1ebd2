"""Prose: links and what they lead to, claim words and whose claim they are, sentences, and Chinese typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.format import formatted
from papershelf.prose import (
    CLAIM,
    HINT,
    OWNED,
    Target,
    is_wide,
    linked,
    links,
    seamed,
    sentences,
    spaced,
    spacing_faults,
    targets,
    unlinked,
    without_code,
)
from tests.conftest import TOY

CLAIMS = [
    "It is the leading method.",
    "It reaches state-of-the-art results.",
    "SOTA on all tasks",
    "It is the first all-in-one network.",
    "This is the first end-to-end approach.",
    "该方法首次统一",
    "效果最优",
]
MODEST = [
    "It keeps the first fine-tuned layer.",
    "The best column is bold.",
    "First, the image is resized.",
    "最后一层是卷积",
    "首先提取特征",
]


LINKED = "See [[bert]] and [[taxonomy/prompts|the page on\tprompts]], not [[]] or [[a\nb]] or [[a|b|c] ]."


def test_links_of_a_text() -> None:
    """Each name with its offset; what is no link is words."""
    found = list(links(LINKED))
    assert [name for _, name in found] == ["bert", "taxonomy/prompts"]
    assert all(LINKED[at:].startswith(f"[[{name}") for at, name in found)


def test_a_text_without_its_links_keeps_their_words() -> None:
    """The words given, else the name."""
    assert unlinked("[[bert]] and [[adam|the optimizer]]") == "bert and the optimizer"


def test_links_are_filled_and_what_stands_between_them_too() -> None:
    """The words given go before those of the target; the outer spaces of what stands between are kept."""
    text = "  See [[bert]] [[adam|A]] , [[x]]"
    resolved = {"bert": ("BERT", "papers/bert/"), "adam": ("Adam", "papers/adam/"), "x": ("X", "x/")}
    filled = linked(text, resolved.__getitem__, lambda words, path: f"<{path} {words}>", str.upper)
    assert filled == "  SEE <papers/bert/ BERT> <papers/adam/ A> , <x/ X>"
    assert linked("no link ", resolved.__getitem__, str.__add__, str.title) == "No Link "


@given(st.text(alphabet="[]|ab \n", max_size=40))
def test_a_text_filled_with_itself_is_the_text(text: str) -> None:
    """No character is lost between links."""
    same = linked(text, lambda name: (f"[[{name}]]", ""), lambda words, _: words, lambda words: words)
    assert unlinked(same) == unlinked(text)


@pytest.mark.parametrize(("lang", "words"), [("en", "Prompts"), ("zh", "提示"), ("de", "Prompts")])
def test_words_of_a_target(lang: str, words: str) -> None:
    """In the language, else in the first that there is; a proper name is the same in all."""
    assert Target("x/", {"en": "Prompts", "zh": "提示"}).in_(lang) == words
    assert Target("x/", "PromptIR").in_(lang) == "PromptIR"


def test_all_that_has_a_page_can_be_linked() -> None:
    """Papers by the name shown, terms, benchmarks and data sets by theirs, venues that have papers, pages by title."""
    about = shelf.read(TOY).catalogue.about
    papers = {"bert": "BERT (2019)", "about": "A paper of that id"}
    pages = {"about": {"en": "About"}, "taxonomy": {"zh": "分类"}, "tasks/optimization": {"en": "By hand"}}
    found = targets(about, papers, {"iclr"}, pages)
    assert {name: (target.path, target.in_("en")) for name, target in found.items()} == {
        "bert": ("papers/bert/", "BERT (2019)"),
        "about": ("papers/about/", "A paper of that id"),
        "taxonomy": ("taxonomy/", "分类"),
        "tasks/machine-translation": ("tasks/machine-translation/", "Machine translation"),
        "tasks/question-answering": ("tasks/question-answering/", "Question answering"),
        "tasks/optimization": ("tasks/optimization/", "Optimization"),
        "domains/text": ("domains/text/", "Text"),
        "techniques/self-attention": ("techniques/self-attention/", "Self-attention"),
        "techniques/pre-training": ("techniques/pre-training/", "Pre-training"),
        "techniques/adaptive-step-size": ("techniques/adaptive-step-size/", "Adaptive step size"),
        "venues/iclr": ("venues/iclr/", "ICLR"),
        "benchmarks/wmt14-en-de": ("benchmarks/wmt14-en-de/", "WMT 2014 English to German"),
        "datasets/newstest2014": ("datasets/newstest2014/", "newstest2014"),
    }


@pytest.mark.parametrize("words", CLAIMS)
def test_claims_are_seen(words: str) -> None:
    """A claim of rank is a claim word in either language, and the quick look never misses one."""
    assert CLAIM.search(words)
    assert HINT.search(words.lower())


@pytest.mark.parametrize("words", MODEST)
def test_ordinary_words_are_none(words: str) -> None:
    """The same words in another sense are left alone."""
    assert not CLAIM.search(words)


@pytest.mark.parametrize("words", ["The authors call it the first.", "作者称其为最优", "They report SOTA results."])
def test_whose_claim_it_is(words: str) -> None:
    """A sentence that names the claimant owns its claim."""
    assert OWNED.search(words)


def test_sentences_keep_their_offsets() -> None:
    """Offsets lead back to the words."""
    text = "One. Two is 3.5 dB! 三。四"
    assert [words.strip() for _, words in sentences(text)] == ["One.", "Two is 3.5 dB!", "三。", "四"]
    assert all(text[at : at + len(words)] == words for at, words in sentences(text))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("一个网络,处理 多种退化.", "一个网络，处理多种退化。"),
        ("三任务 上 的均值；见表 2。", "三任务上的均值；见表 2。"),
        ("用 4 个专家，在 Rain100L 上", "用 4 个专家，在 Rain100L 上"),
        ("Only English, with a comma.", "Only English, with a comma."),
    ],
)
def test_chinese_typography_is_mended(wrong: str, right: str) -> None:
    """Full-width punctuation and no stray space between Chinese characters; Western words keep their spaces."""
    assert spaced(wrong) == right
    assert spacing_faults(right) == []


@given(st.text(alphabet="中文,.;: ，。aB1\n", max_size=40))
def test_mending_is_lasting(words: str) -> None:
    """What was mended needs no mending."""
    assert spaced(spaced(words)) == spaced(words)


def test_format_mends_it() -> None:
    """The command that formats does it to the texts of an entry, and to nothing else."""
    entry = "papers:\n- id: a\n  title: 中文 标题\n  summary: {en: A net., zh: '一个网络,处理 图像.'}\n"
    mended, _ = formatted(entry)
    assert "zh: 一个网络，处理图像。" in mended
    assert "title: 中文 标题" in mended


def test_code_is_no_prose() -> None:
    """Code keeps its place and is not read."""
    text = "a `the best method` b\n```\nleading\n```\n"
    bare = without_code(text)
    assert len(bare) == len(text)
    assert not CLAIM.search(bare)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("a `b` ``c ` d`` e", "a xxx xxxxxxxxx e"),
        ("a ``b` c", "a ``b` c"),  # no run of the same length
        ("a `b\nc` d", "a `b\nc` d"),  # over two lines: judged as words
        ("\\`a` b", "\\`a` b"),  # no code begins behind a backslash
        ("~~~ py\na\n```\n~~~  \nb", "xxxxxx\nx\nxxx\nxxxxx\nb"),
        ("```\na\n\nb", "```\na\n\nb"),  # a fence that nothing ends
        ("``` a b\n\nc\n\n```\nd\n```", "``` a b\n\nc\n\nxxx\nx\nxxx"),  # a fence has one word beside it
    ],
)
def test_what_code_is(text: str, bare: str) -> None:
    """Spans between runs of one length on a line, and fences that end."""
    assert without_code(text) == bare


def test_wide_characters() -> None:
    """Those of Chinese and full-width punctuation are as wide as two Latin ones."""
    assert [is_wide(char) for char in "去，Ａa,é"] == [True, True, True, False, False, False]


def test_chinese_and_latin_are_set_apart() -> None:
    """A space between them where there is none; none beside punctuation or between letters of one script."""
    assert seamed("一方在RGB上，另一方有 3 个（σ=15）") == "一方在 RGB 上，另一方有 3 个（σ=15）"
    assert seamed(seamed("用7×7窗")) == "用 7×7 窗"
    assert seamed("on RGB 2") == "on RGB 2"
