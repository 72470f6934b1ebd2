"""links: sees which addresses still lead somewhere."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

import click

from papershelf import shelf
from papershelf.cli import looking, options
from papershelf.cli.context import Context, report
from papershelf.cli.help import command
from papershelf.draft import Draft
from papershelf.model import state
from papershelf.net.ask import Answer, ask
from papershelf.net.crowd import Pace
from papershelf.upkeep import addresses
from papershelf.upkeep.rounds import Round
from papershelf.upkeep.state import merged, seen


@command("links", "papershelf links --patch moved.patch")
@options.form
@options.patch
@options.pause
@options.seconds
@click.pass_obj
def links(obj: Context, form: str, patch: Path | None, pause: float, seconds: float) -> None:
    """See which addresses still lead somewhere; a run of hours may be interrupted."""
    draft, before = looking.begin(obj, state.LINKS, state.Seen)
    spots = addresses.spots(draft)
    limits = looking.limits(draft, seconds)
    round = Round(obj.root, state.LINKS, date.today(), Pace(pause=pause))

    def record(url: str, answer: Answer) -> state.Seen:
        return seen(before.get(url), round.day, answer.found, answer.why, answer.to)

    new = looking.look(obj, round, {url: url for url in spots}, lambda url: ask(url, limits), record)
    kept = merged(before, new, spots)
    round.keep(kept)
    looking.write_patch(obj, patch, {file: addresses.moved(text, kept) for file, text in _texts(obj, draft).items()})
    problems = addresses.findings(spots, kept)
    report(obj, problems, form, len(draft.entries))
    if form == "text":
        counts = Counter(each.found for each in kept.values())
        click.echo(obj.t("looked", **{found: counts[found] for found in ("ok", "moved", "gone", "unclear")}))
    sys.exit(1 if any(problem.level == "error" for problem in problems) else 0)


def _texts(obj: Context, draft: Draft) -> dict[str, str]:
    """The files in which addresses stand."""
    files = [*shelf.registry_files(obj.root), shelf.CATALOGUE, *(page.file for page in draft.pages)]
    return {file: shelf.text_of(obj.root / file) for file in files}
