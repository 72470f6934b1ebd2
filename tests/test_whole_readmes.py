"""Both whole READMEs: what a reader of the repository's front page sees, and that hand-written words are kept."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.conftest import ROOT, Built, call, digests
from tests.gfm import GFM, links, tokens

READMES = {"en": "README.md", "zh": "README.zh.md"}


def anchors(markdown: str) -> set[str]:
    """The ids that GitHub gives to headings."""
    parsed = GFM.parse(markdown)
    heads = [parsed[n + 1].content for n, token in enumerate(parsed) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.fixture(scope="session", params=READMES)
def readme(request: pytest.FixtureRequest, built: Built) -> tuple[Path, str]:
    """The folder of a README, in each language, and its text."""
    return built.root, (built.root / READMES[request.param]).read_text("utf-8")


def test_no_emphasis_is_left_as_asterisks(readme: tuple[Path, str]) -> None:
    """No reader sees a literal ``**``, which Chinese punctuation beside emphasis easily gives."""
    assert [token.content for token in tokens(readme[1]) if token.type == "text" and "**" in token.content] == []


def test_every_row_has_as_many_cells_as_its_head(readme: tuple[Path, str]) -> None:
    """No cell is lost or too many: counted in the source, since a renderer drops or fills them."""
    lines = readme[1].split("\n")
    tables = [token.map for token in GFM.parse(readme[1]) if token.type == "table_open" and token.map]
    assert len(tables) >= 3
    for start, end in tables:
        cells = {len(re.split(r"(?<!\\)\|", line)) for line in lines[start:end] if line}
        assert len(cells) == 1, lines[start]


def test_no_row_stands_outside_a_table(readme: tuple[Path, str]) -> None:
    """Every line that begins like a row is in a table."""
    tables = [token.map for token in GFM.parse(readme[1]) if token.type == "table_open" and token.map]
    inside = {n for start, end in tables for n in range(start, end)}
    rows = {n for n, line in enumerate(readme[1].split("\n")) if line.startswith("|")}
    assert rows <= inside


def test_every_link_leads_somewhere(readme: tuple[Path, str], built: Built) -> None:
    """Anchors exist, relative links are files of the repository, links to the site are pages of the built site."""
    folder, markdown = readme
    site = built.catalogue.about.site_url
    dead = []
    for link in links(markdown):
        path, _, anchor = unquote(link).partition("#")
        if link.startswith(site):
            inside = path.removeprefix(site)
            target = built.site / inside / "index.html" if inside.endswith("/") or not inside else built.site / inside
            dead += [link] if not target.is_file() else []
        elif not re.match(r"https?://", link):
            there = folder / path if path else None
            found = anchors(there.read_text("utf-8") if there and there.suffix == ".md" else markdown)
            dead += [link] if (there and not there.exists()) or (anchor and anchor not in found) else []
    assert dead == []


def test_dead_anchors_would_be_found() -> None:
    """The slugs of this test are those of GitHub."""
    assert anchors("# Two commands\n## 参与贡献（一）\n### A.b: c") == {"two-commands", "参与贡献一", "ab-c"}


@pytest.mark.parametrize("lang", READMES)
def test_first_lines_name_the_site_and_the_other_language(built: Built, lang: str) -> None:
    """Who lands on one README finds the other, and the site in its language, without scrolling."""
    head = "\n".join((built.root / READMES[lang]).read_text("utf-8").split("\n")[:5])
    (other,) = set(READMES) - {lang}
    assert READMES[other] in links(head)
    assert built.catalogue.about.site_url + built.languages[lang] in links(head)


def test_every_paper_is_listed_once(readme: tuple[Path, str], built: Built) -> None:
    """Each entry of papers.yaml has one row under its year."""
    start = readme[1].index("<!-- papershelf:papers -->")
    listed = re.findall(r"^\| \[.*?\]\(\S*?/papers/([a-z0-9-]+)/\)", readme[1][start:], re.M)
    assert sorted(listed) == sorted(built.catalogue.by_id)


def test_size_is_what_github_shows(readme: tuple[Path, str]) -> None:
    """GitHub cuts a README at 512 kB; half of it leaves room to grow."""
    assert len(readme[1].encode()) <= 250_000


def test_the_repository_is_fresh() -> None:
    """What is committed is what the registry and the templates give."""
    assert call(ROOT, "build", "--check") == (0, "README and schemas are fresh\n")


# --- fresh or not --------------------------------------------------------------------------


def test_deleted_row_fails_the_check(built: Built, tmp_path: Path) -> None:
    """``build --check`` on a README that lacks a row fails, naming the file and the row's line, and writes nothing."""
    folder = built.copy(tmp_path / "copy")
    assert call(folder, "build", "--check")[0] == 0
    lines = (folder / "README.md").read_text("utf-8").split("\n")
    row = max(n for n, line in enumerate(lines) if line.startswith("| [MoCE-IR]("))
    (folder / "README.md").write_text("\n".join(lines[:row] + lines[row + 1 :]), "utf-8")
    before = digests(folder)
    status, said = call(folder, "build", "--check")
    assert status == 1
    assert f"README.md:{row + 1}:1: stale" in said
    assert digests(folder) == before


def test_second_build_changes_nothing(built: Built) -> None:
    """Building again gives the same bytes, and does not even touch READMEs and schemas."""
    kept = [built.root / name for name in (*READMES.values(), "schema/papers.schema.json")]
    before, times = digests(built.root), [file.stat().st_mtime_ns for file in kept]
    status, said = call(built.root, "build")
    assert status == 0, said
    assert digests(built.root) == before
    assert [file.stat().st_mtime_ns for file in kept] == times
