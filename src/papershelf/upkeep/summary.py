"""The summary of a change: what a reviewer wants to see, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment

from papershelf.catalogue import Catalogue
from papershelf.model import TEXTS, Paper
from papershelf.problems import Problem
from papershelf.render.edition import Edition
from papershelf.upkeep.diff import Diff, moves

MOST = 200_000  # characters of rendered entries; GitHub takes 1 MiB a step, and there are two languages
LISTED = 50  # problems, entries and moves that are listed each


def summary(
    env: Environment,
    changes: Diff | None,
    before: Catalogue | None,
    now: Edition | None,
    problems: list[Problem],
) -> str:
    """The Markdown of a change, by the templates ``env``; entries and boards only where there is an edition now."""
    whole = changes is not None and now is not None
    values: dict[str, Any] = {
        "listed": LISTED,
        "texts": TEXTS,
        "whole": whole,
        "errors": [p for p in problems if p.level == "error"],
        "warnings": _near(changes, [p for p in problems if p.level == "warning"]),
        "added": [],
        "changed": [],
        "gone": changes.removed if changes else [],
        "rows_gone": changes.rows_gone if changes else [],
        "moved": moves(before, now.catalogue) if before and now else None,
    }
    if changes is not None and now is not None:
        values["added"] = _fitting(now, changes.added)
        values["more"] = len(changes.added) - len(values["added"])
        values["changed"] = changes.changed
    return env.get_template("summary/summary.md").render(**values)


def _fitting(now: Edition, papers: Iterable[Paper]) -> list[str]:
    """Rendered entries, as many as fit."""
    template = now.markdown.get_template("summary/entry.md")
    shown: list[str] = []
    size = 0
    for paper in papers:
        entry = template.render(card=now.catalogue.cards[paper.id], texts=TEXTS)
        size += len(entry)
        if size > MOST or len(shown) == LISTED:
            break
        shown.append(entry)
    return shown


def _near(changes: Diff | None, warnings: list[Problem]) -> list[Problem]:
    """Warnings on entries that the change touches, and on no entry; the others were there before."""
    if changes is None:
        return warnings
    touched = {paper.id for paper in changes.added} | {each.new.id for each in changes.changed}
    return [problem for problem in warnings if not problem.entry or problem.entry in touched]
