"""The one list of what the site holds beside its pages: each file once, by a pattern of the list, one at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from papershelf import shelf, site
from papershelf.catalogue import Catalogue
from papershelf.cite.bibtex import bibtex
from papershelf.export import outputs
from papershelf.export.outputs import OUTPUTS, Output, Site, files
from papershelf.render.badges import LEAST
from papershelf.render.edition import Edition
from tests import handmade, making
from tests.conftest import ROOT, Built
from tests.making import GOLDEN, golden, sounds, templates

PATHS = ["", "papers/", "papers/echo/"]  # of pages; only the sitemap asks for them


def editions(catalogue: Catalogue) -> list[Edition]:
    """Every edition of a catalogue, without formatted citations."""
    return [making.edition(catalogue, lang) for lang in catalogue.about.languages]


def owners(path: str) -> list[Output]:
    """The outputs whose path is this one, else those whose pattern it fits."""
    bare = path.removeprefix("zh/")
    exact = [each for each in OUTPUTS if each.path == bare]
    found = exact or [
        each
        for each in OUTPUTS
        if re.fullmatch(re.escape(each.path).replace(r"\{id\}", "[a-z0-9-]+(?:/[a-z0-9-]+)?"), bare)
    ]
    return [each for each in found if each.each_language or bare == path]


@pytest.fixture(scope="module")
def small() -> list[tuple[str, str]]:
    """Path and text of every file of the small catalogue, in their order."""
    return list(files(editions(sounds()), PATHS))


# --- which files there are -----------------------------------------------------------------


def test_every_file_of_a_small_catalogue(small: list[tuple[str, str]]) -> None:
    """All that there are, each once, those of a language below its root."""
    ids = ("echo-2", "yu2025sound", "echo", "old-echo", "quiet", "halls2019")
    kinds = ("papers", "paper", "results", "benchmarks", "vocabulary")
    wanted = [
        *("papers.bib", "papers.csl.json", "papers.csv", "results.csv"),
        *(f"papers/{id}/cite.bib" for id in ids),
        *(f"api/v1/papers/{id}.json" for id in ids),
        *("api/v1/papers.json", "api/v1/results.json", "api/v1/benchmarks.json", "api/v1/vocabulary.json"),
        *(f"api/v1/schema/{kind}.json" for kind in kinds),
        *("feed.xml", "results.xml", "opensearch.xml", "zh/feed.xml", "zh/results.xml", "zh/opensearch.xml"),
        *("sitemap.xml", "robots.txt", "llms.txt", "search.json", "lines.json", "compare.en.json", "compare.zh.json"),
    ]
    assert sorted(path for path, _ in small) == sorted(wanted)


@pytest.mark.parametrize("which", ["sounds", "shipped"])
def test_every_file_is_given_once_and_fits_one_pattern(which: str, request: pytest.FixtureRequest) -> None:
    """Of the list, badges too; no pattern of the list is idle."""
    catalogue: Catalogue = sounds() if which == "sounds" else request.getfixturevalue("shipped")
    given = [path for path, _ in files(editions(catalogue), PATHS)]
    assert [path for path, n in Counter(given).items() if n > 1] == []
    found = {path: owners(path) for path in given}
    assert {path: len(each) for path, each in found.items() if len(each) != 1} == {}
    used = {each.path for (each,) in found.values()}
    assert {each.path for each in OUTPUTS} - used == ({"badges/{id}.svg"} if which == "sounds" else set())


def test_each_output_makes_what_its_path_says() -> None:
    """A text where the path is whole, else files that fit its pattern, one for each paper where it says so."""
    made = Site(editions(sounds()), PATHS)
    for output in OUTPUTS:
        text = output.make(made, made.editions[0])
        if "{id}" in output.path:
            assert not isinstance(text, str), output.path
            assert all(owners(path) == [output] for path, _ in text), output.path
        else:
            assert isinstance(text, str), output.path


def test_what_files_are_made_of() -> None:
    """The catalogue is that of every edition, its papers in their order; the API is made once."""
    made = Site(editions(sounds()), PATHS)
    assert made.catalogue is sounds()
    assert [card.id for card in made.cards] == ["echo-2", "yu2025sound", "echo", "quiet", "halls2019"]
    assert made.api is made.api
    assert made.api.roots == {"en": "https://sounds.example.org/shelf/", "zh": "https://sounds.example.org/shelf/zh/"}


# A golden file changes together with the CHANGELOG: other programs read these files.
def test_the_bytes_of_what_is_promised(small: list[tuple[str, str]]) -> None:
    """Every golden file is among the files, byte for byte, and so is everything that it must hold."""
    made = dict(small)
    kept = sorted(file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*") if file.is_file())
    assert [path for path in kept if made[path] != golden(path)] == []
    promised = re.compile(r"api/.*|papers\.bib|papers\.csl\.json|papers\.csv|results\.csv|(zh/)?(feed|results)\.xml")
    assert kept == sorted(path for path in made if promised.fullmatch(path))


def test_a_paper_alone_is_cited_as_among_all(small: list[tuple[str, str]]) -> None:
    """papers/<id>/cite.bib of all papers, one after the other, are papers.bib."""
    made = dict(small)
    assert "\n".join(made[f"{card.path}cite.bib"] for card in sounds().cards.values()) == made["papers.bib"]


def test_the_files_of_a_paper_stand_at_its_former_ids_too(small: list[tuple[str, str]]) -> None:
    """Whoever kept an address of one gets the paper as it is now, its badges too."""
    made = dict(small)
    assert made["papers/old-echo/cite.bib"] == made["papers/echo/cite.bib"] != ""
    row = {"benchmark": "rain", "values": {"light": ["30.0", "0.9"], "heavy": ["30.0", "0.9"]}}
    papers = [handmade.paper(f"p{n}", {**row, "source": handmade.OWN}, was=[f"was-{n}"]) for n in range(LEAST)]
    found = dict(files([handmade.edition(handmade.catalogue(*papers))], []))
    assert found["badges/was-1/rain.svg"] == found["badges/p1/rain.svg"] != ""


def test_files_are_made_of_the_paths_and_the_editions_given() -> None:
    """The sitemap lists the pages that there are; one language has nothing of the other."""
    (english, _) = editions(sounds())
    made = dict(files([english], ["only/"]))
    assert [path for path in made if path.startswith("zh/") or path == "compare.zh.json"] == []
    urls = re.findall("<loc>(.*?)</loc>", made["sitemap.xml"])
    assert urls == ["https://sounds.example.org/shelf/only/"]


# --- one at a time -------------------------------------------------------------------------


def test_no_file_is_made_before_the_former_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing before the first is asked for, and then each in its turn: nobody holds the site in memory."""
    made: list[str] = []

    def watched(output: Output) -> Output:
        def make(site_: Site, edition: Edition) -> Any:
            made.append(edition.below + output.path)
            return output.make(site_, edition)

        return replace(output, make=make)

    monkeypatch.setattr(outputs, "OUTPUTS", tuple(map(watched, OUTPUTS)))
    given = files(editions(sounds()), PATHS)
    assert iter(given) is given
    assert made == []
    asked = [
        each
        for output in OUTPUTS
        for each in ([output.path, f"zh/{output.path}"] if output.each_language else [output.path])
    ]
    for path, _ in given:
        (owner,) = owners(path)
        assert made == asked[: len(made)]
        below = "zh/" if path.startswith("zh/") else ""
        assert made[-1] == below + owner.path
    assert made == asked


def test_files_of_papers_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second paper is not told before the first one's file was taken."""
    told: list[str] = []
    true = bibtex

    def watched(card: Any) -> str:
        told.append(card.id)
        return true(card)

    monkeypatch.setattr("papershelf.export.outputs.bibtex", watched)
    for path, _ in files(editions(sounds()), PATHS):
        if path.endswith("cite.bib"):
            assert path.removeprefix("papers/").removesuffix("/cite.bib") in sounds().cards[told[-1]].ids
    assert told == ["echo-2", "yu2025sound", "echo", "echo", "quiet", "halls2019"]


# --- what readers are told of --------------------------------------------------------------

TOLD = [output for output in OUTPUTS if output.key]


def test_every_output_is_told_of_or_is_no_readers_matter() -> None:
    """What is not told of is there for the site's own scripts, for robots, or beside another file."""
    untold = {output.path for output in OUTPUTS if not output.key}
    assert untold == {
        *("robots.txt", "search.json", "lines.json", "compare.{id}.json", "badges/{id}.svg", "api/v1/schema/{id}.json"),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("output", TOLD, ids=lambda output: output.key)
def test_what_is_told_of_has_words_and_an_example(output: Output, lang: str) -> None:
    """A sentence for it and for its group; its call asks for its address, or takes the file by its name."""
    t = templates().words[lang]
    for key in (f"data_{output.key}", f"data_group_{output.group}", f"data_about_{output.group}"):
        assert t(key)
    assert output.example.count("{url}") == 1 or output.path in output.example


def test_keys_and_paths_are_of_one_output_each() -> None:
    """No two outputs share a path or a key; a group stands together."""
    assert len({output.path for output in OUTPUTS}) == len(OUTPUTS)
    assert len({output.key for output in TOLD}) == len(TOLD)
    groups = [output.group for output in TOLD]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


def test_language_models_are_told_of_what_is_one_file_for_all(small: list[tuple[str, str]]) -> None:
    """llms.txt lists every file that is told of, but those of each paper and each language."""
    text = dict(small)["llms.txt"]
    section = text.split("## Data\n")[1].split("\n## ")[0]
    listed = re.findall(r"^- \[(.*?)\]\(https://sounds\.example\.org/shelf/(.*?)\): (.+)$", section, re.M)
    assert [path for path, _, _ in listed] == [
        *("papers.bib", "papers.csl.json", "papers.csv", "results.csv"),
        *("api/v1/papers.json", "api/v1/results.json", "api/v1/benchmarks.json", "api/v1/vocabulary.json"),
        *("api/v1/schema/papers.json", "sitemap.xml", "llms.txt"),
    ]
    assert all(path == link and path in dict(small) for path, link, _ in listed)
    assert (
        listed[0][2] == "Every paper as BibTeX, in UTF-8; the key is the entry&#39;s id."
        or "entry's id" in listed[0][2]
    )


# --- the shipped site ----------------------------------------------------------------------


def theme() -> Iterator[str]:
    """The files of the theme that a site takes over, style sheet of the stock theme aside."""
    folder = ROOT / "templates" / "theme"
    for file in folder.rglob("*.*"):
        if file.is_file() and file.suffix != ".html" and file.parent != folder and "readme" not in file.name:
            yield file.relative_to(folder).as_posix()


def test_the_shipped_site_holds_nothing_else(built: Built) -> None:
    """Exactly the pages of both languages, the theme's files, and the files of the list, each written as it was made."""
    made = site.editions_of(shelf.read(built.root))
    found = {file.relative_to(built.site).as_posix() for file in built.site.rglob("*") if file.is_file()}
    paths = {page.path for page in site.pages(made[0])} | {f"{page.name}/" for page in made[0].catalogue.pages}
    paths = {path.removeprefix("index/") for path in paths}  # the front page
    pages = {f"{edition.below}{path}index.html" for edition in made for path in paths}
    pages |= {f"{edition.below}404.html" for edition in made}
    assert sorted(pages) == sorted(built.pages)
    themes = {edition.below + path for edition in made for path in theme()}
    styles = {path for path in found if re.fullmatch(r"(zh/)?assets/stylesheets/main\.[0-9a-f]+\.min\.css", path)}
    wanted = dict(files(made, sorted(paths)))
    assert len(wanted) > 700
    assert [path for path, text in wanted.items() if (built.site / path).read_bytes() != text.encode()] == []
    assert not wanted.keys() & (pages | themes | styles)
    assert sorted(found - pages - themes - styles - wanted.keys()) == []
    assert sorted(themes - found) == []


def test_entries_of_feeds_lead_to_pages(built: Built) -> None:
    """Each link of each feed is a page of the site, in the feed's language."""
    site_url = built.catalogue.about.site_url
    atom = {"a": "http://www.w3.org/2005/Atom"}
    for below in built.languages.values():
        for name in ("feed", "results"):
            tree = etree.parse(built.site / f"{below}{name}.xml")
            links = tree.xpath("//a:entry/a:link/@href", namespaces=atom)
            assert links
            for link in map(str, links):
                path = link.removeprefix(site_url).partition("#")[0]
                assert path.startswith(f"{below}papers/")
                assert (built.site / path / "index.html").is_file()
