"""Words: the class that fills them, and those that papershelf itself speaks: equal in both languages, none idle, none missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from papershelf.cli import COMMANDS, add
from papershelf.model.state import LINKS, REPOSITORIES, VENUES
from papershelf.problems import LANGUAGES
from papershelf.query import forms
from papershelf.words import NoWord, Words, spoken
from tests.conftest import ROOT

SRC = ROOT / "src" / "papershelf"
HAN = re.compile(r"[\u4e00-\u9fff]")
SPOKEN = {lang: spoken(lang).words for lang in LANGUAGES}


# --- the class --------------------------------------------------------------------------------------------


def test_names_in_braces_are_filled() -> None:
    """A text is given with its values, whatever they are called; braces in a value stay."""
    words = Words("en", {"told": "{key} of {self}, {words}", "plain": "as it is"})
    assert words("plain") == "as it is"
    assert words("told", key=1, words="{key}", **{"self": "x"}) == "1 of x, {key}"


def test_one_and_several() -> None:
    """A pair gives its first text for one, its second for all other numbers."""
    words = Words("en", {"hit": ["1 hit", "{n} hits"]})
    assert [words.n("hit", n) for n in (0, 1, 2)] == ["0 hits", "1 hit", "2 hits"]


def test_missing_word_is_an_error_that_names_it() -> None:
    """No key, a pair in the place of a text, a text in the place of a pair: said with file and key."""
    words = Words("zh", {"hit": ["1 hit", "{n} hits"], "text": "words"})
    for key in ("absent", "hit"):
        with pytest.raises(NoWord, match=rf"^words/zh\.yaml: no text '{key}'$"):
            words(key)
    for key in ("absent", "text"):
        with pytest.raises(NoWord, match=rf"^words/zh\.yaml: no pair '{key}'$"):
            words.n(key, 1)


# --- the files --------------------------------------------------------------------------------------------


def texts(value: Any) -> list[str]:
    """The text of a key, or both of a pair."""
    assert isinstance(value, str) or (isinstance(value, list) and len(value) == 2), value
    return [value] if isinstance(value, str) else value


def test_each_language_is_read_once_from_its_file() -> None:
    """What is spoken is the file of the language, and there is one for each language that papershelf speaks."""
    assert sorted(file.stem for file in (SRC / "words").glob("*.yaml")) == sorted(LANGUAGES)
    for lang in LANGUAGES:
        assert spoken(lang).lang == lang
        assert spoken(lang) is spoken(lang)
        assert spoken(lang).words == yaml.safe_load((SRC / "words" / f"{lang}.yaml").read_text("utf-8"))


def test_files_have_the_same_keys() -> None:
    """Each word is in both languages, in the same order, each a text or both a pair, each key once."""
    assert list(SPOKEN["en"]) == list(SPOKEN["zh"])
    assert {k: type(v) for k, v in SPOKEN["en"].items()} == {k: type(v) for k, v in SPOKEN["zh"].items()}
    for lang in LANGUAGES:
        lines = (SRC / "words" / f"{lang}.yaml").read_text("utf-8").split("\n")
        assert [line.split(":")[0] for line in lines if line and line[0] != "#"] == list(SPOKEN[lang])


def test_files_have_the_same_placeholders() -> None:
    """A name in braces that one language fills, the other fills too; "1 hit" may say its number itself."""
    names = {
        lang: {key: sorted(re.findall(r"\{(\w*)\}", texts(value)[-1])) for key, value in words.items()}
        for lang, words in SPOKEN.items()
    }
    assert names["en"] == names["zh"]
    assert "" not in {name for found in names["en"].values() for name in found}


def test_words_are_their_language() -> None:
    """No Chinese in the English words, and no text that was left English in the Chinese ones."""
    assert [key for key, value in SPOKEN["en"].items() if HAN.search("".join(texts(value)))] == []
    long = {key: re.sub(r"\{\w+\}", "", "".join(texts(value))) for key, value in SPOKEN["zh"].items()}
    assert [key for key, text in long.items() if len(text) > 8 and not HAN.search(text)] == []


def test_help_is_one_sentence_or_more() -> None:
    """Words of help stand one language behind the other, so each ends as a sentence of its language."""
    for lang, stop in (("en", "."), ("zh", "。")):
        assert [key for key, text in SPOKEN[lang].items() if re.match("help", key) and not text.endswith(stop)] == []


# --- what is asked for ------------------------------------------------------------------------------------


def trees(*names: str) -> Iterator[ast.Module]:
    """The modules of packages or single modules, parsed."""
    for name in names:
        files = sorted((SRC / name).rglob("*.py")) if (SRC / name).is_dir() else [SRC / f"{name}.py"]
        yield from (ast.parse(file.read_text("utf-8")) for file in files)


def results(node: ast.expr) -> set[str]:
    """The texts that an expression may give; one that is only begun ends in ``*``."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return results(node.body) | results(node.orelse)
    if isinstance(node, ast.Dict):
        return {each for value in node.values for each in results(value)}
    if isinstance(node, ast.JoinedStr):
        return {f"{each}*" for each in results(node.values[0])}
    return set()


def speaks(function: ast.expr) -> bool:
    """Whether a call of this gives words: ``t``, ``obj.t``, ``obj.t.n``, ``spoken(lang)``, ``both``."""
    return re.fullmatch(r"(\w+\.)?t(\.n)?|spoken\(\w+\)(\.n)?|both", ast.unparse(function)) is not None


def asked() -> set[str]:
    """Every key that commands, reports and forms ask for by name, and the heads of those that are put together."""
    found = set()
    for tree in trees("cli", "query", "upkeep", "problems"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and speaks(node.func):
                found |= results(node.args[0])
    for template in (*(SRC / "query").rglob("templates/*"), *(SRC / "upkeep").rglob("templates/*")):
        found |= set(re.findall(r"\bt(?:\.n)?\('([a-z-]+)'", template.read_text("utf-8")))
    return found


def codes() -> set[str]:
    """The codes with which a lookup says why there is no entry; each is a key."""
    calls = (
        node for tree in trees("lookup", "net", "cli/add") for node in ast.walk(tree) if isinstance(node, ast.Call)
    )
    raised = {code for call in calls if call.args for code in results(call.args[0])}
    return {code for code in raised if code in ("what", "set") or re.match(r"(web|reply|bib|cannot)-", code)}


def remarks() -> set[str]:
    """The codes of remarks that a proposal carries."""
    (tree,) = trees("lookup/propose")
    found = set()
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        if isinstance(node, (ast.Assign, ast.AugAssign)) and any("remarks" in ast.unparse(each) for each in targets):
            found |= results(node.value)
    return found


FAMILIES = {
    "ask-": {*add._ASKED},
    "head-": {*forms._PLAIN, *forms._BOARD} - {"average"},  # a board's averages are headed by their metrics
    "help-": {*COMMANDS},
    "known-": {"arxiv", "doi", "title"},
    "look-": {LINKS, REPOSITORIES, VENUES},
    "remark-": remarks(),
}  # keys that are put together: the head, and what may stand behind it
BY_NAME = {"bad", "good", "unknown-near", "unknown-word", "help-refresh-token"}  # keys that a variable holds


def test_every_word_asked_for_is_there_and_none_is_idle() -> None:
    """The keys are those that commands, reports, forms and lookups ask for, no more and no fewer."""
    found = asked()
    assert {each.removesuffix("*") for each in found if each.endswith("*")} == {*FAMILIES}
    families = {head + tail for head, tails in FAMILIES.items() for tail in tails}
    wanted = {each for each in found if not each.endswith("*")} | families | codes() | BY_NAME
    assert len(wanted) > 150
    assert wanted == {*SPOKEN["en"]}


def test_keys_that_a_variable_holds_are_named_in_the_commands() -> None:
    """Those that the check above takes for granted stand in the code of the commands as they are."""
    constants = {node.value for tree in trees("cli") for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert constants >= BY_NAME


def test_the_search_for_keys_finds_them() -> None:
    """The search above sees plain keys, choices and heads, and only in calls for words."""
    code = (
        "obj.t('a'); t('b' if x else 'c'); obj.t.n('d', 1); both('e'); spoken(lang)(f'f-{x}'); print('g'); obj.x('h')"
    )
    calls = [
        node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.args and speaks(node.func)
    ]
    assert {key for call in calls for key in results(call.args[0])} == {"a", "b", "c", "d", "e", "f-*"}
