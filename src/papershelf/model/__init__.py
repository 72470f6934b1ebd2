"""The records: what a paper, a benchmark, a vocabulary may say; strict and frozen."""

from papershelf.model.about import (
    GATHERED,
    OF_PAPERS,
    About,
    Benchmark,
    Column,
    Dataset,
    Family,
    Metric,
    Origin,
    Removal,
    Scope,
    TaskGroup,
    Term,
    Venue,
)
from papershelf.model.faults import validated
from papershelf.model.fields import Record, Text
from papershelf.model.paper import GROUPS, TEXTS, License, Link, Links, Paper, Result, Source, Standing
from papershelf.model.protocol import ProtocolField, Setting, Stated, Value

__all__ = [
    "GATHERED",
    "GROUPS",
    "OF_PAPERS",
    "TEXTS",
    "About",
    "Benchmark",
    "Column",
    "Dataset",
    "Family",
    "License",
    "Link",
    "Links",
    "Metric",
    "Origin",
    "Paper",
    "ProtocolField",
    "Record",
    "Removal",
    "Result",
    "Scope",
    "Setting",
    "Source",
    "Standing",
    "Stated",
    "TaskGroup",
    "Term",
    "Text",
    "Value",
    "Venue",
    "validated",
]
