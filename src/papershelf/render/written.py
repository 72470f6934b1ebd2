"""A hand-written page's Markdown as HTML, by Python-Markdown: the same with MkDocs and without it."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX
from pymdownx.slugs import slugify

from papershelf.prose import FRONT, SCHEMES
from papershelf.render.text import OURS
from papershelf.source import read_document


class _Plain(Extension):
    """Markdown without HTML, which is shown as it is written, and with links to pages and the web alone."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 — Python-Markdown calls it so
        """Takes HTML out of what is read; links are judged when all is."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Safe(), "safe", -1)


class _Safe(Treeprocessor):
    """Takes away addresses that are none of a page or the web: of scripts, data, files; ours become ways to pages."""

    def run(self, root: Element) -> None:
        """Changes the links and pictures of a page."""
        for element in root.iter():
            for name in ("href", "src"):
                if name in element.attrib:
                    element.set(name, element.get(name, "").removeprefix(OURS))
                    if not is_safe(element.get(name, "")):
                        del element.attrib[name]


def is_safe(link: str) -> bool:
    """Whether a link is a path, or an address of the web or of mail, as a browser reads it."""
    bare = re.sub(r"[\x00-\x20]", "", html.unescape(link.replace(f"{STX}amp{ETX}", "&")))
    scheme = re.match(r"([^/?#]*?):", bare)
    return scheme is None or scheme.group(1).lower() in SCHEMES


# In the order in which MkDocs would load them.
EXTENSIONS: tuple[str | Extension, ...] = (
    *("toc", "tables", "fenced_code", "pymdownx.highlight", "pymdownx.superfences"),
    _Plain(),
)
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    # Chinese headings keep their words
    "toc": {"permalink": False, "slugify": slugify(case="lower")},  # type: ignore[no-untyped-call]
    "pymdownx.highlight": {"use_pygments": True},
}

Sections = Sequence[tuple[str, str]]  # id and words, as HTML, of each section


class Written(NamedTuple):
    """A page's HTML, the sections below its heading, and its links as they were written."""

    html: str
    sections: Sections
    links: tuple[str, ...]


class _Links(Treeprocessor):
    """Notes the links of a page, and has those to other files lead to their pages."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self.found: list[str] = []

    def run(self, root: Element) -> None:
        """Changes the links of a page."""
        for element in root.iter():
            for name in {"a": ("href",), "img": ("src",)}.get(element.tag, ()):
                link = element.get(name, "")
                self.found.append(link)
                element.set(name, address(link, self._file))


def address(link: str, file: str) -> str:
    """The link from a page to what a link in its file leads to; both files are below the language's folder."""
    try:
        parts = urlsplit(link)
    except ValueError:  # brackets without an address in them
        return link
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), parts.path))
    to = posixpath.relpath(_place(target) or ".", _place(file) or ".")
    page = target.endswith(".md")
    return parts._replace(path=f"{to}/" if page else to).geturl()


def _place(file: str) -> str:
    """The address of a file below the language's root: a page's without the slash at its end."""
    return re.sub(r"(^|/)index$", "", file.removesuffix(".md")) if file.endswith(".md") else file


@lru_cache(maxsize=512)
def written(text: str, file: str) -> Written:
    """The HTML of a page's Markdown without its front matter; ``file`` is its path below the language's folder.

    Kept for who asks again, since it takes 10 ms and more.
    """
    markdown = Markdown(extensions=[*EXTENSIONS], extension_configs={name: {**it} for name, it in SETTINGS.items()})
    links = _Links(file)
    markdown.treeprocessors.register(links, "links", 0)
    made = markdown.convert(text)
    heads = markdown.toc_tokens  # type: ignore[attr-defined]
    below = [each for top in heads for each in (top["children"] if top["level"] == 1 else [top])]
    return Written(made, tuple((each["id"], each["name"]) for each in below), tuple(links.found))


def parted(text: str) -> tuple[dict[str, Any], str]:
    """A page's front matter and its Markdown; what cannot be read as front matter is Markdown, as for MkDocs."""
    found = FRONT.match(text)
    if found is None:
        return {}, text
    matter = read_document(found["matter"], "").data
    return (matter, text[found.end() :]) if isinstance(matter, dict) else ({}, text)
