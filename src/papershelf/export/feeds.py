"""Atom feeds (RFC 4287): new papers, and new or changed results, one of each a language.

The feed libraries at hand are unmaintained (feedgen), or know one author an entry
(feedgenerator); a template gives the same bytes each time and asks no clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from papershelf.board import Board, Row
from papershelf.catalogue import arrivals
from papershelf.model import Paper
from papershelf.render.edition import Edition

_BEFORE = date(1970, 1, 1)  # a feed without entries was last changed never


def papers(edition: Edition) -> str:
    """``feed.xml``: new papers."""
    return _feed(edition, "feed", [_paper(edition, *each) for each in arrivals.papers(edition.catalogue)])


def results(edition: Edition) -> str:
    """``results.xml``: new and changed rows."""
    return _feed(edition, "results", [_row(edition, *each) for each in arrivals.rows(edition.catalogue)])


def _feed(edition: Edition, name: str, entries: Sequence[Mapping[str, Any]]) -> str:
    return edition.file(
        "feed.xml",
        site=edition.root,
        address=f"{edition.root}{name}.xml",
        title=edition.t(f"feed_title_{name}", title=edition.title),
        subtitle=edition.t(f"feed_about_{name}"),
        catalogue_title=edition.title,
        licence=edition.catalogue.about.licence.in_(edition.lang),
        updated=max((entry["day"] for entry in entries), default=_BEFORE),
        entries=entries,
    )


def _paper(edition: Edition, day: date, paper: Paper) -> Mapping[str, Any]:
    card, t = edition.catalogue.cards[paper.id], edition.t
    url = edition.root + card.path
    return {
        "title": paper.title if paper.method in (None, paper.title) else f"{card.name}{t('colon')}{card.subtitle}",
        "id": url,
        "url": url,
        "day": day,
        "authors": list(map(str, card.persons)),
        "categories": [(term.id, term.name.in_(t.lang)) for term in card.terms["techniques"]],
        "summary": edition.plain(paper.summary.in_(t.lang)) if paper.summary else card.appeared,
    }


def _row(edition: Edition, day: date, board: Board, row: Row) -> Mapping[str, Any]:
    """A row; its id holds its key and its day, so that a changed row is shown anew."""
    card, t = edition.catalogue.cards[row.paper.id], edition.t
    benchmark, result = board.benchmark, row.result
    url = edition.root + card.path
    source = result.source.model_dump(mode="json", by_alias=True, exclude_none=True)
    added = result.added.isoformat() if result.added else None
    regime = row.setting.label if row.setting else None
    key = json.dumps([benchmark.id, regime, result.variant, source, added], ensure_ascii=False, sort_keys=True)
    label = {column.id: column.label for column in benchmark.columns}
    numbers = [(label.get(column, column), cell) for column, cell in result.values.items()]
    if row.average:
        numbers.insert(0, (t("column_average"), row.average))
    shown = [f"{name} {' / '.join('–' if n is None else str(n) for n in cell)}" for name, cell in numbers]
    setting = row.setting.name.in_(t.lang) if row.setting else None
    where = " · ".join(part for part in (benchmark.name.in_(t.lang), setting, result.variant) if part)
    return {
        "title": f"{card.name}{t('colon')}{where}",
        "id": f"{url}#row-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        "url": f"{url}#numbers",
        "day": day,
        "authors": list(map(str, card.persons)),
        "categories": [(benchmark.id, benchmark.name.in_(t.lang)), (row.kind, t(f"kind_{row.kind}"))],
        "summary": t("feed_row", kind=t(f"kind_note_{row.kind}"), numbers=t("list_semicolon").join(shown)),
    }
