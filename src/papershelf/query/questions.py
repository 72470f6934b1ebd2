"""Questions to a catalogue, and their answers as records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal, get_args

from papershelf.board import Board, Row
from papershelf.catalogue.index import Catalogue
from papershelf.model import Paper
from papershelf.problems import nearest
from papershelf.size import millions as in_millions

State = Literal["yes", "announced", "no", "unknown"]
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

    paper: Paper
    name: str  # as shown, with the year where two methods share it
    params: Decimal | None  # in millions: of the row; without a benchmark the smallest that the paper prints
    board: Board | None = None
    row: Row | None = None

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
    papers = [paper for paper in catalogue.papers if _fits(paper, question)]
    hits = _rows(catalogue, question, papers) if question.benchmark else _papers(catalogue, papers)
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


def state(paper: Paper, kind: str) -> str:
    """Whether a link is there: ``yes``, ``announced``, ``no`` (looked for), ``unknown`` (not yet looked for)."""
    link = getattr(paper.links, kind)
    return link.state if link else "unknown"


def _known(catalogue: Catalogue, question: Question) -> None:
    """Every word of a question is one of the catalogue's."""
    known: Mapping[str, Iterable[str]] = {
        "technique": catalogue.terms["techniques"],
        "task": catalogue.terms["tasks"],
        "domain": catalogue.terms["domains"],
        "venue": catalogue.venues,
        "benchmark": catalogue.benchmarks,
        "kind": get_args(Paper.model_fields["kind"].annotation),
        "scope": get_args(Paper.model_fields["scope"].annotation),
        **dict.fromkeys(("code", "weights", "demo"), STATES),
    }
    board = catalogue.benchmarks.get(question.benchmark or "")
    known = {**known, "setting": board.settings if board else ()}
    for each in fields(question):
        value = getattr(question, each.name)
        for word in value if isinstance(value, tuple) else (value,):
            if word is not None and each.name in known and word not in known[each.name]:
                raise Unknown(each.name, str(word), known[each.name])


_TESTS: tuple[Callable[[Paper, Question], bool], ...] = (
    lambda p, q: set(q.technique) <= set(p.techniques),
    lambda p, q: set(q.task) <= set(p.tasks),
    lambda p, q: set(q.domain) <= set(p.domains),
    lambda p, q: q.venue in (None, p.venue),
    lambda p, q: q.kind in (None, p.kind),
    lambda p, q: q.scope in (None, p.scope),
    lambda p, q: q.since is None or p.year >= q.since,
    lambda p, q: q.until is None or p.year <= q.until,
    lambda p, q: all(getattr(q, kind) in (None, state(p, kind)) for kind in ("code", "weights", "demo")),
)


def _fits(paper: Paper, question: Question) -> bool:
    return all(test(paper, question) for test in _TESTS)


def _papers(catalogue: Catalogue, papers: Iterable[Paper]) -> Iterator[Hit]:
    for paper in sorted(papers, key=lambda p: (p.month or str(p.year), p.id), reverse=True):
        card = catalogue.cards[paper.id]
        yield Hit(paper, card.name, card.millions)


def _rows(catalogue: Catalogue, question: Question, papers: Iterable[Paper]) -> Iterator[Hit]:
    wanted = {paper.id for paper in papers}
    assert question.benchmark is not None
    for board in catalogue.boards[question.benchmark]:
        if question.setting in (None, board.setting):
            for row in board.shown:
                if row.paper.id in wanted:
                    yield Hit(row.paper, catalogue.names[row.paper.id], row.millions, board, row)
