"""The catalogue: every record after judgement, indexed, and what follows from it."""

from papershelf.catalogue.index import Catalogue

__all__ = ["Catalogue"]
