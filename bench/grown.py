"""A folder as large as one wants: the shipped entries, and these again under new ids with shuffled words.

Repeated entries carry no results, as the rest of the field has none; they stand in papers/<year>.yaml.
"""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from papershelf import shelf
from papershelf.format import EMPTY, written
from papershelf.source import read_registry

ROOT = Path(__file__).parent.parent
_PARTS = (
    "catalogue.yaml",
    "papers.yaml",
    "mkdocs.yml",
    "mkdocs.zh.yml",
    "README.md",
    "README.zh.md",
    "docs",
    "templates",
)


def grow(folder: Path, count: int) -> Path:
    """A copy of the catalogue with so many entries in ``folder``, the same each time."""
    for name in _PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    entries = [
        block.data
        for file in shelf.registry_files(ROOT)
        for block in read_registry((ROOT / file).read_text("utf-8"), file).blocks
    ]
    files: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for n in range(count - len(entries)):
        round_, place = divmod(n, len(entries))
        again = _again(entries[place], round_ + 2, n)
        files[f"papers/{again['year']}.yaml"].append(again)
    (folder / "papers").mkdir()
    for file, listed in files.items():
        listed.sort(key=lambda entry: entry["id"])
        (folder / file).write_text(EMPTY + "\n".join(map(written, listed)), "utf-8")
    return folder


def _again(entry: dict[str, Any], round_: int, n: int) -> dict[str, Any]:
    """The entry once more: its own id, title, method, arXiv id and DOI; the words of its texts in another order."""
    chance = random.Random(f"{entry['id']} {round_}")
    again = {name: value for name, value in entry.items() if name not in ("was", "results", "cost", "extends")}
    again["id"] = f"{entry['id'][:70]}-{round_}x"
    again["title"] = f"{_shuffled(entry['title'], chance)} {round_}"
    if "method" in entry:
        again["method"] = f"{entry['method']} {round_}"
    if "arxiv" in entry:
        again["arxiv"] = f"{entry['arxiv'][:4]}.{80_000 + n}"  # beyond what any month has
    if "doi" in entry:
        again["doi"] = f"{entry['doi']}.{round_}"
    for name in ("summary", "architecture", "adaptation", "performance"):
        if name in entry:
            again[name] = {lang: _shuffled(words, chance) for lang, words in entry[name].items()}
    return again


def _shuffled(words: str, chance: random.Random) -> str:
    """Words in another order within each sentence; of Chinese, the clauses."""
    plain = words.replace("[[", "").replace("]]", "").replace("state-of-the-art", "earlier")  # whose claim, is lost
    chinese = "。" in plain
    between = "，" if chinese else " "
    sentences = []
    for sentence in plain.removesuffix("。").split("。" if chinese else ". "):
        parts = sentence.split(between)
        chance.shuffle(parts)
        sentences.append(between.join(parts))
    return "。".join(sentences) + "。" if chinese else ". ".join(sentences)
