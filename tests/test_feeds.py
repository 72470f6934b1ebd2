"""Feeds: valid Atom, authors of their own, days from the data, seeded with the newest papers."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import Any

import feedparser
import pytest
from hypothesis import given

from papershelf import shelf
from papershelf.catalogue import arrivals as changes
from papershelf.catalogue.index import Catalogue
from papershelf.export.feeds import feeds
from papershelf.render import Templates
from tests.conftest import ROOT, Built
from tests.generated import CATALOGUES

TEMPLATES = Templates(shelf.templates(ROOT))


def parsed(text: str) -> Any:
    """The feed as feedparser reads it, well-formed."""
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("name", ["feed.xml", "results.xml", "zh/feed.xml", "zh/results.xml"])
def test_shipped_feed(built: Built, name: str) -> None:
    """Feedparser has nothing to complain of; ids are unique, days fall, links lead to pages of the site and language."""
    found = parsed((built.site / name).read_text("utf-8"))
    site = built.catalogue.about.site_url
    below = "zh/" if name.startswith("zh/") else ""
    assert found.feed.id == site + name
    assert found.feed.language == ("zh-Hans" if below else "en") or found.feed.language.startswith("zh")
    entries = found.entries
    assert len({entry.id for entry in entries}) == len(entries) > 0
    days = [entry.updated for entry in entries]
    assert days == sorted(days, reverse=True)
    assert found.feed.updated == days[0]
    for entry in entries:
        path = entry.link.removeprefix(site).partition("#")[0]
        assert path.startswith(f"{below}papers/")
        assert (built.site / path / "index.html").is_file()
        paper = built.catalogue.by_id[path.split("/")[-2]]
        assert [author.name for author in entry.authors] == [name for name in paper.authors if name != "others"]
        assert entry.summary


def test_seeded_with_the_newest(built: Built) -> None:
    """Without a day of their own, the 30 papers that became public last stand in the feed, at that month."""
    seeded = [paper for paper in built.catalogue.papers if not paper.added]
    if len(seeded) < changes.SEEDED:
        pytest.fail("the first import has no day of its own")
    found = [paper for _, paper in changes.papers(built.catalogue) if not paper.added]
    assert len(found) == changes.SEEDED
    oldest = min(paper.month for paper in found)
    assert all(paper.month <= oldest for paper in seeded if paper not in found)


def test_a_new_paper_and_a_changed_row_come_first(built: Built) -> None:
    """``added`` of an entry puts it on top of both feeds; ``added`` of a row puts that row on top, under a new id."""
    catalogue = built.catalogue
    paper = next(paper for paper in reversed(catalogue.papers) if paper.results)
    day = date(2026, 12, 1)

    def with_(changed: Any) -> Any:
        papers = tuple(changed if each.id == paper.id else each for each in catalogue.papers)
        made = dict(feeds(Catalogue(catalogue.about, papers), "en", TEMPLATES))
        return parsed(made["feed.xml"]).entries, parsed(made["results.xml"]).entries

    new, rows = with_(paper.model_copy(update={"added": day}))
    assert new[0].link.endswith(f"/papers/{paper.id}/")
    assert new[0].updated == "2026-12-01T00:00:00Z"
    assert rows[0].link.endswith(f"/papers/{paper.id}/#numbers")
    first, *rest = paper.results
    changed = first.model_copy(update={"added": date(2026, 12, 2)})
    papers_, rows2 = with_(paper.model_copy(update={"added": day, "results": (changed, *rest)}))
    assert [entry.id for entry in papers_] == [entry.id for entry in new]
    assert rows2[0].updated == "2026-12-02T00:00:00Z"
    assert rows2[0].id not in {entry.id for entry in rows}


@given(CATALOGUES)
def test_generated_feeds_are_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds: well-formed, with the same words and authors."""
    made = dict(feeds(catalogue, "en", TEMPLATES))
    entries = {entry.id: entry for entry in parsed(made["feed.xml"]).entries}
    listed = [paper for _, paper in changes.papers(catalogue)]
    assert len(entries) == len(listed)
    for paper in listed:
        entry = entries[f"{catalogue.about.site_url}papers/{paper.id}/"]
        authors = [name for name in paper.authors if name != "others" or name != paper.authors[-1]]
        assert [author.get("name") for author in entry.get("authors", [])] == authors
        assert entry.title.endswith(paper.title[-1])
    parsed(made["results.xml"])


@pytest.mark.xmllint
def test_xmllint_accepts(built: Built) -> None:
    """The tool xmllint reads feeds, sitemap, OpenSearch descriptions and badges without a word."""
    names = [
        *(f"{below}{name}.xml" for below in built.languages.values() for name in ("feed", "results", "opensearch")),
        "sitemap.xml",
        *(f.relative_to(built.site).as_posix() for f in built.site.rglob("badges/*/*.svg")),
    ]
    done = subprocess.run(["xmllint", "--noout", *names], cwd=built.site, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
