"""The house as design.md draws it: rooms that import downwards only, edges and doors that alone touch the world, sizes."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

SRC = ROOT / "src" / "papershelf"
# The rooms from the ground up, in the order of design.md; a room imports those before it, and none beside it.
ROOMS = (
    *("words", "problems", "arxiv", "size", "license", "names", "hosts"),
    *("source", "model", "prose", "draft", "protocol", "board", "checks"),
    *("catalogue", "cite", "format", "lookup", "render", "export", "query", "net", "shelf", "upkeep", "beside"),
    *("site", "serve", "cli", "plugin", "reader"),
)
LEVEL = {name: level for level, name in enumerate(ROOMS)}
DOORS = ("site", "serve", "cli", "plugin", "reader")
EDGES = ("net", "shelf", "beside")
MODULES = sorted(SRC.rglob("*.py"))

# Modules that read or change the world; edges and doors alone may import them.
WORLD = (
    {"os", "io", "shutil", "tempfile", "glob", "fcntl", "mmap", "fileinput", "ctypes", "filelock", "sys", "locale"}
    | {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "requests", "httpx", "webbrowser"}
    | {"time", "random", "secrets", "uuid", "getpass", "platform", "subprocess", "multiprocessing", "threading"}
    | {"signal", "logging", "click", "mkdocs"}
)
# Calls by name that do the same without an import.
CALLS = {"open", "print", "input", "exit", "quit", "breakpoint"}
# Attributes that open, list or change files, read the clock, or leave.
ATTRIBUTES = (
    {"read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "rmdir", "unlink", "touch", "iterdir", "rglob"}
    | {"exists", "is_file", "is_dir", "cwd", "home", "stat", "symlink_to"}
    | {"now", "today", "utcnow", "getenv", "environ"}
)
# The package's own data and templates are part of the program, not of the world.
OWN_DATA = {"files(__package__)", "resources.files(__package__)"}


def name_of(file: Path) -> str:
    """The module's noun: the first step below the package."""
    return file.relative_to(SRC).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The full name of each module that is imported, at any depth, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def upward(tree: ast.AST, name: str) -> list[str]:
    """Imports of rooms that do not stand before ``name``; those only for type checkers count too."""
    wrong = []
    for full, line in imported(tree):
        parts = full.split(".")
        room = parts[1] if parts[0] == "papershelf" and len(parts) > 1 else ""
        if room in LEVEL and room != name and LEVEL[room] >= LEVEL[name]:
            wrong.append(f"line {line}: {name} imports {room}")
    return wrong


def module_of(file: Path) -> str:
    """The full name of a module's file."""
    return ".".join(file.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__")


def circles(imports: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a loop; what only stands before a loop is left out."""
    left = {name: targets & imports.keys() for name, targets in imports.items()}
    while done := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in done:
            del left[name]
    return sorted(left)


def worldly(tree: ast.AST) -> list[str]:
    """What a module does that only edges and doors may do."""
    wrong = [f"line {n}: import {full}" for full, n in imported(tree) if any(_within(full, each) for each in WORLD)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            wrong.append(f"line {node.lineno}: {node.func.id}()")
        if isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES and not _own(node.value):
            wrong.append(f"line {node.lineno}: .{node.attr}")
    return wrong


def _own(value: ast.expr) -> bool:
    return any(own in ast.unparse(value) for own in OWN_DATA)


def _within(full: str, module: str) -> bool:
    return full == module or full.startswith(f"{module}.")


def public(
    tree: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Functions and classes without an underscore, and what is public in public classes; overloads once."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(SRC).as_posix())
def test_imports_go_downwards(file: Path) -> None:
    """A module imports rooms below its own only; a package counts as its noun."""
    name = name_of(file)
    if name != "__init__":
        assert name in LEVEL, "a new room needs its place in the house"
        assert upward(ast.parse(file.read_text("utf-8")), name) == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(SRC).as_posix())
def test_only_edges_and_doors_touch_the_world(file: Path) -> None:
    """Files, network, clock, environment, chance, printing and exiting are left to the edges and doors."""
    name = name_of(file)
    if name not in (*EDGES, *DOORS):
        assert worldly(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from os import path",
        "import urllib.request",
        "from urllib import request",
        "from time import time",
        "open('x')",
        "print(1)",
        "from pathlib import Path\nPath('x').read_text()",
        "from datetime import date\ndate.today()",
        "import sys\nsys.exit()",
    ],
)
def test_the_check_of_the_world_finds_it(code: str) -> None:
    """The check above is able to fail."""
    assert worldly(ast.parse(code))


def test_the_check_of_the_rooms_finds_an_upward_import() -> None:
    """A lower module that imports a higher one is found, at any depth of the code, for type checkers too."""
    upwards = ast.parse("def f():\n    from papershelf.cli import main")
    assert upward(upwards, "checks") == ["line 2: checks imports cli", "line 2: checks imports cli"]
    hidden = ast.parse("if TYPE_CHECKING:\n    from papershelf import shelf")
    assert upward(hidden, "catalogue") == ["line 2: catalogue imports shelf"]
    assert upward(ast.parse("import papershelf.source"), "problems") == ["line 1: problems imports source"]
    assert upward(ast.parse("from papershelf.problems import Problem"), "checks") == []


def test_no_two_modules_import_each_other() -> None:
    """Inside the packages too, and for type checkers too, no chain of imports comes back to where it began."""
    names = {module_of(file): file for file in MODULES}
    imports = {}
    for name, file in names.items():
        found = {full for full, _ in imported(ast.parse(file.read_text("utf-8")))} - {name}
        # A module taken from its package is not its face, which takes the module in turn.
        imports[name] = {full for full in found if not any(other.startswith(f"{full}.") for other in found & {*names})}
    assert circles(imports) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("package", sorted(SRC.rglob("__init__.py")), ids=lambda file: module_of(file))
def test_no_module_is_hidden_by_a_name_of_its_package(package: Path) -> None:
    """What a package's face binds is called like none of its modules, so that importing a module gives the module."""
    tree = ast.parse(package.read_text("utf-8"))
    bound = {name for name, _ in public(tree)}
    own = module_of(package)  # ``from papershelf.checks import values`` binds the module itself
    faces = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module != own)
    bound |= {alias.asname or alias.name for node in faces for alias in node.names}
    inside = {file.stem for file in package.parent.glob("*.py")} | {d.name for d in package.parent.iterdir()}
    assert bound & inside == set()


def test_the_package_tells_its_rooms() -> None:
    """The docstring of the package names every room, from the ground up."""
    text = ast.get_docstring(ast.parse((SRC / "__init__.py").read_text("utf-8"))) or ""
    told = [word for line in re.findall(r"^- (.*?): ", text, re.M) for word in re.findall(r"``(\w+)``", line)]
    assert told == list(ROOMS)


def behaves(file: Path) -> bool:
    """Whether a module has functions of its own that others call."""
    nodes = dict(public(ast.parse(file.read_text("utf-8"))))
    return any(not isinstance(node, ast.ClassDef) for node in nodes.values())


@pytest.mark.parametrize("file", [file for file in MODULES if behaves(file)], ids=module_of)
def test_tests_mirror_the_package(file: Path) -> None:
    """The tests of a module stand where its name says: those of a package in a file of the package's name."""
    inside = file.relative_to(SRC).parent
    name = inside.name if file.stem == "__init__" else file.stem
    assert (ROOT / "tests" / inside / f"test_{name}.py").is_file()


MOST_LINES, MOST_OF_A_PACKAGE, MOST_AT_THE_TOP = 300, 2000, 16


def test_rooms_are_of_a_size_to_live_in() -> None:
    """No module over 300 lines, no package over 2,000, at most sixteen modules loose at the top."""
    lines = {file: len(file.read_text("utf-8").splitlines()) for file in MODULES}
    assert [module_of(file) for file, count in lines.items() if count > MOST_LINES] == []
    packages = {name: sum(n for file, n in lines.items() if name_of(file) == name) for name in ROOMS}
    assert [name for name, count in packages.items() if count > MOST_OF_A_PACKAGE] == []
    assert len(list(SRC.glob("*.py"))) <= MOST_AT_THE_TOP


def test_network_is_for_net_only() -> None:
    """Not even shelf, cli and plugin may open a socket; ``serve`` has the standard library's server, and asks nobody."""
    network = ("socket", "ssl", "http", "urllib.request", "requests", "httpx", "urllib3")
    for file in MODULES:
        if name_of(file) != "net":
            names = [full for full, _ in imported(ast.parse(file.read_text("utf-8")))]
            served = ("http.HTTPStatus", "http.server") if name_of(file) == "serve" else ()
            names = [full for full in names if full != "http" or not served]
            names = [full for full in names if not any(_within(full, each) for each in served)]
            assert not [full for full in names if any(_within(full, each) for each in network)], file


def test_engine_needs_only_its_declared_dependencies() -> None:
    """Every import is of the standard library, of the package, or of a dependency in pyproject.toml."""
    declared = {"click", "filelock", "jinja2", "markdown", "mkdocs", "material", "pydantic", "pymdownx", "yaml"}
    declared |= {"anyascii", "citeproc", "latexcodec", "markdown_it", "packaging", "pybtex", "rapidfuzz", "urllib3"}
    allowed = {*sys.stdlib_module_names, *declared, "papershelf", "pydantic_core", "markupsafe"}
    for file in MODULES:
        tops = {full.split(".")[0] for full, _ in imported(ast.parse(file.read_text("utf-8")))}
        assert tops <= allowed, file


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(SRC).as_posix())
def test_everything_public_has_a_docstring(file: Path) -> None:
    """Every module, and every public function, class and method in it, says what it is."""
    tree = ast.parse(file.read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert [name for name, node in public(tree) if not ast.get_docstring(node)] == []


# Records that gather while one list or one question is gone through, and never leave their module.
GATHERING = {"papershelf.net.client._Question", "papershelf.upkeep.lists._Cell"}


def test_every_record_is_frozen() -> None:
    """What one step gives, no later step fills in; two records that gather are the exceptions."""
    thawed = set()
    for file in MODULES:
        module = importlib.import_module(".".join(file.relative_to(SRC.parent).with_suffix("").parts))
        own = (each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__)
        for each in filter(is_dataclass, own):
            if not each.__dataclass_params__.frozen:  # type: ignore[union-attr]
                thawed.add(f"{module.__name__}.{each.__name__}")  # type: ignore[union-attr]
    assert thawed == GATHERING
