"""What links and refresh share: they ask other hosts, keep what they hear, and offer a patch."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from papershelf import shelf
from papershelf.cli.context import Context, progress, report
from papershelf.draft import Draft
from papershelf.model import state
from papershelf.net.ask import Answer
from papershelf.net.client import Limits
from papershelf.net.guard import Guard
from papershelf.net.guard import addresses as resolved
from papershelf.problems import in_order
from papershelf.upkeep import addresses
from papershelf.upkeep.rounds import Round, Silence


def begin(obj: Context, name: str, kind: type[state.K]) -> tuple[Draft, dict[str, state.K]]:
    """What was read, and what the last round found; ends where either cannot be read."""
    found = shelf.read(obj.root)
    before, problems = shelf.read_state(obj.root, name, kind)
    if found.draft is None or found.draft.cut or problems:
        report(obj, in_order([*found.problems, *problems]), "text", found.count)
        sys.exit(1)
    return found.draft, before


def look(
    obj: Context,
    round: Round,
    wanted: Mapping[str, str],
    question: Callable[[str], Answer],
    record: Callable[[str, Answer], Any],
) -> dict[str, Any]:
    """The records of a round, its progress shown; ends where nobody answers."""
    with progress(obj.t(f"look-{round.name}")) as onward:
        try:
            return round.records(wanted, question, record, onward)
        except Silence:
            pass
    click.echo(obj.t("nobody"), err=True)
    sys.exit(1)


def limits(draft: Draft, seconds: float, body: int = 64 * 1024) -> Limits:
    """Our limits; only a test lets us look at this machine."""
    guard = Guard(loopback=True, resolve=_here) if os.environ.get("PAPERSHELF_TEST_LOOPBACK") == "1" else Guard()
    agent = f"papershelf (+{draft.about.repository})"
    return Limits(seconds=seconds, body=body, agent=agent, guard=guard)


def _here(host: str, port: int) -> list[str]:
    """The addresses of a host in a test, in which names that are for tests alone (RFC 6761, 6.2) are this machine's."""
    return ["127.0.0.1"] if host.endswith(".test") else resolved(host, port)


def write_patch(obj: Context, patch: Path | None, texts: Mapping[str, str]) -> None:
    """Writes what the texts change in their files as a patch, where one is wanted."""
    if patch is not None:
        changes = (addresses.patch(file, shelf.text_of(obj.root / file), text) for file, text in texts.items())
        shelf.replace(patch, "".join(changes))
