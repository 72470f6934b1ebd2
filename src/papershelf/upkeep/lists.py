"""The papers that a Markdown list tells: rows of tables and bullets, each with its title, ids and venue.

CommonMark with GitHub's tables (https://github.github.com/gfm/), read by markdown-it-py.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from papershelf.arxiv import arxiv_ids
from papershelf.catalogue.index import Catalogue
from papershelf.lookup.mentions import Phrases, dois, venue_of, venues
from papershelf.names import folded

_TITLE_HEAD = re.compile(r"^(?:paper|title|paper title|name|论文|标题|题目|论文标题)s?$", re.I)
_TAGS = {"link": "a", "a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em"}
_STRENGTH = ("a", "strong", "em")
_NO_TITLE = re.compile(
    r"^(?:paper|pdf|code|project(?: page)?|arxiv|link|github|demo|video|supp|web(?:site|page)?|page|model|dataset|"
    r"official|pytorch|bib(?:tex)?|论文|代码|项目|主页|链接)s?[\s:]*$",
    re.I,
)
_LINKED, _WORDS, _ALONE = 2, 3, 4  # words of a title that links to an id, beside one, and alone
_BREAK, _EDGE = "\n", "\x00"  # in a cell's text: a line break, the edge of a link or of emphasis
_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,3}"
_NAMES = re.compile(rf"{_NAME}(?:, (?:and )?{_NAME})+(?:,? et al)?\W*$|{_NAME} et al")
# What lists put behind a title: (CVPR 2024), [arXiv], ", ICLR'19".
_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|[,.|]\s*[A-Z][\w&/ -]{1,20}['’ ]?(?:(?:19|20)?\d\d))$"
)


@dataclass(frozen=True)
class Item:
    """A paper as a list tells it."""

    line: int
    title: str
    arxiv: str = ""
    doi: str = ""
    venue: str = ""
    year: int | None = None


@dataclass
class _Cell:
    """Text of an item in the making: its addresses, and the texts that stand out, links before bold before italic."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    marked: list[tuple[int, str, str]] = field(default_factory=list)  # how strongly, text, address
    open_: list[tuple[str, int, str]] = field(default_factory=list)  # tag, where its text begins, address

    def opens(self, tag: str, address: str = "") -> None:
        """A link or emphasis begins."""
        self.text += _EDGE
        self.open_.append((tag, len(self.text), address))
        self.links += [address] if address else []

    def closes(self, tag: str) -> None:
        """A link or emphasis ends; one that was never opened is passed over."""
        if self.open_ and self.open_[-1][0] == tag:
            _, start, address = self.open_.pop()
            self.marked.append((_STRENGTH.index(tag), _line(self.text[start:]), address))
            self.text += _EDGE

    def strongest(self) -> list[tuple[str, str]]:
        """Text and address of what stands out, the strongest first."""
        return [(text, address) for _, text, address in sorted(self.marked, key=lambda each: each[0])]


def items(text: str, catalogue: Catalogue) -> tuple[Item, ...]:
    """The papers that a list tells, in order, with the line of each."""
    names = venues(catalogue.about.venues)
    known = {folded(paper.title) for paper in catalogue.papers}
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    found = [*_rows(tokens, names, known), *_bullets(tokens, names, known)]
    return tuple(sorted(found, key=lambda item: item.line))


def _rows(tokens: list[Token], names: Phrases, known: set[str]) -> Iterator[Item]:
    """The rows of all tables; a head that says where the title stands is followed."""
    heads: list[str] = []
    cells: list[_Cell] = []
    line, in_body = 0, False
    for token, following in pairwise([*tokens, Token("", "", 0)]):
        if token.type == "tr_open":
            cells, line = [], (token.map or [0])[0] + 1
        elif token.type in ("td_open", "th_open"):
            cells.append(_cell(following))
        elif token.type in ("tbody_open", "tbody_close"):
            in_body = token.type == "tbody_open"
        elif token.type == "thead_close":
            heads = [_flat(cell.text).strip() for cell in cells]
        elif token.type == "tr_close" and in_body:
            titled = [cell for cell, head in zip(cells, heads, strict=False) if _TITLE_HEAD.match(head)]
            if item := _item(line, cells, titled or cells, names, known):
                yield item


def _bullets(tokens: list[Token], names: Phrases, known: set[str]) -> Iterator[Item]:
    """The bullets of all lists, each with its own text but not that of bullets below it."""
    open_: list[tuple[int, list[_Cell]]] = []
    for token in tokens:
        if token.type == "list_item_open":
            open_.append(((token.map or [0])[0] + 1, []))
        elif token.type == "inline" and open_:
            open_[-1][1].append(_cell(token))
        elif token.type == "list_item_close":
            line, cells = open_.pop()
            if cells and (item := _item(line, cells, cells, names, known)):
                yield item


def _cell(token: Token) -> _Cell:
    """Text and addresses of inline Markdown: ``<br>`` is a break, other tags go, badges are read by address."""
    cell = _Cell()
    for child in token.children or ():
        tag, _, edge = child.type.partition("_")
        if child.type in ("text", "code_inline"):
            cell.text += child.content
        elif child.type in ("softbreak", "hardbreak"):
            cell.text += _BREAK
        elif tag in _TAGS and edge == "open":
            cell.opens(_TAGS[tag], str(child.attrGet("href") or ""))
        elif tag in _TAGS:
            cell.closes(_TAGS[tag])
        elif child.type == "image":
            cell.images += [str(child.attrGet("src") or ""), child.content]
        elif child.type == "html_inline":
            _html(cell, child.content)
    return cell


def _html(cell: _Cell, tag: str) -> None:
    """A raw tag: of links, images, breaks and emphasis."""
    found = re.match(r"<(/?)(\w+)", tag)
    name = found[2].lower() if found else ""
    address = next(iter(re.findall(r"(?:href|src)\s*=\s*[\"']([^\"']*)", tag, re.I)), "")
    if name == "img":
        cell.images.append(html.unescape(address))
    elif name == "br":
        cell.text += _BREAK
    elif found and name in _TAGS:
        cell.closes(_TAGS[name]) if found[1] else cell.opens(_TAGS[name], html.unescape(address))


def _item(line: int, cells: list[_Cell], titled: list[_Cell], names: Phrases, known: set[str]) -> Item | None:
    """The paper of a row or bullet; nothing where it leads to none."""
    links = [link for cell in cells for link in cell.links]
    texts = " ".join(_flat(cell.text) for cell in cells)
    spots = " ".join([*links, texts, *(image for cell in cells for image in cell.images)])
    arxiv, doi = arxiv_ids(spots), dois(spots)
    title = _title(cells, titled, known)
    outward = any(re.match(r"https?://", link) for link in links)
    if not title or not (arxiv or doi or folded(title) in known or (outward and _is_title(title, _ALONE))):
        return None
    place = venue_of(texts.replace(title, " "), names)
    return Item(
        line,
        title,
        arxiv[0] if arxiv else "",
        doi[0] if doi else "",
        place[0] if place else "",
        place[1] if place else None,
    )


def _title(cells: list[_Cell], titled: list[_Cell], known: set[str]) -> str:
    """The likeliest title: one of ours, else what a column of titles holds, what stands out, the longest piece."""
    marked = [each for cell in cells for each in cell.strongest()]
    raw = [piece for cell in cells for piece in re.split(f"[{_BREAK}{_EDGE}]", cell.text)]
    pieces = [bare for piece in raw for bare in _bared(piece)]
    lines = [bare for cell in cells for line in (cell.text, *cell.text.split(_BREAK)) for bare in _bared(line)]
    for text in (*(text for text, _ in marked), *pieces, *lines):
        if folded(text) in known:
            return text
    if titled is not cells:
        for cell in titled:
            inside = [text for text, _ in cell.strongest() if _is_title(text, 1)]
            if found := next(iter(inside), "") or _unsigned(cell):
                return found
    for text, address in marked:
        if _is_title(text, _LINKED if _ids(address) else _WORDS):
            return text
    rest = [text for text in map(_bare, raw) if _is_title(text, _WORDS)]
    names = (text for text, address in marked if re.search(r".[A-Z0-9]", text) and _is_title(text, 1) and _ids(address))
    return max(rest, key=len, default="") or next(names, "")


def _ids(address: str) -> bool:
    return bool(arxiv_ids(address) or dois(address))


def _bared(text: str) -> tuple[str, ...]:
    """A text in one line as it stands, without what lists put behind a title, and up to a dash."""
    bare = _bare(text)
    return tuple(dict.fromkeys(each for each in (_line(text), bare, _line(re.split(r"\s[-–—]\s", bare)[0])) if each))


def _bare(text: str) -> str:
    """A text without the brackets and venues behind a title."""
    bare = _line(text)
    while (shorter := _line(_BEHIND.sub("", bare))) != bare:
        bare = shorter
    return bare


def _unsigned(cell: _Cell) -> str:
    """A cell's text up to the line that lists its authors."""
    lines = cell.text.split(_BREAK)
    kept = next((lines[:n] for n, line in enumerate(lines) if n and _NAMES.match(_line(line))), lines)
    return (_bared(_BREAK.join(kept)) or ("",))[-1]


def _is_title(text: str, words: int) -> bool:
    """Whether a text has so many words, two Chinese characters for one, and is no label of a link."""
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    count = len(re.findall(r"[a-zA-Z0-9][\w'’-]*", text)) + han / 2
    return bool(text) and not _NO_TITLE.match(text) and "://" not in text and count >= words


def _flat(text: str) -> str:
    return text.replace(_EDGE, "").replace(_BREAK, " ")


def _line(text: str) -> str:
    """A piece of text in one line, without the brackets, quotes and stops around it."""
    line = " ".join(_flat(text).split())
    return line.strip(" .,;:|–—-*\"'“”‘’「」《》[]").strip()
