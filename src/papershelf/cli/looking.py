"""links and refresh: the commands that look at other hosts, and keep what they found in state/."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click

from papershelf import addresses, preprints, robots, shelf
from papershelf.catalogue import Draft
from papershelf.cli.context import Context, report
from papershelf.problems import FORMS, in_order

if TYPE_CHECKING:
    from papershelf.links import Answer, Limits, Pace  # loads ssl, which other commands need not wait for

_GITHUB = "https://api.github.com"
_CROSSREF = "https://api.crossref.org/works"
_REPLY = 1024 * 1024  # bytes of a service's reply

_form = click.option("--form", type=click.Choice(list(FORMS)), default="text", help="Form of the report. 报告形式。")
_patch = click.option(
    "--patch", type=click.Path(path_type=Path, dir_okay=False), help="Write what could be mended as a patch. 写出补丁。"
)
_pause = click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two questions to one host. 同一主机两次询问的间隔秒数。",
)
_seconds = click.option(
    "--seconds",
    type=click.FloatRange(0.1, 120),
    default=20.0,
    show_default=True,
    help="Seconds for one address, redirects included. 每个地址的总时限（秒）。",
)


@click.command()
@_form
@_patch
@_pause
@_seconds
@click.pass_obj
def links(obj: Context, form: str, patch: Path | None, pause: float, seconds: float) -> None:
    """See which addresses still lead somewhere; a run of hours may be interrupted. 检查所有网址。

    Example: papershelf links --patch moved.patch
    """
    from papershelf.links import Pace, ask

    draft, before = _begin(obj, robots.LINKS, robots.Seen)
    spots = addresses.spots(draft)
    limits = _limits(draft, seconds)
    today = date.today()

    def seen(url: str, answer: Answer) -> robots.Seen:
        return robots.seen(before.get(url), today, answer.found, answer.why, answer.to)

    new = _look(obj, robots.LINKS, {url: url for url in spots}, lambda url: ask(url, limits), seen, Pace(pause=pause))
    kept = robots.merged(before, new, spots)
    _keep(obj, robots.LINKS, kept)
    _write_patch(obj, patch, {file: addresses.moved(text, kept) for file, text in _texts(obj, draft).items()})
    problems = addresses.findings(spots, kept)
    report(obj, problems, form, len(draft.entries))
    if form == "text":
        click.echo(_count(obj, kept))
    sys.exit(1 if any(problem.level == "error" for problem in problems) else 0)


@click.command()
@_form
@_patch
@_pause
@_seconds
@click.pass_obj
def refresh(obj: Context, form: str, patch: Path | None, pause: float, seconds: float) -> None:
    r"""Ask for facts of code repositories, and for preprints that seem published. 更新代码仓库与发表信息。

    \b
    Example: papershelf refresh --patch published.patch
    GitHub answers 60 questions an hour; with a token in GITHUB_TOKEN, 5,000.
    """
    from papershelf.links import Pace, read

    draft, before = _begin(obj, robots.REPOSITORIES, robots.Repository)
    _, known = _begin(obj, robots.VENUES, robots.Published)
    today, limits, pace = date.today(), _limits(draft, seconds, _REPLY), Pace(pause=pause)
    github, crossref = (_service(name, url) for name, url in (("GITHUB", _GITHUB), ("CROSSREF", _CROSSREF)))
    token = os.environ.get("GITHUB_TOKEN", "")
    headers = {"Accept": "application/vnd.github+json", **({"Authorization": f"Bearer {token}"} if token else {})}

    names = addresses.repositories(draft)
    asked = {url: f"{github}/repos/{name}" for url, name in names.items()}
    facts = _look(
        obj,
        robots.REPOSITORIES,
        asked,
        lambda url: read(url, limits, headers),
        lambda url, answer: robots.from_github(answer.body.decode("utf-8", "replace"), today),
        pace,
    )
    _keep(obj, robots.REPOSITORIES, robots.merged(before, facts, names))

    papers = {paper.id: paper for paper in preprints.preprints(draft)}
    questions = {id: f"{crossref}?{urlencode(_question(paper.title))}" for id, paper in papers.items()}
    suggested = _look(
        obj,
        robots.VENUES,
        questions,
        lambda url: read(url, limits),
        lambda id, answer: preprints.from_crossref(answer.body.decode("utf-8", "replace"), papers[id], today),
        pace,
    )
    published = robots.merged(known, suggested, papers)
    _keep(obj, robots.VENUES, published)
    text, _ = shelf.read_text(obj.root, shelf.PAPERS)
    _write_patch(obj, patch, {shelf.PAPERS: preprints.published(text or "", draft, published)})
    report(obj, preprints.suggested(draft, published), form, len(draft.entries))


def _begin(obj: Context, name: str, kind: type[robots.K]) -> tuple[Draft, dict[str, robots.K]]:
    """What was read, and what the last run found; ends where either cannot be read."""
    found = shelf.read(obj.root)
    before, problems = shelf.state(obj.root, name, kind)
    if found.draft is None or problems:
        report(obj, in_order([*found.problems, *problems]), "text", len(found.registry.blocks))
        sys.exit(1)
    return found.draft, before


def _look(
    obj: Context,
    name: str,
    wanted: dict[str, str],
    question: Callable[[str], Answer],
    record: Callable[[str, Answer], Any],
    pace: Pace,
) -> dict[str, Any]:
    """Asks the address of each key and gives the records; what was answered today is not asked again.

    Answers are written to a journal as they come, so that an interrupted run goes on where
    it was.  Where nobody answers at all, the run has failed, and nothing is kept.
    """
    from papershelf.links import each

    journal, today = f"{name}.journal", date.today().isoformat()
    records, answered = _resumed(obj, journal, today, name)
    left = {key: url for key, url in wanted.items() if key not in answered}
    keys: dict[str, list[str]] = {}
    for key, url in left.items():
        keys.setdefault(url, []).append(key)
    reached = bool(answered) or not left
    with click.progressbar(length=len(keys), label=obj.say(f"look-{name}"), file=sys.stderr) as bar:
        for answer in each(keys, question, pace):
            bar.update(1)
            reached = reached or answer.answered
            for key in keys[answer.url]:
                made = record(key, answer)
                if made is not None:
                    records[key] = made
                if answer.answered:
                    shelf.journal(obj.root, journal, json.dumps([today, key, robots.plain(made)]))
    if not reached:
        click.echo(obj.say("nobody"), err=True)
        sys.exit(1)
    return records


def _resumed(obj: Context, journal: str, today: str, name: str) -> tuple[dict[str, Any], set[str]]:
    """What an interrupted run of today had found, and which keys were answered; an older journal is dropped."""
    records: dict[str, Any] = {}
    answered: set[str] = set()
    for line in shelf.begun(obj.root, journal):
        try:
            day, key, record = json.loads(line)
            made = robots.KINDS[name].model_validate(record) if record is not None else None
        except (ValueError, TypeError):
            continue
        if day == today and isinstance(key, str):
            answered.add(key)
            if made is not None:
                records[key] = made
    if not answered:
        shelf.done(obj.root, journal)
    return records, answered


def _keep(obj: Context, name: str, records: dict[str, Any]) -> None:
    """Writes a file of state/ whole, and clears the journal."""
    shelf.replace(obj.root / shelf.STATE / f"{name}.json", robots.dumped(records))
    shelf.done(obj.root, f"{name}.journal")


def _limits(draft: Draft, seconds: float, body: int = 64 * 1024) -> Limits:
    """Our limits; only a test lets us look at this machine."""
    from papershelf.links import Limits

    loopback = os.environ.get("PAPERSHELF_TEST_LOOPBACK") == "1"
    agent = f"papershelf (+{draft.about.repository})"
    return Limits(seconds=seconds, body=body, loopback=loopback, agent=agent)


def _service(name: str, url: str) -> str:
    """A service's address; a test names its own."""
    return os.environ.get(f"PAPERSHELF_{name}_URL", url).rstrip("/")


def _question(title: str) -> dict[str, str]:
    fields = "DOI,type,title,author,container-title,issued"
    return {"query.bibliographic": title, "rows": "3", "select": fields}


def _texts(obj: Context, draft: Draft) -> dict[str, str]:
    """The files in which addresses stand."""
    files = [shelf.PAPERS, shelf.CATALOGUE, *(page.file for page in draft.pages)]
    return {file: shelf.text_of(obj.root / file) for file in files}


def _write_patch(obj: Context, patch: Path | None, texts: dict[str, str]) -> None:
    if patch is not None:
        changes = (addresses.patch(file, shelf.text_of(obj.root / file), text) for file, text in texts.items())
        shelf.replace(patch, "".join(changes))


def _count(obj: Context, kept: dict[str, robots.Seen]) -> str:
    counts = Counter(seen.found for seen in kept.values())
    return obj.say("looked", **{found: counts[found] for found in ("ok", "moved", "gone", "unclear")})
