"""What hand-written words promise: commands that exist, examples that run, the same in both languages, no idle words."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from papershelf.board import Kind
from papershelf.cli import COMMANDS
from papershelf.export.outputs import OUTPUTS
from papershelf.model import GROUPS, Benchmark, Links, Paper, Standing
from papershelf.render import explorer, indexes
from tests.conftest import ROOT, Run, call, command_of

READMES = ("README.md", "README.zh.md")
WORDS = {lang: yaml.safe_load((ROOT / f"templates/words/{lang}.yaml").read_text("utf-8")) for lang in ("en", "zh")}


def read(name: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / name).read_text("utf-8")


def blocks(text: str) -> list[list[str]]:
    """The fenced code blocks of a text, without comments, which are in the reader's language."""
    found = re.findall(r"^```\w*\n(.*?)^```$", text, re.M | re.S)
    return [[line.split("#")[0].rstrip() for line in block.split("\n")] for block in found]


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "docs/en/about.md", "docs/zh/about.md"])
def test_every_command_exists(name: str) -> None:
    """Each ``papershelf`` command and ``make`` target in a code span or block is one."""
    code = re.findall(r"```.*?```|`[^`\n]+`", read(name), re.S)
    commands = {found for each in code for found in re.findall(r"(?<!from )\bpapershelf ([a-z]+)", each)}
    assert commands <= set(COMMANDS)
    targets = {found for each in code for found in re.findall(r"\bmake ([a-z]+)", each)}
    assert targets <= set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    if name in (*READMES, "CONTRIBUTING.md"):
        assert targets


def test_help_names_every_command() -> None:
    """``papershelf --help`` exits 0 and names each command; each command's help has an example."""
    status, said = call(ROOT, "--help")
    assert status == 0
    for name, command in ((name, command_of(name)) for name in COMMANDS):
        assert re.search(rf"^  {name} ", said, re.M)
        assert f"Example: papershelf {name}" in (command.help or "")


_SRC = ROOT / "src"
EXAMPLES = [
    ".".join(file.relative_to(_SRC).with_suffix("").parts)
    for file in sorted(_SRC.rglob("*.py"))
    if ">>> " in file.read_text("utf-8")
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example in a docstring gives what it says, from the repository's folder."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert failed == 0
    assert tried > 0


@pytest.mark.parametrize("block", re.findall(r"^```python\n(.*?)^```$", read("CONTRIBUTING.md"), re.M | re.S))
def test_python_of_the_guide_runs(
    block: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python examples of CONTRIBUTING.md run as they stand and print something."""
    monkeypatch.chdir(ROOT)
    exec(compile(block, "CONTRIBUTING.md", "exec"), {})
    assert capsys.readouterr().out


def test_commands_of_the_guide_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each query and coverage command of CONTRIBUTING.md ends with status 0 and says something; both halves have the same."""
    monkeypatch.chdir(ROOT)
    commands = re.findall(r"^\.venv/bin/papershelf ((?:query|coverage) [^#\n]*)", read("CONTRIBUTING.md"), re.M)
    assert len(commands) == 2 * len({*map(str.strip, commands)}) != 0
    for command in {*map(str.strip, commands)}:
        done = run(ROOT, *shlex.split(command))
        assert done.exit_code == 0, done.output
        assert done.output


def test_readmes_have_one_shape() -> None:
    """Both READMEs have the same headings in number and depth, code blocks and regions."""
    first, second = (read(name) for name in READMES)
    for shape in (r"^#+(?= )", r"^<!-- .* -->$", r"^\d+\.(?= )"):
        assert re.findall(shape, first, re.M) == re.findall(shape, second, re.M)
    assert blocks(first) == blocks(second) != []


def keys(words: Any) -> dict[str, list[list[str]]]:
    """Key → the names in braces of each of its texts."""
    return {key: [sorted(re.findall(r"\{(\w+)\}", each)) for each in _texts(value)] for key, value in words.items()}


def _texts(value: Any) -> list[str]:
    assert isinstance(value, str) or (isinstance(value, list) and len(value) == 2), value
    return [value] if isinstance(value, str) else value


def test_words_have_the_same_keys() -> None:
    """Each fixed word is in both languages, in the same order, each a text or both a pair."""
    assert list(WORDS["en"]) == list(WORDS["zh"])
    assert {k: type(v) for k, v in WORDS["en"].items()} == {k: type(v) for k, v in WORDS["zh"].items()}


def test_words_have_the_same_placeholders() -> None:
    """A name in braces that one language fills, the other fills too; "1 paper" may say its number in letters."""
    english, chinese = keys(WORDS["en"]), keys(WORDS["zh"])
    assert {key: found[-1] for key, found in english.items()} == {key: found[-1] for key, found in chinese.items()}


def test_words_are_their_language() -> None:
    """No Chinese in the English words, and no text that was left English in the Chinese ones."""
    han = re.compile(r"[\u4e00-\u9fff]")
    assert [k for k, v in WORDS["en"].items() if han.search("".join(_texts(v)))] == []
    long_ = {k: "".join(_texts(v)) for k, v in WORDS["zh"].items() if k != "html_lang"}
    assert [k for k, v in long_.items() if len(re.sub(r"\{\w+\}", "", v)) > 8 and not han.search(v)] == []


def choices(record: type[BaseModel], field: str) -> tuple[str, ...]:
    """The words that a field of a record may hold."""
    return get_args(record.model_fields[field].annotation)


# Keys that are put together from a head and a word of the data → the words that there are.
ENDS: dict[str, Iterable[str]] = {
    "average_": choices(Benchmark, "average"),
    "by_": indexes.GROUPS,
    "data_": [output.key for output in OUTPUTS if output.key],
    "data_about_": {output.group for output in OUTPUTS if output.group},
    "data_group_": {output.group for output in OUTPUTS if output.group},
    "facet_": explorer.FACETS,
    "facet_has_": ("code", "weights", "demo", "note", "results"),
    "dataset_kind_": ("real", "synthetic", "mixed"),
    "fact_": GROUPS,
    "feed_about_": ("feed", "results"),
    "feed_title_": ("feed", "results"),
    "group_": indexes.GROUPS,
    "intro_": indexes.GROUPS,
    "kind_": (*choices(Paper, "kind"), *get_args(Kind)),
    "kind_note_": get_args(Kind),
    "left_out_": ("flagged", "apart", "partial", "month", "params"),
    "link_": Links.model_fields,
    "neighbour_": ("extends", "extended", "shares"),
    "ordinal_": ("one", "two", "few", "other"),
    "plot_": ("time", "params"),
    "plot_found_": ("time", "params"),
    "plot_one_": ("time", "params"),
    "plot_note_": ("time", "params"),
    "plot_x_": ("time", "params"),
    "sign_announced_": ("code", "weights"),
    "sign_no_": ("code", "weights"),
    "sign_unknown_": ("code", "weights"),
    "standing_": choices(Standing, "is_"),
    "standing_note_": choices(Standing, "is_"),
    "state_": ("announced", "no", "unknown"),
    "verdict_": ("own", "cited", "cited_more", "yes", "yes_noted", "no", "unknown"),
    "verdict_code_": ("yes", "announced", "no", "unknown"),
    "style_": [file.stem for file in (ROOT / "templates/citations").glob("*.csl")],
}


def used() -> tuple[set[str], set[str]]:
    """Every quoted text of templates and engine that may be a key, and every head of a key."""
    kinds = ("*.html", "*.md", "*.xml", "*.txt", "*.svg")
    files = [*(f for kind in kinds for f in (ROOT / "templates").rglob(kind)), *(ROOT / "src").rglob("*.py")]
    texts = [file.read_text("utf-8") for file in files]
    found = {key for text in texts for key in re.findall(r"[\"']([a-z_]+)[\"'](?! ~)", text)}
    heads = {
        head
        for text in texts
        for pair in re.findall(r"[\"']([a-z_]+_)[\"'] ~|t\(f\"([a-z_]+_)\{", text)
        for head in pair
    }
    return found, heads - {""}


def test_no_word_is_idle() -> None:
    """Each key of the words is used by a template or the engine, as it stands or put together."""
    found, heads = used()
    assert heads <= set(ENDS), "a head whose words are to be told here"
    found |= {head + end for head, ends in ENDS.items() for end in ends}
    assert [key for key in WORDS["en"] if key not in found] == []


def test_every_word_asked_for_is_there() -> None:
    """No template asks for a key that the words do not have."""
    asked = set()
    for file in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.md")]:
        asked |= set(re.findall(r"\bt(?:\.n)?\([\"']([a-z_-]+)[\"'][,)]", file.read_text("utf-8")))
    assert len(asked) > 50
    assert asked <= set(WORDS["en"])


def test_docs_have_the_same_paths() -> None:
    """Every hand-written page and diagram is there in both languages."""
    paths = {
        lang: {f.relative_to(ROOT / "docs" / lang).as_posix() for f in Path(ROOT / "docs" / lang).rglob("*.*")}
        for lang in WORDS
    }
    assert paths["en"] == paths["zh"] != set()


def test_what_it_survives_is_shown_by_tests() -> None:
    """Each claim names a test that is there, the same in each language; what it does not survive names none."""
    told = {}
    for lang in ("en", "zh"):
        text = (ROOT / "docs" / lang / "survives.md").read_text("utf-8")
        shown, _, rest = text.rpartition("\n## ")
        told[lang] = [re.findall(r"`(tests/[^`]+)`", line) for line in shown.splitlines() if line.startswith("- ")]
        assert all(told[lang])
        assert "tests/" not in rest
        assert all((ROOT / name).is_file() for names in told[lang] for name in names)
    assert told["en"] == told["zh"]
    assert len(told["en"]) > 15
