"""Atom feeds (RFC 4287): new papers, and new or changed results, one of each a language.

The feed libraries at hand are unmaintained (feedgen), or know one author an entry
(feedgenerator); a template gives the same bytes each time and asks no clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from papershelf.board import Board, Row
from papershelf.catalogue import arrivals as changes
from papershelf.catalogue.index import Catalogue
from papershelf.model import Paper
from papershelf.names import people
from papershelf.render import Templates, plain, subtitle
from papershelf.words import Words

_BEFORE = date(1970, 1, 1)  # a feed without entries was last changed never


def feeds(catalogue: Catalogue, lang: str, templates: Templates) -> Iterator[tuple[str, str]]:
    """Path below the language's root and text of its feeds."""
    t, about = templates.words[lang], catalogue.about
    site = about.site_url + ("" if lang == about.languages[0] else f"{lang}/")
    entries = {
        "feed": [_paper(catalogue, t, site, *each) for each in changes.papers(catalogue)],
        "results": [_row(catalogue, t, site, *each) for each in changes.rows(catalogue)],
    }
    template = templates.environment(autoescape=True).get_template("site/feed.xml")
    for name, listed in entries.items():
        yield (
            f"{name}.xml",
            template.render(
                t=t,
                lang=lang,
                site=site,
                address=f"{site}{name}.xml",
                title=t(f"feed_title_{name}", title=about.title.in_(lang)),
                subtitle=t(f"feed_about_{name}"),
                catalogue_title=about.title.in_(lang),
                licence=about.licence.in_(lang),
                updated=max((entry["day"] for entry in listed), default=_BEFORE),
                entries=listed,
            ),
        )


def _paper(catalogue: Catalogue, t: Words, site: str, day: date, paper: Paper) -> Mapping[str, Any]:
    name, url = catalogue.names[paper.id], f"{site}papers/{paper.id}/"
    venue = f"{catalogue.venues[paper.venue].name} {paper.year}"
    summary = plain(paper.summary.in_(t.lang), catalogue, t.lang) if paper.summary else venue
    terms = [(id, catalogue.terms["techniques"][id].name.in_(t.lang)) for id in paper.techniques]
    rest = subtitle(paper)
    title = paper.title if paper.method in (None, paper.title) else f"{name}{t('colon')}{rest}"
    return {
        "title": title,
        "id": url,
        "url": url,
        "day": day,
        "authors": [str(person) for person in people(paper.authors)[0]],
        "categories": terms,
        "summary": summary,
    }


def _row(catalogue: Catalogue, t: Words, site: str, day: date, board: Board, row: Row) -> Mapping[str, Any]:
    """A row; its id holds its key and its day, so that a changed row is shown anew."""
    benchmark, result = board.benchmark, row.result
    url = f"{site}papers/{row.paper.id}/"
    key = (benchmark.id, board.setting, result.variant, result.source.model_dump_json(), result.added)
    label = {column.id: column.label for column in benchmark.columns}
    numbers = [(label.get(column, column), cell) for column, cell in result.values.items()]
    if row.average:
        numbers.insert(0, (t("column_average"), row.average))
    shown = [f"{name} {' / '.join('–' if n is None else str(n) for n in cell)}" for name, cell in numbers]
    where = " · ".join(part for part in (benchmark.name.in_(t.lang), board.setting, result.variant) if part)
    return {
        "title": f"{catalogue.names[row.paper.id]}{t('colon')}{where}",
        "id": f"{url}#row-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}",
        "url": f"{url}#numbers",
        "day": day,
        "authors": [str(person) for person in people(row.paper.authors)[0]],
        "categories": [(benchmark.id, benchmark.name.in_(t.lang)), (row.kind, t(f"kind_{row.kind}"))],
        "summary": t("feed_row", kind=t(f"kind_note_{row.kind}"), numbers=t("list_semicolon").join(shown)),
    }
