"""Strategies for generated catalogues: papers with any words that a registry may hold."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from papershelf.catalogue.index import Catalogue
from papershelf.model import About, Paper

# Letters, digits, punctuation and symbols of any script; a space stands between words only.
LETTERS = st.characters(categories=["L", "Nd", "P", "S"], exclude_characters="\ufffc\ufffd")
PLAIN = st.characters(categories=["Lu", "Ll", "Lo"])
SPECIAL = st.sampled_from(
    [*"\\{}~^&%$#_\"'`<>-=+@,;:[]()?!|*/", "--", "``", "''", "é", "ö", "ı", "τ", "李", "</script>"]
)


def words(letters: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    """Up to ``most`` words with one space between two."""
    word = st.lists(letters, min_size=1, max_size=8).map("".join)
    return st.lists(word, min_size=1, max_size=most).map(" ".join)


TITLES = words(LETTERS | SPECIAL)
NAMES = st.sampled_from(
    [
        "Luc Van Gool",
        "Tuan Van Pham",
        "Vinícius Veloso de Melo",
        "John Doe Jr.",
        "S M A Sharif",
        "Lee and Li, Inc.",
        "and",
    ]
) | words(LETTERS | SPECIAL)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda id: id not in ("index", "zh", "en")
)
ARXIV = st.from_regex(r"(1[5-9]|2[0-6])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True)
DOIS = st.from_regex(r"10\.[1-9][0-9]{3}/[A-Za-z0-9._()-]{1,20}", fullmatch=True)
SCORES = st.decimals(-99, 99, places=3).map(str) | st.just("-")


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper."""
    data: dict[str, Any] = {
        "id": draw(IDS),
        "kind": draw(st.sampled_from(["method", "survey", "dataset", "challenge"])),
        "scope": draw(st.sampled_from(["all-in-one", "general", "single-task", "unknown"])),
        "title": draw(TITLES),
        "venue": draw(st.sampled_from(["conf", "jour", "work", "pre"])),
        "year": str(draw(st.integers(2015, 2026))),
        "authors": draw(st.lists(NAMES, max_size=4)) + draw(st.sampled_from([[], ["others"]])),
    }
    for name, texts in (("method", TITLES), ("arxiv", ARXIV), ("doi", DOIS)):
        if draw(st.booleans()):
            data[name] = draw(texts)
    if draw(st.booleans()):
        values = {column: [draw(SCORES), draw(SCORES)] for column in draw(st.sets(st.sampled_from(["one", "two"])))}
        if values:
            source = {"in": "paper", "locator": draw(TITLES)}
            row = {"benchmark": "board", "values": values, "source": source, "params": draw(TITLES)}
            data["results"] = [{**row, "added": "2026-02-01"}]
    if draw(st.booleans()):
        data["license"] = draw(st.dictionaries(st.sampled_from(["code", "weights"]), TITLES, min_size=1))
        data["state"] = {
            "is": draw(st.sampled_from(["withdrawn", "retracted"])),
            "source": "https://example.org/?a=1&b",
        }
    if draw(st.booleans()):
        data["summary"] = {"en": draw(TITLES.filter(lambda text: "[[" not in text))}
        data["added"] = "2026-02-02"
    return Paper.model_validate(data)


ABOUT = About.model_validate(
    {
        "title": {"en": "Generated <shelf> & more"},
        "about": {"en": "Generated."},
        "scopes": [{"id": id, "en": id} for id in ("all-in-one", "general", "single-task", "unknown")],
        "languages": ["en"],
        "repository": "https://example.org/generated",
        "site_url": "https://generated.example.org/",
        "licence": {"en": "CC0."},
        "venues": [
            {"id": "conf", "name": "CONF", "full": "Conference of A & B_C", "kind": "conference"},
            {"id": "jour", "name": "JOUR", "full": "Journal <of> 100%", "kind": "journal"},
            {"id": "work", "name": "WORK", "full": "Workshop", "kind": "workshop"},
            {"id": "pre", "name": "arXiv", "full": "arXiv.org", "kind": "preprint"},
        ],
        "datasets": [{"id": "data", "name": "Data"}],
        "metrics": [
            {"id": "up", "name": "UP", "unit": "dB", "better": "higher"},
            {"id": "down", "name": "DOWN", "better": "lower"},
        ],
        "benchmarks": [
            {
                "id": "board",
                "name": {"en": "Board"},
                "metrics": ["up", "down"],
                "average": "mean",
                "columns": [
                    {"id": "one", "label": "One", "dataset": "data"},
                    {"id": "two", "label": "Two", "dataset": "data"},
                ],
            }
        ],
    }
)
CATALOGUES = st.lists(papers(), min_size=1, max_size=4, unique_by=lambda paper: paper.id).map(
    lambda listed: Catalogue(ABOUT, tuple(listed))
)
