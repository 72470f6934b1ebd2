"""What a protocol may say: fields, values by column, a source or where it was sought."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from papershelf.model import ProtocolField, Setting, Stated
from papershelf.model.protocol import Value

CODE = "https://x.org/test.py#L3"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("rgb", "rgb"),
        (["ots", "wed"], ("ots", "wed")),
        ({"sots": "500", "n15": "68"}, {"sots": "500", "n15": "68"}),
    ],
)
def test_a_value_is_a_word_several_or_one_a_column(written: Any, value: Any) -> None:
    """As it stands; numbers are words until their field says otherwise."""
    made = Stated.model_validate({"is": written, "source": CODE})
    assert (made.is_, made.source, made.sought) == (value, CODE, ())


@pytest.mark.parametrize("bad", [[], {}, "", ["a", ""], {"a": ""}, {"a": ["b"]}, "\u200b"])
def test_no_value_is_empty(bad: Any) -> None:
    """Nor hidden, nor a list in a column."""
    with pytest.raises(ValidationError):
        TypeAdapter(Value).validate_python(bad)


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ({"is": "rgb", "source": CODE}, True),
        ({"sought": [CODE]}, True),
        ({"is": "rgb"}, False),
        ({"source": CODE}, False),
        ({}, False),
        ({"is": "rgb", "sought": [CODE]}, False),
        ({"is": "rgb", "source": CODE, "sought": [CODE]}, False),
        ({"sought": [CODE], "source": CODE}, False),
    ],
)
def test_a_field_is_known_with_a_source_or_sought_somewhere(written: dict[str, Any], fits: bool) -> None:
    """One of the two, whole; what nobody looked for is left out altogether."""
    if fits:
        assert Stated.model_validate(written).model_dump(by_alias=True, exclude_defaults=True).keys() == written.keys()
    else:
        with pytest.raises(ValidationError, match="half-protocol"):
            Stated.model_validate(written)


def test_a_field_has_words_and_may_have_an_underscore() -> None:
    """Its values too; what it does not say holds for the whole board and touches every metric."""
    words = {"en": "Mean", "zh": "均值", "differ": {"en": "{a} or {b}"}}
    made = ProtocolField.model_validate({"id": "gt_mean", "type": "one", "weight": "breaks", **words})
    assert (made.id, made.per, made.values, made.touches) == ("gt_mean", "board", (), ())
    assert [made.name.in_(lang) for lang in ("en", "zh")] == ["Mean", "均值"]
    for wrong in ({"type": "few"}, {"weight": "heavy"}, {"per": "row"}, {"id": "_mean"}, {"id": "gt__mean"}):
        with pytest.raises(ValidationError):
            ProtocolField.model_validate({"id": "a", "type": "one", "weight": "breaks", **words, **wrong})


def test_a_setting_needs_no_source() -> None:
    """What it means is its own; data files call it by the first of its names."""
    made = Setting.model_validate({"id": "one-model", "en": "One model", "zh": "单一", "protocol": {"regime": "one"}})
    assert (made.label, made.protocol) == ("One model", {"regime": "one"})
    assert Setting.model_validate({"id": "bare", "zh": "无"}).label == "无"
