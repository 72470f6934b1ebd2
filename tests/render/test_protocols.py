"""Protocols in words, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from papershelf.model import Benchmark, ProtocolField, Text
from papershelf.protocol import Difference, Verdict, compare, of_board
from papershelf.render.protocols import difference_words, protocol_words, value_words, verdict_words
from papershelf.words import Words
from tests.handmade import catalogue
from tests.making import templates

SOURCE = "https://x.org/code"


def field(id: str = "channel") -> ProtocolField:
    """A field of the hand-made catalogue."""
    return next(each for each in catalogue().about.protocol_fields if each.id == id)


def t(lang: str = "en") -> Words:
    """The words of a language."""
    return templates().words[lang]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("y", {"en": "luma", "zh": "亮度"}),
        ("12", {"en": "12", "zh": "12"}),  # a number, or a word that is not listed
        (("rgb", "y"), {"en": "RGB, luma", "zh": "RGB、亮度"}),
        ({"light": "rgb", "heavy": "y"}, {"en": "Light: RGB; Heavy: luma", "zh": "Light：RGB；Heavy：亮度"}),
        ({"light": "y", "heavy": "y"}, {"en": "luma", "zh": "亮度"}),  # all columns alike
        ({"light": "y"}, {"en": "Light: luma", "zh": "Light：亮度"}),
    ],
)
def test_a_value(value: Any, words: dict[str, str]) -> None:
    """By the names of its choices, columns by their labels."""
    labels = {"light": "Light", "heavy": "Heavy"}
    assert {lang: value_words(field(), value, t(lang), labels) for lang in words} == words


@pytest.mark.parametrize("per", ["board", "column"])
def test_a_text_is_in_the_language_or_in_the_first_that_there_is(per: str) -> None:
    """As every text of the data; its languages are no columns."""
    words = {"id": "note", "en": "Note", "type": "text", "per": per, "weight": "notes", "differ": {"en": "{a}; {b}"}}
    text = ProtocolField.model_validate(words)
    assert value_words(text, {"en": "cut", "zh": "裁剪"}, t("zh")) == "裁剪"
    assert value_words(text, {"en": "cut"}, t("zh")) == "cut"
    a, b = (of_board(board({"note": {"is": {"en": each}, "source": SOURCE}}, each)) for each in ("cut", "whole"))
    assert [difference_words(each, t()) for each in compare(a, b, [text]).notes] == ["cut; whole"]


def board(protocol: dict[str, Any], id: str = "rain") -> Benchmark:
    """A board with this protocol."""
    (first, *_) = catalogue().about.benchmarks
    return Benchmark.model_validate(
        {**first.model_dump(by_alias=True, exclude_none=True), "id": id, "protocol": protocol}
    )


def test_what_a_board_says() -> None:
    """Nothing where it was sought in vain or not looked for."""
    assert protocol_words(field(), board({"channel": {"is": "y", "source": SOURCE}}), t()) == "luma"
    assert protocol_words(field(), board({"channel": {"sought": [SOURCE]}}), t()) == ""
    assert protocol_words(field(), board({}), t()) == ""


def test_a_difference() -> None:
    """Both values in the words of the field; where one is not known, which; braces of the data stay as they are."""
    assert difference_words(Difference(field(), "rgb", "y"), t()) == "one on RGB, one on luma"
    assert difference_words(Difference(field(), "rgb", "y"), t("zh")) == "一方在 RGB 上，一方在亮度上"
    assert difference_words(Difference(field(), None, "y"), t()) == "Color (luma in one, not known in the other)"
    assert difference_words(Difference(field(), "y", None), t("zh")) == "颜色（一方为亮度，另一方未知）"
    assert difference_words(Difference(field(), None, None), t()) == "Color (not known)"
    odd = field().model_copy(update={"differ": Text({"en": "{a} {0} {x.y} {b}"})})
    assert difference_words(Difference(odd, "rgb", "{a}"), t()) == "RGB {0} {x.y} {a}"


def test_a_verdict() -> None:
    """Yes · no, because … · not known, with the fields; every reason, in both languages."""
    fields = catalogue().about.protocol_fields
    known, other = {"channel": {"is": "rgb", "source": SOURCE}}, {"channel": {"is": "y", "source": SOURCE}}
    regime = {"regime": {"is": "one", "source": SOURCE}}
    a, b = of_board(board({**known, **regime})), of_board(board({**other, **regime}, "other"))
    assert verdict_words(compare(a, a, fields), t()) == "yes"
    assert verdict_words(compare(a, b, fields), t()) == "no, because one on RGB, one on luma"
    assert verdict_words(compare(a, b, fields), t("zh")) == "不能，因为一方在 RGB 上，一方在亮度上"
    third = of_board(board(known, "third"))
    assert verdict_words(compare(a, third, fields), t()) == "not known, because this is not: Regime"
    neither = compare(of_board(board(regime)), of_board(board(regime, "fourth")), fields)
    assert verdict_words(neither, t()) == "not known, because this is not: Color"
    noted = Verdict((("a", "a"),), notes=(Difference(field(), "rgb", "y"),))
    assert verdict_words(noted, t()) == "yes; they differ in: Color"
    assert verdict_words(noted, t("zh")) == "可以；另有不同：颜色"
    assert verdict_words(Verdict(()), t()) == "no, because they share no data"
