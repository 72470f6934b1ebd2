"""Rules on hand-written pages: words and pictures alone, rendered in their time."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from time import process_time

import pytest

from papershelf import shelf, site
from papershelf.checks import pages
from papershelf.checks.pages import INDEXES, TAKEN, links_to_judge
from papershelf.render.written import written
from tests.checks.shelves import draft_of, found
from tests.conftest import Run


def told(folder: Path, text: str, path: str = "docs/en/more.md") -> list[tuple[str, str]]:
    """Place and code of what is found where a page says this."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(f"# More\n\n{text}\n", "utf-8")
    return [(place.removeprefix(f"{path}:"), code) for place, code, _ in found(folder)]


HTML = (
    *(
        "<script>alert(1)</script>",
        "<SCRIPT SRC=x>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=x>",
    ),
    *("<iframe src='x'></iframe>", "<style>*{}</style>", "<!-- words -->", "<!doctype html>", "<?php x ?>", "<br/>"),
    *("<form action=x>", "<base href=x>", "<meta http-equiv=refresh>", "<x-a b=c>", "<object\ndata=x>", "<b>"),
    *("<math><mi>", "<details open>", "<video src=x>", "<link rel=stylesheet href=x>", "<template>", "<noscript>"),
)


@pytest.mark.parametrize("html", HTML)
def test_html_is_refused_and_shown_as_it_is_written(html: str, toy: Path) -> None:
    """Told where it begins; and were it not told, no tag of it would come through."""
    assert ("3:7", "page-html") in told(toy, f"Words {html} here.")
    for text in (
        f"Words {html} here.",
        f"{html}\n\nhere",
        f"- {html}",
        f"| a |\n|---|\n| {html} |",
        f"> {html}",
        f"## {html}",
    ):
        made = written(text, "more.md").html
        name = html[1:].lstrip("/").split(">")[0].split()[0].split("/")[0].lower()
        assert not re.search(rf"<{re.escape(name)}[\s/>]", made.lower())
        assert "<script" not in made
        assert "onerror" not in made.replace("&lt;img src=x onerror", "")


@pytest.mark.parametrize(
    "words", ["`<script>`", "a < b > c", "```\n<b>\n```", "<https://x.org>", "<a@x.org>", "1 <2> 3"]
)
def test_what_only_looks_like_html_passes(words: str, toy: Path) -> None:
    """Code, signs, addresses."""
    assert told(toy, words) == []


ADDRESSES = (
    *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"),
    *("blob:x", "java&#115;cript:alert(1)", "javascript&colon;alert(1)", "papershelf:x", "ftp://x.org", "about:blank"),
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["[a]({})", "![a]({})", "[a](<{}>)", "[a][b]\n\n[b]: {}"])
def test_only_pages_and_the_web_are_linked(address: str, form: str, toy: Path) -> None:
    """Told; and were it not told, the link would lead nowhere."""
    text = form.format(address)
    assert "page-address" in [code for _, code in told(toy, text)] or "&colon" in address
    made = written(text, "more.md").html
    for link in re.findall(r'(?:href|src)="([^"]*)"', made):
        assert re.match(r"\.\./|https?:|mailto:|x$", unescape(link)), link


@pytest.mark.parametrize(
    "address", ["https://x.org", "HTTP://x.org", "mailto:a@x.org", "#more", "index.md", "a.md?b:c"]
)
def test_addresses_of_pages_and_the_web_pass(address: str, toy: Path) -> None:
    """With a scheme or without."""
    assert told(toy, f"[a]({address})") == []


@pytest.mark.parametrize(
    ("matter", "place"),
    [
        ("titel: A", "2:1"),
        ("title: A\nauthors: [a]", "3:1"),
        ("title: [A]", "2:8"),
        ("title: {a: b}", "2:8"),
        ("family: {a: b}", "2:9"),
        ("compare: [{a: b}]", "2:10"),
        ("just words", "2:1"),
        ("- a", "2:1"),
    ],
)
def test_front_matter_says_what_a_page_can(matter: str, place: str, toy: Path) -> None:
    """Its fields and their kinds, each at its line of the page."""
    (toy / "docs/en/more.md").write_text(f"---\n{matter}\n---\n# More\n", "utf-8")
    assert found(toy) == [(f"docs/en/more.md:{place}", "page-matter", "")]


@pytest.mark.parametrize(
    ("matter", "told"),
    [
        ("title: [A", ("2:8", "open-bracket")),
        ("title: &a A", ("2:8", "alias")),
        ("title: A\ntitle: B", ("3:1", "duplicate-field")),
        ("title: A\n\tb: c", ("3:1", "tab")),
        ("title: !!python/object:os.system x", ("2:8", "alias")),
    ],
)
def test_front_matter_is_read_as_all_yaml_is(matter: str, told: tuple[str, str], toy: Path) -> None:
    """With the same rules."""
    (toy / "docs/en/more.md").write_text(f"---\n{matter}\n---\n# More\n", "utf-8")
    assert [(place.removeprefix("docs/en/more.md:"), code) for place, code, _ in found(toy)] == [told]


def test_the_places_of_generated_pages_are_taken(toy_site: Path, run: Run) -> None:
    """Each folder and file at the top of a site that no hand wrote, in whatever case; nothing else is."""
    assert run(toy_site, "build").exit_code == 0
    by_hand = {page.name.split("/")[0] for page in draft_of(toy_site).pages}
    folders = {file.name for file in (toy_site / "site").iterdir() if file.is_dir()} - by_hand
    assert folders <= TAKEN
    assert TAKEN - folders <= {
        "authors",
        "badges",
        "datasets",
        "domains",
        "errata",
        "tasks",
    }  # of which the toy has none
    for name in ("papers", "Papers", "assets"):
        codes = [code for _, code in told(toy_site, "Words.", f"docs/en/{name}/own.md")]
        assert codes == ["taken-place"]
        (toy_site / f"docs/en/{name}/own.md").unlink()
    assert told(toy_site, "Words.", "docs/en/paper/own.md") == []


TANGLES = {
    "brackets": "[" * 50_000,
    "pictures": "![" * 25_000,
    "links": "[a](" * 25_000,
    "references": "[a][" * 25_000,
    "closed": "[" * 25_000 + "]" * 25_000,
    "double": "[[" * 25_000,
    "round": "[a]" + "(" * 50_000,
    "tags": "<a " * 30_000,
    "addresses": "<http://" * 12_000,
    "lists": "".join("    " * n + "- a\n" for n in range(300)),
    "numbers": "".join("    " * n + "1. a\n" for n in range(300)),
    "tabs": "".join("\t" * n + "* a\n" for n in range(300)),
    "quotes": "> " * 500 + "a",
    "lists in a line": "- " * 500 + "a",
    "numbers in a line": "1. " * 500,
    "quotes and lists": "> * " * 300 + "a",
    "fences": "```\n" * 30_000,
    "fences that hold nothing": "```\n\n" * 30_000,
    "fences in paragraphs": ("```\n" * 4_000 + "\n\n") * 8,
    "lines": ("=\n" * 9_000 + "\n\n") * 8,
    "comments": "<!--" * 50_000,
    "headings": "# a" + " #" * 90_000 + " a",
    "open code": "`" * 919 + "[" * 9_000 + "`" * 1_555,
    "runs of backticks": "".join("`" * n + "a " for n in range(1, 600)),
    "tildes": "~~~\n" * 30_000,
    "backticks": "".join("`" * n + " " for n in range(1, 440)),
    "stars": "*_" * 50_000,
    "emphasis": "*a _b " * 900 + "c_ d* " * 900,
    "a run": "]" + "*" * 9_000 + "&",
    "one line": "word " * 40_000,
    "cells": "|a" * 50_000,
    "backslashes": "\\" * 100_000,
    "mixed": "[](" * 200 + "- [a] " * 8_000,
}


@pytest.mark.parametrize("tangle", TANGLES)
def test_what_would_not_be_rendered_in_its_time_is_refused(tangle: str, toy: Path) -> None:
    """And that quickly."""
    start = process_time()
    codes = {code for _, code in told(toy, TANGLES[tangle])}
    assert "tangled-page" in codes
    assert process_time() - start < 5  # it takes a tenth of a second


FREE = {
    "brackets": "[" * 40,
    "many": "[a] " * 4_000,
    "fences": "```\na\n```\n\n" * 480,
    "list": "".join("    " * n + "- a\n" for n in range(20)),
    "quotes": "> " * 20 + "a",
    "lists in a line": "- " * 20 + "a",
    "rules": "- " * 500 + "\n\n" + "* " * 500 + "\n\n" + "-" * 500,
    "lines": ("=\n" * 1_000 + "\n\n") * 80,
    "backticks": ("".join("`" * n + " " for n in range(1, 190)) + "\n\n") * 10,
    "stars": ("*_" * 400 + "\n\n") * 100,
    "emphasis": "*a _b " * 200 + "c_ d* " * 200,
    "open": ("[" * 40 + " word " * 3_000 + "\n\n") * 10,
    "links": ("[a](" * 40 + " word " * 3_000 + "\n\n") * 10,
}


@pytest.mark.parametrize("words", FREE)
def test_what_is_not_refused_is_rendered(words: str, toy: Path) -> None:
    """At the bounds."""
    assert told(toy, FREE[words]) == []
    start = process_time()
    assert written(f"# More\n\n{FREE[words]}", "more.md").html
    assert process_time() - start < 20  # some tenths of a second; the bound is for a slow machine


def test_links_are_judged_by_rendering_only_where_they_must(toy: Path) -> None:
    """To another page, a picture, or an index that every site has, they need not be."""
    (toy / "docs/en/more").mkdir()
    (toy / "docs/en/more/a.png").write_bytes(b"x")
    sure = "[a](../index.md) [b](./b.md) ![c](a.png) [d](../papers/index.md) [e](https://x.org/a.md) `[x](y)`"
    (toy / "docs/en/more/b.md").write_text("# B\n", "utf-8")
    assert told(toy, sure, "docs/en/more/own.md") == []
    assert not links_to_judge(draft_of(toy))
    for link in (
        "../index.md#x",
        "#x",
        "nowhere.md",
        "../papers/bert/index.md",
        "../../zh/index.md",
        "/papers/",
        "",
        "?a",
    ):
        told(toy, f"[a]({link})", "docs/en/more/own.md")
        assert links_to_judge(draft_of(toy)), link
    for link in (
        "[a](https://exa]mple.org/)",
        "<https://[x>",
        "[a](https://x\u2100.org/)",
        "[a](https://x>]y/)",
    ):  # no address
        told(toy, link, "docs/en/more/own.md")
        assert links_to_judge(draft_of(toy)), link
    told(toy, "[a][b]\n\n[b]: nowhere.md", "docs/en/more/own.md")
    assert links_to_judge(draft_of(toy))


def test_every_site_has_the_indexes(toy_site: Path) -> None:
    """Those that a link may lead to unseen."""
    made = site.editions_of(shelf.read(toy_site), singly=True)
    assert {f"{name}/" for name in INDEXES} <= site.all_pages(made[0]).keys()


def test_check_tells_links_that_lead_nowhere(toy_site: Path, run: Run) -> None:
    """As build does, with the same words; and a good one passes."""
    told(toy_site, "[a](../nowhere.md) [b](papers/bert/index.md#cite)")
    checked, built = run(toy_site, "check"), run(toy_site, "build")
    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert checked.output.splitlines()[:2] == built.output.splitlines()[:2]
    assert "docs/en/more.md:3:5: page-link" in checked.output
    assert told(toy_site, "[b](papers/bert/index.md)") == []
    assert run(toy_site, "check").exit_code == 0


def test_each_rule_is_a_function_of_its_name() -> None:
    """Of this module, too."""
    names = ("page_html", "page_address", "page_matter", "taken_place", "tangled_page", "unseen_character")
    assert all(callable(getattr(pages, name)) for name in names)
