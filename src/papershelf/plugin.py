"""The MkDocs plugin: a doorway between MkDocs' public events and the renderers.

MkDocs sees the hand-written pages and one generated page of each kind, from which the shell of
the kind is taken; the others are stamped.  The configuration of the first language has the
others built beside itself, each into ``<site_dir>/<language>`` from ``mkdocs.<language>.yml``,
and then writes the files of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from functools import partial
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
from papershelf.beside import Beside
from papershelf.problems import as_text
from papershelf.render import handwritten, shell
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage, crumbs
from papershelf.render.written import EXTENSIONS, SETTINGS

# Files of the theme that our own shell does not use, and diagrams, which stand inside their notes.
_UNUSED = (
    "assets/javascripts/*",
    "assets/stylesheets/palette.*",
    "assets/images/*",
    "assets/stylesheets/*.map",
    "sitemap.xml",
    "notes/*.svg",
)


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
    rendered: dict[str, SitePage]  # path → generated page that MkDocs renders
    stamped: dict[str, str]  # path of each other generated page → its kind
    shells: dict[str, shell.Shell]  # kind → the shell of its pages
    titles: dict[str, str]  # path → title, of generated and hand-written pages
    paths: list[str]
    others: Beside | None = None  # the building of the other languages
    frame: dict[str, dict[str, shell.Shell]] | None = None  # where nothing but the shells of all kinds is asked for

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
        config.markdown_extensions, config.mdx_configs = [*EXTENSIONS], {name: {**it} for name, it in SETTINGS.items()}
        config.theme.static_templates.discard("sitemap.xml")  # MkDocs writes today's date into its own
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages, out of the navigation."""
        for file in [file for file in files if any(fnmatch(file.src_uri, pattern) for pattern in _UNUSED)]:
            files.remove(file)
        self.rendered, self.stamped, self.shells = {}, {}, {}
        catalogue, lang = self.edition.catalogue, self.edition.lang
        self.titles = {f"{page.name}/": catalogue.page_title(page.name, lang) for page in catalogue.pages}
        self.paths = [file.url.removeprefix("./") for file in files.documentation_pages()]
        kinds: set[str] = set()
        if self.frame is not None:
            for file in files.documentation_pages():
                files.remove(file)
        for page in site.pages(self.edition) if self.frame is None else site.all_pages(self.edition).values():
            uri, kind = f"{page.path}index.md", shell.kind(page)
            if files.get_file_from_path(uri) is not None:
                continue
            self.titles[page.path] = page.title
            self.paths.append(page.path)
            if self.config.shell and kind in kinds:
                self.stamped[page.path] = kind
            elif self.frame is None or kind not in kinds:
                kinds.add(kind)
                _ = page.content  # made here, so that a template's fault is told as it is, not as one of reading
                self.rendered[page.path] = page
                files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        if self.edition.first and self.frame is None:  # now, with what every language uses made, and compiled
            self.others = Beside(partial(self._build_others, config), site.told)
        return _Files(files, lambda uri: self._stamped_file(uri, config))

    def _stamped_file(self, uri: str, config: MkDocsConfig) -> File | None:
        """The file of a stamped page, with the anchors by which MkDocs judges links to it."""
        path = uri.removesuffix("index.md")
        if path not in self.stamped:
            return None
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = next(page for page in site.pages(self.edition) if page.path == path)
        file.page = SimpleNamespace(present_anchor_ids=_anchors(page.html))  # type: ignore[assignment]
        return file

    def on_page_markdown(self, text: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fills the head of a generated page; turns ``[[id]]`` of a hand-written one into links."""
        path = page.url.removeprefix("./")
        page.meta["crumbs"] = crumbs(path, self.titles)
        made = self.rendered.get(path)
        if made is None:
            return handwritten.source(self.edition, text, "../" * path.count("/"))
        told = {"title": made.title, "description": made.description, "head": made.head, "main": made.main}
        page.meta.update(shell.MARKS if self.config.shell else told)
        page.meta["scripts"] = made.scripts
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts in a generated page's content, or what stands round a hand-written page's words."""
        made = self.rendered.get(page.url.removeprefix("./"))
        if made is None:
            written, asked = self._page_of(page.file.src_uri), handwritten.Asked.of(page.meta)
            below = [each for top in page.toc for each in (top.children if top.level == 1 else [top])]
            sections = [(each.id, each.title) for each in below]
            page.meta["main"] = " with-contents" if handwritten.lists(written, sections) else ""
            html = handwritten.whole(self.edition, written, asked, html, sections)
        # MkDocs knows the ids of Markdown only; it is told of those in the HTML, to judge links by.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | _anchors(made.html if made else html)
        if made is None:
            return html
        return shell.MARKS["content"] if self.config.shell else made.html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Takes the shell from the page of a kind, and gives the page in it."""
        made = self.rendered.pop(page.url.removeprefix("./"), None)  # with what it says, which is not needed again
        if made is None or not self.config.shell:
            return output
        found = self.shells[shell.kind(made)] = shell.Shell.of(output, made.path)
        return found.stamped(made)

    def _page_of(self, path: str) -> draft.Page:
        """The hand-written page of a file below the language's folder."""
        pages = self.edition.catalogue.pages
        return next(page for page in pages if (page.lang, page.path) == (self.edition.lang, path))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the theme its words and the addresses of the other languages."""
        env.globals |= shell.values(self.edition, self.editions, set(self.paths))
        env.globals["material_css"] = next(
            file.src_uri for file in files if fnmatch(file.src_uri, "assets/stylesheets/main.*.css")
        )
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamps the other pages; with all languages built, the first one writes the files of all."""
        if self.frame is not None:
            self.frame[self.edition.lang] = self.shells
            if self.edition.first:
                self._build_others(config)
            return
        made = (page for page in site.pages(self.edition) if page.path in self.stamped)
        files = ((f"{page.path}index.html", self.shells[self.stamped[page.path]].stamped(page)) for page in made)
        shelf.lay(Path(config.site_dir), files)
        if not self.edition.first:
            return
        assert self.others is not None
        self.others.wait()
        shelf.lay(Path(config.site_dir), export.files(self.editions, self.paths))

    def _build_others(self, config: MkDocsConfig) -> None:
        """Has MkDocs build each of the other languages."""
        for edition in self.editions[1:]:
            file = Path(config.config_file_path).with_name(f"mkdocs.{edition.lang}.yml")
            other = load_config(str(file), site_dir=str(Path(config.site_dir) / edition.lang), strict=config.strict)
            plugin = other.plugins["papershelf"]
            assert isinstance(plugin, PapershelfPlugin)
            plugin.root, plugin.editions, plugin.frame = self.root, self.editions, self.frame
            build(other)

    def on_build_error(self, *, error: Exception) -> None:
        """Stops what goes on beside."""
        if self.others is not None:
            self.others.stop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watches everything that the site is made of."""
        for path in (shelf.PAPERS, shelf.FOLDER, shelf.CATALOGUE, "docs", "templates"):
            if (self.root / path).exists():
                server.watch(str(self.root / path))
        return server


def _anchors(html: str) -> set[str]:
    """The ids in a page's HTML."""
    return set(re.findall(r'\bid="([^"]+)"', html))
