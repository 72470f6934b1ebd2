"""Another id for an entry: everything that names it follows, and nothing else changes."""

from __future__ import annotations

import json
import random
import re

import pytest

from papershelf import shelf
from papershelf.format import Taken, Texts, renamed
from papershelf.format.renaming import referring, relinked
from papershelf.model import OF_PAPERS, About, Paper
from tests.conftest import Built

PAPERS = """\
# Head.
papers:
- id: aa-new
  kind: method
  title: New
  venue: v
  year: 2025
  extends: [mid, old]  # on both
  summary:
    en: Builds on [[old]], not on [[older]] or old.
    zh: 基于 [[old|旧方法]]，见 [[notes/old]]。

# About the old one.
- id: old
  kind: method
  # The name as printed.
  title: Old  # of page 1
  venue: v
  year: 2024
  extends: [mid]

- id: zz
  kind: survey
  title: Last
  venue: v
  year: 2024
"""
OTHER = """\
papers:
- id: mid
  kind: method
  title: Mid
  venue: v
  year: 2020
  extends: ["old"]
"""
CATALOGUE = """\
title: {en: "On [[old]]"}
datasets:
- {id: old, name: old, paper: old, link: https://x.org/old}
- id: d
  name: D
  paper: "old"  # who made it
benchmarks: [{id: b, paper: 'old', columns: []}]
sources:
- {id: s, paper: older}
errata:
- paper: old
  where: https://x.org/old
removed:
- {paper: old, benchmark: b}
"""
PAGE = "---\ntitle: old\nfamily: techniques/old\ncompare: [zz, old, 'mid']\n---\n# On [[old]]\n\nold, [[older]], [[old|it]].\n"
NOTE = "# Old\n\nOn [[old]].\n"
REGISTRIES = {"papers.yaml": PAPERS, "papers/2020.yaml": OTHER}
OTHERS = {
    "catalogue.yaml": CATALOGUE,
    "docs/en/guide.md": PAGE,
    "docs/en/notes/old.md": NOTE,
    "docs/en/notes/old.svg": "<svg>old</svg>",
    "docs/zh/notes/old.md": "# 旧\n",
    "docs/zh/notes/older.md": "# 更旧\n",
    "state/venues.json": '{\n"old": {"day": "2026-01-01", "doi": "10.1/old"},\n"older": {"day": "2026-01-01"}\n}\n',
}


def after(changes: dict[str, str | None], texts: Texts) -> dict[str, str]:
    """All files as they are when the changes were written."""
    return {file: text for file, text in {**texts, **changes}.items() if text is not None}


def test_an_entry_gets_another_id_in_its_place() -> None:
    """With its comments, and the old id as a former one; in another place where the order asks for it."""
    new = renamed(REGISTRIES, OTHERS, "old", "zzz")["papers.yaml"]
    assert new is not None
    assert new.endswith(
        "- id: zz\n  kind: survey\n  title: Last\n  venue: v\n  year: 2024\n\n"
        "# About the old one.\n- id: zzz\n  was: [old]\n  kind: method\n  # The name as printed.\n"
        "  title: Old  # of page 1\n  venue: v\n  year: 2024\n  extends: [mid]\n"
    )
    assert new.startswith(PAPERS[: PAPERS.index("  extends")])


def test_everything_that_names_the_entry_follows() -> None:
    """Prose and `extends` of every file, fields of catalogue.yaml, front matter, notes, state; nothing else."""
    changes = renamed(REGISTRIES, OTHERS, "old", "new")
    now = after(changes, {**REGISTRIES, **OTHERS})
    assert "  extends: [mid, new]  # on both\n" in now["papers.yaml"]
    assert "Builds on [[new]], not on [[older]] or old." in now["papers.yaml"]
    assert "基于 [[new|旧方法]]，见 [[notes/new]]。" in now["papers.yaml"]
    assert now["papers/2020.yaml"] == OTHER.replace('["old"]', "[new]")
    wanted = CATALOGUE.replace("[[old]]", "[[new]]").replace("paper: old\n", "paper: new\n")
    wanted = wanted.replace("paper: old,", "paper: new,").replace('"old"', '"new"').replace("'old'", "'new'")
    assert now["catalogue.yaml"] == wanted
    assert now["docs/en/guide.md"] == (
        "---\ntitle: old\nfamily: techniques/old\ncompare: [zz, new, 'mid']\n---\n"
        "# On [[new]]\n\nold, [[older]], [[new|it]].\n"
    )
    assert {file: text for file, text in now.items() if "/notes/" in file} == {
        "docs/en/notes/new.md": "# Old\n\nOn [[new]].\n",
        "docs/en/notes/new.svg": "<svg>old</svg>",
        "docs/zh/notes/new.md": "# 旧\n",
        "docs/zh/notes/older.md": "# 更旧\n",
    }
    assert json.loads(now["state/venues.json"]) == {
        "new": {"day": "2026-01-01", "doi": "10.1/old"},
        "older": {"day": "2026-01-01"},
    }


def test_what_is_new_is_written_before_anything_goes() -> None:
    """Notes first, then the registry, what goes last: no kill between two files loses words."""
    changes = renamed(REGISTRIES, OTHERS, "old", "new")
    files = list(changes)
    assert files[:3] == ["docs/en/notes/new.md", "docs/en/notes/new.svg", "docs/zh/notes/new.md"]
    gone = ["docs/en/notes/old.md", "docs/en/notes/old.svg", "docs/zh/notes/old.md"]
    assert [file for file, text in changes.items() if text is None] == files[-3:] == gone


@pytest.mark.parametrize("written", range(11))
def test_a_renaming_that_was_broken_off_is_finished(written: int) -> None:
    """However many files were written: the same once more gives the same folder."""
    texts = {**REGISTRIES, **OTHERS}
    changes = renamed(REGISTRIES, OTHERS, "old", "new")
    half = after(dict(list(changes.items())[:written]), texts)
    registries = {file: half.pop(file) for file in REGISTRIES}
    assert after(renamed(registries, half, "old", "new"), {**registries, **half}) == after(changes, texts)
    assert len(changes) == 11


def test_a_renaming_back_leaves_only_the_former_id() -> None:
    """The entry that had the id before has it again, and the other is a former one."""
    texts = {**REGISTRIES, **OTHERS}
    there = after(renamed(REGISTRIES, OTHERS, "old", "new"), texts)
    registries = {file: there.pop(file) for file in REGISTRIES}
    back = after(renamed(registries, there, "new", "old"), {**registries, **there})
    back["papers.yaml"] = back["papers.yaml"].replace("  was: [new]\n", "")
    assert back == {**texts, "papers/2020.yaml": OTHER.replace('["old"]', "[old]")}


def test_an_id_in_its_own_place_changes_nothing() -> None:
    """Least of all does the note go."""
    assert renamed(REGISTRIES, OTHERS, "old", "old") == {}


def test_a_note_of_the_new_id_is_not_written_over() -> None:
    """Its words would be lost; one that says the same is none in the way."""
    with pytest.raises(Taken, match=r"^docs/en/notes/new\.md$"):
        renamed(REGISTRIES, {**OTHERS, "docs/en/notes/new.md": "# Another\n"}, "old", "new")
    same = {**OTHERS, "docs/en/notes/new.md": "# Old\n\nOn [[new]].\n"}
    assert renamed(REGISTRIES, same, "old", "new")["docs/en/notes/old.md"] is None


@pytest.mark.parametrize(
    ("matter", "new"),
    [
        ("compare: old\n", "compare: new\n"),
        ('compare:\n- "old"  # first\n- older\n', 'compare:\n- "new"  # first\n- older\n'),
        ("compare: {a: old}\n", "compare: {a: old}\n"),
        ("compare: [old\n", "compare: [old\n"),
        ("old: old\n", "old: old\n"),
    ],
)
def test_front_matter_in_every_form(matter: str, new: str) -> None:
    """A word, a list of either form; what is no list of ids, or no YAML, stays."""
    page = f"---\n{matter}---\n# T\n"
    changes = renamed(REGISTRIES, {"docs/en/a.md": page}, "old", "new")
    assert changes.get("docs/en/a.md", page) == f"---\n{new}---\n# T\n"


def test_an_id_that_is_part_of_another_or_of_a_word_stays() -> None:
    """Only whole ids are links."""
    text = "[[old]] [[old-2]] [[older|old]] [[a/old]] [[notes/old|x]] [old] [[old"
    assert relinked(text, "old", "new") == "[[new]] [[old-2]] [[older|old]] [[a/old]] [[notes/new|x]] [old] [[old"


def test_an_entry_never_extends_itself() -> None:
    """Where two ids become one, each base is named once, and none of them by itself; an empty list goes."""
    text = "papers:\n- id: a\n  extends: [b, c]\n- id: b\n  extends: [c]\n- id: d\n  extends: [x, c, b]\n"
    assert referring(text, "c", "b") == "papers:\n- id: a\n  extends: [b]\n- id: b\n- id: d\n  extends: [x, b]\n"


def test_every_list_whose_records_name_an_entry_is_known() -> None:
    """As catalogue.yaml has them."""
    assert OF_PAPERS == ("datasets", "benchmarks", "sources", "errata", "removed")
    assert set(OF_PAPERS) <= set(About.model_fields)
    assert "extends" in Paper.model_fields


# --- the shipped catalogue ---------------------------------------------------------------------


def test_any_entry_of_the_catalogue_can_be_renamed(built_cut: Built) -> None:
    """What check tells stays the same, no text names the old id, and renaming back restores every byte but `was`."""
    found, chance = shelf.read(built_cut.root), random.Random(1)
    registry, beside = shelf.all_texts(found)
    for old in chance.sample(sorted(built_cut.catalogue.by_id), 6):
        _renamed_and_back(found, registry, beside, old, f"{chance.choice('amz')}-{old}")


def _renamed_and_back(found: shelf.Shelf, registry: Texts, beside: Texts, old: str, new: str) -> None:
    texts = {**registry, **beside}
    there = after(renamed(registry, beside, old, new), texts)
    told = sorted(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, each) for each in said(found))
    assert said(shelf.read(found.root, instead(there, texts))) == told
    assert not [file for file, text in there.items() if re.search(rf"\[\[(notes/)?{old}[\]|]", text)]
    registries = {file: there.pop(file) for file in registry}
    back = after(renamed(registries, there, new, old), {**registries, **there})
    kept = [text.replace(f"  was: [{new}]\n", "") for text in back.values()]
    assert sorted(kept) == sorted(texts.values())


def said(found: shelf.Shelf) -> list[str]:
    """What `check` tells of a folder, without lines."""
    return sorted(f"{problem.code} {problem.entry} {problem.says('en')}" for problem in found.problems)


def instead(now: Texts, before: Texts) -> dict[str, str | None]:
    """What stands in the place of each file of before, and of now."""
    return {file: now.get(file) for file in {**before, **now}}
