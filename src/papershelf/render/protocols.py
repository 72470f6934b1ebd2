"""Typed protocols in words: a value, what a board says of a field, a difference, a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping

from papershelf.model import Benchmark, ProtocolField, Value
from papershelf.prose import seamed
from papershelf.protocol import Difference, Verdict
from papershelf.words import Words

_PARTS = re.compile(r"(\{[ab]\})")


def value_words(field: ProtocolField, value: Value, t: Words, labels: Mapping[str, str] | None = None) -> str:
    """A value in words; of several columns those that are alike together, unless all are."""
    names = {choice.id: choice.name.in_(t.lang) for choice in field.values}
    if isinstance(value, tuple):
        return t("list_comma").join(names.get(each, each) for each in value)
    if isinstance(value, str):
        return names.get(value, value)
    if not field.by_column:
        return value.get(t.lang) or next(iter(value.values()))
    labels = labels or {}
    if len({*value.values()}) == 1 and value.keys() >= labels.keys():
        return next(names.get(each, each) for each in value.values())
    alike: dict[str, list[str]] = {}
    for column, each in value.items():
        alike.setdefault(names.get(each, each), []).append(labels.get(column, column))
    return t("list_semicolon").join(
        f"{t('list_comma').join(columns)}{t('colon')}{words}" for words, columns in alike.items()
    )


def protocol_words(field: ProtocolField, benchmark: Benchmark, t: Words) -> str:
    """What is known of a field of a benchmark's protocol, or nothing."""
    stated = benchmark.protocol.get(field.id)
    if stated is None or stated.is_ is None:
        return ""
    return value_words(field, stated.is_, t, {column.id: column.label for column in benchmark.columns})


def difference_words(difference: Difference, t: Words) -> str:
    """How two ways differ in a field; where one is not known, which."""
    field = difference.field
    if difference.a is None or difference.b is None:
        known = difference.a if difference.b is None else difference.b
        name = field.name.in_(t.lang)
        half = t("differ_half", field=name, value=value_words(field, known, t)) if known else None
        return seamed(half or t("differ_open", field=name))
    told = field.differ.in_(t.lang)
    values = {"{a}": difference.a, "{b}": difference.b}
    return seamed(
        "".join(value_words(field, values[part], t) if part in values else part for part in _PARTS.split(told))
    )


def verdict_words(verdict: Verdict, t: Words) -> str:
    """Whether two may be compared, in one sentence: why not, what is not known, or what differs besides."""
    if not verdict.columns:
        return t("verdict_no", why=t("verdict_no_data"))
    if verdict.answer == "no":
        return t("verdict_no", why=t("list_semicolon").join(difference_words(each, t) for each in verdict.reasons))
    told = verdict.open or verdict.notes
    key = "verdict_unknown" if verdict.open else "verdict_yes_noted" if told else "verdict_yes"
    return t(key, fields=t("list_comma").join(each.field.name.in_(t.lang) for each in told))
