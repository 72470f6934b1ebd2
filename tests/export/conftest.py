"""The shipped catalogue, read once; that its files are written as made is tested in test_outputs.py."""

from __future__ import annotations

import pytest

from papershelf import shelf
from papershelf.catalogue import Catalogue
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return shelf.read(ROOT).catalogue
