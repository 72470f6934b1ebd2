"""add: from an id, an address or BibTeX to an entry in its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from papershelf import shelf
from papershelf.arxiv import is_id, month_of
from papershelf.cli.context import Context, news, whole, write
from papershelf.cli.help import both, command
from papershelf.format import EMPTY, inserted, written
from papershelf.lookup import (
    KINDS,
    LISTS,
    Facts,
    Proposal,
    Proposer,
    Target,
    Unusable,
    from_bibtex,
    missing,
    pairs,
    target,
)
from papershelf.model import GROUPS
from papershelf.problems import Problem, as_text, nearest

Remarks = dict[tuple[str | int, ...], list[str]]  # path of a field → comments behind it

Known = tuple[Proposer, list[Problem]]  # what the folder knows, and what check says of it

MAX_BIBTEX = 1024 * 1024  # bytes
_SECONDS = 3.5  # with reading and checking a thousand entries, all of it stays below 5 s
_ASKED = ("kind", "scope", "method", "venue", "year", *GROUPS, "links.code", "id")


@command("add", "papershelf add 2306.13090 --set venue=neurips --set year=2023")
@click.argument("what", metavar="ARXIV-ID|DOI|URL|FILE.bib|-")
@click.option("--yes", "-y", is_flag=True, help=both("help-add-yes"))
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help=both("help-add-set"),
)
@click.option("--dry-run", is_flag=True, help=both("help-add-dry-run"))
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 120),
    default=_SECONDS,
    show_default=True,
    help=both("help-add-timeout"),
)
@click.pass_obj
def add(obj: Context, what: str, yes: bool, settings: tuple[str, ...], dry_run: bool, timeout: float) -> None:
    """Look a paper up and write its entry."""
    ask = sys.stdin.isatty() and not yes and what != "-"
    try:
        given, named = pairs(settings), target(what)
    except Unusable as error:
        click.echo(obj.t(error.code, **error.values), err=True)
        sys.exit(2)
    known = _proposer(obj)
    if named.kind != "bibtex" and not _is_new(obj, known[0], _named(named)):  # needs no lookup
        sys.exit(1)
    try:
        facts = _facts(obj, named, timeout)
    except Unusable as error:
        _stops(obj, obj.t(error.code, **error.values))
    done = []
    for each in facts:
        done.append(_added(obj, known, each, given, ask, dry_run))
        known = _proposer(obj) if done[-1] and len(facts) > 1 else known
    sys.exit(0 if all(done) else 1)


def _stops(obj: Context, sentence: str) -> NoReturn:
    """Says why there is no entry, and that nothing was written."""
    click.echo(f"{sentence}\n{obj.t('nothing-written')}", err=True)
    sys.exit(1)


def _facts(obj: Context, named: Target, timeout: float) -> tuple[Facts, ...]:
    """What the source says: from the web, a file or standard input."""
    if named.kind == "bibtex":
        return from_bibtex(_bibtex(obj, named.id))
    from papershelf.net.services import Lookup  # BibTeX needs no network

    lookup = Lookup.begin(timeout)
    return (lookup.arxiv(named.id) if named.kind == "arxiv" else lookup.doi(named.id),)


def _bibtex(obj: Context, name: str) -> str:
    if name != "-":
        text, problems = shelf.read_text(Path(), name, MAX_BIBTEX)
        if text is None:
            _stops(obj, "\n".join(f"{problem.place}: {problem.says(obj.lang)}" for problem in problems))
        return text
    data = sys.stdin.buffer.read(MAX_BIBTEX + 1)
    if len(data) > MAX_BIBTEX:
        raise Unusable("bib-long", limit=f"{MAX_BIBTEX:,}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("bib-broken", line=data.count(b"\n", 0, error.start) + 1) from error


def _proposer(obj: Context) -> Known:
    """What the folder knows, and its problems."""
    found, draft = whole(obj)
    return Proposer(draft), found.problems


def _named(named: Target) -> Facts:
    """All that is known of a paper before it is looked up."""
    return Facts("", arxiv=named.id) if named.kind == "arxiv" else Facts("", doi=named.id)


def _is_new(obj: Context, proposer: Proposer, facts: Facts) -> bool:
    """Whether no entry is of this paper; says which one is."""
    known = proposer.known(facts)
    if known is not None:
        entry, by = known
        place = entry.block.place(("id",))
        click.echo(obj.t(f"known-{by}", id=entry.paper.id, file=place.file, line=place.line), err=True)
    return known is None


def _added(obj: Context, known: Known, facts: Facts, given: Mapping[str, Any], ask: bool, dry_run: bool) -> bool:
    """Proposes, asks, writes and tells one entry; whether it was written."""
    proposer, before = known
    if not _is_new(obj, proposer, facts):
        return False
    today = date.today()
    proposal = proposer.proposal(facts, given, today)
    if ask:
        click.echo(obj.t("asking", title=facts.title))
        proposal = _asked(obj, proposer, facts, given, today)
    wanted = ("scope", "venue", "year") if proposer.scopes else ("venue", "year")
    lacking = [name for name in wanted if name not in proposal.data]
    if lacking:
        click.echo(obj.t("cannot-tell", title=facts.title, fields=", ".join(lacking), field=lacking[0]), err=True)
        return False
    remarks: Remarks = {(name,): [f"# {obj.t(f'remark-{code}')}"] for name, code in proposal.remarks.items()}
    if dry_run:
        click.echo(written(proposal.data, remarks), nl=False)
        return True
    return _write(obj, _file(obj, proposer, proposal.data), proposal, remarks, before)


def _file(obj: Context, proposer: Proposer, data: Mapping[str, Any]) -> str:
    """Where an entry goes: into papers.yaml; one not of the heart into the file of the year in which it became public.

    Without a folder for such files, or a scope that is of the heart, papers.yaml takes all.
    """
    heart = {scope.id for scope in proposer.draft.about.scopes if scope.heart}
    if not heart or data.get("scope") in heart or not (obj.root / shelf.FOLDER).is_dir():
        return shelf.PAPERS
    month = month_of(data["arxiv"]) if is_id(data.get("arxiv", "")) else data.get("public", "")
    year = month[:4] or str(data["year"])
    return f"{shelf.FOLDER}/{year}.yaml" if re.fullmatch(r"[12][0-9]{3}", year) else shelf.PAPERS


def _write(obj: Context, file: str, proposal: Proposal, remarks: Remarks, before: list[Problem]) -> bool:
    """Puts the entry in its place in a file, if it passes every check there; no other line changes."""
    there = (obj.root / file).exists()
    old = shelf.read_text(obj.root, file)[0] if there else EMPTY
    raw = shelf.raw_text(obj.root, file)[0] if there else EMPTY
    if old is None or raw is None:  # somebody damaged the file while questions were answered
        _stops(obj, obj.t("mend-first"))
    id = proposal.data["id"]
    try:
        new = inserted(old, proposal.data, remarks)
    except ValueError:  # a value of the wrong form: told by the check of the entry alone
        new = f"papers:\n{written(proposal.data, remarks)}"
    judged = shelf.read(obj.root, {file: new})
    if wrong := [problem for problem in judged.errors if problem.entry == id]:
        for problem in wrong:
            click.echo(f"{problem.says(obj.lang)}\n    {problem.help(obj.lang)}", err=True)
        click.echo(obj.t("nothing-written"), err=True)
        return False
    if judged.draft is None or not judged.draft.whole:  # somebody edited the file while questions were answered
        _stops(obj, obj.t("mend-first"))
    write(obj, file, shelf.spliced_in(raw, old, new))
    line = next(block.place(("id",)).line for block in judged.draft.blocks if block.id == id)
    click.echo(obj.t("added", file=file, line=line, id=id, title=proposal.data["title"]))
    if proposal.remarks:
        click.echo(obj.t("look-at", fields=", ".join(proposal.remarks)))
    click.echo(obj.t("to-fill", fields=", ".join(missing(proposal.data))))
    if more := news(before, judged.problems):
        click.echo(f"{obj.t('check-says')}\n{as_text(more, obj.lang)}", nl=False)
    return True


def _asked(obj: Context, proposer: Proposer, facts: Facts, given: Mapping[str, Any], today: date) -> Proposal:
    """The proposal after each field was confirmed or changed by a person."""
    settled = dict(given)
    known = _vocabulary(proposer)
    for name in _ASKED:
        if name not in settled and (name != "scope" or proposer.scopes):
            data = proposer.proposal(facts, settled, today).data
            now = data.get("links", {}).get("code", "") if name == "links.code" else data.get(name, "")
            shown = ", ".join(now) if isinstance(now, list) else str(now)
            answer = click.prompt(
                obj.t(f"ask-{name}", known=", ".join(known.get(name, ()))),
                default=shown,
                value_proc=_valid(obj, known, name),
                show_default=bool(shown),
            )
            settled |= pairs([f"{name}={'' if answer == '-' else answer}"])
    return proposer.proposal(facts, settled, today)


def _vocabulary(proposer: Proposer) -> dict[str, list[str]]:
    """Field → the words that it may hold."""
    about = proposer.draft.about
    return {
        "kind": list(KINDS),
        "scope": list(proposer.scopes),
        "venue": [venue.id for venue in about.venues],
        **{group: [term.id for term in getattr(about, group)] for group in GROUPS},
    }


def _valid(obj: Context, known: Mapping[str, list[str]], name: str) -> Callable[[str], str]:
    """Takes an answer, or asks again, naming the nearest word of the vocabulary."""

    def valid(answer: str) -> str:
        answer = answer.strip()
        for word in answer.split(",") if name in LISTS else [answer]:
            if name in known and word.strip() not in ("", "-", *known[name]):
                near = nearest(word.strip(), known[name])
                raise click.BadParameter(obj.t("no-word-near" if near else "no-word", word=word.strip(), near=near))
        return answer

    return valid
