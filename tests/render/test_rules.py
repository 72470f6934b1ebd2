"""The page of all rules."""

from __future__ import annotations

import pytest

from papershelf import problems
from papershelf.render.rules import page
from tests.handmade import catalogue, edition, parsed, texts


@pytest.mark.parametrize(("lang", "title", "why"), [("en", "Rules", "Venues"), ("zh", "规则", "会议")])
def test_every_rule_is_told_with_two_examples(lang: str, title: str, why: str) -> None:
    """A section for each code, in the language: what it looks for, what fails, what passes."""
    made = page(edition(catalogue(), lang))
    assert (made.path, made.title) == ("rules/", title)
    assert made.description
    tree = parsed(made)
    rules = problems.rules()
    assert tree.xpath("//h2/@id") == list(rules)
    assert len(rules) > 60
    assert texts(tree, "//h1") == [title]
    examples = [pre.text_content() for pre in tree.xpath("//pre")]
    assert examples == [example for rule in rules.values() for example in (rule.bad, rule.good)]
    (words,) = texts(tree, "//h2[@id='unknown-venue']/following-sibling::p[1]")
    assert why in words
    assert "{" not in words


def test_warnings_are_marked() -> None:
    """Those that do not fail a check say so; errors do not."""
    tree = parsed(page(edition(catalogue())))
    assert texts(tree, "//h2[@id='no-paper-link']") == ["no-paper-link warning"]
    assert texts(tree, "//h2[@id='unknown-venue']") == ["unknown-venue"]
