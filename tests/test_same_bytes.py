"""The same input gives the same bytes, wherever, whenever and under whatever settings it is built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from papershelf import export, shelf
from papershelf.catalogue.index import Catalogue
from papershelf.draft import Draft
from papershelf.render.edition import editions
from papershelf.render.readme import regions
from papershelf.render.templates import Templates
from papershelf.site import pages
from tests.conftest import ROOT, Built, call, digests

SETTINGS = {
    "ascii, east": {
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": "1",
    },
    "chinese, west": {
        "TZ": "Pacific/Pago_Pago",
        "LANG": "zh_CN.UTF-8",
        "LC_ALL": "zh_CN.UTF-8",  # not installed everywhere: that must not matter either
        "PYTHONHASHSEED": "4294967295",
        "SOURCE_DATE_EPOCH": "2524608000",
        "PAPERSHELF_LANG": "zh",
        "PYTHONUTF8": "0",
    },
}


@pytest.mark.parametrize("name", SETTINGS)
def test_same_bytes_elsewhere(built_cut: Built, tmp_path: Path, name: str) -> None:
    """Another path, time zone, locale, hash seed and epoch: site, READMEs and schemas are the same bytes."""
    folder = built_cut.copy(tmp_path / f"a longer path – {name} 目录")
    status, said = call(folder, "build", env=SETTINGS[name])
    assert status == 0, said
    ours, theirs = digests(built_cut.root), digests(folder)
    assert len(theirs) > 800
    differ = sorted(path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path))
    assert [path for path in differ if not path.startswith(".papershelf/")] == []


def everything(catalogue: Catalogue) -> dict[str, str]:
    """Every text that follows from a catalogue, ``lines.json`` aside."""
    each = editions(catalogue, Templates(shelf.templates(ROOT)))
    found = {path: text for path, text in export.files(each, ["a/"]) if path != "lines.json"}
    for edition in each:
        found |= {
            f"{edition.below}{page.path}": f"{page.title}\n{page.description}\n{page.html}\n{page.head}"
            for page in pages(edition)
        }
        found |= {f"readme/{edition.lang}/{region}": words for region, words in regions(edition).items()}
    return found


def test_order_of_entries_does_not_matter(built_cut: Built) -> None:
    """Entries in another order, as they stand before ``format``, give the same pages, tables and data but for lines."""
    found = shelf.read(built_cut.root)
    assert found.draft is not None
    entries = found.draft.entries
    shuffled: Draft = replace(found.draft, entries=(*entries[1::2], *entries[::2][::-1]))
    assert len({entry.paper.id for entry in shuffled.entries}) == len(entries)
    one, other = everything(Catalogue.of(found.draft)), everything(Catalogue.of(shuffled))
    assert list(one) == list(other)
    assert [path for path, words in one.items() if words != other[path]] == []
