"""The MkDocs plugin: a doorway between MkDocs' public events and the renderers.

The configuration of the first language builds the others after itself, each into
``<site_dir>/<language>`` from ``mkdocs.<language>.yml``, and then writes the files of all.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
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
from mkdocs.structure.toc import get_toc

from papershelf import draft, export, shelf, site
from papershelf.problems import as_text
from papershelf.render import handwritten, shell
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage, crumbs

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
    """The plugin's one option."""

    lang = config_options.Type(str, default="en")


class PapershelfPlugin(BasePlugin[PapershelfConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages, and the links and lists of hand-written ones."""

    root: Path
    editions: tuple[Edition, ...] = ()
    generated: dict[str, SitePage]  # path → page
    titles: dict[str, str]  # path → title, of generated and hand-written pages
    paths: list[str]

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
        config.theme.static_templates.discard("sitemap.xml")  # MkDocs writes today's date into its own
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages, out of the navigation."""
        for file in [file for file in files if any(fnmatch(file.src_uri, pattern) for pattern in _UNUSED)]:
            files.remove(file)
        self.generated = {}
        catalogue, lang = self.edition.catalogue, self.edition.lang
        self.titles = {f"{page.name}/": catalogue.page_title(page.name, lang) for page in catalogue.pages}
        for page in site.pages(self.edition):
            uri = f"{page.path}index.md"
            if files.get_file_from_path(uri) is None:
                self.generated[page.path] = page
                self.titles[page.path] = page.title
                files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        self.paths = [file.url.removeprefix("./") for file in files.documentation_pages()]
        return files

    def on_page_markdown(self, text: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fills the head of a generated page; turns ``[[id]]`` of a hand-written one into links."""
        path = page.url.removeprefix("./")
        page.meta["crumbs"] = crumbs(path, self.titles)
        made = self.generated.get(path)
        if made is None:
            return handwritten.source(self.edition, text, "../" * path.count("/"))
        page.meta.update(
            title=made.title, description=made.description, generated=True, scripts=made.scripts, head=made.head
        )
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts in a generated page's content, or what stands round a hand-written page's words."""
        made = self.generated.get(page.url.removeprefix("./"))
        if made is not None:
            tokens = [{"name": words, "id": id, "level": 2, "children": []} for id, words in made.contents]
            page.toc = get_toc(tokens)  # type: ignore[arg-type]
            return _with_anchors(page, made.html)
        asked = handwritten.Asked.of(page.meta)
        return _with_anchors(page, handwritten.whole(self.edition, self._page_of(page.file.src_uri), asked, html))

    def _page_of(self, path: str) -> draft.Page:
        """The hand-written page of a file below the language's folder."""
        pages = self.edition.catalogue.pages
        return next(page for page in pages if (page.lang, page.path) == (self.edition.lang, path))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the theme its words and the addresses of the other languages."""
        env.globals |= shell.values(self.edition, self.editions, {file.url for file in files.documentation_pages()})
        env.globals["material_css"] = next(
            file.src_uri for file in files if fnmatch(file.src_uri, "assets/stylesheets/main.*.css")
        )
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Builds the other languages into their folders, then writes the files of all languages."""
        if not self.edition.first:
            return
        for edition in self.editions[1:]:
            file = Path(config.config_file_path).with_name(f"mkdocs.{edition.lang}.yml")
            other = load_config(str(file), site_dir=str(Path(config.site_dir) / edition.lang), strict=config.strict)
            plugin = other.plugins["papershelf"]
            assert isinstance(plugin, PapershelfPlugin)
            plugin.root, plugin.editions = self.root, self.editions
            build(other)
        shelf.lay(Path(config.site_dir), export.files(self.editions, self.paths))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watches everything that the site is made of."""
        for path in (shelf.PAPERS, shelf.FOLDER, shelf.CATALOGUE, "docs", "templates"):
            if (self.root / path).exists():
                server.watch(str(self.root / path))
        return server


def _with_anchors(page: Page, html: str) -> str:
    """The HTML; MkDocs, which knows the ids of Markdown only, is told of those in it, to judge links by."""
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(re.findall(r'\bid="([^"]+)"', html))
    return html
