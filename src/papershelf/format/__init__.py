"""The texts of the files as people write them: an entry's canonical YAML, its place, its id and all that names it."""

from papershelf.format.entry import canonical, formatted, written
from papershelf.format.merging import merged
from papershelf.format.placing import EMPTY, inserted, moved, replaced
from papershelf.format.renaming import Changes, Taken, Texts, renamed

__all__ = [
    "EMPTY",
    "Changes",
    "Taken",
    "Texts",
    "canonical",
    "formatted",
    "inserted",
    "merged",
    "moved",
    "renamed",
    "replaced",
    "written",
]
