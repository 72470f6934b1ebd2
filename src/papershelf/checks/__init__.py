"""Rules across entries: one function a rule, named as its code, from the draft to its problems.

What a rule looks for, why, and how to mend it stands in ``rules.yaml`` under its code
(``papershelf explain CODE``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from papershelf.checks import diagram, doubles, entries, languages, pages, prose, protocols, references, values
from papershelf.checks.found import Found
from papershelf.draft import MAX_PROBLEMS, Draft
from papershelf.problems import Problem

__all__ = ["RULES", "STAGES", "Check", "Found", "board_faults", "run"]

Check = Callable[[Draft], Found]

# A rule of a later stage sees only the entries in which the stages before it found no error.
STAGES: tuple[tuple[Check, ...], ...] = (
    (
        doubles.duplicate_id,
        doubles.duplicate_title,
        doubles.duplicate_arxiv,
        doubles.duplicate_doi,
        doubles.duplicate_term,
        doubles.grouped_twice,
        doubles.duplicate_row,
        references.unknown_venue,
        references.unknown_scope,
        references.unknown_task,
        references.unknown_domain,
        references.unknown_technique,
        references.unknown_benchmark,
        references.unknown_source,
        references.unknown_dataset,
        references.unknown_metric,
        references.unknown_paper,
        references.unknown_extends,
        references.unknown_link,
        references.orphan_note,
        references.not_removed,
        references.unused_term,
        languages.unknown_language,
        languages.missing_translation,
        entries.no_scope,
        entries.arxiv_late,
        entries.authors_cut,
        entries.no_paper_link,
        entries.undated_none,
        entries.future_date,
        entries.license_spelling,
        entries.license_without_link,
        diagram.bad_diagram,
        pages.page_html,
        pages.page_address,
        pages.page_matter,
        pages.taken_place,
        pages.tangled_page,
        pages.unseen_character,
        prose.no_sources,
        prose.claim_word,
        prose.unlinked_name,
        prose.chinese_spacing,
        protocols.unknown_protocol_field,
        protocols.wrong_protocol_value,
        values.unknown_column,
        values.unknown_setting,
        values.wrong_count,
        values.value_range,
        values.params_differ,
        values.flops_without_input,
        values.average_differs,
        values.noise_order,
        values.columns_swapped,
        values.needless_allow,
    ),
    (entries.out_of_order,),
)
# Every rule by its code.
RULES = {rule.__name__.replace("_", "-"): rule for stage in STAGES for rule in stage}
# The rules on what boards are computed from: a catalogue with such a fault has none.
_BOARDS: tuple[Check, ...] = (
    references.unknown_benchmark,
    references.unknown_source,
    references.unknown_dataset,
    references.unknown_metric,
    references.unknown_venue,
    protocols.unknown_protocol_field,
    protocols.wrong_protocol_value,
    values.unknown_column,
    values.unknown_setting,
    values.wrong_count,
)


def run(draft: Draft) -> list[Problem]:
    """The problems that all rules find."""
    found: list[Problem] = []
    for stage in STAGES:
        seen = _without(draft, {problem.entry for problem in found if problem.level == "error"})
        found += _told(stage, seen)
    return found


def board_faults(draft: Draft) -> list[Problem]:
    """The faults for which no board can be computed."""
    return _told(_BOARDS, draft)


def _told(rules: Iterable[Check], draft: Draft) -> list[Problem]:
    return [problem for rule in rules for problem in _bounded(rule(draft))]


def _bounded(found: Found) -> Found:
    """What a rule finds; beyond many errors it is asked no further."""
    errors = 0
    for problem in found:
        yield problem
        errors += problem.level == "error"
        if errors > MAX_PROBLEMS:
            yield Problem(problem.place, "too-much-broken", values={"limit": f"{MAX_PROBLEMS:,}"})
            return


def _without(draft: Draft, faulty: set[str]) -> Draft:
    """The draft without the entries of these ids."""
    return replace(draft, entries=tuple(entry for entry in draft.entries if entry.paper.id not in faulty))
