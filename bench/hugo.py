"""The same records as a Hugo site: a content file for each page in each language; its layouts are in hugo/."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from papershelf.cite.bibtex import bibtex
from papershelf.model import TEXTS
from papershelf.render.edition import Edition
from papershelf.render.meta import article, citation_tags

LAYOUTS = Path(__file__).parent / "hugo"
ASSETS = Path(__file__).parent.parent / "templates" / "theme" / "assets"

Content = Iterator[tuple[str, dict[str, Any], str]]  # path below the language's folder, front matter, Markdown


def lay(folder: Path, editions: tuple[Edition, ...], related: bool) -> Path:
    """A Hugo site of a catalogue in ``folder``, with related papers on each paper's page or without."""
    shutil.copytree(LAYOUTS, folder)
    with (folder / "hugo.toml").open("a", encoding="utf-8") as out:
        out.write(f"[params]\nrelated = {str(related).lower()}\n")
    for edition in editions:
        for path, matter, body in (*_papers(edition), *_boards(edition), *_sets(edition), *_pages(edition)):
            file = folder / "content" / edition.lang / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{json.dumps(matter, ensure_ascii=False)}\n{body}", "utf-8")
    (folder / "static").mkdir()
    for name in ("site.css", "site.js"):
        shutil.copy(ASSETS / name, folder / "static" / name)
    return folder


def _papers(edition: Edition) -> Content:
    catalogue, lang = edition.catalogue, edition.lang
    for card in catalogue.cards.values():
        paper = card.paper
        words = edition.plain(paper.summary.in_(lang) if paper.summary else paper.title)
        texts = [(edition.t(name), edition.plain(text.in_(lang))) for name in TEXTS if (text := getattr(paper, name))]
        matter = {
            "title": card.name,
            "name": card.name,
            "subtitle": card.subtitle,
            "full": paper.title,
            "about": words,
            "kind": edition.t(f"kind_{paper.kind}"),
            "date": f"{paper.month}-01" if paper.month else f"{paper.year}-01-01",
            "persons": list(map(str, card.persons)),
            "authors": [str(person) for person in card.persons if str(person) in catalogue.authors],
            "venues": [card.venue.name],
            "years": [str(paper.year)],
            **{group: [term.name.in_(lang) for term in terms] for group, terms in card.terms.items()},
            "links": [(edition.t(f"link_{kind}"), link.url) for kind, link in card.links],
            "availability": [
                (edition.t(f"link_{kind}"), (link.url or "no") if link else edition.t("state_unknown"))
                for kind, link in paper.availability
            ],
            "texts": texts,
            "rows": [
                [
                    board.benchmark.name.in_(lang),
                    str(row.rank or ""),
                    *(" / ".join(map(str, cell)) for cell in row.result.values.values()),
                ]
                for board, row in card.rows
            ],
            "bibtex": bibtex(card),
            "citations": list(edition.cited(card.id).items()),
            "tags_of_the_head": list(citation_tags(card)),
            "data": article(card, edition.root + card.path, words, lang),
        }
        yield f"papers/{card.id}.md", matter, ""


def _boards(edition: Edition) -> Content:
    lang = edition.lang
    for benchmark in edition.catalogue.about.benchmarks:
        columns = [column.label for column in benchmark.columns]
        rows = [
            [
                str(row.rank or ""),
                (row.paper.id, edition.catalogue.names[row.paper.id]),
                *(" / ".join(map(str, row.result.values.get(column.id, ()))) for column in benchmark.columns),
                edition.catalogue.source_of(row)[1],
            ]
            for board in edition.catalogue.boards[benchmark.id]
            for row in board.shown
        ]
        about = benchmark.summary.in_(lang) if benchmark.summary else ""
        matter = {"title": benchmark.name.in_(lang), "about": about, "heads": ["", "", *columns, ""], "rows": rows}
        yield f"benchmarks/{benchmark.id}.md", matter, ""


def _sets(edition: Edition) -> Content:
    for each in edition.catalogue.about.datasets:
        yield f"datasets/{each.id}.md", {"title": each.name, "about": each.full or each.name}, f"# {each.name}\n"


def _pages(edition: Edition) -> Content:
    for page in edition.catalogue.pages:
        if page.lang == edition.lang:
            path = page.path.replace("index.md", "_index.md")
            body = page.text.split("---\n", 2)[2] if page.text.startswith("---\n") else page.text
            yield path, {"title": page.title, "about": page.title}, body
