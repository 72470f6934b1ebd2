"""Errata: the rows whose numbers cannot stand as they are printed."""

from __future__ import annotations

from decimal import Decimal

from papershelf.catalogue.errata import accepted, withdrawn
from tests.handmade import WHY, catalogue, faces, paper, rain, regimes

BOARDS = catalogue(
    paper("plain", rain()),
    paper("wrong", faces("9", allow={"value-range": WHY}), rain(allow={"average-differs": WHY}, printed_average=["31.5", "0.910"])),
    paper("gone", regimes("30", "one", withdrawn=WHY), rain(withdrawn=WHY)),
).boards.values()  # fmt: skip
ALL = [board for group in BOARDS for board in group]


def test_accepted_rows_with_the_means_that_their_columns_give() -> None:
    """In the order of the boards; 30.00 and 32.00 have the mean 31, printed as 31.5; an SSIM that agrees is not told."""
    found = accepted(ALL)
    assert [(each.board.benchmark.id, each.row.paper.id, each.means) for each in found] == [
        ("rain", "wrong", {"psnr": Decimal(31)}),
        ("faces", "wrong", {}),
    ]


def test_withdrawn_rows() -> None:
    """In the order of the boards."""
    found = withdrawn(ALL)
    assert [(each.board.benchmark.id, each.row.paper.id) for each in found] == [("rain", "gone"), ("regimes", "gone")]


def test_nothing_is_wrong_on_a_board_without_findings() -> None:
    """A row that only differs from another source's is no erratum."""
    boards = catalogue(paper("a", rain("30", "30"), rain("40", "40"))).boards["rain"]
    assert all(row.differs for row in boards[0].rows)
    assert (accepted(boards), withdrawn(boards)) == ([], [])
