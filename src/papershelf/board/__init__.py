"""Boards: the rows of a benchmark and which of them ranks (``rows``), their scores, and their plots."""

from papershelf.board.rows import Board, Kind, Row, boards, kind_of, metric_of

__all__ = ["Board", "Kind", "Row", "boards", "kind_of", "metric_of"]
