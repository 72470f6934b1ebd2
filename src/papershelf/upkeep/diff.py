"""What a change does to the catalogue: papers added, changed and removed, rows gone, ranks moved.

Nothing vanishes in silence: an entry or a row that is taken out leaves a record under
``removed`` in catalogue.yaml, with the reason, which readers see on Errata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from papershelf.board import Row
from papershelf.catalogue.index import Catalogue
from papershelf.draft import Draft, Entry
from papershelf.model import Benchmark, Paper, Removal, Result, Setting
from papershelf.problems import Place, Problem, in_order

MOST_REMOVED = 2  # entries that one change may remove


@dataclass(frozen=True)
class Changed:
    """An entry before and after, and the fields that differ."""

    old: Paper
    new: Paper
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Diff:
    """What lies between two drafts."""

    old: Draft
    new: Draft

    @cached_property
    def pairs(self) -> list[tuple[Entry, Entry]]:
        """Each entry that is in both, under its id or one that it had before."""
        now = {entry.paper.id: entry for entry in self.new.entries}
        renamed = {was: entry for entry in self.new.entries for was in entry.paper.was}
        pairs = ((old, now.get(old.paper.id) or renamed.get(old.paper.id)) for old in self.old.entries)
        return [(old, new) for old, new in pairs if new is not None]

    @property
    def added(self) -> list[Paper]:
        """Papers that are new."""
        kept = {id(new) for _, new in self.pairs}
        known = self.old.ids  # an entry that could not be read before is not new
        return [e.paper for e in self.new.entries if id(e) not in kept and e.paper.id not in known]

    @property
    def changed(self) -> list[Changed]:
        """Papers that say something else."""
        found = []
        for old, new in self.pairs:
            fields = [name for name in Paper.model_fields if getattr(old.paper, name) != getattr(new.paper, name)]
            if fields:
                found.append(Changed(old.paper, new.paper, tuple(fields)))
        return found

    @property
    def removed(self) -> list[Entry]:
        """Entries that are gone; one that cannot be read now is not gone."""
        kept = {old.paper.id for old, _ in self.pairs} | self.new.ids
        return [entry for entry in self.old.entries if entry.paper.id not in kept]

    @property
    def rows_gone(self) -> list[tuple[Entry, Result]]:
        """Rows of entries that stay, which have no successor there."""
        return [(new, row) for old, new in self.pairs for row in gone(old.paper.results, new.paper.results)]


def gone(old: tuple[Result, ...], new: tuple[Result, ...]) -> list[Result]:
    """The rows without a successor.

    A successor has the same benchmark, regime, variant and place of source, whatever its
    numbers; or the same numbers, whatever it is called now.
    """
    lost, left = list(old), list(new)
    for same in _SAME:
        for row in list(lost):
            successor = next((each for each in left if same(each) == same(row)), None)
            if successor is not None:
                lost.remove(row)
                left.remove(successor)
    return lost


def guard(changes: Diff) -> list[Problem]:
    """What must not vanish so: entries and rows without a record, and too many entries at once."""
    before = set(map(repr, changes.old.about.removed))
    records = [each for each in changes.new.about.removed if repr(each) not in before or _same_about(changes)]
    removed = changes.removed
    problems = []
    for entry in removed:
        if not any(record.paper == entry.paper.id and record.benchmark is None for record in records):
            problems.append(Problem(_place_of_gone(changes, entry), "entry-gone", entry.paper.id))
    for entry, row in changes.rows_gone:
        if not any(_tells(record, entry.paper, row) for record in records):
            values = {"benchmark": row.benchmark, "variant": row.variant or "", "source": _where(row)}
            problems.append(Problem(entry.block.place(("results",), key=True), "row-gone", entry.paper.id, values))
    if len(removed) > MOST_REMOVED:
        values = {"count": str(len(removed)), "most": str(MOST_REMOVED), "ids": ", ".join(e.paper.id for e in removed)}
        problems.append(Problem(_place_of_gone(changes, removed[0]), "many-gone", values=values))
    return in_order(problems)


@dataclass(frozen=True)
class Move:
    """A row's rank on a board before and after; None where it had none, or was not there."""

    paper: str
    variant: str
    before: int | None
    after: int | None
    direct: bool  # the row itself changed; else others moved it


@dataclass(frozen=True)
class BoardMoves:
    """What moved on one board, in one regime."""

    benchmark: Benchmark
    setting: Setting | None
    of: int  # ranked rows now
    direct: tuple[Move, ...]
    others: tuple[Move, ...]


def moves(old: Catalogue, new: Catalogue) -> list[BoardMoves]:
    """What moved on which board."""
    before, after = _boards(old), _boards(new)
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        listed = list(_moves(before.get(key, {}), after.get(key, {})))
        if listed:
            benchmark = (new.benchmarks if key[0] in new.benchmarks else old.benchmarks)[key[0]]
            of = sum(1 for row in after.get(key, {}).values() if row.rank is not None)
            direct = tuple(move for move in listed if move.direct)
            setting = next((each for each in benchmark.settings if each.id == key[1]), None)
            found.append(BoardMoves(benchmark, setting, of, direct, tuple(m for m in listed if not m.direct)))
    return found


_Rows = dict[tuple[str, str], Row]


def _boards(catalogue: Catalogue) -> dict[tuple[str, str], _Rows]:
    """Benchmark and regime → paper and variant → the row that stands on the board."""
    return {
        (id, board.setting.id if board.setting else ""): {
            (row.paper.id, row.result.variant or ""): row for row in board.shown
        }
        for id, boards in catalogue.boards.items()
        for board in boards
    }


def _moves(before: _Rows, after: _Rows) -> Iterator[Move]:
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        direct = old is None or new is None or old.result != new.result
        ranks = (old.rank if old else None, new.rank if new else None)
        if direct or ranks[0] != ranks[1]:
            yield Move(*key, *ranks, direct)


def _key(row: Result) -> tuple[str | None, ...]:
    return row.benchmark, row.setting, row.variant, _where(row)


def _where(row: Result) -> str:
    source = row.source
    return source.at or source.url or source.in_ or ""


def _numbers(row: Result) -> str:
    """A row's numbers as printed; a row without any is like no other."""
    return repr((sorted(row.values.items()), row.printed_average))


def _tells(record: Removal, paper: Paper, row: Result) -> bool:
    """Whether a record is of this row: what it names must agree."""
    return (
        record.paper in (paper.id, *paper.was)
        and record.benchmark == row.benchmark
        and record.setting in (None, row.setting)
        and record.variant in (None, row.variant)
        and record.at in (None, _where(row))
    )


def _same_about(changes: Diff) -> bool:
    """Whether no older catalogue.yaml was given, so that every record counts."""
    return changes.old.about is changes.new.about


def _place_of_gone(changes: Diff, entry: Entry) -> Place:
    """Where an entry stood: at the entry that followed it and is still there, else at the last one."""
    ids = [each.paper.id for each in changes.old.entries]
    now = {each.paper.id: each for each in changes.new.entries}
    after = (now[id] for id in ids[ids.index(entry.paper.id) + 1 :] if id in now)
    last = changes.new.entries[-1] if changes.new.entries else None
    near = next(after, last)
    return near.block.place(("id",)) if near else Place(changes.new.registries[0].file)


# What makes a row the successor of another: first the very same, then its key, then its numbers.
_SAME: tuple[Callable[[Result], object], ...] = (lambda row: row, _key, _numbers)
