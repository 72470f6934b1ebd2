"""The MkDocs plugin: a doorway between MkDocs' public events and the renderers.

MkDocs renders the hand-written pages, and judges their links; the generated pages are stamped behind it.  The
configuration of the first language has the others built, each into ``<site_dir>/<language>`` from
``mkdocs.<language>.yml``, and then writes the files of all.  ``papershelf build`` needs none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import config_options
from mkdocs.config.base import Config, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from papershelf import draft, export, shelf, site
from papershelf.problems import as_text
from papershelf.render import frame, handwritten, shell
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage, crumbs, ids
from papershelf.render.written import EXTENSIONS, SETTINGS


class PapershelfConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options."""

    lang = config_options.Type(str, default="en")
    shell = config_options.Type(bool, default=True)  # whether pages are stamped; else MkDocs renders each


class _Files(Files):
    """MkDocs' files, and those of stamped pages, of which MkDocs is told when a page links to one."""

    def __init__(self, files: Iterable[File], stamped: Callable[[str], File | None]) -> None:
        super().__init__(files)
        self._stamped = stamped

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path below the language's folder, or nothing."""
        return super().get_file_from_path(path) or self._stamped(PurePath(path).as_posix())


class PapershelfPlugin(BasePlugin[PapershelfConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages, and the links and lists of hand-written ones."""

    root: Path
    editions: tuple[Edition, ...] = ()
    whole: site.Whole  # all pages of the language
    rendered: dict[str, SitePage]  # path → generated page that MkDocs renders
    stamped: dict[str, SitePage]  # path → generated page that it does not

    @property
    def edition(self) -> Edition:
        """The edition that this configuration builds."""
        return next(edition for edition in self.editions if edition.lang == self.config.lang)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the shelf, unless the build of the first language handed its editions on."""
        if not self.editions:
            self.root = Path(config.config_file_path).parent
            found = shelf.read(self.root)
            if found.errors:
                raise PluginError(as_text(found.errors, self.config.lang))
            self.editions = site.editions_of(found)
        config.site_name = self.edition.title
        config.site_description = self.edition.catalogue.about.about.in_(self.edition.lang)
        config.site_url = self.edition.root
        config.markdown_extensions = [*EXTENSIONS]  # type: ignore[list-item]
        config.mdx_configs = {name: {**it} for name, it in SETTINGS.items()}
        config.theme.static_templates.discard("sitemap.xml")  # MkDocs writes today's date into its own
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leaves out what no page uses, and adds the generated pages, out of the navigation."""
        ours = {str(Path(folder).resolve()) for folder in (config.docs_dir, config.theme.custom_dir or "")}
        for file in [*files]:
            theirs = file.src_dir is not None and str(Path(file.src_dir).resolve()) not in ours
            if theirs or fnmatch(file.src_uri, "notes/*.svg"):  # diagrams stand inside their notes
                files.remove(file)
        self.whole = site.whole(self.root, self.edition, self.editions)
        by_hand = {page.address for page in self.edition.catalogue.pages if page.lang == self.edition.lang}
        generated = {path: page for path, page in self.whole.pages.items() if path not in by_hand}
        self.rendered, self.stamped = ({}, generated) if self.config.shell else (generated, {})
        for path, made in self.rendered.items():
            _ = made.content  # made here, so that a template's fault is told as it is, not as one of reading
            uri = f"{path}index.md"
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return _Files(files, lambda uri: self._stamped_file(uri, config))

    def _stamped_file(self, uri: str, config: MkDocsConfig) -> File | None:
        """The file of a stamped page, with the anchors by which MkDocs judges links to it."""
        page = self.stamped.get(uri.removesuffix("index.md"))
        if page is None:
            return None
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.page = SimpleNamespace(present_anchor_ids=page.ids)  # type: ignore[assignment]
        return file

    def on_page_markdown(self, text: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fills the head of a generated page; turns ``[[id]]`` of a hand-written one into links."""
        path = page.url.removeprefix("./")
        page.meta["crumbs"] = crumbs(path, self.whole.frame.titles)
        page.meta["elsewhere"] = self.whole.frame.elsewhere(path)
        made = self.rendered.get(path)
        if made is None:
            return handwritten.source(self.edition, text, "../" * path.count("/"))
        page.meta.update(shell.told(made), scripts=made.scripts)
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts in a generated page's content, or what stands round a hand-written page's words."""
        made = self.rendered.get(page.url.removeprefix("./"))
        if made is not None:
            html = made.html
        else:
            written, asked = self._page_of(page.file.src_uri), handwritten.Asked.of(page.meta)
            below = [each for top in page.toc for each in (top.children if top.level == 1 else [top])]
            sections = [(each.id, each.title) for each in below]
            page.meta["main"] = " with-contents" if handwritten.lists(written, sections) else ""
            html = handwritten.whole(self.edition, written, asked, html, sections)
        # MkDocs knows the ids of Markdown only; it is told of those in the HTML, to judge links by.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | ids(html)
        return html

    def _page_of(self, path: str) -> draft.Page:
        """The hand-written page of a file below the language's folder."""
        pages = self.edition.catalogue.pages
        return next(page for page in pages if (page.lang, page.path) == (self.edition.lang, path))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the theme its words, the addresses of the other languages, and links as we write them."""
        env.globals |= shell.values(self.edition, self.editions, self.whole.pages)
        env.filters["url"] = frame.url
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamps the other pages; the first language has the others built, and writes the files of all."""
        place, stamped = Path(config.site_dir), self.whole.frame.stamped
        shelf.lay(place, ((f"{path}index.html", stamped(page)) for path, page in self.stamped.items()))
        if not self.edition.first:
            return
        for edition in self.editions[1:]:
            file = Path(config.config_file_path).with_name(f"mkdocs.{edition.lang}.yml")
            other = load_config(str(file), site_dir=str(place / edition.lang), strict=config.strict)
            plugin = other.plugins["papershelf"]
            assert isinstance(plugin, PapershelfPlugin)
            plugin.root, plugin.editions = self.root, self.editions
            build(other)
        shelf.lay(place, export.files(self.editions, [*self.whole.pages]))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watches everything that the site is made of."""
        for path in (shelf.PAPERS, shelf.FOLDER, shelf.CATALOGUE, "docs", "templates"):
            if (self.root / path).exists():
                server.watch(str(self.root / path))
        return server
