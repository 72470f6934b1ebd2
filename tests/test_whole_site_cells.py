"""Each cell of the built site's tables: names, sizes, means, marks, sources; indexes and the order of papers."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

import pytest
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.gfm import GFM
from tests.plain import (
    BELOW,
    KINDS,
    Registry,
    Shown,
    boards,
    departs,
    differ,
    doubted,
    means,
    own,
    printed,
    read,
    setting_name,
    size,
)

AS_PRINTED = {"": "as reported", "zh/": "按报告值"}
NO_RANK = {
    "": {
        "withdrawn": "withdrawn by its authors",
        "flagged": "not ranked; its mean is in doubt",
        "apart": "not ranked; departs from the protocol",
        "other": "not ranked; another source is listed first",
        "partial": "not ranked; not all columns",
    },
    "zh/": {
        "withdrawn": "作者已撤下",
        "flagged": "不排名，平均值存疑",
        "apart": "不排名，与协议不同",
        "other": "不排名，另一来源优先",
        "partial": "不排名，各列不全",
    },
}
LENGTH = 45  # characters of the words for a source, above which they are cut


@pytest.fixture(scope="module")
def registry(built: Built) -> Registry:
    """That of the built site."""
    return read(built.root)


def said(element: HtmlElement) -> str:
    """Its words with single blanks."""
    return " ".join(element.text_content().split())


def lang_of(record: dict[str, Any], below: str) -> str:
    """A text in the language of a folder."""
    return " ".join(record["zh" if below else "en"].split())


def mean_cell(benchmark: dict[str, Any], result: dict[str, Any], below: str) -> str:
    """The words of a row's mean."""
    found = " / ".join(means(benchmark, result))
    return f"{found} {AS_PRINTED[below]}" if found and not printed(result) else found


def holds_source(cell: HtmlElement, registry: Registry, result: dict[str, Any], paper: str) -> None:
    """The cell of a source has its words, cut where they are long, and leads to the place that they tell."""
    address, words = registry.source(result)
    if len(words) > LENGTH:
        assert len(said(cell)) < LENGTH
        assert said(cell).endswith("...")
        assert words.startswith(said(cell).removesuffix("..."))
    else:
        assert said(cell) == words
    entry = registry.papers[paper]
    links = entry.get("links", {})
    own = links.get("paper") if isinstance(links.get("paper"), str) else None
    doi, arxiv = entry.get("doi"), entry.get("arxiv")
    own = own or (f"https://doi.org/{doi}" if doi else None) or (f"https://arxiv.org/abs/{arxiv}" if arxiv else None)
    wanted = address or own
    found = [str(each) for each in cell.xpath("./a/@href")]
    if wanted is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].startswith(wanted)
        line = re.fullmatch(r"L\d+", result["source"]["locator"])
        if line and "github.com" in wanted and "/blob/" in wanted:
            assert found[0].removeprefix(wanted) in (f"#{line[0]}", f"?plain=1#{line[0]}")
            assert ("?plain=1" in found[0]) == wanted.lower().endswith(".md")


def result_of(row: Shown, registry: Registry, benchmark: dict[str, Any]) -> dict[str, Any]:
    """The one result that a row of a board shows: of those with its numbers the one with its source."""
    results = registry.results(row.paper, benchmark["id"], row.setting, row.variant)
    found = [each for each in results if printed(each) == row.numbers and "withdrawn" not in each]
    shown = said(row.more[-1]).removesuffix("...")
    return next(each for each in found if registry.source(each)[1].startswith(shown))


@BELOW
def test_every_cell_of_every_board(built: Built, registry: Registry, below: str) -> None:
    """Name with its link, variant, venue, size, mean, marks and source are the registry's."""
    seen = 0
    for benchmark in registry.about["benchmarks"]:
        for rows in boards(built, below, benchmark):
            for row in rows:
                result = result_of(row, registry, benchmark)
                same = registry.results(row.paper, benchmark["id"], row.setting, row.variant)
                marks = ["≠"] * any(differ(result, each) for each in same) + ["⚑"] * ("allow" in result)
                marks += ["§"] * ("protocol" in result)
                words = [registry.names[row.paper], *([row.variant] if row.variant else [])]
                (name,) = row.row.xpath("./th")
                assert row.name == " ".join(words) + "".join(marks)
                assert name.xpath("./a/@href")[0].endswith(f"/papers/{row.paper}/")
                assert row.below.split(" · ")[0] == registry.appeared(row.paper)
                if " · " in row.below:
                    assert row.below.split(" · ")[1] == setting_name(benchmark, row.setting, below)
                assert said(row.more[0]) == size(result)
                assert row.said("mean") == mean_cell(benchmark, result, below), (benchmark["id"], row.paper)
                labels = [each.get("data-label") for each in row.cells]
                assert labels == [each["label"] for each in benchmark["columns"]]
                assert row.row.get("data-kind") == ("own" if row.said("kind") == KINDS[below][0] else "cited")
                holds_source(row.more[-1], registry, result, row.paper)
                for mark in name.xpath("./a[@class='mark']"):
                    assert mark.get("aria-label") == mark.get("title")
                    assert len(mark.get("title")) > 5
                seen += 1
    assert seen > 200


@BELOW
def test_every_number_on_the_page_of_a_paper(built: Built, registry: Registry, below: str) -> None:
    """Board, regime, variant, size, mean, each number with its column, whose it is and where it was read."""
    benchmarks = {each["id"]: each for each in registry.about["benchmarks"]}
    seen = 0
    for id, entry in registry.papers.items():
        rows = built.pages[f"{below}papers/{id}/index.html"].xpath("//table[contains(@class, 'numbers')]/tbody/tr")
        left = list(entry.get("results", []))
        for row in rows:
            (head,) = row.xpath("./th")
            address = head.xpath("./a/@href")[0].rstrip("/").rpartition("/")[2]
            benchmark = benchmarks[address]
            cells = row.xpath("./td")
            found = [each for each in left if each["benchmark"] == address and is_told(row, each, benchmark, below)]
            assert found, (id, said(row))
            result = next(
                each for each in found if registry.source(each)[1].startswith(said(cells[5]).removesuffix("..."))
            )
            left.remove(result)
            kind = KINDS[below][0 if own(registry, id, result) else 1]
            same = registry.results(id, address, result.get("setting"), result.get("variant"))
            mark = " ≠" * any(differ(result, each) for each in same)
            assert said(cells[4]) == kind + mark
            assert said(cells[2]) == mean_cell(benchmark, result, below)
            holds_source(cells[5], registry, result, id)
            reason = NO_RANK[below]
            if "withdrawn" in result:
                assert said(cells[1]) == reason["withdrawn"]
            elif doubted(benchmark, result):
                assert said(cells[1]) == reason["flagged"]
            elif departs(registry, benchmark, result):
                assert said(cells[1]) == reason["apart"]
            elif said(cells[1]) == reason["other"]:
                assert len([each for each in same if "withdrawn" not in each]) > 1
            elif not any(score != "–" for score in means(benchmark, result)[:1]):
                assert said(cells[1]) == reason["partial"]
            else:
                assert re.findall(r"\d+", said(cells[1]))
            seen += 1
        assert left == []
    assert seen > 300


def is_told(row: HtmlElement, result: dict[str, Any], benchmark: dict[str, Any], below: str) -> bool:
    """Whether a row of a paper's numbers tells this result's board, regime, variant, size and numbers."""
    (head,) = row.xpath("./th")
    setting, variant = setting_name(benchmark, result.get("setting"), below), result.get("variant")
    values = printed(result)
    numbers = [
        f"{each['label']} {' / '.join(values[each['id']])}" for each in benchmark["columns"] if each["id"] in values
    ]
    return (
        said(head) == " ".join(filter(None, [lang_of(benchmark["name"], below), setting]))
        and said(row.xpath("./td")[0]) == " ".join(filter(None, [variant, size(result)]))
        and [said(each) for each in row.xpath(".//span[@class='value']")]
        == [" ".join(each.split()) for each in numbers]
    )


@BELOW
def test_data_sets_show_what_the_boards_show(built: Built, registry: Registry, below: str) -> None:
    """Under each column the methods, numbers, kinds and sources are those of the board's rows that have a number there."""
    wanted: dict[str, list[list[str]]] = {}
    for benchmark in registry.about["benchmarks"]:
        for rows in boards(built, below, benchmark):
            for row in rows:
                for n, column in enumerate(benchmark["columns"]):
                    if said(row.cells[n]):
                        name = row.name.rstrip("≠⚑§")
                        named = setting_name(benchmark, row.setting, below)
                        setting = [named] if named else []
                        cells = [said(row.cells[n]), row.said("kind"), said(row.more[-1])]
                        of = wanted.setdefault(f"{column['dataset']}:{benchmark['id']}-{column['id']}", [])
                        of.append([" ".join([name, *setting]), *cells])
    found = {}
    for dataset in registry.about["datasets"]:
        page = built.pages[f"{below}datasets/{dataset['id']}/index.html"]
        for heading in page.xpath("//h2[@id]"):
            rows = heading.xpath("./following-sibling::*[1][self::details]/table/tbody/tr")
            if rows:
                found[f"{dataset['id']}:{heading.get('id')}"] = [
                    [said(cell) for cell in row.xpath("./*")] for row in rows
                ]
                assert re.findall(r"\d+", said(heading.xpath("./small")[0])) == [str(len(rows))]
    assert found == wanted
    assert len(found) > 20


def newest(entry: dict[str, Any]) -> tuple[str, str]:
    """Year of the venue and first public month of an entry; without a month it goes behind those of its year."""
    arxiv = entry.get("arxiv", "")
    return entry["year"], entry.get("public") or (f"20{arxiv[:2]}-{arxiv[2:4]}" if arxiv else "")


@BELOW
def test_papers_lead_to_each_other_in_the_order_of_the_list(built: Built, registry: Registry, below: str) -> None:
    """The list holds every entry, the newest year first, in it the newest month; each page leads to those beside it."""
    order = sorted(sorted(registry.papers), key=lambda id: newest(registry.papers[id]), reverse=True)
    order = [id for _, same in groupby(order, key=lambda id: newest(registry.papers[id])) for id in sorted(same)]
    rows = built.pages[f"{below}papers/index.html"].xpath("//table[@class='papers']/tbody/tr")
    assert [row.get("data-id") for row in rows] == order
    for n, id in enumerate(order):
        page = built.pages[f"{below}papers/{id}/index.html"]
        beside = {link.get("rel"): link.get("href") for link in page.xpath("//nav[@class='beside']/a")}
        wanted = {"prev": order[n - 1]} if n else {}
        wanted |= {"next": order[n + 1]} if n + 1 < len(order) else {}
        assert beside == {rel: f"../../papers/{other}/" for rel, other in wanted.items()}


@BELOW
def test_every_row_of_the_list(built: Built, registry: Registry, below: str) -> None:
    """Name, first and last authors, venue and year, techniques and domains, and a link of each kind that leads somewhere."""
    terms = {
        each["id"]: " ".join(each["zh" if below else "en"].split())
        for group in ("techniques", "domains")
        for each in registry.about[group]
    }
    for row in built.pages[f"{below}papers/index.html"].xpath("//table[@class='papers']/tbody/tr"):
        entry = registry.papers[row.get("data-id")]
        (name,) = row.xpath(".//a[@class='name']")
        assert said(name) == registry.names[entry["id"]]
        assert name.get("href") == f"../papers/{entry['id']}/"
        authors = [each for each in entry.get("authors", []) if each != "others"]
        shown = said(row.xpath(".//span[@class='authors']")[0])
        if len(authors) > 4:
            assert shown.startswith(f"{', '.join(authors[:3])}, …, {authors[-1]}")
        elif authors:
            assert shown.startswith(", ".join(authors))
        assert said(row.xpath("./td[@class='venue']")[0]) == registry.appeared(entry["id"])
        topics = [said(each) for each in row.xpath("./td[@class='topics']/a")]
        assert topics == [terms[id] for id in (*entry.get("techniques", []), *entry.get("domains", []))]
        links = {k: v["url"] if isinstance(v, dict) else v for k, v in entry.get("links", {}).items() if v != "none"}
        addresses = row.xpath("./td[@class='links']/a/@href")
        assert [each for each in links.values() if each not in addresses] == []


@pytest.mark.parametrize(("name", "below"), [("README.md", ""), ("README.zh.md", "zh/")])
def test_rows_of_a_readme(built: Built, registry: Registry, name: str, below: str) -> None:
    """Under the heading of each year, its papers with name, title, venue, and links to paper, code and project."""
    site = built.catalogue.about.site_url + below
    text = (built.root / name).read_text("utf-8")
    region = text[text.index("<!-- papershelf:papers -->") : text.index("<!-- /papershelf:papers -->")]
    seen: list[str] = []
    parts = re.split(r"^(?=### |<summary>)", region, flags=re.M)[1:]
    for part in parts:
        (year,) = re.findall(r"\d{4}", part.split("\n")[0])
        for row in GFM.parse(part):
            if row.type != "inline" or f"]({site}papers/" not in row.content:
                continue
            (id,) = re.findall(rf"^\[.*?\]\({re.escape(site)}papers/([a-z0-9-]+)/\)", row.content)
            entry = registry.papers[id]
            assert entry["year"] == year or (part is parts[-1] and entry["year"] < year)
            plain = "".join(each.content for each in row.children or () if each.type in ("text", "code_inline"))
            assert plain.startswith(registry.names[id])
            if "method" in entry:
                assert plain.endswith(" ".join(entry["title"].removeprefix(f"{entry['method']}: ").split()))
            seen.append(id)
        for id in re.findall(rf"^\| \[.*?\]\({re.escape(site)}papers/([a-z0-9-]+)/\).*$", part, re.M):
            (line,) = [each for each in part.split("\n") if f"({site}papers/{id}/)" in each.split(" | ")[0]]
            _, venue, links = re.split(r"(?<!\\) \| ", line, maxsplit=2)
            assert registry.appeared(id).startswith(venue.split(" ")[0].replace("\\", ""))
            given = registry.papers[id].get("links", {})
            for kind in ("code", "project"):
                address = given.get(kind, "none")
                address = address["url"] if isinstance(address, dict) else address
                assert address == "none" or f"]({address.replace('(', '%28').replace(')', '%29')}" in links
    assert sorted(seen) == sorted(registry.papers)
