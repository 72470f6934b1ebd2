"""The face of the package."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from papershelf import lookup


def test_no_name_of_the_face_hides_a_module() -> None:
    """``papershelf.lookup.bib`` is the module of that name, and so is each of the others."""
    for module in pkgutil.iter_modules(lookup.__path__):
        import_module(f"papershelf.lookup.{module.name}")
        assert isinstance(getattr(lookup, module.name), ModuleType), module.name
