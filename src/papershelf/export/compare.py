"""The data of compare/: one file a language, read by the site's own script.

Compact, and what is empty is left out.  ``methods`` are objects: ``id``, ``n`` name, ``t``
title where it is not the name, ``v`` venue and year, and whether it was withdrawn, ``s`` id of
its scope, ``k`` ``d`` ``h`` ids of tasks, domains and techniques, ``p`` parameters as [variant,
words], ``a`` architecture and ``b`` adaptation, ``l`` links in the order of ``links`` (see
``_link``), ``c`` the day they were checked.  ``benchmarks`` hold their boards as [setting, rows
that rank, rows, differences]; a row is an array in the order of ``ROW``.  ``way`` counts the ways in which the
rows of a board came about, 0 that of its protocol; ``differences`` tell of two ways whether their rows may be
compared, as [way, way, answer, words], the answer no · unknown · note.

Prose is a string, or [language, string] where this language has none; ``{id}`` and
``{id|words}`` in it are links, to a method or to what ``names`` tells as [words, path].
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations_with_replacement
from typing import Any

from papershelf.board import Board, Row
from papershelf.board.scores import Scores
from papershelf.catalogue.card import Card
from papershelf.catalogue.index import Catalogue
from papershelf.model import Benchmark, Link, Links, Paper, Result, Text
from papershelf.prose import LINK, links
from papershelf.protocol import Way, compare, of_board
from papershelf.render.edition import Edition
from papershelf.render.protocols import difference_words, verdict_words
from papershelf.words import Words

SHORT = {"tasks": "k", "domains": "d", "techniques": "h"}
STATES = ("announced", "no", "unknown")
ROW = ("method", "variant", "own", "rank", "average", "values", "params", "marks", "way")
# fmt: off
WORDS = (
    "adaptation", "architecture", "aside", "availability", "colon", "list_comma", "fact_scope", "fact_venue",
    "compare_about", "compare_absent", "compare_added", "compare_apart", "compare_average",
    "compare_best", "compare_better_higher",
    "compare_better_lower", "compare_cited", "compare_column", "compare_copied", "compare_copy_failed",
    "compare_count", "compare_differ", "compare_fact", "compare_few", "compare_filter_none", "compare_finding",
    "compare_kind", "compare_metric", "compare_of", "compare_others", "compare_own", "compare_params", "compare_part",
    "compare_printed", "compare_may", "compare_may_none", "compare_may_not", "compare_may_noted",
    "compare_may_unknown", "compare_rank",
    "compare_remarks", "compare_remove", "compare_removed", "compare_results",
    "compare_results_none", "compare_row", "compare_setting", "compare_shared_none", "compare_single",
    "compare_some", "compare_sources_differ", "compare_title_row", "compare_yes",
)
# fmt: on


def compare_data(edition: Edition) -> str:
    """What compare/ shows in a language, as JSON."""
    catalogue, lang = edition.catalogue, edition.lang
    cards = [catalogue.cards[id] for id in catalogue.comparable]
    place = {card.id: n for n, card in enumerate(cards)}
    found = {
        "words": _words(edition.t),
        "links": list(Links.model_fields),
        "scopes": {scope.id: scope.name.in_(lang) for scope in catalogue.about.scopes},
        "terms": {group: _terms(catalogue, group, cards, lang) for group in SHORT},
        "metrics": {m.id: _filled(name=m.name, unit=m.unit, better=m.better) for m in catalogue.about.metrics},
        "methods": [_method(card, edition.t) for card in cards],
        "names": _names(catalogue, cards, lang),
        "benchmarks": list(_benchmarks(edition, place)),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def _words(words: Words) -> dict[str, str]:
    """The fixed words that the script needs, their ``{names}`` unfilled."""
    keys = [*WORDS, *(f"fact_{group}" for group in SHORT), *(f"link_{kind}" for kind in Links.model_fields)]
    keys += [f"state_{state}" for state in STATES]
    return {key: words.words[key] for key in sorted(keys)}


def _filled(**values: Any) -> dict[str, Any]:
    """The values that are there."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, ())}


def _terms(catalogue: Catalogue, group: str, cards: Iterable[Card], lang: str) -> dict[str, str]:
    used = {term.id for card in cards for term in card.terms[group]}
    return {id: term.name.in_(lang) for id, term in catalogue.terms[group].items() if id in used}


def _method(card: Card, t: Words) -> dict[str, Any]:
    paper, lang = card.paper, t.lang
    appeared = card.appeared
    if paper.state:
        appeared = t("standing_beside", words=appeared, standing=t(f"standing_{paper.state.is_}"))
    return _filled(
        id=card.id,
        n=card.name,
        t="" if paper.title == card.name else paper.title,
        v=appeared,
        s=paper.scope,
        **{short: [term.id for term in card.terms[group]] for group, short in SHORT.items()},
        p=_sizes(paper),
        a=_prose(paper.architecture, lang),
        b=_prose(paper.adaptation, lang),
        l=_links(paper),
        c=paper.checked.isoformat() if paper.checked else "",
    )


def _sizes(paper: Paper) -> list[list[str]]:
    """Every [variant, parameters] that a source prints, each once, in the order of the entry."""
    printed = [(each.variant, _size(each.params)) for each in paper.results]
    printed += [(each.variant, _size(each.params)) for each in paper.cost]
    return [[variant or "", size] for variant, size in dict.fromkeys(printed) if size]


def _size(params: str | Mapping[str, str] | None) -> str:
    """Parameters as printed; of several parts, each with its name."""
    if isinstance(params, Mapping):
        return " + ".join(f"{size} ({part})" for part, size in params.items())
    return params or ""


def _prose(text: Text | None, lang: str) -> str | list[str]:
    if text is None:
        return ""
    words = LINK.sub(lambda found: "{" + "|".join(filter(None, found.groups())) + "}", text.in_(lang))
    return words if text.lang(lang) == lang else [text.lang(lang), words]


def _links(paper: Paper) -> list[str | int | list[str]]:
    """A paper's links in the order of ``links``; its page and PDF also where they follow from an id."""
    links = [_link(link) for _, link in paper.availability]
    while links and links[-1] == 0:
        links.pop()
    return links


def _link(link: Link | None) -> str | int | list[str]:
    """An address: it is there · [address, day]: announced · 1: looked for in vain · 0: not yet looked."""
    if link is None:
        return 0
    if link.url is None:
        return 1
    return [link.url, link.empty.isoformat()] if link.empty else link.url


def _names(catalogue: Catalogue, cards: Iterable[Card], lang: str) -> dict[str, tuple[str, str]]:
    """Words and path of what the prose links to, methods of this file left out."""
    texts = (text.in_(lang) for card in cards for text in (card.paper.architecture, card.paper.adaptation) if text)
    linked = {name for text in texts for _, name in links(text)}
    return {id: catalogue.target(id, lang) for id in sorted(linked) if id not in catalogue.comparable}


def _benchmarks(edition: Edition, place: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The benchmarks on which there are rows; ``en`` is the name for LaTeX."""
    catalogue, lang = edition.catalogue, edition.lang
    for each in catalogue.about.benchmarks:
        found = catalogue.boards[each.id]
        shown = [row for board in found for row in board.rows if row.chosen]
        if shown:
            name, english = each.name.in_(lang), each.name.in_("en")
            yield _filled(
                id=each.id,
                name=name,
                en="" if english == name else english,
                metrics=each.metrics,
                digits=[max(row.digits[n] for row in shown) for n in range(len(each.metrics))],
                columns=[column.label for column in each.columns],
                boards=[_board(board, place, edition) for board in found],
            )


def _board(board: Board, place: Mapping[str, int], edition: Edition) -> list[Any]:
    t = edition.t
    ways = [of_board(board.benchmark, board.setting.id if board.setting else None)]
    rows = []
    for row in board.shown:
        if row.way not in ways:
            ways.append(row.way)
        rows.append(_row(board, row, place, ways.index(row.way), t))
    setting = board.setting.name.in_(t.lang) if board.setting else ""
    found = [setting, board.ranked, rows, list(_differences(ways, edition))]
    return found if found[-1] else found[:-1]


def _differences(ways: Sequence[Way], edition: Edition) -> Iterator[list[Any]]:
    """Of each two ways, and of each with itself, why their rows may not be compared, or what is said beside it."""
    fields, t = edition.catalogue.about.protocol_fields, edition.t
    for (n, one), (m, other) in combinations_with_replacement(enumerate(ways), 2):
        first, *others = one.benchmark.metrics
        ranking, whole = compare(one, other, fields, first), compare(one, other, fields)
        told = [difference_words(each, t) for each in ranking.reasons or (*whole.open, *whole.notes)]
        if not ranking.reasons:
            for metric in others:
                found = compare(one, other, fields, metric)
                words = [verdict_words(found, t)] if found.reasons else []
                told += [f"{edition.catalogue.metrics[metric].name}{t('colon')}{each}" for each in words]
        if told:
            yield [n, m, {"yes": "note"}.get(ranking.answer, ranking.answer), t("list_semicolon").join(told)]


def _row(board: Board, row: Row, place: Mapping[str, int], way: int, t: Words) -> list[Any]:
    """A row in the order of ``ROW``, its empty end left out.

    Its marks: f mean in doubt, a apart from the ranking, d sources differ, p printed mean, a digit the metric in which
    it may not be compared.  Its setting stands with its variant where the board holds several.
    """
    result, benchmark = row.result, board.benchmark
    marks: list[tuple[str, bool]] = [("f", row.doubted), ("a", bool(row.apart)), ("d", row.differs)]
    marks += [("p", row.printed_only), *((str(n), True) for n in sorted(row.barred) if n)]
    setting = row.setting.name.in_(t.lang) if row.setting and not board.setting else ""
    found: list[Any] = [
        place[row.paper.id],
        " · ".join(filter(None, (result.variant, setting))),
        int(row.kind == "own"),
        row.rank or 0,
        _scores(row.average),
        _values(benchmark, result),
        _size(result.params),
        "".join(mark for mark, holds in marks if holds),
        way,
    ]
    while found[-1] in ("", 0, []):
        found.pop()
    return found


def _values(benchmark: Benchmark, result: Result) -> list[str]:
    """The scores of each column as printed, nothing for a column not reported."""
    return [_scores(result.values.get(column.id)) for column in benchmark.columns] if result.values else []


def _scores(scores: Scores | None) -> str:
    """Scores of one cell as printed: ``32.06/0.913``, ``-`` for one that is not."""
    return "/".join("-" if score is None else _printed(score) for score in scores or ())


def _printed(score: Decimal) -> str:
    return f"{score:f}"
