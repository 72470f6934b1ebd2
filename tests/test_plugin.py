"""The doorway to MkDocs: its own commands build and serve the whole site, and its strict mode sees dead links."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.request import urlopen

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, InclusionLevel, get_files
from mkdocs.structure.pages import Page

from papershelf.plugin import PapershelfPlugin
from tests.bilingual import lay_bilingual, replace
from tests.conftest import ROOT, Built, call, digests

LIMIT = 600.0  # seconds: no machine is so busy; a test that waits so long has failed


def mkdocs(*words: str) -> list[str]:
    """The call of a MkDocs command."""
    return [sys.executable, "-m", "mkdocs", *words]


def environment() -> dict[str, str]:
    """The environment of a MkDocs command: this checkout's engine."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "NO_MKDOCS_2_WARNING": "1"}


def build(folder: Path) -> tuple[int, str]:
    """Exit status and output of a strict build."""
    done = subprocess.run(
        mkdocs("build", "--strict"), cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


# --- each event ----------------------------------------------------------------------------


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A shelf in two languages that can be built, to be changed at will."""
    return lay_bilingual(tmp_path / "toy")


def configured(folder: Path, lang: str = "en") -> tuple[MkDocsConfig, PapershelfPlugin]:
    """MkDocs' configuration of a language, which the plugin has seen, and the plugin."""
    config = load_config(str(folder / ("mkdocs.yml" if lang == "en" else f"mkdocs.{lang}.yml")))
    plugin = config.plugins["papershelf"]
    assert isinstance(plugin, PapershelfPlugin)
    assert plugin.on_config(config) is config
    return config, plugin


def with_files(folder: Path, lang: str = "en") -> tuple[MkDocsConfig, PapershelfPlugin, Files]:
    """The same, with the files that the plugin leaves to MkDocs."""
    config, plugin = configured(folder, lang)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    return (
        config,
        plugin,
        config.plugins.on_files(files, config=config),
    )  # by way of MkDocs, which notes whose files they are


def test_configuration_is_that_of_the_catalogue(bilingual: Path) -> None:
    """Name, description and address in the language; MkDocs' own sitemap, which bears today's date, is left out."""
    for lang, name, address in (
        ("en", "Toy Shelf", "https://toy.example.org/"),
        ("zh", "玩具书架", "https://toy.example.org/zh/"),
    ):
        config, plugin = configured(bilingual, lang)
        assert plugin.edition.lang == lang
        assert [each.lang for each in plugin.editions] == ["en", "zh"]
        assert (config.site_name, config.site_url) == (name, address)
        assert (config.site_description or "").startswith("Three well-known papers")
        assert "sitemap.xml" not in config.theme.static_templates


def test_a_shelf_with_errors_is_not_built(bilingual: Path) -> None:
    """The configuration fails with place and remedy of each."""
    replace(bilingual / "papers.yaml", "venue: iclr", "venue: icrl")
    with pytest.raises(PluginError, match=r"(?s)papers\.yaml:\d+:\d+: unknown-venue.*did you mean 'iclr'"):
        configured(bilingual)


def test_generated_pages_are_stamped_beside_mkdocs(bilingual: Path) -> None:
    """Known where a page links to one; what no page uses of the theme that ours is laid over, and diagrams, are out."""
    _, plugin, files = with_files(bilingual)
    found = {file.src_uri: file for file in files}
    assert plugin.rendered == {}
    assert {"papers/bert/", "data/", "rules/", "techniques/self-attention/"} <= plugin.stamped.keys()
    assert "papers/adam/index.md" not in found
    linked = files.get_file_from_path("papers/adam/index.md")
    assert linked is not None
    assert linked.page is not None
    assert {"idea", "cite"} <= (linked.page.present_anchor_ids or set())
    assert files.get_file_from_path("papers/nobody/index.md") is None
    assert found["notes/bert.md"].inclusion is not InclusionLevel.NOT_IN_NAV
    assert "notes/" not in plugin.stamped
    out = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.", "sitemap.xml", "notes/bert.svg")
    assert [name for name in found if name.startswith(out)] == []
    assert {"papers/bert/", "notes/bert/", "about/", ""} - plugin.whole.pages.keys() == {"about/"}


def test_with_the_shell_turned_off_mkdocs_renders_them(bilingual: Path) -> None:
    """They are files out of the navigation, then."""
    replace(bilingual / "mkdocs.yml", "{lang: en}", "{lang: en, shell: false}")
    _, plugin, files = with_files(bilingual)
    found = {file.src_uri: file for file in files}
    for path in ("papers/bert/", "data/", "rules/", "techniques/self-attention/"):
        assert found[f"{path}index.md"].inclusion is InclusionLevel.NOT_IN_NAV
        assert plugin.rendered[path].path == path
    assert plugin.stamped == {}


def test_titles_for_the_pages_above(bilingual: Path) -> None:
    """Of generated and hand-written pages, each in its language."""
    for lang, papers, guide in (("en", "All papers", "The guide"), ("zh", "全部论文", "导读")):
        _, plugin, _ = with_files(bilingual, lang)
        titles = plugin.whole.frame.titles
        assert (titles["papers/"], titles["taxonomy/"]) == (papers, guide)
        assert titles["papers/bert/"] == "BERT"


def page_of(folder: Path, uri: str, lang: str = "en") -> tuple[Page, str, str]:
    """A page as MkDocs hands it on, with its Markdown and its HTML from the plugin."""
    config, plugin, files = with_files(folder, lang)
    file = files.get_file_from_path(uri)
    assert file is not None
    page = Page(None, file, config)
    page.read_source(config)
    page.markdown = plugin.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    html = plugin.on_page_content(page.content or "", page=page, config=config, files=files)
    return page, page.markdown, html


def test_a_generated_page(bilingual: Path) -> None:
    """Its own words, scripts, the page above it, and anchors for MkDocs."""
    for lang in ("en", "zh"):
        file = bilingual / ("mkdocs.yml" if lang == "en" else "mkdocs.zh.yml")
        replace(file, f"lang: {lang}}}", f"lang: {lang}, shell: false}}")
    page, source, html = page_of(bilingual, "papers/bert/index.md", "zh")
    assert source == ""
    assert (page.meta["title"], page.meta["main"]) == ("BERT", "")
    assert '<meta name="citation_title"' in page.meta["head"]
    assert "<h1>BERT</h1>" in html
    assert page.meta["crumbs"] == [("papers/", "全部论文")]
    assert page.present_anchor_ids is not None
    assert {"idea", "cite", "bibtex"} <= page.present_anchor_ids
    listed, _, _ = page_of(bilingual, "papers/index.md")
    assert (listed.meta["scripts"], listed.meta["crumbs"]) == (("explorer.js",), [])


def test_a_hand_written_page(bilingual: Path) -> None:
    """Its links relative to it, its family below it, anchors of both for MkDocs, the page above in its language."""
    page, source, html = page_of(bilingual, "taxonomy/pre-training.md", "zh")
    assert source == "# 先学后用\n\n见 [BERT](papershelf:../../papers/bert/)，\n很好。\n"
    assert page.meta["crumbs"] == [("taxonomy/", "导读")]
    assert '<a href="../../papers/bert/">BERT</a>，很好。' in html
    assert '<h2 id="family">' in html
    assert page.present_anchor_ids is not None
    assert "family" in page.present_anchor_ids
    assert "scripts" not in page.meta


def test_a_note_and_the_front_page(bilingual: Path) -> None:
    """A note gets its head and the diagram of its language; the front page its lists, and counts where it asks."""
    _, _, note = page_of(bilingual, "notes/bert.md", "zh")
    assert "方框</title>" in note
    assert 'class="note-head"' in note
    _, source, front = page_of(bilingual, "index.md", "zh")
    assert "[BERT](papershelf:papers/bert/)。3 篇论文" in source
    assert '<h2 id="newest">' in front


def test_the_theme_knows_what_the_shell_needs(bilingual: Path) -> None:
    """Words, languages, paths, and links as we write them."""
    config, plugin, files = with_files(bilingual, "zh")
    env = config.theme.get_env()
    assert plugin.on_env(env, config=config, files=files) is env
    assert env.globals["t"]("search") == "搜索"  # type: ignore[operator]
    assert [each["up"] for each in env.globals["shelf_languages"]] == ["../", "../zh/"]  # type: ignore[attr-defined]
    assert all(path in env.globals["shelf_paths"] for path in ("papers/bert/", "taxonomy/"))  # type: ignore[operator]
    assert env.from_string("{{ '../' | url }}").render(page=SimpleNamespace(url="./")) == "../"


class Watching:
    """Stands for MkDocs' server: notes what it is to watch."""

    def __init__(self) -> None:
        self.watched: list[str] = []

    def watch(self, path: str) -> None:
        self.watched.append(path)


def test_everything_that_the_site_is_made_of_is_watched(bilingual: Path) -> None:
    """The registry, catalogue.yaml, all hand-written pages, all templates."""
    config, plugin = configured(bilingual)
    server: Any = Watching()
    served: Any = plugin.on_serve(server, config=config, builder=None)
    assert served is server
    wanted = ("papers.yaml", "catalogue.yaml", "docs", "templates")
    assert server.watched == [str(bilingual / name) for name in wanted]


# --- the commands --------------------------------------------------------------------------


def test_one_build_gives_every_language(bilingual: Path) -> None:
    """Pages of each, and the files of all, from the configuration of the first language; nothing of another one's own."""
    status, said = build(bilingual)
    assert status == 0, said
    assert "WARNING" not in said
    made = {name for name in digests(bilingual / "site") if not name.startswith(("assets/", "zh/assets/"))}
    pages = {name.removeprefix("zh/") for name in made if name.startswith("zh/") and name.endswith(".html")}
    assert pages == {name for name in made if name.endswith(".html") and not name.startswith("zh/")}
    assert {"papers.bib", "api/v1/papers.json", "sitemap.xml", "feed.xml", "zh/feed.xml", "search.json"} <= made
    assert {"zh/papers.bib", "zh/sitemap.xml", "zh/search.json"} & made == set()
    assert '<html lang="zh">' in (bilingual / "site/zh/papers/bert/index.html").read_text("utf-8")
    sitemap = (bilingual / "site/sitemap.xml").read_text("utf-8")
    assert "<loc>https://toy.example.org/zh/notes/bert/</loc>" in sitemap


def test_strict_build_gives_both_languages(built_cut: Built, tmp_path: Path) -> None:
    """``mkdocs build --strict`` gives the same site as ``papershelf build``, both languages, without a warning."""
    folder = built_cut.copy(tmp_path / "copy")
    status, said = build(folder)
    assert status == 0, said
    assert "WARNING" not in said
    assert digests(folder / "site") == digests(built_cut.site)
    assert (folder / "site/zh/papers/moce-ir/index.html").exists()


def test_stamped_pages_are_those_that_mkdocs_would_render(bilingual: Path) -> None:
    """Byte for byte, of every kind and in every language: with the shell turned off the site is the same."""
    facts = '  was: [adam-2014]\n  method: "<Adam> & \'co\' \\"x\\""\n'
    replace(bilingual / "papers.yaml", "  method: Adam\n", facts)
    replace(bilingual / "papers.yaml", "authors: [Diederik P. Kingma, Jimmy Ba]", "authors: [Jacob Devlin, Kenton Lee]")
    with (bilingual / "catalogue.yaml").open("a", encoding="utf-8") as out:
        out.write("removed:\n- {paper: gpt, removed_because: {en: Twice., zh: 重复。}, day: 2026-11-24}\n")
    assert build(bilingual)[0] == 0
    stamped = digests(bilingual / "site")
    for name, plugin in (("mkdocs.yml", "papershelf: {lang: en"), ("mkdocs.zh.yml", "papershelf: {lang: zh")):
        replace(bilingual / name, plugin, f"{plugin}, shell: false")
    status, said = build(bilingual)
    assert status == 0, said
    rendered = digests(bilingual / "site")
    assert {
        kind for kind in ("papers", "techniques", "authors", "years", "benchmarks") if f"{kind}/index.html" in rendered
    }
    assert sum(name.endswith(".html") for name in rendered) > 80
    assert [name for name in {**rendered, **stamped} if rendered.get(name) != stamped.get(name)] == []


DEAD = {
    "[[id]]": ("[[no-such-paper]]", "no-such-paper"),
    "Markdown link": ("[x](nowhere.md)", "nowhere.md"),
    "generated page": ("[x](papers/nobody/index.md)", "papers/nobody/index.md"),
    "anchor": ("[x](#nowhere)", "#nowhere"),
    "anchor of another page": ("[x](other.md#nowhere)", "other.md#nowhere"),
    "stamped page": ("[x](papers/adam/nobody.md)", "papers/adam/nobody.md"),
    "anchor of a generated page": ("[x](papers/bert/index.md#nowhere)", "#nowhere"),
    "anchor of a stamped page": ("[x](papers/adam/index.md#nowhere)", "#nowhere"),
    "absolute link": ("[x](/papers/)", "/papers/"),
}
ALIVE = "[[bert]] [[techniques/pre-training]] [x](papers/bert/index.md) [x](#head) [x](other.md#there) [x](papers/bert/index.md#cite) [x](papers/adam/index.md#cite)"


def write(folder: Path, words: str) -> None:
    """A front page with these words, and another page."""
    (folder / "docs/en/index.md").write_text(f"# Toy\n\n## Head\n\n[[adam]] {words}\n", "utf-8")
    (folder / "docs/en/other.md").write_text("# Other\n\n## There\n", "utf-8")


@pytest.mark.parametrize("kind", DEAD)
def test_dead_link_fails_the_build(toy_site: Path, kind: str) -> None:
    """A dead link in a hand-written page fails the strict build, and ours, which names it and its page."""
    words, named = DEAD[kind]
    write(toy_site, words)
    for status, said in (build(toy_site), call(toy_site, "build")):
        assert status != 0
        assert named in said
        assert "index.md" in said


def test_living_links_pass(toy_site: Path) -> None:
    """Links to papers, terms, pages and sections, generated ones too, pass."""
    write(toy_site, ALIVE)
    for status, said in (build(toy_site), call(toy_site, "build")):
        assert status == 0, said


@pytest.fixture(params=["mkdocs", "papershelf"])
def serving(request: pytest.FixtureRequest, bilingual: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A shelf that is served by MkDocs' own command, which tells the address, or by ours; and that address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    ours = [sys.executable, "-c", "from papershelf.cli import main; main(prog_name='papershelf')", "serve"]
    command = (
        mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")
        if request.param == "mkdocs"
        else [*ours, "--port", str(port)]
    )
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=bilingual, env=environment(), stdout=out, stderr=out)
        try:
            soon(lambda: shown(address) != "" or process.poll() is not None)
            assert process.poll() is None, log.read_text()
            if request.param == "mkdocs":
                assert f"Serving on {address}\n" in log.read_text()
            yield bilingual, address
        finally:
            process.terminate()
            process.wait()


def soon(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails after the limit."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, "not within the time limit"
        time.sleep(0.2)


def shown(address: str) -> str:
    """The text of a page, or nothing."""
    try:
        with urlopen(address, timeout=LIMIT) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def test_serve_shows_both_languages_and_follows_changes(serving: tuple[Path, str]) -> None:
    """Either command answers / and /zh/ and shows a changed papers.yaml in both."""
    folder, address = serving
    assert '<html lang="en">' in shown(address)
    assert '<html lang="zh">' in shown(f"{address}zh/")
    assert "All papers" in shown(f"{address}papers/")
    assert "Attention Is All You Need" in shown(f"{address}papers/transformer/")
    replace(folder / "papers.yaml", "title: Attention Is All You Need", "title: Attention Changed")
    soon(lambda: "Attention Changed" in shown(f"{address}papers/transformer/"))
    soon(lambda: "Attention Changed" in shown(f"{address}zh/papers/transformer/"))
