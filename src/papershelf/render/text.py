"""Texts of the data for their targets: HTML, Markdown, a cell of a Markdown table.

Prose links with ``[[id]]`` or ``[[id|words]]``; each target has its own form of link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from papershelf.catalogue.index import Catalogue
from papershelf.prose import LINK

ADDRESS = 56  # characters of a URL that are shown
# A line break behind full-width punctuation, before words or inline markup.
_BREAK = re.compile(r"(?<=[。，、；：！？”）》])[ \t]*\n[ \t]*(?=[^\s<]|<(?:a|code|em|strong)\b)")

Target = Callable[[str, str], str]  # (words, path below the language's root) → a link


def html(text: str, catalogue: Catalogue, lang: str, root: str) -> Markup:
    """Prose as HTML, every ``[[id]]`` a link relative to ``root``."""
    return Markup(
        _filled(
            text,
            catalogue,
            lang,
            lambda words, path: str(Markup('<a href="{}{}">{}</a>').format(root, path, words)),
            lambda words: str(escape(words)),
        )
    )


def markdown(text: str, catalogue: Catalogue, lang: str, root: str) -> str:
    """A hand-written page's Markdown with every ``[[id]]`` a link; all else as it is."""
    return _filled(
        text,
        catalogue,
        lang,
        lambda words, path: f'<a href="{root}{path}">{markdown_text(words)}</a>',
        lambda words: words,
    )


def cell(text: str, catalogue: Catalogue, lang: str, root: str) -> str:
    """Prose for a cell of a Markdown table."""
    return _filled(
        " ".join(text.split()),
        catalogue,
        lang,
        lambda words, path: f"[{markdown_text(words)}]({root}{path})",
        markdown_text,
    )


def markdown_text(text: str) -> str:
    """Words that Markdown (CommonMark, GFM tables) shows as they are: special characters as references."""
    line = " ".join(text.split())
    line = re.sub(r"[\\`*_{}\[\]#|<>&~$!]", lambda found: f"&#{ord(found.group())};", line)
    line = re.sub(r"\bhttps?:|www\.|@", lambda found: f"&#{ord(found.group()[0])};{found.group()[1:]}", line)
    return re.sub(r"^([+-])(?=\s)|^(\d+)([.)])(?=\s)", _leading, line)


def markdown_address(url: str) -> str:
    """A URL for the round brackets of a Markdown link inside a table."""
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    for char in "()|<>\\ ":
        url = url.replace(char, f"%{ord(char):02X}")
    return url


def shown_address(url: str) -> str:
    """A URL as shown: host and path, shortened."""
    parts = urlsplit(url)
    shown = unquote((parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/"))
    return shown if len(shown) <= ADDRESS else f"{shown[: ADDRESS - 1]}…"


def unspaced(html: str) -> str:
    """HTML without the line breaks behind full-width punctuation, which a browser would show as spaces."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.S)
    return "".join(part if n % 2 else _BREAK.sub("", part) for n, part in enumerate(parts))


def target(name: str, catalogue: Catalogue, lang: str) -> tuple[str, str]:
    """Words and path of what ``[[name]]`` names: a paper, a term, a page."""
    if name in catalogue.by_id:
        return catalogue.names[name], f"papers/{name}/"
    group, _, rest = name.partition("/")
    if group in catalogue.terms:
        return catalogue.terms[group][rest].name.in_(lang), f"{name}/"
    if group == "venues":
        return catalogue.venues[rest].name, f"{name}/"
    if group == "benchmarks":
        return catalogue.benchmarks[rest].name.in_(lang), f"{name}/"
    if group == "datasets":
        return catalogue.datasets[rest].name, f"{name}/"
    return catalogue.page_title(name, lang), f"{name}/"


def _filled(text: str, catalogue: Catalogue, lang: str, link: Target, between: Callable[[str], str]) -> str:
    parts = []
    at = 0
    for found in LINK.finditer(text):
        words, path = target(found.group(1), catalogue, lang)
        parts += [_spaced(between, text[at : found.start()]), link(found.group(2) or words, path)]
        at = found.end()
    return "".join([*parts, _spaced(between, text[at:])])


def _spaced(between: Callable[[str], str], text: str) -> str:
    """The text between two links, its outer spaces kept."""
    inner = text.strip(" ")
    if not inner:
        return text
    return text[: len(text) - len(text.lstrip(" "))] + between(inner) + text[len(text.rstrip(" ")) :]


def _leading(found: re.Match[str]) -> str:
    if found.group(1):
        return f"&#{ord(found.group(1))};"
    return f"{found.group(2)}&#{ord(found.group(3))};"
