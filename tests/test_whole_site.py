"""The built site: every link leads somewhere, every page says what the data say, nothing of the data is markup."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from papershelf import shelf
from papershelf.cite.bibtex import bibtex
from papershelf.render.templates import Templates
from tests.conftest import ROOT, Built, Run

WORDS = Templates(shelf.templates(ROOT)).words
# Attributes with an address; those of the search dialog are read by the site's script.
ADDRESSES = ("href", "src", "srcset", "action", "poster", "data-index", "data-root", "data-library")
NOT_FETCHED = {("a", None), ("link", "canonical"), ("link", "alternate")}


def words(element: HtmlElement | None) -> str:
    """The text of an element, each run of white space one space."""
    assert element is not None
    return " ".join(element.text_content().split())


def only(page: HtmlElement, xpath: str) -> HtmlElement:
    """The one element that an XPath finds."""
    (found,) = page.xpath(xpath)
    assert isinstance(found, HtmlElement)
    return found


def addresses(page: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Every address of a page with the element that names it."""
    for element in page.iter(etree.Element):
        for name in ADDRESSES:
            for part in filter(None, (element.get(name) or "").split(",") if name == "srcset" else [element.get(name)]):
                yield element, part.split()[0] if name == "srcset" else part


def address(path: str) -> str:
    """The address of a page below the site's root, from its file's path."""
    return path.removesuffix("index.html")


@pytest.fixture(scope="session")
def ids(built: Built) -> dict[str, list[str]]:
    """Page → its ids, in order."""
    return {path: page.xpath("//@id") for path, page in built.pages.items()}


def test_every_link_and_asset_resolves(built: Built, ids: dict[str, list[str]]) -> None:
    """Links, fragments, scripts, styles, images and the data of scripts are there, under the site's real path."""
    site = built.catalogue.about.site_url
    files = set(map(str, (file.relative_to(built.site) for file in built.site.rglob("*") if file.is_file())))
    dead = set()
    seen = 0
    for path, page in built.pages.items():
        for element, link in addresses(page):
            target = urljoin(site + address(path), link)
            inside, _, fragment = target.removeprefix(site).partition("#")
            inside = unquote(inside.partition("?")[0])
            if not target.startswith(site):
                if urlsplit(target).netloc == urlsplit(site).netloc:
                    dead.add((path, link))  # climbs out of the site
                continue
            seen += 1
            if element.get("data-root") == link:
                inside += "index.html"
            file = f"{inside}index.html" if inside.endswith("/") or not inside else inside
            if file not in files or (fragment and unquote(fragment) not in ids[file]):
                dead.add((path, link))
    assert seen > 10_000
    assert sorted(dead) == []


def test_styles_name_nothing_that_is_missing(built: Built) -> None:
    """What style sheets load is there: no import, no font or image of another host."""
    for file in built.site.rglob("*.css"):
        text = file.read_text("utf-8")
        assert "@import" not in text
        for found in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            assert found.startswith(("data:", "#")) or (file.parent / found).is_file(), (file.name, found)


def test_nothing_is_asked_of_another_host(built: Built) -> None:
    """Only ordinary links, the canonical address and the alternates name another host."""
    site = built.catalogue.about.site_url
    for path, page in built.pages.items():
        for element, link in addresses(page):
            if urlsplit(urljoin(site, link)).netloc != urlsplit(site).netloc or link.startswith(
                ("http:", "https:", "//")
            ):
                rel = (element.get("rel") or "").strip() or None
                kind = (str(element.tag), None if element.tag == "a" else rel)
                assert kind in NOT_FETCHED, (path, link)
        assert page.xpath("//iframe | //object | //embed | //base | //meta[@http-equiv='refresh']") == []


def test_ids_are_unique(ids: dict[str, list[str]]) -> None:
    """No page has one id twice."""
    assert {
        path: twice for path, each in ids.items() if (twice := [i for i, n in Counter(each).items() if n > 1])
    } == {}


def test_no_style_and_no_script_inside_pages(built: Built) -> None:
    """No style attribute or element, no inline script, no event attribute: the site's policy forbids them.

    JSON-LD is data, which no browser runs.
    """
    inline = "//script[not(@src) and not(@type='application/ld+json')]"
    for path, page in built.pages.items():
        assert page.xpath(f"//@style | //style | {inline} | //@*[starts-with(name(), 'on')]") == [], path


def test_every_page_is_there_in_both_languages(built: Built) -> None:
    """The same paths in each language, ``html lang`` of the language, a title and a description."""
    below = list(built.languages.values())
    paths = {each: {p.removeprefix(each) for p in built.pages if p.startswith(each)} for each in below if each}
    first = {p for p in built.pages if not p.startswith(tuple(paths))}
    for other, found in paths.items():
        assert found == first, other
    for lang, each in built.languages.items():
        for path in first:
            page = built.pages[each + path]
            assert page.get("lang") == WORDS[lang]("html_lang"), each + path
            assert words(only(page, "//head/title"))
            assert only(page, "//meta[@name='description']").get("content")
            assert len(page.xpath("//h1")) == 1, each + path


def test_language_switch_leads_to_the_same_page(built: Built) -> None:
    """On each page the switch is one plain link to the same path in the other language."""
    site = built.catalogue.about.site_url
    for path, page in built.pages.items():
        if path.endswith("404.html"):
            continue
        english = not path.startswith("zh/")
        link = only(page, "//a[contains(@class, 'language')]")
        there = urljoin(site + address(path), link.get("href", "")).removeprefix(site)
        assert there == (f"zh/{address(path)}" if english else address(path).removeprefix("zh/"))
        assert link.get("hreflang") == ("zh" if english else "en")


def test_canonical_and_alternates(built: Built) -> None:
    """Each page names its own address, and that of each language, as alternates that the theme's script leaves alone."""
    site = built.catalogue.about.site_url
    for path, page in built.pages.items():
        if path.endswith("404.html"):
            continue
        assert page.xpath("//link[@rel='canonical']/@href") == [site + address(path)]
        bare = address(path).removeprefix("zh/")
        found = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate '][@hreflang]")}
        assert found == {lang: site + below + bare for lang, below in built.languages.items()}


# --- what pages say ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_paper_has_its_page(built: Built, lang: str) -> None:
    """Title, authors, venue, BibTeX, the state of each kind of link, and neighbours with reasons."""
    catalogue, t = built.catalogue, WORDS[lang]
    for paper in catalogue.papers:
        page = built.pages[f"{built.languages[lang]}papers/{paper.id}/index.html"]
        head = words(only(page, "//article/header"))
        title = " ".join(paper.title.split())
        venue = catalogue.venues[paper.venue]
        names = [name for name in paper.authors if name != "others"] or [t("authors_unknown")]
        assert [each for each in (title, *names, venue.name, str(paper.year)) if each not in head] == []
        assert only(page, "//pre[@id='bibtex']").text_content() == bibtex(catalogue.cards[paper.id])
        rows = {
            words(row[0]): words(row[1]) for row in page.xpath("//table[contains(@class, 'availability')]//tbody/tr")
        }
        assert set(rows) == {t(f"link_{kind}") for kind, _ in paper.links}
        for kind, link in paper.links:
            said = rows[t(f"link_{kind}")]
            if link is None and not (kind == "paper" and paper.address) and not (kind == "pdf" and paper.arxiv):
                assert said == t("state_unknown")
            elif link is not None and link.state == "no" and not (kind == "paper" and paper.address):
                assert said == t("state_no", day=paper.checked)
            elif link is not None and link.state == "announced":
                assert t("brackets", words=t("state_announced", day=link.empty)) in said
            else:
                aim = (link and link.url) or (paper.address if kind == "paper" else "https://arxiv.org/pdf/")
                assert said.startswith((urlsplit(aim or "").hostname or "?").removeprefix("www."))
        shown = page.xpath("//ul[contains(@class, 'neighbours')]/li")
        assert len(shown) == len(catalogue.neighbours[paper.id])
        for item, near in zip(shown, catalogue.neighbours[paper.id], strict=True):
            assert words(item[0]) == " ".join(catalogue.names[near.paper.id].split())
            assert item[0].get("href", "").endswith(f"/papers/{near.paper.id}/")
            reason = words(item[1]).partition(" · ")[2]
            assert reason
            for technique in near.shared:
                assert catalogue.terms["techniques"][technique].name.in_(lang) in reason


def test_all_three_states_of_links_occur(built: Built) -> None:
    """The test above sees each of them in the shipped catalogue."""
    states = {link.state if link else "unknown" for paper in built.catalogue.papers for _, link in paper.links}
    assert states == {"yes", "announced", "no", "unknown"}


def listed(page: HtmlElement) -> list[str]:
    """The ids of the papers in a page's table, in order."""
    links = page.xpath("//table[contains(@class, 'papers')]/tbody/tr/td[1]/a[1]/@href")
    return [re.findall(r"papers/([^/]+)/$", link)[0] for link in links]


@pytest.mark.parametrize("below", ["", "zh/"])
def test_list_of_papers_holds_every_paper(built: Built, below: str) -> None:
    """papers/index.html: every paper once, in the order of the catalogue."""
    assert listed(built.pages[f"{below}papers/index.html"]) == [paper.id for paper in built.catalogue.papers]


@pytest.mark.parametrize("below", ["", "zh/"])
@pytest.mark.parametrize("group", ["techniques", "tasks", "domains", "venues", "years"])
def test_index_pages_list_exactly_their_papers(built: Built, below: str, group: str) -> None:
    """Each term, venue and year lists the papers with that tag and no other; the group's index names each."""
    tagged = built.catalogue.tagged[group]
    for tag, papers in tagged.items():
        assert listed(built.pages[f"{below}{group}/{tag}/index.html"]) == [paper.id for paper in papers]
    index = built.pages[f"{below}{group}/index.html"]
    named = [
        link.rstrip("/").rpartition("/")[2] for link in index.xpath("//table[contains(@class, 'group')]//th/a/@href")
    ]
    assert sorted(named) == sorted({*tagged, *built.catalogue.terms.get(group, ())})


def test_every_note_has_its_diagram(built: Built) -> None:
    """Each reading note shows its own diagram once, in its language, and links to its paper."""
    for page in built.catalogue.pages:
        if page.note_of:
            html = built.pages[f"{built.languages[page.lang]}notes/{page.note_of}/index.html"]
            (title,) = html.xpath(
                "//figure[contains(@class, 'diagram')]//*[local-name()='svg']/*[local-name()='title']"
            )
            assert title.text_content().strip() in page.diagram
            assert f"../../papers/{page.note_of}/" in html.xpath("//p[contains(@class, 'note-head')]/a/@href")


def test_states_of_links(toy_site: Path, run: Run) -> None:
    """Announced, looked for in vain, there, not yet looked: each is said as it is, the paper's own page included."""
    file = toy_site / "papers.yaml"
    links = "{paper: {url: https://x.org/p, empty: 2026-01-02}, pdf: none, code: https://x.org/c, demo: {url: https://x.org/d, empty: 2026-01-03}}"
    text = file.read_text("utf-8").replace(
        '  arxiv: "1412.6980"\n', f'  arxiv: "1412.6980"\n  links: {links}\n  checked: 2026-02-03\n'
    )
    file.write_text(text, "utf-8")
    assert run(toy_site, "build").exit_code == 0
    page = document_fromstring((toy_site / "site/papers/adam/index.html").read_bytes())
    rows = {words(row[0]): words(row[1]) for row in page.xpath("//table[contains(@class, 'availability')]//tbody/tr")}
    assert rows == {
        "Paper": "x.org/p (announced; nothing there on 2026-01-02)",
        "PDF": "no, looked on 2026-02-03",
        "Code": "x.org/cLicense: not yet looked",
        "Project": "not yet looked",
        "Weights": "not yet looked",
        "Demo": "x.org/d (announced; nothing there on 2026-01-03)",
        "Data": "not yet looked",
        "Video": "not yet looked",
    }


# --- data files ----------------------------------------------------------------------------


SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_sitemap_lists_exactly_the_pages(built: Built) -> None:
    """Every page but 404, in both languages; each with the same path in each language as its alternates."""
    tree = etree.fromstring((built.site / "sitemap.xml").read_bytes())
    site = built.catalogue.about.site_url
    found = []
    for url in tree.iterfind(".//s:url", SPACE):
        loc = str(url.findtext("s:loc", namespaces=SPACE))
        found.append(loc)
        bare = loc.removeprefix(site).removeprefix("zh/")
        alternates = {str(link.get("hreflang")): str(link.get("href")) for link in url.iterfind("x:link", SPACE)}
        assert alternates == {lang: f"{site}{below}{bare}" for lang, below in built.languages.items()}
    assert sorted(found) == sorted(site + address(path) for path in built.pages if not path.endswith("404.html"))


def last_days(built: Built) -> dict[str, str]:
    """Path of a page → the last day that papers.yaml or catalogue.yaml names for what stands on it."""
    days: dict[str, str] = {}
    for entry in yaml.safe_load((built.root / "papers.yaml").read_text("utf-8"))["papers"]:
        rows = entry.get("results", [])
        named = [str(each[key]) for each in (entry, *rows) for key in ("added", "checked") if key in each]
        paths = ["", "papers/", f"papers/{entry['id']}/", f"venues/{entry['venue']}/", f"years/{entry['year']}/"]
        paths += [f"{group}/{tag}/" for group in ("tasks", "domains", "techniques") for tag in entry.get(group, [])]
        for path in [*paths, *(f"benchmarks/{row['benchmark']}/" for row in rows)] if named else []:
            days[path] = max(days.get(path, ""), *named)
    for erratum in yaml.safe_load((built.root / "catalogue.yaml").read_text("utf-8"))["errata"]:
        days["errata/"] = max(days.get("errata/", ""), str(erratum["day"]))
    return days


def test_sitemap_dates_are_the_last_days_of_the_data(built: Built) -> None:
    """A page's date is the last day that its data name; a page of which they name none has no date."""
    tree = etree.fromstring((built.site / "sitemap.xml").read_bytes())
    dated = {
        str(url.findtext("s:loc", namespaces=SPACE)): str(url.findtext("s:lastmod", namespaces=SPACE))
        for url in tree.iterfind(".//s:url[s:lastmod]", SPACE)
    }
    days, site = last_days(built), built.catalogue.about.site_url
    assert len(days) > 20
    assert dated == {f"{site}{below}{path}": day for below in built.languages.values() for path, day in days.items()}


def test_lines_are_those_of_the_registry(built: Built) -> None:
    """lines.json gives each entry's real file and line."""
    found = json.loads((built.site / "lines.json").read_text("utf-8"))
    lines = (built.root / "papers.yaml").read_text("utf-8").split("\n")
    assert sorted(found) == sorted(built.catalogue.by_id)
    assert [id for id, spot in found.items() if lines[spot["line"] - 1] != f"- id: {id}"] == []


def test_search_data_has_every_paper_and_no_dead_address(built: Built) -> None:
    """search.json: every paper, every term; each address is a page in both languages."""
    found = {each["u"]: each for each in json.loads((built.site / "search.json").read_text("utf-8"))}
    assert {f"papers/{id}/" for id in built.catalogue.by_id} <= set(found)
    assert {f"{group}/{id}/" for group in built.catalogue.terms for id in built.catalogue.tagged[group]} <= set(found)
    for below in built.languages.values():
        assert [u for u in found if f"{below}{u}index.html" not in built.pages] == []


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "papers/index.html", "papers/moce-ir/index.html", "zh/papers/moce-ir/index.html", "404.html"),
        *("benchmarks/index.html", "taxonomy/index.html", "sitemap.xml", "lines.json", "search.json"),
    ],
)
def test_promised_files_are_there(built: Built, path: str) -> None:
    """The paths that links from elsewhere rely on."""
    assert (built.site / path).stat().st_size > 0


def test_pages_are_light(built: Built) -> None:
    """No paper's page weighs more than 100 kB even uncompressed, the front page not more than 150 kB."""
    sizes = {file: file.stat().st_size for file in built.site.rglob("papers/*/index.html")}
    assert max(sizes.values()) < 100_000
    assert (built.site / "index.html").stat().st_size < 150_000


# --- hostile data --------------------------------------------------------------------------

EVIL = "<script>alert(1)</script> \"q\" 'q' {{ 7*7 }} {% raw %} ${7*7} ]]> --> </title> &lt; a|b *c* `d` #e </pre>"
HOSTILE = f"""
papers:
- id: evil
  kind: method
  scope: general
  method: {json.dumps("M " + EVIL)}
  title: {json.dumps("T " + EVIL)}
  authors: [{json.dumps("A " + EVIL)}, B]
  venue: evil
  year: 2020
  arxiv: "2001.00001"
  links: {{code: "https://x.org/a%22%3E%3Cscript%3Ealert(1)?b={{7*7}}&lt;", demo: none}}
  checked: 2020-02-02
  tasks: [evil]
  techniques: [evil]
  summary: {{en: {json.dumps("S [[evil]] " + EVIL)}}}
  architecture: {{en: {json.dumps("R " + EVIL)}}}
  adaptation: {{en: {json.dumps("D " + EVIL)}}}
  performance: {{en: {json.dumps("P " + EVIL)}}}
  sources: ["https://x.org/'onclick=alert(1)"]
"""


@pytest.fixture
def hostile(toy_site: Path) -> Path:
    """The toy shelf whose every word is an attack."""
    about = yaml.safe_load((toy_site / "catalogue.yaml").read_text("utf-8"))
    term = {"id": "evil", "en": "N " + EVIL, "definition": {"en": "F " + EVIL}, "aliases": ["L " + EVIL]}
    about |= {"tasks": [term], "domains": [], "techniques": [term], "benchmarks": [], "datasets": [], "metrics": []}
    about |= {"title": {"en": "C " + EVIL}, "about": {"en": "O " + EVIL}, "sources": []}
    about["venues"] = [{"id": "evil", "name": "V " + EVIL, "full": "U " + EVIL, "kind": "journal"}]
    (toy_site / "catalogue.yaml").write_text(json.dumps(about), "utf-8")  # JSON is YAML, without aliases
    text = HOSTILE.replace("{7*7}&lt;", "7*7&lt;").replace(
        "/'onclick", "/onclick"
    )  # braces, quotes: see the test of URLs
    (toy_site / "papers.yaml").write_text(text, "utf-8")
    (toy_site / "docs" / "en" / "index.md").write_text("# Evil\n\n[[evil]]\n", "utf-8")
    return toy_site


def test_hostile_words_stay_words(hostile: Path, run: Run) -> None:
    """Parsed back, titles, names, authors and prose are the very words of the data, and none of it is markup."""
    result = run(hostile, "build")
    assert result.exit_code == 0, result.output
    pages = {
        f.relative_to(hostile / "site").as_posix(): document_fromstring(f.read_bytes())
        for f in (hostile / "site").rglob("*.html")
    }
    for path, page in pages.items():
        assert (
            page.xpath(
                "//script[not(@src) and not(@type)] | //@*[starts-with(name(), 'on')] | //*[starts-with(@href, 'javascript:')]"
            )
            == []
        ), path
        assert [src for src in page.xpath("//script/@src") if not re.fullmatch(r"[./]*/?assets/\w+\.js", src)] == [], (
            path
        )
        assert [json.loads(data)["@type"] for data in page.xpath("//script[not(@src)]/text()")] in (
            [],
            ["ScholarlyArticle"],
            ["Dataset"],
        ), path
        assert words(only(page, "//head/title")).endswith(f"C {EVIL}"), path
    page = pages["papers/evil/index.html"]
    assert words(only(page, "//h1")) == f"M {EVIL}"
    assert words(only(page, "//head/title")) == f"M {EVIL} – C {EVIL}"
    assert words(only(page, "//p[@class='title']")) == f"T {EVIL}"
    assert words(only(page, "//p[@class='authors']")) == f"A {EVIL}, B"
    assert words(only(page, "//p[@class='lead']")) == f"S M {EVIL} {EVIL}"
    assert only(page, "//meta[@name='description']").get("content") == f"S M {EVIL} {EVIL}"
    for letter in "RDP":
        assert f"{letter} {EVIL}" in [words(p) for p in page.xpath("//h3/following-sibling::p")]
    assert only(page, "//a[@title]").get("title") == f"U {EVIL}"
    paper = shelf.read(hostile).catalogue.by_id["evil"]
    assert [a.get("href") for a in page.xpath("//table[contains(@class, 'availability')]//a")][
        2
    ] == paper.links.code.url  # type: ignore[union-attr]
    term = pages["techniques/evil/index.html"]
    assert words(only(term, "//h1")) == f"N {EVIL}"
    assert words(only(term, "//p[@class='lead']")) == f"F {EVIL}"
    assert f"L {EVIL}" in words(only(term, "//p[@class='quiet']"))
    data = json.loads((hostile / "site" / "search.json").read_text("utf-8"))
    assert data[0]["n"] == f"M {EVIL}"
    etree.fromstring((hostile / "site" / "sitemap.xml").read_bytes())


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        'https://x.org/"onclick=1',
        "https://x.org/<b>",
        "//x.org/a",
        "https://u@x.org/",
        "https://x",
    ],
)
def test_hostile_addresses_are_refused(hostile: Path, run: Run, url: str) -> None:
    """An address that is none, or that could leave its attribute, is an error of check; nothing is built."""
    file = hostile / "papers.yaml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"code: \"[^\"]*\"", lambda _: f"code: {json.dumps(url)}", text), "utf-8")
    result = run(hostile, "build")
    assert (result.exit_code, "bad-url" in result.output) == (1, True)
    assert not (hostile / "site").exists()
