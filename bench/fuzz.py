"""Structural faults in the files of a small shelf: whatever ``check`` passes must build, and nothing may be uncaught.

A fault removes, doubles, empties, swaps, retypes, or lengthens one node of papers.yaml, catalogue.yaml, or of a page's
front matter and Markdown.  All happens in memory: the shelf is read with the text in the place of its own, and what
passes is rendered and exported whole.
"""

from __future__ import annotations

import copy
import json
import random
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, get_origin

from papershelf import export, shelf, site
from papershelf.checks.pages import links_to_judge
from papershelf.format import formatted
from papershelf.model import About, Paper
from papershelf.model.fields import Record, Word
from papershelf.problems import LANGUAGES, as_json, as_text
from papershelf.render.templates import Templates
from papershelf.source import read_document

SHELF = Path(__file__).parent.parent / "tests" / "shelves" / "sounds"
TEMPLATES = Path(__file__).parent.parent
FULL = Path(__file__).parent / "fuzz.yaml"  # what the shelf lacks of the fields of the models
KINDS = ("remove", "double", "empty", "swap", "retype", "lengthen")
HANG = 5.0  # seconds of processor that one shelf may take

Path_ = tuple[str | int, ...]
Spot = tuple[str, str]  # model and field


@dataclass(frozen=True)
class Fault:
    """One node of one file that is changed, and how."""

    file: str
    path: Path_
    kind: str

    def __str__(self) -> str:
        return f"{self.file} {'.'.join(map(str, self.path))}: {self.kind}"


@cache
def base() -> dict[str, Any]:
    """File → data of the shelf with every field; papers.yaml is its list of entries."""
    papers = read_document((SHELF / "papers.yaml").read_text("utf-8"), "papers.yaml").data["papers"]
    about = read_document((SHELF / "catalogue.yaml").read_text("utf-8"), "catalogue.yaml").data
    more = read_document(FULL.read_text("utf-8"), "fuzz.yaml").data
    return {"papers.yaml": _joined(papers, more["papers"]), "catalogue.yaml": _joined(about, more["catalogue"])}


def _joined(data: Any, more: Any) -> Any:
    """The data with what more there is: fields by name, items of lists behind those that are there."""
    if isinstance(data, dict) and isinstance(more, dict):
        return {**data, **{name: _joined(data[name], each) if name in data else each for name, each in more.items()}}
    if isinstance(data, list) and isinstance(more, list):
        known = {each["id"]: n for n, each in enumerate(data) if isinstance(each, dict) and "id" in each}
        joined = list(data)
        for each in more:
            at = known.get(each["id"]) if isinstance(each, dict) and "id" in each else None
            if at is None:
                joined.append(each)
            else:
                joined[at] = _joined(joined[at], each)
        return joined
    return more


def nodes(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every node below the root."""
    if path:
        yield path
    if isinstance(data, dict | list):
        for step, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from nodes(each, (*path, step))


def spot(file: str, path: Path_) -> Spot | None:
    """The model and the field in which a path ends; none where it ends in a part of a field."""
    model: Any = Paper if file == "papers.yaml" else About
    found: Spot | None = None
    keyed = False  # whether the next step is a key of a mapping, which no model has as a field
    for step in path:
        if isinstance(step, int):
            continue
        if keyed:
            found, keyed = None, False
            continue
        field = next(((n, f) for n, f in model.model_fields.items() if step in (n, f.alias)), None) if model else None
        if field is None:  # a word has its name in a field a language
            of_word = model is not None and issubclass(model, Word) and step in base()["catalogue.yaml"]["languages"]
            return (model.__name__, "name") if of_word else None
        found = (model.__name__, field[0])
        model = record_in(field[1].annotation)
        keyed = model is not None and get_origin(field[1].annotation) is dict
    return found


def record_in(annotation: Any) -> type[Record] | None:
    """The record inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(record_in, getattr(annotation, "__args__", ()))), None)


def spots(model: type[Record] | None = None) -> frozenset[Spot]:
    """Every field of every model of papers.yaml and catalogue.yaml."""
    if model is None:
        return spots(Paper) | spots(About)
    found = {(model.__name__, name) for name in model.model_fields}
    inner = {record_in(field.annotation) for field in model.model_fields.values()}
    return frozenset(found.union(*(spots(each) for each in inner if each is not None and each is not model)))


def mutated(data: Any, path: Path_, kind: str, chance: random.Random) -> Any:
    """A copy of the data with a fault at a path."""
    data = copy.deepcopy(data)
    *above, last = path
    holder = data
    for step in above:
        holder = holder[step]
    value = holder[last]
    if kind == "remove":
        del holder[last]
    elif kind == "double":
        if isinstance(last, int):
            holder.insert(last, copy.deepcopy(value))
        else:
            holder[f"{last}{last}"] = copy.deepcopy(value)
    elif kind == "empty":
        holder[last] = chance.choice(["", None, [], {}, " "])
    elif kind == "swap":
        there = chance.choice([*nodes(data)])
        holder[last] = copy.deepcopy(_at(data, there))
    elif kind == "retype":
        holder[last] = chance.choice(
            ["1", "none", "-1e9", "true", [value], {"en": value}, {"url": value}, "null", "~", [[]]]
        )
    else:
        holder[last] = _longer(value, chance)
    return data


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _longer(value: Any, chance: random.Random) -> Any:
    times = chance.choice([2, 30, 400])
    if isinstance(value, str):
        return value * times if value else "x" * times
    if isinstance(value, list):
        return [copy.deepcopy(each) for _ in range(min(times, 40)) for each in value]
    if value is None:  # what an earlier fault emptied
        return ["x"] * times
    return {f"{name}{n or ''}": copy.deepcopy(each) for n in range(min(times, 40)) for name, each in value.items()}


def text(file: str, data: Any) -> str:
    """The data as YAML, one entry or field a line; JSON is YAML."""
    if file == "papers.yaml":
        return "papers:\n" + "".join(f"- {json.dumps(each, ensure_ascii=False)}\n" for each in data)
    return "".join(f"{json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}\n" for name, each in data.items())


@cache
def templates() -> Templates:
    """The templates, compiled once."""
    return Templates(shelf.templates(TEMPLATES))


def tried(instead: Mapping[str, str]) -> bool:
    """Reads, reports, formats and, where there is no error, builds and exports; whether it was built.

    Raises what is not caught.
    """
    files = {file: text(file, base()[file]) for file in ("papers.yaml", "catalogue.yaml")} | dict(instead)
    found = shelf.read(SHELF, files)
    for lang in LANGUAGES:
        as_text(found.problems, lang)
    as_json(found.problems, "en")
    formatted(files["papers.yaml"], "papers.yaml")
    if found.errors or found.draft is None:
        return False
    editions = site.editions_of(found, templates(), singly=True)
    wholes = [site.whole(SHELF, edition, editions) for edition in editions]
    if site.lost_links(wholes):  # which check and build tell alike
        if not links_to_judge(found.draft):
            raise AssertionError("check passes what build refuses")
        return False
    paths = [*wholes[0].pages]
    for whole in wholes:
        whole.make_ready()
        for _ in whole.files():
            pass
    for _ in export.files(editions, paths):
        pass
    site.files(SHELF, editions)
    return True


def one_of_each() -> Iterator[Fault]:
    """A fault of each kind in every field of every model that the shelf has."""
    seen: set[Spot] = set()
    for file, data in base().items():
        for path in nodes(data):
            where = spot(file, path)
            if where is not None and where not in seen and not (isinstance(path[-1], int)):
                seen.add(where)
                yield from (Fault(file, path, kind) for kind in KINDS)


PAGES = ("docs/en/about.md", "docs/en/index.md", "docs/zh/about.md", "docs/en/notes/echo.md")
_PIECES = (
    "[",
    "](",
    "]",
    "**",
    "`",
    "```\n",
    "<b>",
    "---\n",
    "[[",
    "]]",
    "|",
    "# ",
    "\n\n",
    "- ",
    "    ",
    "![",
    "{: #a }",
    "\u202e",
    "&#",
    "javascript:",
    ":",
    ">",
    "\t",
    "\\",
    "[a]: b\n",
    "<!--",
    "$",
    "[[counts]]",
)


def page(chance: random.Random) -> tuple[str, str]:
    """A page with pieces cut out, doubled, or put in."""
    name = chance.choice(PAGES)
    words = (SHELF / name).read_text("utf-8")
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(words))
        to = min(len(words), at + chance.choice([0, 0, 1, 5, 60]))
        piece = chance.choice(["", words[at:to] * 2, *_PIECES]) * chance.choice([1, 1, 1, 30, 300, 9000])
        words = (words[:at] + piece + words[to:])[: shelf.MAX_PAGE // 4]  # in bytes no more than a page may have
    return name, words


def drawn(seed: int) -> tuple[str, dict[str, str]]:
    """What is changed, in words, and file → text, by a seed."""
    chance = random.Random(seed)
    if chance.random() < 0.2:
        name, words = page(chance)
        return f"{name}: pieces", {name: words}
    file = chance.choice(("papers.yaml", "catalogue.yaml"))
    data, told = base()[file], []
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        path, kind = chance.choice([*nodes(data)]), chance.choice(KINDS)
        told.append(str(Fault(file, path, kind)))
        data = mutated(data, path, kind, chance)
    if not isinstance(data, list if file == "papers.yaml" else dict) or not data:
        return " + ".join(told), {file: ""}
    return " + ".join(told), {file: text(file, data)}


def fuzz(seconds: float, seed: int) -> int:
    """Tries faults for so many seconds of processor; prints what is uncaught or hangs, and how many there were."""
    start, counts, bad = process_time(), Counter[str](), 0
    while process_time() - start < seconds:
        told, files = drawn(seed)
        began = process_time()
        try:
            counts["built" if tried(files) else "refused"] += 1
        except Exception:
            bad += 1
            print(f"seed {seed}: {told}\n{traceback.format_exc(limit=-4)}", flush=True)
        if process_time() - began > HANG:
            bad += 1
            print(f"seed {seed}: {told}\n{process_time() - began:.1f} s", flush=True)
        seed += 1
    done = f"{counts['built']} built, {counts['refused']} refused, {bad} uncaught or too slow"
    print(f"{sum(counts.values()) + bad} shelves in {process_time() - start:.0f} s: {done}")
    return bad
