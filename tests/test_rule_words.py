"""The words of every rule are filled by the values that its callers give: none is missing wherever it is told."""

from __future__ import annotations

import ast
import string
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from papershelf.problems import LANGUAGES, Place, Problem, rules
from tests.conftest import ROOT

SRC = ROOT / "src" / "papershelf"
# What model/faults.py gives to each finding of the models, beside what pydantic hands on.
OF_MODELS = {"field", "value"}
# Keywords of the functions that tell a finding which are no values of it.
NO_VALUES = {"key", "of", "values", "code", "entry"}


def asked(text: str) -> set[str]:
    """The names that a text is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def given() -> dict[str, list[tuple[str, set[str]]]]:
    """Code → where it is told, with the names of the values that are given there."""
    found: defaultdict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for file in sorted(SRC.rglob("*.py")):
        for function in functions(ast.parse(file.read_text("utf-8"))):
            for call in ast.walk(function):
                if isinstance(call, ast.Call):
                    for code in codes(call):
                        names = values(call, function)
                        if names is not None:
                            found[code].append((f"{file.relative_to(SRC)}:{call.lineno}", names | implied(file, call)))
    return found


def functions(tree: ast.Module) -> Iterator[ast.AST]:
    """The functions of a module, and what stands outside of them."""
    inner = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    yield from inner
    yield ast.Module([each for each in tree.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)], [])


def called(call: ast.Call) -> str:
    """The name of what a call calls."""
    return call.func.id if isinstance(call.func, ast.Name) else str(getattr(call.func, "attr", ""))


def codes(call: ast.Call) -> Iterator[str]:
    """The rules that a call tells."""
    if called(call) in ("Problem", "problem", "in_entry", "in_catalogue", "in_page", "marked", "_tell"):
        for each in call.args:
            if isinstance(each, ast.Constant) and each.value in rules():
                yield str(each.value)


def values(call: ast.Call, function: ast.AST) -> set[str] | None:
    """The names of the values that a call gives; none where they come from elsewhere."""
    names: set[str] = set()
    given: list[ast.expr] = call.args[3:4] if called(call) == "Problem" else []
    given += [each.value for each in call.keywords if each.arg == "values"]
    names |= {str(each.arg) for each in call.keywords if each.arg and each.arg not in NO_VALUES}
    for each in given:
        if isinstance(each, ast.Name):
            assigned = [
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == each.id for t in node.targets)
            ]
            if not assigned or not all(isinstance(value, ast.Dict) for value in assigned):
                return None
            for value in assigned:
                names |= keys(value)
        elif isinstance(each, ast.Dict):
            names |= keys(each)
    return names


def keys(node: ast.expr) -> set[str]:
    """The keys of a dict that is written out."""
    assert isinstance(node, ast.Dict)
    return {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}


def implied(file: Path, call: ast.Call) -> set[str]:
    """What is added to what a model raises."""
    return OF_MODELS if called(call) == "problem" and "model" in file.parts else set()


def test_every_value_that_a_rule_s_words_ask_for_is_given() -> None:
    """Wherever it is told, in every language."""
    found = given()
    assert len(found) > 70
    for code, places in found.items():
        for place, names in places:
            for lang in LANGUAGES:
                texts = rules()[code].texts[lang]
                wanted = asked(texts["says"]) | asked(texts["help"])
                assert wanted <= names | {"near"}, f"{place}: {code} lacks {wanted - names}"
                problem = Problem(Place("a"), code, "", dict.fromkeys(names, "x") | {"near": ""})
                assert problem.says(lang)
                assert "{" not in problem.says(lang).replace("{{", "")


def test_a_value_that_is_not_given_would_be_found() -> None:
    """What a call gives is read off rightly, by name, by place, and by a name of its own."""
    tree = ast.parse(
        'def f():\n    values = {"a": 1}\n    Problem(p, "tab", "", values)\n    in_entry(e, (), "tab", b=1, key=True)\n'
    )
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    assert [values(call, tree) for call in calls] == [{"a"}, {"b"}]
    assert [[*codes(call)] for call in calls] == [["tab"], ["tab"]]
    assert asked("{a} {b}: {{c}}") == {"a", "b"}
