"""The ways through the built site: navigation, crumbs, the front page's lists, indexes with their counts, 404."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.plain import BELOW, Registry, boards, read

# Page → the pages above it, each with its words in both languages.
CRUMBS: dict[str, list[tuple[str, str, str]]] = {
    "papers/promptir/": [("", "Home", "首页"), ("papers/", "All papers", "全部论文")],
    "benchmarks/three-task/": [("", "Home", "首页"), ("benchmarks/", "Benchmarks", "基准")],
    "taxonomy/prompt-learning/": [("", "Home", "首页"), ("taxonomy/", "Guide to the field", "领域导读")],
    "techniques/diffusion/": [("", "Home", "首页"), ("techniques/", "Techniques", "技术")],
    "papers/": [],
}
SECTIONS = {
    "papers/": ("papers/", "page"),
    "papers/promptir/": ("papers/", "true"),
    "taxonomy/prompt-learning/": ("taxonomy/", "true"),
    "tasks/deraining/": ("tasks/", "true"),
    "benchmarks/": ("benchmarks/", "page"),
    "compare/": ("compare/", "page"),
    "errata/": None,
    "": None,
}


@pytest.fixture(scope="module")
def registry(built: Built) -> Registry:
    """That of the built site."""
    return read(built.root)


def said(element: HtmlElement) -> str:
    """Its words with single blanks."""
    return " ".join(element.text_content().split())


def name(record: dict[str, Any], below: str) -> str:
    """A record's name in the language of a folder."""
    return " ".join(record["zh" if below else "en"].split())


def listed(page: HtmlElement, id: str) -> list[tuple[str, str, str]]:
    """Address, name and what stands behind it of each item of the list below a heading, but the last, which leads on."""
    items = page.xpath(f"//h2[@id='{id}']/following-sibling::ul/li")
    return [(each.xpath("./a/@href")[0], said(each.xpath("./a")[0]), said(each)) for each in items]


@BELOW
@pytest.mark.parametrize("path", CRUMBS)
def test_crumbs(built: Built, below: str, path: str) -> None:
    """The pages above, in the language, each a link that leads there; a page right below the front page has none."""
    links = built.pages[f"{below}{path}index.html"].xpath("//nav[@class='crumbs']//a")
    here = built.site / below
    found = [((here / path / link.get("href")).resolve(), said(link)) for link in links]
    assert found == [(here / above, zh if below else en) for above, en, zh in CRUMBS[path]]


@BELOW
@pytest.mark.parametrize("path", SECTIONS)
def test_where_one_is(built: Built, below: str, path: str) -> None:
    """The navigation marks the page itself, or the section in which it stands, and nothing else."""
    page = built.pages[f"{below}{path}index.html"]
    marked = [
        ((built.site / below / path / link.get("href")).resolve(), link.get("aria-current"))
        for link in page.xpath("//header//nav//a[@aria-current]")
    ]
    wanted = SECTIONS[path]
    assert marked == ([((built.site / below / wanted[0]).resolve(), wanted[1])] if wanted else [])


def test_a_wrong_address_is_told_in_every_language(built: Built) -> None:
    """Each part in its own language, with the way to that language's list and front page."""
    site = re.sub(r"^https?://[^/]+", "", built.catalogue.about.site_url)
    sections = built.pages["404.html"].xpath("//main//section")
    assert [section.get("lang") for section in sections] == list(built.languages)
    for section, below in zip(sections, built.languages.values(), strict=True):
        chinese = re.findall("[\u4e00-\u9fff]", said(section))
        latin = re.findall("[a-z]{3,}", said(section))
        assert bool(chinese) == bool(below)
        assert bool(latin) == (not below)
        assert section.xpath(".//a/@href") == [f"{site}{below}papers/", f"{site}{below}."]
        assert [len(section.xpath(f"./{tag}")) for tag in ("p", "h1 | ./h2")] == [3, 1]


@BELOW
def test_lists_of_the_front_page(built: Built, registry: Registry, below: str) -> None:
    """The newest papers, the families of techniques, the main boards; the latter in their order, with their numbers."""
    page = built.pages[f"{below}index.html"]
    months = {id: month_of(each) for id, each in registry.papers.items()}
    newest = [address.split("/")[1] for address, *_ in listed(page, "newest")[:-1]]
    assert len(newest) == 6
    assert min(months[id] for id in newest) >= max(months[id] for id in months.keys() - set(newest))
    assert [months[id] for id in newest] == sorted((months[id] for id in newest), reverse=True)
    families = [
        (f"techniques/#{family['id']}", name(family, below), papers_of(registry, "techniques", *family["techniques"]))
        for family in registry.about["families"]
    ]
    assert [(to, title, number(words)) for to, title, words in listed(page, "families")[:-1]] == families
    main = [
        (f"benchmarks/{each['id']}/", each["name"]["zh" if below else "en"], sum(map(len, boards(built, below, each))))
        for each in registry.about["benchmarks"]
        if each.get("main") == "true"
    ]
    assert [(to, title, number(words)) for to, title, words in listed(page, "boards")[:-1]] == main


def number(words: str) -> int:
    """The last number of some words."""
    return int(re.findall(r"\d+", words)[-1])


def papers_of(registry: Registry, group: str, *terms: str) -> int:
    """How many papers name at least one of these terms."""
    return sum(bool(set(terms) & set(each.get(group, []))) for each in registry.papers.values())


@BELOW
def test_how_many_are_found_is_announced(built: Built, registry: Registry, below: str) -> None:
    """To those who do not see the list, at once: the count is a status."""
    (found,) = built.pages[f"{below}papers/index.html"].xpath("//*[@data-found]")
    assert found.get("role") == "status"
    assert re.findall(r"\d+", said(found)) == [str(len(registry.papers))]


@pytest.mark.parametrize("path", ["index.html", "papers/index.html", "papers/promptir/index.html", "notes/gdp/index.html"])  # fmt: skip
def test_english_titles_are_read_out_in_english(built: Built, registry: Registry, path: str) -> None:
    """Wherever a title stands on a Chinese page by itself, its language is told."""
    titles = {" ".join(each["title"].split()) for each in registry.papers.values() if "method" in each}
    titles |= {title.partition(": ")[2] for title in titles if ": " in title}
    seen = 0
    for element in built.pages[f"zh/{path}"].xpath("//main//*[not(*)]"):
        if said(element) in titles and element.tag not in ("code", "dd"):
            assert element.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["en"], said(element)
            seen += 1
    assert seen


def month_of(entry: dict[str, Any]) -> str:
    """The first public month of an entry, as far as its arXiv id or the entry tells it."""
    arxiv = entry.get("arxiv", "")
    return str(entry.get("public") or (f"20{arxiv[:2]}-{arxiv[2:4]}" if arxiv else ""))


@BELOW
def test_counts_of_the_catalogue(built: Built, registry: Registry, below: str) -> None:
    """Papers, those of the heart, with code, with weights, with a note, and the years, on the front page."""
    entries = registry.papers.values()

    def linked(kind: str) -> int:
        return sum(isinstance(e.get("links", {}).get(kind), str) and e["links"][kind] != "none" for e in entries)

    notes = [file for file in (built.root / "docs" / ("zh" if below else "en") / "notes").glob("*.md") if file.stem in registry.papers]  # fmt: skip
    wanted = [
        len(entries),
        sum(each["scope"] == "all-in-one" for each in entries),
        linked("code"),
        linked("weights"),
        len(notes),
        min(int(each["year"]) for each in entries),
        max(int(each["year"]) for each in entries),
    ]
    (words,) = built.pages[f"{below}index.html"].xpath("//p[@class='counts']")
    assert [int(number) for number in re.findall(r"\d+", said(words))] == wanted


@BELOW
@pytest.mark.parametrize("group", ["techniques", "tasks", "domains"])
def test_indexes_count_their_papers(built: Built, registry: Registry, below: str, group: str) -> None:
    """Each term with its name and definition in the language, and the number of the papers that name it, by groups."""
    rows = built.pages[f"{below}{group}/index.html"].xpath("//table[@class='group']/tbody/tr")
    found = []
    for row in rows:
        head, definition, count = row.xpath("./*")
        id = head.xpath("./a/@href")[0].rstrip("/").rpartition("/")[2]
        found.append((id, said(head), said(definition), number(said(count))))
    groups = {"techniques": "families", "tasks": "task_groups"}.get(group, "")
    order = [id for each in registry.about.get(groups, []) for id in each[group]]
    left = [each["id"] for each in registry.about[group] if each["id"] not in order]
    terms = {each["id"]: each for each in registry.about[group]}
    assert found == [
        (id, name(terms[id], below), name(terms[id]["definition"], below), papers_of(registry, group, id))
        for id in [*order, *left]
    ]


@BELOW
def test_a_term_tells_its_other_names(built: Built, registry: Registry, below: str) -> None:
    """Each alias stands on the page of its term."""
    for group in ("techniques", "tasks", "domains"):
        for each in registry.about[group]:
            page = said(built.pages[f"{below}{group}/{each['id']}/index.html"].xpath("//main")[0])
            assert [alias for alias in each.get("aliases", []) if " ".join(alias.split()) not in page] == []
