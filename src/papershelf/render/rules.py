"""The page of all rules: what `check` looks for and why; every message and CONTRIBUTING.md can point at it."""

from __future__ import annotations

from papershelf import problems
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage


def page(edition: Edition) -> SitePage:
    """The page, with an example that fails and one that passes for each rule."""
    t = edition.t
    rules = [(rule, rule.texts[edition.lang]["page"].format()) for rule in problems.rules().values()]
    return edition.page("rules", "rules/", t("rules_title"), t("rules_intro"), rules=rules)
