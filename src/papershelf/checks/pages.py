"""Rules on hand-written pages: what they may hold, so that a page is words, and is rendered in its time.

HTML is not taken: it is shown as it is written.  What a page is rendered by needs a square of the time where brackets
stay open or lists go deep (https://github.com/Python-Markdown/markdown, inlinepatterns.py), so both are bounded.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from papershelf.checks.found import Found, in_page
from papershelf.draft import Draft, Page
from papershelf.model.fields import INVISIBLE
from papershelf.problems import Place, Problem, nearest
from papershelf.prose import FRONT, SCHEMES, without_code
from papershelf.source import Block, read_document

MATTER = ("title", "description", "family", "compare")  # what the front matter of a page may say
LISTS = ("family", "compare")
# The folders of what no hand wrote, below a language's root; the root of another language is taken, too.
TAKEN = frozenset(
    """api assets authors badges benchmarks compare data datasets domains errata papers rules tasks techniques timeline
    vendor venues years""".split()  # noqa: SIM905
)
INDEXES = ("papers", "benchmarks", "techniques", "tasks", "domains", "venues", "years", "rules", "data")
MAX_OPEN, MAX_LEVELS, MAX_FENCES = 40, 20, 1000
MAX_PARAGRAPH, MAX_LINES, MAX_STARS = 20_000, 1000, 800  # characters, lines, and * and _ of a paragraph

_HTML = re.compile(r"<(?:[a-z][a-z0-9-]*(?=[\s/>])[^<>]*|!--.*?--|![a-z][^<>]*|\?[^<>]*)>", re.I | re.S)
_SCHEME = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|<)(?P<scheme>[a-z][a-z0-9+.&#;-]*:)", re.I | re.M)
_LINK = re.compile(
    r"\]\(\s*<?(?P<to>[^)]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<ref>.+)|<(?P<auto>[a-z][a-z0-9+.-]*:[^>\n]*)>", re.I | re.M
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_PLAIN = re.compile(r"[\w%./:?#&=+,;~!$'*@-]*", re.A)  # an address that is one, whoever reads it
_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?:[-*+]|\d+[.)])[ \t]", re.M)
_MARKS = re.compile(  # of quotes and lists, one after another; a line of nothing but - or * is a rule
    r"^(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)(?:[ \t]*(?:>|(?:[-*+]|\d+[.)])(?=[ \t])))+", re.M
)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.M)
_PARAGRAPH = re.compile(r"(?:^.*\S.*(?:\n|\Z))+", re.M)


def page_html(draft: Draft) -> Found:
    """HTML in a page's words."""
    for page in draft.pages:
        words = without_code(page.text)
        end = max(words.rfind("-->"), 0)  # what nothing ends is no comment, and to seek the end of each takes minutes
        for found in _HTML.finditer(words[:end] + words[end:].replace("<!--", "    ")):
            yield in_page(page, found.start(), "page-html", value=page.text[found.start() : found.end()])


def page_address(draft: Draft) -> Found:
    """A link that leads neither to a page nor to the web, such as one that runs a script."""
    for page in draft.pages:
        for found in _SCHEME.finditer(without_code(page.text)):
            if found["scheme"].lower().removesuffix(":") not in SCHEMES:
                yield in_page(page, found.start("scheme"), "page-address", value=found["scheme"])


def page_matter(draft: Draft) -> Found:
    """Front matter that cannot be read, or says what no page can."""
    for page in draft.pages:
        if found := FRONT.match(page.text):
            yield from _matter(read_document(found["matter"], page.file))


def _matter(block: Block) -> Iterator[Problem]:
    """What is wrong with front matter, whose first line is the second of its file."""
    yield from (Problem(_below(each.place), each.code, values=each.values) for each in block.problems)
    if block.problems or block.data is None:
        return
    if not isinstance(block.data, dict):
        yield Problem(_below(block.place()), "page-matter", values={"value": block.data, "near": "", "known": _known()})
        return
    for name, value in block.data.items():
        if name not in MATTER:
            values = {"value": name, "near": nearest(name, MATTER), "known": _known()}
            yield Problem(_below(block.place((name,), key=True)), "page-matter", values=values)
        elif not isinstance(value, str) and not (name in LISTS and _words(value)):
            values = {"value": f"{name}: …", "near": "", "known": _known()}
            yield Problem(_below(block.place((name,))), "page-matter", values=values)


def _below(place: Place) -> Place:
    return Place(place.file, place.line + 1, place.column)


def _known() -> str:
    return " · ".join(MATTER)


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def taken_place(draft: Draft) -> Found:
    """A page or picture that stands where a generated one does, in its place or in its way."""
    taken = TAKEN | {str(lang) for lang in draft.about.languages}
    for file in (*(page.file for page in draft.pages), *draft.docs.drawings, *draft.docs.pictures):
        name = file.split("/")[2].partition(".")[0].casefold()
        if name in taken:
            yield Problem(Place(file), "taken-place", values={"value": name})


def unseen_character(draft: Draft) -> Found:
    """A character in a page that nobody sees."""
    for page in draft.pages:
        for found in INVISIBLE.finditer(page.text):
            yield in_page(page, found.start(), "unseen-character", char=f"U+{ord(found.group()):04X}")


def tangled_page(draft: Draft) -> Found:
    """Words nested or repeated so often that rendering them would not end in its time."""
    for page in draft.pages:
        fences = [found.start() for found in _FENCE.finditer(page.text)]
        if len(fences) > MAX_FENCES:
            yield in_page(page, fences[MAX_FENCES], "tangled-page", what="```", limit=f"{MAX_FENCES:,}")
        for at, what, limit in _tangles(without_code(page.text)):
            yield in_page(page, at, "tangled-page", what=what, limit=f"{limit:,}")


def _tangles(text: str) -> Iterator[tuple[int, str, int]]:
    """Offset, mark and limit of what goes too far, each kind once."""
    for found in _ITEM.finditer(text):
        if len(found["indent"].expandtabs(4)) > 4 * MAX_LEVELS:
            yield found.start(), "-", MAX_LEVELS
            break
    for found in _MARKS.finditer(text):
        marks = re.findall(r">|[-*+]|\d+", found.group())
        if len(marks) > MAX_LEVELS:
            yield found.start(), marks[0], MAX_LEVELS
            break
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph.group()
        if len(words) > MAX_PARAGRAPH:
            yield paragraph.start(), "…", MAX_PARAGRAPH
        elif words.count("\n") > MAX_LINES:
            yield paragraph.start(), "↵", MAX_LINES
        elif words.count("*") + words.count("_") > MAX_STARS:
            yield paragraph.start(), "*", MAX_STARS
        for opens, closes in (("[", "]"), ("(", ")"), ("<", ">")):
            if words.count(opens) > MAX_OPEN and (at := _open(words, opens, closes)) is not None:
                yield paragraph.start() + at, opens, MAX_OPEN
                return


def _open(words: str, opens: str, closes: str) -> int | None:
    """Where so many brackets are open at a time that there are too many."""
    depth = 0
    for found in re.finditer(rf"[\{opens}\{closes}]", words):
        depth = depth + 1 if found.group() == opens else max(depth - 1, 0)
        if depth > MAX_OPEN:
            return found.start()
    return None


def links_to_judge(draft: Draft) -> bool:
    """Whether some page has a link within the site of which only a rendered page tells where it leads.

    A link to a hand-written page needs none, nor one to a picture or to an index that every site has.
    """
    docs = draft.docs
    there = {(page.lang, page.path) for page in docs.pages}
    there |= {(file.split("/")[1], file.split("/", 2)[2]) for file in (*docs.drawings, *docs.pictures)}
    there |= {(lang, f"{name}/index.md") for lang in draft.about.languages for name in INDEXES}
    return any((page.lang, target) not in there for page in docs.pages for target in _targets(page))


def _targets(page: Page) -> Iterator[str]:
    """The file that each link within the site leads to, below the language's folder; its fragment stays.

    Of what is no plain address only Markdown tells where it ends; it is handed on as it stands.
    """
    for found in _LINK.finditer(without_code(page.text)):
        link = (found["to"] or found["ref"] or found["auto"] or "").rstrip("> ")
        if not _PLAIN.fullmatch(link):
            yield link
        elif not _ELSEWHERE.match(link):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link))
