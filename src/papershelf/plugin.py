"""The MkDocs plugin: a doorway between MkDocs' public events and the renderers.

The configuration of the first language builds the others after itself, each into
``<site_dir>/<language>`` from ``mkdocs.<language>.yml``.
"""

from __future__ import annotations

import fnmatch
import logging
import re
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

from papershelf import shelf
from papershelf.export import cited, export, export_in
from papershelf.export.compare import compare_data
from papershelf.export.search import search_data
from papershelf.problems import as_text
from papershelf.prose import COUNTS
from papershelf.render import HandWritten, SitePage, Templates, counts, hand_written, lines, sitemap
from papershelf.render.front import site
from papershelf.render.text import markdown, unspaced

log = logging.getLogger("mkdocs.plugins.papershelf")

# Files of the theme that our own shell does not use.
_UNUSED = (
    "assets/javascripts/*",
    "assets/stylesheets/palette.*",
    "assets/images/*",
    "assets/stylesheets/*.map",
    "sitemap.xml",
)


class PapershelfConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's one option."""

    lang = config_options.Type(str, default="en")


class PapershelfPlugin(BasePlugin[PapershelfConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages, and the links and lists of hand-written ones."""

    shelf: shelf.Shelf
    templates: Templates
    generated: dict[str, SitePage]
    cited: dict[str, dict[str, str]]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the shelf, unless the build of the first language handed it on."""
        if not hasattr(self, "shelf"):
            root = Path(config.config_file_path).parent
            self.shelf = shelf.read(root)
            self.templates = Templates(shelf.templates(root))
        if self.shelf.errors:
            raise PluginError(as_text(self.shelf.errors, self.config.lang))
        if not hasattr(self, "cited"):
            self.cited = cited(self.shelf.catalogue, self.templates)
        about = self.shelf.catalogue.about
        config.site_name = about.title.in_(self.config.lang)
        config.site_description = about.about.in_(self.config.lang)
        config.site_url = about.site_url + self._below
        config.theme.static_templates.discard("sitemap.xml")  # MkDocs writes today's date into its own
        return config

    @property
    def _languages(self) -> tuple[str, ...]:
        return self.shelf.catalogue.about.languages

    @property
    def _below(self) -> str:
        """The folder of this language below the site's root."""
        return "" if self.config.lang == self._languages[0] else f"{self.config.lang}/"

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages, out of the navigation, and the data files."""
        catalogue = self.shelf.catalogue
        for file in list(files):
            if any(fnmatch.fnmatch(file.src_uri, pattern) for pattern in _UNUSED):
                files.remove(file)
            elif file.src_uri.endswith(".svg") and file.src_uri.startswith("notes/"):
                files.remove(file)  # placed inline
        self.generated = {}
        for page in site(catalogue, self.config.lang, self.templates, self.cited):
            uri = f"{page.path}index.md"
            if files.get_file_from_path(uri) is None:
                self.generated[uri] = page
                files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        found = export_in(self.config.lang, catalogue, self.templates)
        if not self._below:
            found |= self._data(files) | export(catalogue, self.templates)
        for name, text in found.items():
            files.append(File.generated(config, name, content=text.encode()))  # line ends as they are
        return files

    def _data(self, files: Files) -> dict[str, str]:
        """The data files at the root of the site."""
        catalogue = self.shelf.catalogue
        paths = sorted({file.url.removeprefix("./") for file in files.documentation_pages()})
        words = self.templates.words
        return {
            **{f"compare.{lang}.json": compare_data(catalogue, lang, words[lang]) for lang in self._languages},
            "lines.json": lines(catalogue),
            "search.json": search_data(catalogue),
            "sitemap.xml": sitemap(catalogue, self.templates, paths),
        }

    def on_page_markdown(self, text: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fills the head of a generated page; turns ``[[id]]`` of a hand-written one into links."""
        made = self.generated.get(page.file.src_uri)
        if made is not None:
            page.meta = {
                "title": made.title,
                "description": made.description,
                "generated": True,
                "scripts": made.scripts,
                "head": made.head,
                "crumbs": self._crumbs(made.path),
            }
            return ""
        page.meta["crumbs"] = self._crumbs(page.url)
        root = "../" * page.url.removeprefix("./").count("/")
        catalogue = self.shelf.catalogue
        text = text.replace(f"[[{COUNTS}]]", counts(catalogue, self.templates.words[self.config.lang]))
        return markdown(text, catalogue, self.config.lang, root)

    def _crumbs(self, path: str) -> list[tuple[str, str]]:
        """Path and words of the page above one: the index of its folder, generated or hand-written."""
        name = path.split("/")[0]
        page = self.generated.get(f"{name}/index.md")
        by_hand = self.shelf.catalogue.page_title(name, self.config.lang)
        title = page.title if page else by_hand if by_hand != name else ""
        return [(f"{name}/", title)] if title and f"{name}/" != path else []

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts in a generated page's content, or what stands round a hand-written page's words."""
        made = self.generated.get(page.file.src_uri)
        if made is not None:
            tokens = [{"name": words, "id": id, "level": 2, "children": []} for id, words in made.contents]
            page.toc = get_toc(tokens)  # type: ignore[arg-type]
            return _with_anchors(page, made.html)
        asked = self._asked(page)
        html = unspaced(html).replace("<pre>", '<pre tabindex="0">')  # it scrolls, so the keyboard must reach it
        if asked is None:
            return html
        before, after = hand_written(self.shelf.catalogue, self.config.lang, self.templates, asked)
        if asked.page.diagram:
            html = _after_second_section(html, asked.page.diagram)
        return _with_anchors(page, _after_heading(html, before) + after)

    def _asked(self, page: Page) -> HandWritten | None:
        """What a hand-written page's front matter asks for."""
        found = [p for p in self.shelf.catalogue.pages if (p.lang, p.path) == (self.config.lang, page.file.src_uri)]
        if not found:
            return None
        return HandWritten(
            found[0],
            _listed(page.meta.get("family")),
            _listed(page.meta.get("compare")),
        )

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the theme its words and the addresses of the other languages."""
        about = self.shelf.catalogue.about
        words = self.templates.words
        first = self._languages[0]
        material = next(
            file.src_uri for file in files if fnmatch.fnmatch(file.src_uri, "assets/stylesheets/main.*.css")
        )
        env.globals |= {
            "t": words[self.config.lang],
            "material_css": material,
            "shelf_lang": self.config.lang,
            "shelf_repository": about.repository,
            "shelf_root": about.site_url,
            "shelf_title": about.title.in_(first),
            "shelf_licence": about.licence.in_(self.config.lang),
            "shelf_search": "../search.json" if self._below else "search.json",
            "shelf_compare": f"{'../' if self._below else ''}compare.{self.config.lang}.json",
            "shelf_paths": {file.url for file in files.documentation_pages()},
            "shelf_languages": [
                {
                    "lang": lang,
                    "name": words[lang]("language"),
                    "words": words[lang],
                    "site_url": about.site_url + ("" if lang == first else f"{lang}/"),
                    "up": ("../" if self._below else "") + ("" if lang == first else f"{lang}/"),
                }
                for lang in self._languages
            ],
        }
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Builds the other languages into their folders."""
        if self._below:
            return
        for lang in self._languages[1:]:
            file = Path(config.config_file_path).with_name(f"mkdocs.{lang}.yml")
            other = load_config(str(file), site_dir=str(Path(config.site_dir) / lang), strict=config.strict)
            plugin = other.plugins["papershelf"]
            assert isinstance(plugin, PapershelfPlugin)
            plugin.shelf, plugin.templates, plugin.cited = self.shelf, self.templates, self.cited
            build(other)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watches everything that the site is made of."""
        for path in (shelf.PAPERS, shelf.CATALOGUE, "docs", "templates"):
            server.watch(str(self.shelf.root / path))
        return server


def _with_anchors(page: Page, html: str) -> str:
    """The HTML; MkDocs, which knows the ids of Markdown only, is told of those in it, to judge links by."""
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(re.findall(r'\bid="([^"]+)"', html))
    return html


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _after_heading(html: str, added: str) -> str:
    head, end, rest = html.partition("</h1>")
    return f"{head}{end}\n{added}{rest}" if end and added else html


def _after_second_section(html: str, diagram: str) -> str:
    """Places a note's diagram at the end of its second section, which tells the idea."""
    heads = [found.start() for found in re.finditer(r"<h2\b", html)]
    at = heads[2] if len(heads) > 2 else len(html)
    return f'{html[:at]}<figure class="diagram" tabindex="0">{diagram}</figure>\n{html[at:]}'
