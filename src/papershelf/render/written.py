"""A hand-written page's Markdown as HTML, by Python-Markdown: the same with MkDocs and without it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import yaml
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify

# In the order in which MkDocs would load them.
EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "pymdownx.highlight", "pymdownx.superfences")
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    # Chinese headings keep their words
    "toc": {"permalink": False, "slugify": slugify(case="lower")},  # type: ignore[no-untyped-call]
    "pymdownx.highlight": {"use_pygments": True},
}

_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n+", re.S)

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
    parts = urlsplit(link)
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
    html = markdown.convert(text)
    heads = markdown.toc_tokens  # type: ignore[attr-defined]
    below = [each for top in heads for each in (top["children"] if top["level"] == 1 else [top])]
    return Written(html, tuple((each["id"], each["name"]) for each in below), tuple(links.found))


def parted(text: str) -> tuple[dict[str, Any], str]:
    """A page's front matter and its Markdown; what cannot be read as front matter is Markdown, as for MkDocs."""
    found = _MATTER.match(text)
    if found is None:
        return {}, text
    try:
        matter = yaml.safe_load(found.group(1))
    except yaml.YAMLError:
        matter = None
    return (matter, text[found.end() :]) if isinstance(matter, dict) else ({}, text)
