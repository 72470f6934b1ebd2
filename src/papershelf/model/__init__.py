"""The records: what a paper, a benchmark, a vocabulary may say; strict and frozen."""

from papershelf.model.about import About, Benchmark, Column, Dataset, Metric, Origin, Removal, Scope, Term, Venue
from papershelf.model.faults import validated
from papershelf.model.fields import Record, Text
from papershelf.model.paper import GROUPS, TEXTS, Link, Links, Paper, Result, Source

__all__ = [
    "GROUPS",
    "TEXTS",
    "About",
    "Benchmark",
    "Column",
    "Dataset",
    "Link",
    "Links",
    "Metric",
    "Origin",
    "Paper",
    "Record",
    "Removal",
    "Result",
    "Scope",
    "Source",
    "Term",
    "Text",
    "Venue",
    "validated",
]
