"""Questions to a catalogue, and their answers as records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import get_args

from papershelf.board import Board, Row
from papershelf.catalogue import Catalogue
from papershelf.catalogue.card import Card, State
from papershelf.model import Paper
from papershelf.problems import nearest
from papershelf.size import millions as in_millions

STATES: tuple[str, ...] = get_args(State)


class Unknown(ValueError):
    """A question that names something which the catalogue does not have."""

    def __init__(self, name: str, value: str, known: Iterable[str]) -> None:
        super().__init__(f"no {name} '{value}'")
        self.name = name
        self.value = value
        self.near = nearest(value, known)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked; what is left out does not matter, and several words of one field must all hold."""

    technique: tuple[str, ...] = ()
    task: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    venue: str | None = None
    kind: str | None = None
    scope: str | None = None
    since: int | None = None  # year of the venue
    until: int | None = None
    code: str | None = None  # yes · announced · no · unknown
    weights: str | None = None
    demo: str | None = None
    benchmark: str | None = None  # only papers with a row there, by rank
    setting: str | None = None
    min_params: str | None = None  # as printed: 850K, 30M, 1.2B
    max_params: str | None = None


@dataclass(frozen=True)
class Hit:
    """A paper that answers, and its row where a benchmark was asked for."""

    card: Card
    params: Decimal | None  # in millions: of the row; without a benchmark the smallest that the paper prints
    board: Board | None = None
    row: Row | None = None

    @property
    def paper(self) -> Paper:
        """The paper's record."""
        return self.card.paper

    @property
    def name(self) -> str:
        """The paper's name as shown, with the year where two methods share it."""
        return self.card.name

    @property
    def rank(self) -> int | None:
        """The rank of the row on its board."""
        return self.row.rank if self.row else None

    @property
    def average(self) -> tuple[Decimal | None, ...]:
        """The means of the row per metric, computed or as printed."""
        return (self.row.average if self.row else None) or ()


def answers(catalogue: Catalogue, question: Question) -> tuple[Hit, ...]:
    """The hits of a question: by setting and rank with a benchmark, else newest first; ``Unknown`` for a wrong word."""
    _known(catalogue, question)
    least, most = millions(question.min_params), millions(question.max_params)
    cards = [card for card in catalogue.cards.values() if _fits(card, question)]
    hits = _rows(catalogue, question, cards) if question.benchmark else _papers(cards)
    if least is not None or most is not None:
        hits = (hit for hit in hits if hit.params is not None)
        hits = (h for h in hits if (least is None or h.params >= least) and (most is None or h.params <= most))  # type: ignore[operator]
    return tuple(hits)


def millions(size: str | None) -> Decimal | None:
    """A size as printed, in millions; ``Unknown`` for words that are none.

    >>> millions("30M"), millions("1.2B"), millions("850K")
    (Decimal('30'), Decimal('1200.0'), Decimal('0.850'))
    """
    if size is None:
        return None
    found = in_millions(size)
    if found is None:
        raise Unknown("size", size, ("30M",))
    return found


def _known(catalogue: Catalogue, question: Question) -> None:
    """Every word of a question is one of the catalogue's."""
    known: Mapping[str, Iterable[str]] = {
        "technique": catalogue.terms["techniques"],
        "task": catalogue.terms["tasks"],
        "domain": catalogue.terms["domains"],
        "venue": catalogue.venues,
        "benchmark": catalogue.benchmarks,
        "kind": get_args(Paper.model_fields["kind"].annotation),
        "scope": catalogue.scopes,
        **dict.fromkeys(("code", "weights", "demo"), STATES),
    }
    board = catalogue.benchmarks.get(question.benchmark or "")
    known = {**known, "setting": [name for each in (board.settings if board else ()) for name in (each.id, each.label)]}
    for each in fields(question):
        value = getattr(question, each.name)
        for word in value if isinstance(value, tuple) else (value,):
            if word is not None and each.name in known and word not in known[each.name]:
                raise Unknown(each.name, str(word), known[each.name])


_TESTS: tuple[Callable[[Card, Question], bool], ...] = (
    lambda card, q: set(q.technique) <= set(card.paper.techniques),
    lambda card, q: set(q.task) <= set(card.paper.tasks),
    lambda card, q: set(q.domain) <= set(card.paper.domains),
    lambda card, q: q.venue in (None, card.venue.id),
    lambda card, q: q.kind in (None, card.paper.kind),
    lambda card, q: q.scope in (None, card.paper.scope),
    lambda card, q: q.since is None or card.paper.year >= q.since,
    lambda card, q: q.until is None or card.paper.year <= q.until,
    lambda card, q: all(getattr(q, kind) in (None, card.state(kind)) for kind in ("code", "weights", "demo")),
)


def _fits(card: Card, question: Question) -> bool:
    return all(test(card, question) for test in _TESTS)


def _papers(cards: Iterable[Card]) -> Iterator[Hit]:
    for card in sorted(cards, key=lambda c: (c.paper.month or str(c.paper.year), c.id), reverse=True):
        yield Hit(card, card.millions)


def _rows(catalogue: Catalogue, question: Question, cards: Iterable[Card]) -> Iterator[Hit]:
    wanted = {card.id: card for card in cards}
    assert question.benchmark is not None
    for board in catalogue.boards[question.benchmark]:
        for row in board.shown:
            names = (row.setting.id, row.setting.label) if row.setting else ()
            if question.setting in (None, *names) and row.paper.id in wanted:
                yield Hit(wanted[row.paper.id], row.millions, board, row)
