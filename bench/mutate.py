"""How many small faults the tests catch: put one by one into copies of what is committed.

Faults in Python are drawn by a seed from all that Cosmic Ray (https://cosmic-ray.readthedocs.io) can make: first
a place, then one of the faults that can be made at it. Those in templates, words, and scripts are listed by hand in
faults.yaml beside this file. A fault is caught by the tests of its own module, by those of its package, or by the
others; what takes longest and tells least of a fault is left out, so the figure is a lower bound of the whole suite.
"""

from __future__ import annotations

import ast
import os
import queue
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
FAULTS = ROOT / "bench" / "faults.yaml"
JOBS = 2
PATIENCE = 900  # seconds for one run of tests; a fault that makes them hang is caught
SLOW = """
tests/test_accessibility.py tests/test_same_bytes.py tests/test_contributing.py tests/test_github.py
tests/test_plugin.py tests/test_hostile.py tests/source/test_loaders.py tests/shelf/test_exchange.py
""".split()  # noqa: SIM905 — a list of paths
OF_SCRIPTS = {
    "site.js": ["tests/test_browser.py", "tests/test_search_page.py"],
    "board.js": ["tests/test_browser_board.py"],
    "explorer.js": ["tests/test_browser_explorer.py"],
    "compare.js": ["tests/test_compare_page.py"],
    "theme.js": ["tests/test_browser.py"],
}


@dataclass(frozen=True)
class Fault:
    """A file as it would be with one fault in it."""

    file: str
    text: str
    told: str

    @property
    def rounds(self) -> Iterator[list[str]]:
        """The arguments of pytest for each round of tests, the nearest first."""
        path = Path(self.file)
        if path.suffix == ".py":
            package = Path("tests") / path.relative_to("src/papershelf").parent
            own = package / f"test_{package.name if path.stem == '__init__' else path.stem}.py"
            yield [str(own)] if (ROOT / own).exists() else []
            yield [str(package)] if package.name != "tests" else []
        elif path.suffix == ".js":
            yield OF_SCRIPTS[path.name]
        else:
            yield ["tests/render", "tests/export", "-m", "not browser"]
            yield ["tests", "-k", "whole_site or whole_readmes"]
        yield ["tests", "-m", "not browser"]
        yield ["tests", "-m", "browser"]


def by_hand() -> list[Fault]:
    """The faults of faults.yaml."""
    found = []
    for each in yaml.safe_load(FAULTS.read_text("utf-8")):
        text = (ROOT / each["file"]).read_text("utf-8")
        if text.count(each["was"]) != 1:
            raise SystemExit(f"{FAULTS}: not once in {each['file']}: {each['was']}")
        found.append(Fault(each["file"], text.replace(each["was"], each["now"]), f"{each['file']}: {each['what']}"))
    return found


def drawn(count: int, seed: int) -> Iterator[Fault]:
    """So many faults in the package's Python, at places drawn by a seed.

    Raises:
        SystemExit: Cosmic Ray is not here.
    """
    try:
        from cosmic_ray.ast import ast_nodes, get_ast
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator, operator_names
    except ImportError:
        raise SystemExit("Cosmic Ray is needed: pip install --require-hashes -r bench/requirements.lock") from None
    operators = [operator() for name in operator_names() if not (operator := get_operator(name)).arguments()]
    texts, places = {}, []
    for file in sorted((ROOT / "src").rglob("*.py")):
        texts[file] = file.read_text("utf-8")
        nodes = [*ast_nodes(get_ast(texts[file]))]
        here = defaultdict(list)
        for operator in operators:
            spans = [span for node in nodes for span in operator.mutation_positions(node)]
            for nth, span in enumerate(spans):
                here[span].append((operator, nth))
        places += [(file, here[span]) for span in sorted(here)]
    chance = random.Random(seed)
    chance.shuffle(places)
    for file, choices in places:
        text = mutate_code(texts[file], *chance.choice(choices))
        if text is not None and is_fault(texts[file], text):
            yield Fault(file.relative_to(ROOT).as_posix(), text, told(file, texts[file], text))
            count -= 1
        if not count:
            return


def is_fault(was: str, now: str) -> bool:
    """Whether a module can be read and does something else."""
    try:
        return meaning(now) != meaning(was)
    except SyntaxError:  # a star before arguments is not an operator
        return False


def meaning(text: str) -> str:
    """What a module does: its syntax without annotations."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    return ast.dump(tree)


def told(file: Path, was: str, now: str) -> str:
    """File and line of a fault, and the line without and with it."""
    lines = [*zip_longest(was.splitlines(), now.splitlines(), fillvalue="")]
    n, (old, new) = next((n, pair) for n, pair in enumerate(lines, 1) if pair[0] != pair[1])
    return f"{file.relative_to(ROOT).as_posix()}:{n}: {old.strip()} → {new.strip()}"


@contextmanager
def copies() -> Iterator[queue.Queue[Path]]:
    """A clone of what is committed for each job, while the block runs."""
    with tempfile.TemporaryDirectory(prefix="papershelf-mutate-") as folder:
        free: queue.Queue[Path] = queue.Queue()
        for n in range(JOBS):
            clone = Path(folder, str(n))
            subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
            free.put(clone)
        yield free


def failing(clone: Path, arguments: list[str]) -> bool:
    """Whether one of these tests fails in a copy."""
    call = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=unshrunk"]
    call += [*(f"--ignore={name}" for name in SLOW if name not in arguments), *arguments]
    where = {**os.environ, "PYTHONPATH": str(clone / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(call, cwd=clone, env=where, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 5)  # 5: no test was chosen


def caught(fault: Fault, free: queue.Queue[Path]) -> bool:
    """Whether a test fails for a fault."""
    clone = free.get()
    file = clone / fault.file
    whole = file.read_text("utf-8")
    file.write_text(fault.text, "utf-8")
    try:
        return any(failing(clone, arguments) for arguments in fault.rounds if arguments)
    finally:
        file.write_text(whole, "utf-8")
        free.put(clone)


def mutate(count: int = 200, seed: int = 1) -> None:
    """Puts faults by hand and ``count`` drawn ones into copies; prints which passed and how many were caught."""
    faults = [*by_hand(), *drawn(count, seed)]
    with copies() as free, ThreadPoolExecutor(JOBS) as pool:
        found = []
        for fault, seen in zip(faults, pool.map(lambda fault: caught(fault, free), faults), strict=True):
            found.append(seen)
            if not seen:
                print(f"passed  {fault.told}", flush=True)
    print(f"{sum(found)} of {len(found)} faults caught (seed {seed})")
