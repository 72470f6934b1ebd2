"""refresh: asks for facts of code repositories, and for preprints that seem published."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from papershelf import shelf
from papershelf.cli import looking, options
from papershelf.cli.context import Context, report
from papershelf.cli.help import command
from papershelf.draft import Draft
from papershelf.model import state
from papershelf.net import services
from papershelf.net.ask import Answer
from papershelf.net.client import Limits
from papershelf.net.crowd import Pace
from papershelf.upkeep import addresses, preprints
from papershelf.upkeep.rounds import Round
from papershelf.upkeep.state import from_github, merged

_REPLY = 1024 * 1024  # bytes of a service's reply


@command("refresh", "papershelf refresh --patch published.patch", more="help-refresh-token")
@options.form
@options.patch
@options.pause
@options.seconds
@click.pass_obj
def refresh(obj: Context, form: str, patch: Path | None, pause: float, seconds: float) -> None:
    """Ask for facts of code repositories, and for preprints that seem published."""
    draft, before = looking.begin(obj, state.REPOSITORIES, state.Repository)
    _, known = looking.begin(obj, state.VENUES, state.Published)
    limits, pace = looking.limits(draft, seconds, _REPLY), Pace(pause=pause)
    _repositories(obj, draft, before, limits, pace)
    published = _published(obj, draft, known, limits, pace)
    texts = {file: shelf.read_text(obj.root, file)[0] or "" for file in shelf.registry_files(obj.root)}
    new = {file: preprints.published(text, draft, published) for file, text in texts.items()}
    looking.write_patch(obj, patch, new)
    report(obj, preprints.suggested(draft, published), form, len(draft.entries))


def _repositories(obj: Context, draft: Draft, before: dict[str, state.Repository], limits: Limits, pace: Pace) -> None:
    """Asks GitHub for the facts of each repository, and keeps them."""
    token = os.environ.get("GITHUB_TOKEN", "")
    names = addresses.repositories(draft)
    round = Round(obj.root, state.REPOSITORIES, date.today(), pace)
    facts = looking.look(
        obj,
        round,
        {url: services.repository(name) for url, name in names.items()},
        lambda url: services.ask_github(url, limits, token),
        lambda url, answer: from_github(answer.body.decode("utf-8", "replace"), round.day, _asked(names[url], answer)),
    )
    round.keep(merged(before, facts, names))


def _asked(name: str, answer: Answer) -> str:
    """The repository that an answer is to be about; one that has moved goes by another name."""
    return "" if answer.to else name


def _published(
    obj: Context, draft: Draft, known: dict[str, state.Published], limits: Limits, pace: Pace
) -> dict[str, state.Published]:
    """Asks Crossref for each preprint, and keeps and gives what seems published."""
    papers = {paper.id: paper for paper in preprints.preprints(draft)}
    round = Round(obj.root, state.VENUES, date.today(), pace)
    suggested = looking.look(
        obj,
        round,
        {id: services.search(paper.title) for id, paper in papers.items()},
        lambda url: services.ask_crossref(url, limits),
        lambda id, answer: preprints.from_crossref(answer.body.decode("utf-8", "replace"), papers[id], round.day),
    )
    published = merged(known, suggested, papers)
    round.keep(published)
    return published
