"""Rules on languages: each text in every language of the catalogue, and in no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papershelf.checks.found import Found, in_catalogue, in_entry, texts
from papershelf.draft import Draft
from papershelf.model import TEXTS, Record, Term, Text
from papershelf.problems import Place, Problem
from papershelf.source import Steps


def missing_translation(draft: Draft) -> Found:
    """A text or page that one of the languages lacks."""
    langs = draft.about.languages
    for entry in draft.entries:
        for name in TEXTS:
            text = getattr(entry.paper, name)
            if text is not None:
                for lang in langs:
                    if lang not in text.root:
                        yield in_entry(entry, (name,), "missing-translation", field=name, lang=lang)
    pages = {(page.lang, page.path) for page in draft.pages}
    for page in draft.pages:
        for lang in langs:
            if (lang, page.path) not in pages:
                yield Problem(Place(page.file), "missing-translation", values={"field": page.path, "lang": lang})


def unknown_language(draft: Draft) -> Found:
    """A text in a language that this catalogue does not have."""
    langs = draft.about.languages
    known = ", ".join(langs)
    for entry in draft.entries:
        for name, lang, _ in texts(entry.paper):
            if lang not in langs:
                yield in_entry(entry, (name, lang), "unknown-language", key=True, value=lang, known=known)
    for path, text in _texts_of(draft.about, ()):
        for lang in text:
            if lang not in langs:
                yield in_catalogue(draft, (*path, lang), "unknown-language", key=True, value=lang, known=known)


def _texts_of(value: Any, path: Steps) -> Iterator[tuple[Steps, Text]]:
    """Steps and text of each text in a record, at any depth."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            names_of_term = isinstance(value, Term) and name == "name"  # one field a language, beside the others
            yield from _texts_of(getattr(value, name), path if names_of_term else (*path, name))
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from _texts_of(each, (*path, n))
