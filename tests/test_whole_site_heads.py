"""What the built site's pages say to programs: Highwire tags, JSON-LD, Open Graph – all equal to the registry."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built
from tests.heads import data, same, tags

BELOW = pytest.mark.parametrize("below", ["", "zh/"])


@BELOW
def test_every_paper_page(built: Built, below: str) -> None:
    """Each paper's page in each language says what the registry says, and its own address."""
    site = built.catalogue.about.site_url
    for paper in built.catalogue.papers:
        page = built.pages[f"{below}papers/{paper.id}/index.html"]
        same(paper, built.catalogue.venues[paper.venue], page)
        assert data(page)["mainEntityOfPage"] == f"{site}{below}papers/{paper.id}/"
        for form in page.xpath("//link[@type='application/x-bibtex' or @type='application/json']/@href"):
            assert (built.site / below / "papers" / paper.id / form).resolve().is_file()


@BELOW
def test_every_board(built: Built, below: str) -> None:
    """Each board is a data set with its name, license and files."""
    about = built.catalogue.about
    lang = {v: k for k, v in built.languages.items()}[below]
    for benchmark in about.benchmarks:
        found = data(built.pages[f"{below}benchmarks/{benchmark.id}/index.html"])
        assert found["@type"] == "Dataset"
        assert found["alternateName"] == benchmark.name.in_(lang)
        assert found["description"]
        assert {each["contentUrl"] for each in found["distribution"]} == {
            f"{about.site_url}results.csv",
            f"{about.site_url}api/v1/results.json",
        }


def test_open_graph_on_every_page(built: Built) -> None:
    """Title, description, address and language of every page, as the page itself has them."""
    for path, page in built.pages.items():
        if path.endswith("404.html"):
            continue
        found = {str(m.get("property")): str(m.get("content")) for m in page.xpath("//meta[@property]")}
        assert found["og:url"] == page.xpath("//link[@rel='canonical']/@href")[0]
        assert found["og:description"] == tags(page, "description")[0]
        assert found["og:locale"] == ("zh_CN" if path.startswith("zh/") else "en_US")
        title = page.xpath("string(//head/title)")
        assert title in (found["og:title"], f"{found['og:title']} – {found['og:site_name']}"), path
        assert found["og:type"] == ("article" if re.search(r"^(zh/)?papers/.+/", path) else "website")
