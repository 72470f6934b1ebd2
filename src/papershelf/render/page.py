"""A page of the site: where it stands, its head and its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

_ID = re.compile(r'\bid="([^"]+)"')
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)


class Content(NamedTuple):
    """What a page says: a description for search engines, its HTML, and HTML for the head: what it says to programs.

    ``listed``: whether the list of its sections stands beside it.
    """

    description: str
    html: str
    head: str = ""
    listed: bool = False


@dataclass(frozen=True)
class SitePage:
    """A page: its path below the language's root (``papers/moce-ir/``), its title, and what it says once asked."""

    path: str
    title: str
    make: Callable[[], Content]
    scripts: tuple[str, ...] = ()  # of the theme's, beside those that every page has

    @cached_property
    def content(self) -> Content:
        """What it says; made when it is first asked for."""
        return self.make()

    @property
    def description(self) -> str:
        """What it is about, in a sentence."""
        return self.content.description

    @property
    def html(self) -> str:
        """Its HTML between the site's head and foot."""
        return self.content.html

    @property
    def head(self) -> str:
        """HTML for the head."""
        return self.content.head

    @property
    def main(self) -> str:
        """What its listed sections add to the class of its main part."""
        return " with-contents" if self.content.listed else ""

    @property
    def ids(self) -> set[str]:
        """The ids of its sections and all else that can be linked to."""
        return ids(self.html)

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Id and words of each section."""
        return [(id, Markup(words).striptags()) for id, words in _HEADING.findall(self.html)]


def ids(html: str) -> set[str]:
    """The ids in a page's HTML."""
    return set(_ID.findall(html))


def crumbs(path: str, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Path and title of the page above the one at ``path``: the index of its folder, where ``titles`` has it."""
    above = f"{path.split('/')[0]}/"
    return [(above, titles[above])] if above in titles and above != path else []
