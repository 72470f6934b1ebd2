"""BibTeX: entry type and fields by kind of venue, and values that any BibTeX program can read."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pybtex.database
import pybtex.errors
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from papershelf.catalogue import Catalogue
from papershelf.cite.bibtex import bibliography, bibtex, latex
from papershelf.model import Paper
from tests.conftest import Built
from tests.generated import CATALOGUES
from tests.making import card, golden, sounds


def entry(kind: str = "conference", **fields: Any) -> str:
    """The BibTeX of a paper with these fields at a venue of a kind."""
    return bibtex(card(kind, **fields))


def fields_of(text: str) -> dict[str, str]:
    """Field → value of an entry; its form is checked on the way."""
    found = re.fullmatch(r"@(\w+)\{([a-z0-9-]+),\n((?:  \w+ = \{.*\},\n)+)\}\n", text)
    assert found, text
    return {"type": found.group(1), "key": found.group(2), **dict(re.findall(r"  (\w+) = \{(.*)\},\n", found.group(3)))}


@pytest.mark.parametrize(
    ("kind", "type_", "where"),
    [
        ("conference", "inproceedings", "booktitle"),
        ("workshop", "inproceedings", "booktitle"),
        ("journal", "article", "journal"),
    ],
)
def test_published_paper(kind: str, type_: str, where: str) -> None:
    """A paper at a venue names it in the field of its type, with the year; the title keeps its capitals."""
    found = fields_of(entry(kind, authors=["Ann Lee", "Bo Li"], doi="10.1000/a_b"))
    assert found == {
        "type": type_,
        "key": "m",
        "title": "{A Title}",
        "author": "Lee, Ann and Li, Bo",
        where: r"Venue of B \& C",
        "year": "2024",
        "doi": "10.1000/a_b",
        "url": "https://doi.org/10.1000/a_b",
    }


def test_preprint() -> None:
    """A preprint is of no venue: type misc, with its arXiv id as arXiv exports it."""
    found = fields_of(entry("preprint", arxiv="2401.00010"))
    assert found == {
        "type": "misc",
        "key": "m",
        "title": "{A Title}",
        "year": "2024",
        "eprint": "2401.00010",
        "archivePrefix": "arXiv",
        "url": "https://arxiv.org/abs/2401.00010",
    }


def test_cut_and_unseen_authors() -> None:
    """A cut list ends in ``and others``; authors not seen are left out, not invented."""
    assert fields_of(entry(authors=["Ann Lee", "others"]))["author"] == "Lee, Ann and others"
    assert "author" not in fields_of(entry())


def test_whole_entry() -> None:
    """Fields in their order, one a line; family names first, a suffix between; the address given goes before the DOI's."""
    authors = ["Luc Van Gool", "John Doe Jr.", "Anne-Marie de la Cruz", "Plato"]
    links = {"paper": "https://example.org/a_b?c=%7B"}
    text = entry("journal", id="m-2", authors=authors, arxiv="2401.00010", doi="10.1000/{x}_1", links=links)
    assert text == (
        "@article{m-2,\n"
        "  title = {{A Title}},\n"
        "  author = {Van Gool, Luc and Doe, Jr., John and de la Cruz, Anne-Marie and Plato},\n"
        "  journal = {Venue of B \\& C},\n"
        "  year = {2024},\n"
        "  doi = {10.1000/%7Bx%7D_1},\n"
        "  eprint = {2401.00010},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://example.org/a_b?c=%7B},\n"
        "}\n"
    )


# A golden file changes together with the CHANGELOG: other programs read these files.
def test_the_bytes_of_a_small_catalogue() -> None:
    """Every kind of venue and of name, a list that is cut, special characters."""
    assert bibliography(sounds().cards.values()) == golden("papers.bib")


def test_preprint_elsewhere_than_arxiv_names_its_server() -> None:
    """Without an arXiv id the server is all that tells where it is."""
    assert fields_of(entry("preprint", doi="10.1000/a"))["howpublished"] == r"Venue of B \& C"


def test_many_entries_stand_apart_by_an_empty_line() -> None:
    """Entries in the order given; nothing for nothing."""
    one = "@misc{%s,\n  title = {{A Title}},\n  year = {2024},\n  eprint = {2401.00010},\n  archivePrefix = {arXiv},\n"
    one += "  url = {https://arxiv.org/abs/2401.00010},\n}\n"
    cards = [card("preprint", id=id, arxiv="2401.00010") for id in ("b", "a")]
    assert bibliography(cards) == one % "b" + "\n" + one % "a"
    assert bibliography([]) == ""


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a & b", r"a \& b"),
        ("x_1^2", r"x\_1\textasciicircum{}2"),
        ("{~}", r"\textbraceleft{}\textasciitilde{}\textbraceright{}"),
        ("a--b ``c'' <<d>> ,,e", "a-{}-b `{}`c'{}' <{}<d>{}> ,{},e"),
        ("?`!`", "?{}`!{}`"),
        ("é 李 50\\%", r"é 李 50\textbackslash{}\%"),
        ("plain-words", "plain-words"),
    ],
)
def test_latex_shows_the_text_as_it_is(text: str, escaped: str) -> None:
    """Special characters are escaped, and pairs that LaTeX would join are kept apart."""
    assert latex(text) == escaped


def test_special_characters_are_escaped() -> None:
    """What LaTeX takes for commands or math is shown as it is."""
    assert (
        fields_of(entry(title="50% of $x_1 & #2 ~ a^b"))["title"]
        == r"{50\% of \$x\_1 \& \#2 \textasciitilde{} a\textasciicircum{}b}"
    )
    assert fields_of(entry(title="a\\b"))["title"] == r"{a\textbackslash{}b}"


def test_a_name_with_the_word_and_is_one_author() -> None:
    """BibTeX parts authors at `` and ``; a group whose name has that word is kept together."""
    assert (
        fields_of(entry(authors=["Lee and Li Laboratory", "Bo Li"]))["author"] == "{Lee and Li Laboratory} and Li, Bo"
    )


# Without what nobody sees, which no title may hold.
@given(
    st.text(
        st.characters(
            exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
            exclude_categories=["Cc", "Cf", "Cn", "Cs", "Zl", "Zp"],
        ),
        min_size=1,
    ).filter(str.strip)
)
@example("a } b")
@example("{{{")
def test_braces_are_balanced(words: str) -> None:
    """BibTeX counts braces even behind a backslash: whatever a title or a name holds, they are in pairs."""
    text = entry(title=words, authors=[words])
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    fields_of(text)


def test_every_shipped_paper(built: Built) -> None:
    """Each entry of the catalogue has a well-formed citation, with title and year, and all keys differ."""
    found = [fields_of(bibtex(each)) for each in built.catalogue.cards.values()]
    assert all({"title", "year"} <= set(each) for each in found)
    assert len({each["key"] for each in found}) == len(found)


# --- parsed back, by programs that are not ours ------------------------------------------

Back = dict[str, tuple[str, tuple[str, ...]]]  # key → title and authors

# LaTeX's own characters (LaTeX2e kernel, ltoutenc.dtx) that pylatexenc does not know, or gives another glyph.
_context = get_default_latex_context_db()
_kernel = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
_context.add_context_category(
    "kernel", prepend=True, macros=[MacroTextSpec(name, simplify_repl=char) for name, char in _kernel.items()]
)
DECODE = LatexNodes2Text(latex_context=_context)


def decoded(text: str) -> str:
    """LaTeX as the characters that it prints."""
    return str(DECODE.latex_to_text(text))


def by_pybtex(text: str) -> Back:
    """Titles and authors as pybtex reads them."""
    with pybtex.errors.capture() as errors:
        data = pybtex.database.parse_string(text, "bibtex")  # type: ignore[no-untyped-call]
    assert errors == []
    found = {}
    for key, each in data.entries.items():
        parts = [
            (*p.first_names, *p.middle_names, *p.prelast_names, *p.last_names, *p.lineage_names)
            for p in each.persons.get("author", ())
        ]
        found[key] = (decoded(each.fields["title"]), tuple(decoded(" ".join(part)) for part in parts))
    return found


def by_bibtexparser(text: str) -> Back:
    """Titles and authors as bibtexparser reads them."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    found = {}
    for each in library.entries:
        names = each["author"] if "author" in each.fields_dict else []
        parts = [(*n.first, *n.von, *n.last, *n.jr) for n in names]
        found[each.key] = (decoded(each["title"]), tuple(decoded(" ".join(part)) for part in parts))
    return found


def expected(papers: tuple[Paper, ...]) -> Back:
    """Titles and authors of the registry; a cut list ends in ``others`` for both."""
    return {paper.id: (paper.title, paper.authors) for paper in papers}


@pytest.mark.parametrize("parser", [by_pybtex, by_bibtexparser])
def test_shipped_file_is_read_back(built: Built, parser: Callable[[str], Back]) -> None:
    """Two independent parsers read papers.bib without an error and give every title and author, character for character."""
    text = (built.site / "papers.bib").read_text("utf-8")
    assert parser(text) == expected(built.catalogue.papers)


def test_accents_stand_as_utf8(built: Built) -> None:
    """Names with accents need no decoder of LaTeX: they stand as printed."""
    text = (built.site / "papers.bib").read_text("utf-8")
    for name in ("Schön", "Yılmaz", "Vinícius", "Özdenizci", "Sjölund", "Multi-τ"):
        assert name in text
    assert fields_of(entry(authors=["Ola Sjölund", "İlker Yılmaz"]))["author"] == "Sjölund, Ola and Yılmaz, İlker"


@given(CATALOGUES)
def test_generated_entries_are_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds, both parsers give it back."""
    text = bibliography(catalogue.cards.values())
    assert by_pybtex(text) == expected(catalogue.papers)
    assert by_bibtexparser(text) == expected(catalogue.papers)


def test_each_paper_has_its_file(built: Built) -> None:
    """papers/<id>/cite.bib of all papers, one after the other, are papers.bib."""
    each = [(built.site / f"papers/{paper.id}/cite.bib").read_text("utf-8") for paper in built.catalogue.papers]
    assert "\n".join(each) == (built.site / "papers.bib").read_text("utf-8")


@pytest.mark.bibliography
def test_biber_accepts_the_shipped_file(built: Built, tmp_path: Path) -> None:
    """``biber --tool --validate-datamodel`` tells no error and no warning, and its output has the same titles and authors."""
    shutil.copy(built.site / "papers.bib", tmp_path)
    order = ["biber", "--tool", "--validate-datamodel", "--output-encoding=UTF-8", "papers.bib"]
    done = subprocess.run(order, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))] == []
    text = (tmp_path / "papers_bibertool.bib").read_text("utf-8")
    found = {key: (composed(title), tuple(map(composed, names))) for key, (title, names) in by_pybtex(text).items()}
    assert found == expected(built.catalogue.papers)


def composed(text: str) -> str:
    """Accents in one character with their letter, as the registry has them; biber writes them apart."""
    return unicodedata.normalize("NFC", text)


@pytest.mark.bibliography
@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha", "abbrv"])
def test_bibtex_accepts_the_shipped_file(built: Built, tmp_path: Path, style: str) -> None:
    """BibTeX itself makes a bibliography of every entry, without an error or a warning."""
    shutil.copy(built.site / "papers.bib", tmp_path)
    (tmp_path / "all.aux").write_text(f"\\citation{{*}}\n\\bibdata{{papers}}\n\\bibstyle{{{style}}}\n")
    done = subprocess.run(["bibtex", "all"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "Warning" in done.stdout) == (0, False), done.stdout
    made = (tmp_path / "all.bbl").read_text("utf-8", errors="replace")
    assert made.count("\\bibitem") == len(built.catalogue.papers)
