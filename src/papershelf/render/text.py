"""Texts of the data for their targets: HTML, Markdown, a cell of a Markdown table.

Prose links with ``[[id]]`` or ``[[id|words]]``; each target has its own form of link.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from papershelf.catalogue.index import Catalogue
from papershelf.prose import linked

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
OURS = "papershelf:"  # before the way to a page in Markdown of our own making, which is no way to a file
ADDRESS = 56  # characters of a URL that are shown
# A line break behind full-width punctuation, before words or inline markup.
_BREAK = re.compile(r"(?<=[。，、；：！？”）》])[ \t]*\n[ \t]*(?=[^\s<]|<(?:a|code|em|strong)\b)")


def html(text: str, catalogue: Catalogue, lang: str, root: str) -> Markup:
    """Prose as HTML, every ``[[id]]`` a link relative to ``root``."""
    return Markup(
        linked(
            text,
            partial(catalogue.target, lang=lang),
            lambda words, path: str(Markup('<a href="{}{}">{}</a>').format(root, path, words)),
            lambda words: str(escape(words)),
        )
    )


def markdown(text: str, catalogue: Catalogue, lang: str, root: str) -> str:
    """A hand-written page's Markdown with every ``[[id]]`` a link; all else as it is."""
    return linked(
        text,
        partial(catalogue.target, lang=lang),
        lambda words, path: f"[{markdown_text(words)}]({OURS}{root}{path})",
        lambda words: words,
    )


def cell(text: str, catalogue: Catalogue, lang: str, root: str) -> str:
    """Prose for a cell of a Markdown table."""
    return linked(
        " ".join(text.split()),
        partial(catalogue.target, lang=lang),
        lambda words, path: f"[{markdown_text(words)}]({root}{path})",
        markdown_text,
    )


def markdown_text(text: str) -> str:
    """Words that Markdown (CommonMark, GFM tables) shows as they are: special characters as references."""
    line = " ".join(text.split())
    line = re.sub(r"[\\`*_{}\[\]#|<>&~$!]", lambda found: f"&#{ord(found.group())};", line)
    line = re.sub(r"https?:|www\.|@", lambda found: f"&#{ord(found.group()[0])};{found.group()[1:]}", line)
    return re.sub(r"^([+-])(?=\s|$)|^(\d+)([.)])(?=\s|$)", _leading, line)


def markdown_address(url: str) -> str:
    """A URL for the round brackets of a Markdown link inside a table."""
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    for char in "()|<>\\ ":
        url = url.replace(char, f"%{ord(char):02X}")
    return url


def shown_address(url: str) -> str:
    """A URL as shown: host and path, shortened."""
    parts = urlsplit(url)
    shown = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
    shown = _ESCAPES.sub(_readable, shown)
    return shown if len(shown) <= ADDRESS else f"{shown[: ADDRESS - 1]}…"


def _readable(found: re.Match[str]) -> str:
    """The characters of a run of escapes, where all can be seen; else the escapes as they are."""
    words = unquote(found.group(), errors="replace")
    return words if words.isprintable() and "\ufffd" not in words else found.group()


def unspaced(html: str) -> str:
    """HTML without the line breaks behind full-width punctuation, which a browser would show as spaces."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.S)
    return "".join(part if n % 2 else _BREAK.sub("", part) for n, part in enumerate(parts))


def _leading(found: re.Match[str]) -> str:
    if found.group(1):
        return f"&#{ord(found.group(1))};"
    return f"{found.group(2)}&#{ord(found.group(3))};"
