"""Indexes: vocabularies, venues, years and authors, and a page for each of their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from papershelf.render.edition import Edition
from papershelf.render.page import SitePage
from papershelf.words import Words

GROUPS = ("techniques", "tasks", "domains", "venues", "years")
OTHERS = "in-no-group"  # the anchor of what stands in no group


def pages(edition: Edition) -> Iterator[SitePage]:
    """Every index with the pages below it."""
    for group in GROUPS:
        yield from _group(edition, group)
    yield from _authors(edition)


def _group(edition: Edition, group: str) -> Iterator[SitePage]:
    """The index of a vocabulary, of the venues or of the years, and a page for each of its words."""
    t, tagged = edition.t, edition.catalogue.tagged[group]
    rows: dict[str, dict[str, str]] = {}
    for id, name, full, also in _words_of(edition, group):
        papers = tagged.get(id, ())
        if not papers and group not in edition.catalogue.terms:
            continue  # a term has its page, which prose and search lead to, even before its first paper
        count = t.n("papers", len(papers))
        rows[id] = {"id": id, "name": name, "words": full, "count": count}
        path = f"{group}/{id}/"
        title = t("title_year", year=id) if group == "years" else name
        words = _description(t, group, name, full, count)
        yield edition.page("term", path, title, words, name=title, definition=full, also=also, papers=papers)
    title, words = t(f"group_{group}"), t(f"intro_{group}")
    yield edition.page("group", f"{group}/", title, words, group=group, parts=_parts(edition, group, rows))


def _parts(
    edition: Edition, group: str, rows: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, list[Mapping[str, str]]]]:
    """Anchor and heading of each part of an index, with its rows; the anchor is empty where there is but one part."""
    gathered = edition.catalogue.gathered.get(group, ())
    if not any(part for part, _ in gathered):
        yield "", "", list(rows.values())
        return
    for part, ids in gathered:
        heading = part.name.in_(edition.lang) if part else edition.t("group_others")
        yield part.id if part else OTHERS, heading, [rows[id] for id in ids]


def _words_of(edition: Edition, group: str) -> Iterable[tuple[str, str, str, tuple[str, ...]]]:
    """Id, name, full words and other names of each word of a group, in the order of its index."""
    catalogue = edition.catalogue
    if group == "years":
        return [(year, year, "", ()) for year in sorted(catalogue.tagged["years"], reverse=True)]
    if group == "venues":
        venues = sorted(catalogue.about.venues, key=lambda v: (-len(catalogue.tagged["venues"].get(v.id, ())), v.id))
        return [(v.id, v.name, v.full if v.full != v.name else "", ()) for v in venues]
    return [
        (id, term.name.in_(edition.lang), term.definition.in_(edition.lang), term.aliases)
        for id, term in catalogue.terms[group].items()
    ]


def _authors(edition: Edition) -> Iterator[SitePage]:
    """A page for each name that several papers print, and their index."""
    t, listed = edition.t, sorted(edition.catalogue.authors.values(), key=lambda each: (-len(each.papers), each.name))
    for author in listed:
        path = f"authors/{author.slug}/"
        count = t.n("papers", len(author.papers))
        words = t("description_author", name=author.name, n=count)
        yield edition.page("author", path, author.name, words, author=author)
    if listed:
        yield edition.page("authors", "authors/", t("authors_title"), t("authors_intro"), authors=listed)


def _description(t: Words, group: str, name: str, full: str, count: str) -> str:
    if group == "years":
        return t("description_year", n=count, year=name)
    if group == "venues":
        return t("description_venue", n=count, name=name, full=full or name)
    return t("description_term", name=name, definition=full, n=count)
