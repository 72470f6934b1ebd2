"""What every command has: the folder, the language, its words, and the report of problems."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.draft import Draft
from papershelf.problems import FORMS, Problem, nearest, shown
from papershelf.words import Words, spoken

_LONGEST = 400  # characters of a value in a sentence


class Said(Words):
    """The words of the commands; what others wrote is shown in one short printable line."""

    def __call__(self, key: str, /, **values: Any) -> str:
        """The words of a key, with its ``{names}`` filled."""
        return super().__call__(key, **{name: shown(value, _LONGEST) for name, value in values.items()})


class Context:
    """The folder of a command, its language, and the words in which it speaks."""

    def __init__(self, root: Path, lang: str) -> None:
        self.root = root
        self.lang = lang
        self.t = Said(lang, spoken(lang).words)


def language(chosen: str | None) -> str:
    """``--lang``, else PAPERSHELF_LANG, else the locale's, else English."""
    found = chosen or os.environ.get("PAPERSHELF_LANG") or locale.getlocale()[0] or ""
    return "zh" if found.lower().startswith(("zh", "chinese")) else "en"


def fails(obj: Context, failure: Exception) -> NoReturn:
    """Ends a build that could not be made, with status 1."""
    click.echo(f"{failure}\n{obj.t('failed')}", err=True)
    sys.exit(1)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that hears how many of so many are done; nothing is shown where no terminal is."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def onward(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield onward


def whole(obj: Context) -> tuple[shelf.Shelf, Draft]:
    """The folder and its draft, of which every entry can be read; else it ends, and they are to be mended first."""
    found = shelf.read(obj.root)
    if found.draft is None or not found.draft.whole:
        report(obj, found.errors, "text", found.count)
        click.echo(f"{obj.t('mend-first')}\n{obj.t('nothing-written')}", err=True)
        sys.exit(1)
    return found, found.draft


def there(obj: Context, draft: Draft, id: str) -> None:
    """Ends with a sentence where no entry has an id, naming the nearest."""
    if id not in draft.ids:
        near = nearest(id, draft.ids)
        click.echo(obj.t("no-entry-near" if near else "no-entry", id=id, near=near), err=True)
        sys.exit(1)


def write(obj: Context, file: str, text: str | None) -> None:
    """Replaces a file of the folder, or has it go; ends with a sentence where it cannot be written."""
    try:
        if text is None:
            shelf.remove(obj.root / file)
        else:
            shelf.replace(obj.root / file, text)
    except OSError as error:
        click.echo(obj.t("cannot-write", file=file, why=error.strerror), err=True)
        sys.exit(1)


def news(before: Iterable[Problem], after: Iterable[Problem], old: str = "", new: str = "") -> list[Problem]:
    """The problems that were not there before, wherever their lines are now; those of entry ``old`` are of ``new``."""
    known = {_what(replace(each, entry=new) if each.entry == old else each) for each in before}
    return [problem for problem in after if _what(problem) not in known]


def _what(problem: Problem) -> tuple[str, ...]:
    """A problem without its line, which other lines shift."""
    return problem.place.file, problem.code, problem.says("en")


def report(obj: Context, problems: list[Problem], form: str, entries: int, accepted: int = 0) -> None:
    """Prints problems in a form, and for people how much was read."""
    click.echo(FORMS[form](problems, obj.lang), nl=False)
    if form == "text":
        click.echo(_closing(obj, problems, entries, accepted))


def _closing(obj: Context, problems: Iterable[Problem], entries: int, accepted: int) -> str:
    """The last line: what was found, what is accepted, and how much was read."""
    errors = [p for p in problems if p.level == "error"]
    warnings = [p for p in problems if p.level == "warning"]
    more = obj.t("and", more=obj.t.n("accepted", accepted)) if accepted else ""
    if errors:
        files = obj.t.n("file", len({p.place.file for p in errors}))
        return obj.t("count", problems=obj.t.n("problem", len(errors)), files=files, entries=entries)
    if warnings:
        return obj.t("warned", warnings=obj.t.n("warning", len(warnings)) + more, entries=entries)
    return obj.t("clean", more=more, entries=entries)


def catalogue_of(obj: Context) -> Catalogue:
    """The folder's catalogue; with errors in it there is none, and they are told."""
    found = shelf.read(obj.root)
    if found.errors:
        report(obj, found.errors, "text", found.count)
        sys.exit(1)
    return found.catalogue
