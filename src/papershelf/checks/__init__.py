"""Rules across entries: one small function each, from the draft to its problems.

What a rule looks for, why, and how to mend it stands in ``rules.yaml`` under its code
(``papershelf explain CODE``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from papershelf.checks import diagram, doubles, entries, languages, prose, references, values
from papershelf.checks.entries import out_of_order
from papershelf.checks.found import Found
from papershelf.draft import Draft
from papershelf.problems import Problem

__all__ = ["RULES", "Found", "board_faults", "out_of_order", "run"]

RULES: dict[str, Callable[[Draft], Found]] = {
    "duplicate-id": doubles.duplicate_id,
    "duplicate-title": doubles.duplicate_title,
    "duplicate-arxiv": doubles.duplicate_arxiv,
    "duplicate-doi": doubles.duplicate_doi,
    "duplicate-term": doubles.duplicate_term,
    "unknown-venue": references.unknown_venue,
    "unknown-task": references.unknown_task,
    "unknown-domain": references.unknown_domain,
    "unknown-technique": references.unknown_technique,
    "unknown-benchmark": references.unknown_benchmark,
    "unknown-extends": references.unknown_extends,
    "unknown-link": references.unknown_link,
    "unknown-dataset": references.unknown_dataset,
    "unknown-language": languages.unknown_language,
    "arxiv-late": entries.arxiv_late,
    "authors-cut": entries.authors_cut,
    "no-paper-link": entries.no_paper_link,
    "undated-none": entries.undated_none,
    "orphan-note": references.orphan_note,
    "bad-diagram": diagram.bad_diagram,
    "not-removed": entries.not_removed,
    "missing-translation": languages.missing_translation,
    "unused-term": references.unused_term,
    "no-sources": prose.no_sources,
    "claim-word": prose.claim_word,
    "unlinked-name": prose.unlinked_name,
    "chinese-spacing": prose.chinese_spacing,
    "unknown-column": values.unknown_column,
    "unknown-setting": values.unknown_setting,
    "wrong-count": values.wrong_count,
    "value-range": values.value_range,
    "duplicate-row": doubles.duplicate_row,
    "params-differ": values.params_differ,
    "flops-without-input": values.flops_without_input,
    "average-differs": values.average_differs,
    "noise-order": values.noise_order,
    "columns-swapped": values.columns_swapped,
    "needless-allow": values.needless_allow,
}


# What boards are computed from: a catalogue with such a fault has none.
_BOARDS = ("unknown-benchmark", "unknown-dataset", "unknown-venue", "unknown-column", "unknown-setting", "wrong-count")


def board_faults(draft: Draft) -> list[Problem]:
    """The faults for which no board can be computed."""
    return [problem for name in _BOARDS for problem in RULES[name](draft)]


def run(draft: Draft, rules: Mapping[str, Callable[[Draft], Found]] | None = None) -> list[Problem]:
    """The problems that all rules find; the order of entries is judged only among faultless ones."""
    found: list[Problem] = []
    for rule in (RULES if rules is None else rules).values():
        found += rule(draft)
    faulty = {p.entry for p in found if p.level == "error"}
    if rules is None or "out-of-order" in rules:
        found += out_of_order(e for e in draft.entries if e.paper.id not in faulty)
    return found
