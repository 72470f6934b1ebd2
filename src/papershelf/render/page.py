"""A page of the site: where it stands, its head and its content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)


@dataclass(frozen=True)
class SitePage:
    """A page: its path below the language's root (``papers/moce-ir/``), its head and its content."""

    path: str
    title: str
    description: str
    html: str
    scripts: tuple[str, ...] = ()  # of the theme's, beside those that every page has
    head: str = ""  # HTML for the head: what it says to programs

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Id and words of each section."""
        return [(id, Markup(words).striptags()) for id, words in _HEADING.findall(self.html)]


def crumbs(path: str, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Path and title of the page above the one at ``path``: the index of its folder, where ``titles`` has it."""
    above = f"{path.split('/')[0]}/"
    return [(above, titles[above])] if above in titles and above != path else []
