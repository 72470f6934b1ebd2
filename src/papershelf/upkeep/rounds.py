"""A round: many addresses asked, and what they answer kept in ``state/``.

Answers are written to a journal as they come, so that a round that was interrupted goes on
where it was.  Where nobody answers at all the round has failed, and nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from papershelf import shelf
from papershelf.model import state
from papershelf.net.ask import Answer
from papershelf.net.crowd import Pace, each


class Silence(Exception):
    """Nobody answered, so that this machine is probably offline."""


@dataclass(frozen=True)
class Round:
    """A round for one file of ``state/``: where, which, on what day, and how politely."""

    root: Path
    name: str  # a file of state/, without .json
    day: date
    pace: Pace

    def records(
        self,
        wanted: Mapping[str, str],
        question: Callable[[str], Answer],
        record: Callable[[str, Answer], Any],
        progress: Callable[[int, int], None],
    ) -> dict[str, Any]:
        """Asks the address of each key and gives the records; what was answered today is not asked again.

        ``progress`` is told how many addresses have been asked, of how many.  Raises
        ``Silence``.
        """
        records, answered = self._resumed()
        keys: dict[str, list[str]] = {}
        for key, url in wanted.items():
            if key not in answered:
                keys.setdefault(url, []).append(key)
        reached = bool(answered) or not keys
        progress(0, len(keys))
        for n, answer in enumerate(each(keys, question, self.pace), 1):
            progress(n, len(keys))
            reached = reached or answer.answered
            for key in keys[answer.url]:
                made = record(key, answer)
                if made is not None:
                    records[key] = made
                if answer.answered:
                    line = json.dumps([self.day.isoformat(), key, state.plain(made)])
                    shelf.journal(self.root, self._journal, line)
        if not reached:
            raise Silence
        return records

    def keep(self, records: Mapping[str, Any]) -> None:
        """Writes the file of ``state/`` whole, and clears the journal."""
        shelf.replace(self.root / shelf.STATE / f"{self.name}.json", state.dumped(records))
        shelf.done(self.root, self._journal)

    @property
    def _journal(self) -> str:
        return f"{self.name}.journal"

    def _resumed(self) -> tuple[dict[str, Any], set[str]]:
        """What an interrupted round of today had found, and which keys were answered; an older journal is dropped."""
        records: dict[str, Any] = {}
        answered: set[str] = set()
        for line in shelf.begun(self.root, self._journal):
            try:
                said, key, record = json.loads(line)
                made = state.KINDS[self.name].model_validate(record) if record is not None else None
            except (ValueError, TypeError):
                continue
            if said == self.day.isoformat() and isinstance(key, str):
                answered.add(key)
                if made is not None:
                    records[key] = made
        if not answered:
            shelf.done(self.root, self._journal)
        return records, answered
