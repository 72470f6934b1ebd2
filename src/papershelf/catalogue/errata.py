"""Errata: what is printed wrong where, as far as rows tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from papershelf.board import Board, Row
from papershelf.checks.findings import average_faults


@dataclass(frozen=True)
class Erratum:
    """A row whose numbers cannot stand as they are printed; ``means``: metric → the mean that its own columns give."""

    board: Board
    row: Row
    means: Mapping[str, Decimal] = field(default_factory=dict)


def accepted(boards: Iterable[Board]) -> list[Erratum]:
    """The rows on which a finding was accepted, in the order of the boards."""
    return [
        Erratum(board, row, {metric: mean for metric, _, mean in average_faults(board.benchmark, row.result)})
        for board in boards
        for row in board.rows
        if row.result.allow
    ]


def withdrawn(boards: Iterable[Board]) -> list[Erratum]:
    """The rows that their authors no longer print, in the order of the boards."""
    return [Erratum(board, row) for board in boards for row in board.rows if row.result.withdrawn]
