"""Prose: claim words and whose claim they are, sentences, and Chinese typography, which format mends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.format import formatted
from papershelf.prose import CLAIM, HINT, OWNED, sentences, spaced, spacing_faults, without_code

CLAIMS = [
    "It is the leading method.",
    "It reaches state-of-the-art results.",
    "SOTA on all tasks",
    "该方法首次统一",
    "效果最优",
]
MODEST = ["The best column is bold.", "First, the image is resized.", "最后一层是卷积", "首先提取特征"]


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
