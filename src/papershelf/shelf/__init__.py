"""The folder of a catalogue: reads it, and writes into it whole or not at all.

The only package that opens files.  ``papers.yaml``, ``papers/*.yaml`` and ``catalogue.yaml``
stand in the folder, hand-written pages in ``docs/<language>/``.
"""

from papershelf.shelf.docs import MAX_PAGE
from papershelf.shelf.exchange import SITE, Busy, Elsewhere, Fewer, NoSite, building, recover, settle, swap
from papershelf.shelf.files import (
    assets,
    is_text,
    lay,
    raw_text,
    read_text,
    remove,
    replace,
    splice,
    spliced_in,
    stale,
    templates,
    text_of,
)
from papershelf.shelf.memory import remember, seen, unchanged
from papershelf.shelf.reading import (
    CATALOGUE,
    FOLDER,
    PAPERS,
    Shelf,
    all_texts,
    base,
    is_registry,
    read,
    registry_files,
    rereading,
)
from papershelf.shelf.state import MAX_STATE, STATE, begun, done, journal, read_state

__all__ = [
    "CATALOGUE",
    "FOLDER",
    "MAX_PAGE",
    "MAX_STATE",
    "PAPERS",
    "SITE",
    "STATE",
    "Busy",
    "Elsewhere",
    "Fewer",
    "NoSite",
    "Shelf",
    "all_texts",
    "assets",
    "base",
    "begun",
    "building",
    "done",
    "is_registry",
    "is_text",
    "journal",
    "lay",
    "raw_text",
    "read",
    "read_state",
    "read_text",
    "recover",
    "registry_files",
    "remember",
    "remove",
    "replace",
    "rereading",
    "seen",
    "settle",
    "splice",
    "spliced_in",
    "stale",
    "swap",
    "templates",
    "text_of",
    "unchanged",
]
