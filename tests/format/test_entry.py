"""The canonical form keeps the data, the comments and the other lines, and is its own canonical form."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from papershelf.format import canonical, formatted, written
from papershelf.model import Paper, validated
from papershelf.source import Block, loaders, parse, read_document, read_registry, split
from tests.conftest import ROOT, TOY

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")
SMALL = (TOY / "papers.yaml").read_text("utf-8")
BLOCKS = [block.text.rstrip("\n") + "\n" for block in split(PAPERS, "p").blocks]

# An entry with every field, each in the form that the model reads.
FULL: dict[str, Any] = {
    "id": "full",
    "was": ["old-full"],
    "kind": "method",
    "scope": "general",
    "method": "Full",
    "title": "Full: every field there is",
    "authors": ["Ann Lee", "Bo Chen", "others"],
    "venue": "neurips",
    "year": "2017",
    "arxiv": "1701.00001",
    "doi": "10.1234/full.1",
    "links": {
        "paper": "https://x.org/f?id=1",
        "code": {"url": "https://x.org/code#top", "empty": "2026-06-28"},
        "weights": "none",
    },
    "checked": "2026-06-28",
    "tasks": ["machine-translation"],
    "domains": ["text"],
    "techniques": ["self-attention"],
    "extends": ["transformer"],
    "summary": {"en": "Words: with a colon, and a #hash.", "zh": "两行\n文字\n"},
    "sources": ["https://x.org/a,b"],
    "license": {"code": "MIT OR Apache-2.0", "weights": "for research, none other"},
    "state": {"is": "withdrawn", "source": "https://x.org/a?b=1#c"},
    "results": [
        {
            "benchmark": "wmt14-en-de",
            "variant": "base",
            "values": {"test": ["27.30"]},
            "params": {"encoder": "65M"},
            "source": {"in": "paper", "version": "v7", "locator": "Table 2"},
        }
    ],
    "cost": [{"params": "65M", "input": "256x256", "source": {"at": "attention-paper", "locator": "Table 2"}}],
    "added": "2026-02-01",
}


def data_of(text: str) -> dict[str, Any]:
    """The plain data of each entry by its id."""
    return {block.data["id"]: block.data for block in read_registry(text, "p").blocks}


# --- generated entries ---------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab Z09é去:#-,[]{}'\"\\?&*!|>%@`~=<._/\n"), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)
LINES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True).filter(lambda i: i not in ("index", "zh", "en"))
SCORES = st.one_of(st.just("-"), st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{1,4})?", fullmatch=True))
DAYS = st.dates().map(lambda day: f"{day:%Y-%m-%d}".rjust(10, "0"))
LINKS = st.one_of(
    st.just("none"),
    st.just("https://x.org/f?id=1&b=2#c"),
    st.fixed_dictionaries({"url": st.just("https://x.org/a(b),c"), "empty": DAYS}),
)
SOURCES = st.fixed_dictionaries({"in": st.sampled_from(["paper", "page"]), "locator": LINES})
ENTRIES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "id": IDS,
        "kind": st.sampled_from(["method", "survey", "dataset", "challenge"]),
        "scope": st.sampled_from(["all-in-one", "general", "unknown"]),
        "title": LINES,
        "venue": IDS,
        "year": st.integers(1990, 2029).map(str),
    },
    optional={
        "method": LINES,
        "authors": st.lists(LINES, max_size=12),
        "arxiv": st.sampled_from(["2401.00010", "1412.6980", "cs/0112017"]),
        "links": st.dictionaries(st.sampled_from(["paper", "code", "demo"]), LINKS, max_size=3),
        "tasks": st.lists(IDS, max_size=4),
        "summary": st.dictionaries(st.sampled_from(["en", "zh"]), WORDS, min_size=1),
        "results": st.lists(
            st.fixed_dictionaries(
                {"benchmark": IDS, "source": SOURCES},
                optional={
                    "values": st.dictionaries(IDS, st.lists(SCORES, min_size=1, max_size=2), max_size=3),
                    "params": LINES,
                    "variant": LINES,
                },
            ),
            max_size=2,
        ),
        "checked": DAYS,
    },
)
REGISTRIES = st.lists(ENTRIES, min_size=1, max_size=4, unique_by=lambda entry: entry["id"])


def plain(entries: list[dict[str, Any]]) -> str:
    """A registry written by another YAML writer than ours; it quotes only what YAML would not read as text."""
    return f"papers:\n{yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=60)}"


@given(REGISTRIES)
def test_formatting_keeps_all_data(entries: list[dict[str, Any]]) -> None:
    """The data of every entry is the same before and after."""
    text = plain(entries)
    before = data_of(text)
    assume(all(not validated(Paper, block)[1] for block in read_registry(text, "p").blocks))
    new, problems = formatted(text)
    assert problems == []
    assert data_of(new) == before == {entry["id"]: entry for entry in entries}


@given(REGISTRIES)
def test_canonical_form_is_its_own(entries: list[dict[str, Any]]) -> None:
    """Formatting twice is formatting once."""
    once, _ = formatted(plain(entries))
    assert formatted(once)[0] == once


@given(REGISTRIES, st.randoms(use_true_random=False))
def test_order_in_the_input_does_not_matter(entries: list[dict[str, Any]], chance: random.Random) -> None:
    """Whatever order the entries stood in, the canonical text is the same, newest first."""
    mixed = list(entries)
    chance.shuffle(mixed)
    text, problems = formatted(plain(entries))
    assume(not problems)
    assert formatted(plain(mixed))[0] == text
    papers = [validated(Paper, block)[0] for block in read_registry(text, "p").blocks]
    keys = [paper.place for paper in papers if paper]
    assert keys == sorted(keys)


def mixed(value: Any, chance: random.Random) -> Any:
    """The same data with the fields of every mapping in another order; ids of columns and languages keep theirs."""
    if isinstance(value, dict):
        names = list(value)
        if not {"x", "zh", "en"} & set(names):
            chance.shuffle(names)
        return {name: value[name] if name == "values" else mixed(value[name], chance) for name in names}
    return [mixed(each, chance) for each in value] if isinstance(value, list) else value


@given(st.randoms(use_true_random=False))
def test_fields_stand_in_the_order_of_the_model(chance: random.Random) -> None:
    """In whatever order an entry's fields were written, at any depth, the canonical text is the same."""
    text = plain([mixed(FULL, chance)])
    assert formatted(text) == (f"papers:\n{written(FULL)}", [])
    assert re.findall(r"^(?:- |  )(\w+):", formatted(text)[0], re.M) == [n for n in Paper.model_fields if n in FULL]


@given(ENTRIES)
def test_any_yaml_reader_takes_the_canonical_form_for_the_same(entry: dict[str, Any]) -> None:
    """What we write unquoted, an ordinary YAML reader takes for the same text, but for years, dates and numbers."""
    (read,) = yaml.safe_load(f"papers:\n{written(entry)}")["papers"]
    for name in ("title", "method", "authors", "tasks", "summary", "arxiv", "id", "venue"):
        assert read.get(name) == entry.get(name)


@pytest.mark.parametrize("loader", [loaders.Loader, loaders.PyLoader])
def test_entry_with_every_field_survives(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that uses every field in every form is written and read back the same, and stays as written."""
    monkeypatch.setattr(parse, "Loader", loader)
    text = f"papers:\n{written(FULL)}"
    assert data_of(text) == {"full": FULL}
    assert formatted(text) == (text, [])
    assert set(Paper.model_fields) - set(FULL) == {"public", "architecture", "adaptation", "performance"}


@pytest.mark.parametrize(
    "fields",
    [
        "links: {code: , demo: none}",
        "links: {code}",
        "tasks:\n  -\n  - a",
        '"a b": c',
        '"#odd": [{"x, y": z, ? w}]',
        "a:b: c",
        "summary:",
    ],
)
def test_faulty_fields_keep_their_data(fields: str) -> None:
    """An entry that reads as YAML but not as a paper is written so that it reads the same, with the same faults."""
    text = f"papers:\n- id: x\n  {fields}\n"
    new, problems = formatted(text)
    assert data_of(new) == data_of(text)
    assert [p.code for p in formatted(new)[1]] == [p.code for p in problems] != []
    assert formatted(new)[0] == new


# --- comments -----------------------------------------------------------------------------------------

COMMENT = re.compile(r"#~\d+~")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=3, unique=True), st.data())
def test_every_comment_survives_exactly_once(blocks: list[str], data: st.DataObject) -> None:
    """Comments above, inside, behind and below, in real entries, are all there once after formatting."""
    lines = ["papers:", *"\n".join(blocks).rstrip("\n").split("\n")]
    for n in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(1, len(lines) - 1))
        if data.draw(st.booleans()):
            indent = data.draw(st.sampled_from(["", "  ", "    "]))
            lines.insert(at, f"{indent}#~{n}~ a: [b, 'c")
        elif lines[at].strip():
            lines[at] += f"  #~{n}~ behind"
    text = "\n".join(lines) + "\n"
    before = read_registry(text, "p")
    assume(not any(block.problems for block in before.blocks))
    words = "".join(str(block.data) for block in before.blocks)
    expected = Counter(found for found in COMMENT.findall(text) if found not in words)
    new, problems = formatted(text)
    assert problems == []
    assert Counter(found for found in COMMENT.findall(new) if found not in words) == expected
    assert data_of(new) == data_of(text)
    assert formatted(new)[0] == new


def test_comment_stays_with_what_it_is_about() -> None:
    """A comment above an entry moves with it, one at a field stays there, the file's head stays on top."""
    text = (
        "# head\npapers:\n"
        "# about old\n- id: old\n  kind: method\n  scope: general\n  title: Old  # sic\n  venue: iclr\n  year: 2015\n"
        "  # looked up twice\n  arxiv: '1412.6980'\n\n"
        "# about new\n- id: new\n  kind: method\n  scope: general\n  title: New\n  venue: naacl\n  year: 2019\n"
        "  tasks: [a, # first\n    b]\n  # at the end\n"
    )
    assert formatted(text)[0] == (
        "# head\npapers:\n"
        "# about new\n- id: new\n  kind: method\n  scope: general\n  title: New\n  venue: naacl\n  year: 2019\n"
        "  tasks: [a, b]  # first\n  # at the end\n\n"
        "# about old\n- id: old\n  kind: method\n  scope: general\n  title: Old  # sic\n  venue: iclr\n  year: 2015\n"
        '  # looked up twice\n  arxiv: "1412.6980"\n'
    )


def test_a_comment_behind_the_second_line_of_a_value_stays_behind_it() -> None:
    """Also where nothing begins on that line."""
    text = "papers:\n- id: a\n  title: One\n    more  # sic\n  year: 2015\n"
    assert formatted(text)[0] == "papers:\n- id: a\n  title: One more  # sic\n  year: 2015\n"


def test_canonical_text_of_one_block() -> None:
    """Comments above it, then its fields; Chinese spacing is mended in texts only; what cannot be read stays."""
    text = "# about\n- id:   a\n  title: 中文 标题\n  summary: {zh: 一个 网络.}\n"
    (block,) = read_registry(f"papers:\n{text}", "p").blocks
    assert canonical(block) == "# about\n- id: a\n  title: 中文 标题\n  summary:\n    zh: 一个网络。\n"
    for other in (read_document("a: [\n", "p"), read_document("- a\n", "p"), Block("p", 1, "- id:  a\n")):
        assert canonical(other) == other.text


# --- the shipped file, and files with faults -----------------------------------------------------------


@pytest.mark.parametrize("text", [PAPERS, SMALL], ids=["real", "toy"])
def test_shipped_registries_are_canonical(text: str) -> None:
    """papers.yaml is as `format` would write it."""
    assert formatted(text) == (text, [])


def test_broken_entry_stays_as_it_is_and_nothing_moves() -> None:
    """Where an entry cannot be read it keeps its text, the others their places, and the problem is told."""
    text = "papers:\n- id: a\n  year:   2000\n- id: b\n  tasks: [x\n"
    new, problems = formatted(text)
    assert [p.code for p in problems if p.entry == "b"] == ["open-bracket"]
    assert new == "papers:\n- id: a\n  year: 2000\n\n- id: b\n  tasks: [x\n"


@pytest.mark.parametrize("text", ["", "no list\n", "papers:\nstray\n- id: a\n", "papers:\n", "papers: []\n"])
def test_file_without_entries_is_left_alone(text: str) -> None:
    """What is no registry, or an empty one, is given back unchanged."""
    assert formatted(text)[0] == text


@pytest.mark.parametrize("entry", ["{}", "words", "[a, b]"])
def test_an_entry_that_is_no_mapping_is_kept(entry: str) -> None:
    """What has no fields has no canonical form."""
    text = f"papers:\n- {entry}\n"
    assert formatted(text)[0] == text
