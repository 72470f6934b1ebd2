"""Data out: every file of the site that other programs read, as path → text."""

from __future__ import annotations

from papershelf.catalogue.index import Catalogue
from papershelf.cite.bibtex import bibliography, bibtex
from papershelf.cite.csl import csl, csl_json
from papershelf.cite.styles import citations
from papershelf.export.api import api
from papershelf.export.discovery import llms, opensearch, robots
from papershelf.export.feeds import feeds
from papershelf.export.tables import papers_csv, results_csv
from papershelf.render import Templates
from papershelf.render.badges import badge_files

__all__ = ["cited", "export", "export_in"]


def export(catalogue: Catalogue, templates: Templates) -> dict[str, str]:
    """The files that are one for all languages, by their path below the site's root."""
    venues = catalogue.venues
    return {
        "papers.bib": bibliography(catalogue.papers, venues),
        **{f"papers/{paper.id}/cite.bib": bibtex(paper, venues[paper.venue]) for paper in catalogue.papers},
        "papers.csl.json": csl_json(csl(paper, venues[paper.venue]) for paper in catalogue.papers),
        "papers.csv": papers_csv(catalogue),
        "results.csv": results_csv(catalogue),
        **dict(api(catalogue)),
        "robots.txt": robots(catalogue, templates),
        "llms.txt": llms(catalogue, templates),
    }


def export_in(lang: str, catalogue: Catalogue, templates: Templates) -> dict[str, str]:
    """The files that each language has, by their path below the language's root."""
    return {
        **dict(feeds(catalogue, lang, templates)),
        "opensearch.xml": opensearch(catalogue, lang, templates),
        **dict(badge_files(catalogue, templates.words[lang], templates)),
    }


def cited(catalogue: Catalogue, templates: Templates) -> dict[str, dict[str, str]]:
    """Paper → style → formatted citation, in the styles that the templates bring."""
    items = (csl(paper, catalogue.venues[paper.venue]) for paper in catalogue.papers)
    return citations(items, templates.styles)
