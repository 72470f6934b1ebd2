"""Feeds: the bytes of a small catalogue; valid Atom, authors of their own, days from the data, seeded with the newest."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given

from papershelf.catalogue import Catalogue, arrivals
from papershelf.export import feeds
from papershelf.render.edition import Edition
from tests import making
from tests.conftest import Built
from tests.generated import CATALOGUES
from tests.making import edition, golden, sounds

FEEDS = {"feed": feeds.papers, "results": feeds.results}


def parsed(text: str) -> Any:
    """The feed as feedparser reads it, well-formed."""
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


# --- the bytes -----------------------------------------------------------------------------


# A golden file changes together with the CHANGELOG: ids of entries that change are shown anew by every reader.
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", FEEDS)
def test_the_bytes_of_a_feed(name: str, lang: str) -> None:
    """Both feeds in both languages, ids included."""
    assert FEEDS[name](edition(sounds(), lang)) == golden(f"zh/{name}.xml" if lang == "zh" else f"{name}.xml")


# --- by hand -------------------------------------------------------------------------------


@pytest.mark.parametrize("make", FEEDS.values(), ids=FEEDS)
def test_a_feed_without_entries(make: Callable[[Edition], str]) -> None:
    """It was last changed never, and is valid all the same."""
    found = parsed(make(edition(making.catalogue(making.paper()))))
    assert found.entries == []
    assert found.feed.updated == "1970-01-01T00:00:00Z"


def test_a_paper_that_came_on_a_day_stands_before_the_first_import() -> None:
    """At its day, the newest first; the others at the month in which they became public; those of no month are left out."""
    papers = [
        making.paper(id="old", arxiv="2401.00010"),
        making.paper(id="older", public="2019-07"),
        making.paper(id="unknown"),
        making.paper(id="came", arxiv="1501.00001", added="2026-03-04"),
        making.paper(id="came-later", added="2026-03-05"),
    ]
    found = parsed(feeds.papers(edition(making.catalogue(*papers))))
    assert [(each.id.split("/")[-2], each.updated[:10]) for each in found.entries] == [
        ("came-later", "2026-03-05"),
        ("came", "2026-03-04"),
        ("old", "2024-01-01"),
        ("older", "2019-07-01"),
    ]
    assert found.feed.updated == "2026-03-05T00:00:00Z"


def test_an_entry_of_a_paper() -> None:
    """Method and title, authors without the mark of a cut, techniques, the summary without its links, else the venue."""
    term = {"id": "mask", "en": "Mask", "definition": {"en": "D."}}
    fields = {"method": "Echo", "title": "Echo: Again", "authors": ["Ann Lee", "others"], "techniques": ["mask"]}
    one = making.paper(**fields, added="2026-03-04", summary={"en": "See [[techniques/mask|masks]] <b>."})
    other = making.paper(id="n", title="Other", added="2026-03-03")
    first, second = parsed(feeds.papers(edition(making.catalogue(one, other, techniques=[term])))).entries
    assert first.title == "Echo: Again"
    assert (first.id, first.link) == ("https://hand.example.org/papers/m/",) * 2
    assert [author.name for author in first.authors] == ["Ann Lee"]
    assert [(tag.term, tag.label) for tag in first.tags] == [("mask", "Mask")]
    assert first.summary == "See masks <b>."
    assert (second.title, second.summary) == ("Other", "V 2024")


def test_an_entry_of_a_row_is_new_where_the_row_changes() -> None:
    """Its id holds key and day: another day, source or variant is another entry; other numbers alone are not."""
    board = {
        "id": "b",
        "name": {"en": "Board"},
        "metrics": ["m"],
        "average": "mean",
        "columns": [{"id": "c", "label": "Column", "dataset": "d"}],
    }
    metric = {"id": "m", "name": "M", "better": "higher"}

    def entry(**fields: Any) -> Any:
        row = {"benchmark": "b", "values": {"c": ["1.50"]}, "source": {"in": "paper", "locator": "T1"}, **fields}
        made = making.catalogue(making.paper(results=[row]), benchmarks=[board], metrics=[metric])
        (found,) = parsed(feeds.results(edition(made))).entries
        return found

    first = entry(added="2026-03-04")
    assert first.title == "A Title: Board"
    assert first.link == "https://hand.example.org/papers/m/#numbers"
    assert first.summary == "Average 1.50; Column 1.50 (reported by the authors of the method)"
    assert [(tag.term, tag.label) for tag in first.tags] == [("b", "Board"), ("own", "own")]
    assert entry(added="2026-03-04", values={"c": ["9.00"]}).id == first.id
    others = [
        entry(added="2026-03-05"),
        entry(added="2026-03-04", variant="large"),
        entry(added="2026-03-04", source={"in": "paper", "locator": "T2"}),
    ]
    assert len({each.id for each in (first, *others)}) == 4
    assert others[1].title == "A Title: Board · large"


# --- the shipped feeds ---------------------------------------------------------------------


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(("lang", "below"), [("en", ""), ("zh", "zh/")])
def test_shipped_feed(shipped: Catalogue, name: str, lang: str, below: str) -> None:
    """Feedparser has nothing to complain of; ids are unique, days fall, links lead to papers in this language."""
    found = parsed(FEEDS[name](edition(shipped, lang)))
    site = shipped.about.site_url
    assert found.feed.id == f"{site}{below}{name}.xml"
    assert found.feed.language == lang
    (self_,) = [link for link in found.feed.links if link.rel == "self"]
    assert (self_.href, self_.type) == (f"{site}{below}{name}.xml", "application/atom+xml")
    (page,) = [link for link in found.feed.links if link.rel == "alternate"]
    assert (page.href, page.type) == (f"{site}{below}", "text/html")
    entries = found.entries
    assert len({entry.id for entry in entries}) == len(entries) > 0
    days = [entry.updated for entry in entries]
    assert days == sorted(days, reverse=True)
    assert found.feed.updated == days[0]
    for entry in entries:
        path, _, fragment = entry.link.removeprefix(f"{site}{below}").partition("#")
        assert fragment == ("numbers" if name == "results" else "")
        paper = shipped.by_id[path.removeprefix("papers/").removesuffix("/")]
        assert [author.name for author in entry.authors] == [name for name in paper.authors if name != "others"]
        assert entry.summary


def test_seeded_with_the_newest(shipped: Catalogue) -> None:
    """Without a day of their own, the 30 papers that became public last stand in the feed, at that month."""
    seeded = [paper for paper in shipped.papers if not paper.added]
    assert len(seeded) >= 30, "the first import has no day of its own"
    entries = {entry.id: entry for entry in parsed(feeds.papers(edition(shipped))).entries}
    found = [paper for paper in seeded if f"{shipped.about.site_url}papers/{paper.id}/" in entries]
    assert len(found) == 30
    oldest = min(paper.month for paper in found)
    assert all(paper.month <= oldest for paper in seeded if paper not in found)
    for paper in found:
        entry = entries[f"{shipped.about.site_url}papers/{paper.id}/"]
        assert entry.updated == f"{paper.month}-01T00:00:00Z"


def test_a_new_paper_and_a_changed_row_come_first(shipped: Catalogue) -> None:
    """``added`` of an entry puts it on top of both feeds; ``added`` of a row puts that row on top, under a new id."""
    paper = next(paper for paper in reversed(shipped.papers) if paper.results)
    days = [day for day, _ in arrivals.papers(shipped)] + [day for day, _, _ in arrivals.rows(shipped)]
    first_day = max(days) + timedelta(days=1)
    second_day = first_day + timedelta(days=1)

    def with_(changed: Any) -> Any:
        papers = tuple(changed if each.id == paper.id else each for each in shipped.papers)
        made = edition(Catalogue(shipped.about, papers))
        return parsed(feeds.papers(made)).entries, parsed(feeds.results(made)).entries

    new, rows = with_(paper.model_copy(update={"added": first_day}))
    assert new[0].link.endswith(f"/papers/{paper.id}/")
    assert new[0].updated == f"{first_day}T00:00:00Z"
    assert rows[0].link.endswith(f"/papers/{paper.id}/#numbers")
    first, *rest = paper.results
    changed = first.model_copy(update={"added": second_day})
    papers_, rows2 = with_(paper.model_copy(update={"added": first_day, "results": (changed, *rest)}))
    assert [entry.id for entry in papers_] == [entry.id for entry in new]
    assert rows2[0].updated == f"{second_day}T00:00:00Z"
    assert rows2[0].id not in {entry.id for entry in rows}


@given(CATALOGUES)
def test_generated_feeds_are_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds: well-formed, with the same words and authors."""
    made = edition(catalogue)
    entries = {entry.id: entry for entry in parsed(feeds.papers(made)).entries}
    listed = [paper for paper in catalogue.papers if paper.added or paper.month]
    assert len(entries) == len(listed)
    for paper in listed:
        entry = entries[f"{catalogue.about.site_url}papers/{paper.id}/"]
        authors = [name for name in paper.authors if name != "others" or name != paper.authors[-1]]
        assert [author.get("name") for author in entry.get("authors", [])] == authors
        assert entry.title.endswith(paper.title[-1])
    parsed(feeds.results(made))


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
