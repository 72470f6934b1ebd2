"""Every rule that ``check`` can tell of has an example that fails and one that passes.

A folder ``broken/<code>/`` holds ``bad.yaml`` and ``good.yaml`` (each in the place of the toy shelf's
papers.yaml), ``bad.catalogue.yaml`` and ``good.catalogue.yaml`` (in the place of its catalogue.yaml), or
folders ``bad/`` and ``good/`` that are laid over the shelf; ``catalogue.yaml`` serves both.  A bad file's
last line tells the place: ``# expect: LINE:COLUMN``, with the file before it where it is another.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from papershelf import checks, shelf
from papershelf.problems import LANGUAGES, rules
from tests.conftest import TOY

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(folder.name for folder in BROKEN.iterdir())

# Codes without an example here → the module whose tests give them instead.
ELSEWHERE = {
    "file-too-long": "source/test_registry.py",  # needs 12 MB
    "too-many-entries": "source/test_registry.py",  # needs 20,001 of them
    "too-much-broken": "source/test_registry.py",  # needs 512 kB of it
    "entry-too-long": "source/test_registry.py",  # needs 64 kB
    "text-too-long": "source/test_parse.py",  # needs 20,000 characters
    "not-utf8": "cli/test_check.py",  # would be no text file
    "no-file": "cli/test_check.py",  # is the absence of a file
    "unreadable": "shelf/test_files.py",  # is a folder, or a link in a circle
    "stale": "cli/test_build.py",  # told by build --check
    "bad-marker": "cli/test_build.py",  # told by build
    "page-link": "cli/test_build.py",
    "linked-file": "shelf/test_docs.py",  # is no file
    "columns-swapped": "checks/test_values.py",  # needs twenty rows
    "not-canonical": "cli/test_format.py",  # told by format --check
    "entry-gone": "upkeep/test_diff.py",  # told by guard
    "row-gone": "upkeep/test_diff.py",
    "many-gone": "upkeep/test_diff.py",
    "bad-state": "cli/test_looking.py",  # JSON has no comments to tell the place
    "dead-link": "cli/test_links.py",  # told by links
    "gone-link": "cli/test_links.py",
    "moved-link": "cli/test_links.py",
    "seems-published": "cli/test_refresh.py",  # told by refresh
}


def laid(code: str, which: str, folder: Path) -> tuple[Path, str]:
    """The toy shelf with the example laid over it, and where its problem must be."""
    root = shutil.copytree(TOY, folder / "toy")
    case = BROKEN / code
    pairs = [("catalogue.yaml", "catalogue.yaml"), (f"{which}.yaml", "papers.yaml")]
    pairs.append((f"{which}.catalogue.yaml", "catalogue.yaml"))
    for name, target in pairs:
        if (case / name).exists():
            shutil.copy(case / name, root / target)
    if (case / which).is_dir():
        shutil.copytree(case / which, root, dirs_exist_ok=True)
    for file in (file for file in sorted(root.rglob("*")) if file.is_file()):
        found = re.search(r"expect: (?:(\S+):)?(\d+:\d+)[ ->]*\n\Z", file.read_text("utf-8"))
        if found:
            return root, f"{found.group(1) or file.relative_to(root).as_posix()}:{found.group(2)}"
    return root, ""


@pytest.mark.parametrize("code", CASES)
def test_bad_example_gives_its_code_and_no_other_at_its_place(code: str, tmp_path: Path) -> None:
    """The bad example gives exactly one problem: its own, at the line and column where the slip is."""
    root, place = laid(code, "bad", tmp_path)
    assert [(p.code, str(p.place)) for p in shelf.read(root).problems] == [(code, place)]


@pytest.mark.parametrize("code", CASES)
def test_good_example_is_faultless(code: str, tmp_path: Path) -> None:
    """The good example gives no problem at all."""
    root, _ = laid(code, "good", tmp_path)
    assert shelf.read(root).problems == []


@pytest.mark.parametrize("code", CASES)
def test_only_the_rule_of_its_name_finds_the_bad_example(code: str, tmp_path: Path) -> None:
    """The function of a code gives nothing but that code, and no other function gives it."""
    root, _ = laid(code, "bad", tmp_path)
    draft = shelf.read(root).draft
    found = {name: {p.code for p in rule(draft)} for name, rule in checks.RULES.items()} if draft else {}
    assert {name: codes for name, codes in found.items() if codes} == ({code: {code}} if code in checks.RULES else {})


def test_every_rule_function_has_an_example() -> None:
    """No rule of the table goes untried."""
    assert set(checks.RULES) <= {*CASES, *ELSEWHERE}


def test_every_code_has_an_example_or_a_test_elsewhere() -> None:
    """Each code of rules.yaml is shown here, or stands in the list with the module that tests it."""
    assert sorted(rules()) == sorted([*CASES, *ELSEWHERE])
    for code, module in ELSEWHERE.items():
        assert code in (Path(__file__).parent / module).read_text("utf-8")


@pytest.mark.parametrize("code", CASES)
def test_words_are_filled_in_both_languages(code: str, tmp_path: Path) -> None:
    """No message keeps a {name} unfilled or fails for want of a value; the two languages differ."""
    root, _ = laid(code, "bad", tmp_path)
    (problem,) = shelf.read(root).problems
    for words in (problem.says, problem.help):
        told = [words(lang) for lang in LANGUAGES]
        assert all(told)
        assert told[0] != told[1]
        assert not any(f"{{{name}}}" in each for each in told for name in problem.values)
        assert not any("{{" in each for each in told)
