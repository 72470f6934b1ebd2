"""What is wrong with YAML that cannot be read, in the words of our rules."""

from __future__ import annotations

import re

import yaml

from papershelf.problems import Place, Problem
from papershelf.source.block import Block, Mark, Spot, marked
from papershelf.source.loaders import PyLoader

_FIELD_WITHOUT_SPACE = re.compile(r"( *(?:- )?)([a-z_]+):(?!//)([^\s:].*)")
_FIELD_INSIDE = re.compile(r"\n *(?:- )?[a-z_]+:[ \n]")


def syntax_problem(block: Block, error: Exception) -> Problem:
    """What is wrong with the YAML, in the words of the pure-Python parser, so that every machine says the same."""
    try:
        for _ in yaml.parse(block.text, Loader=PyLoader):
            pass
    except yaml.MarkedYAMLError as told:
        error = told
    except yaml.YAMLError:
        pass
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    text = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    code, where = next(((code, c) for pattern, code, c in _SLIPS if re.search(pattern, text)), ("bad-yaml", False))
    if mark is None:
        return Problem(Place(block.file, block.line), code, block.id, {"what": ""})
    quote = _runaway_quote(block, mark)
    if quote is not None:
        return marked(block, quote, "open-quote")
    if where and context is not None:
        mark = context
    if code == "bad-indent" and (found := _lacks_space(block, mark)):
        return found
    mark = _earlier_slip(block, mark) or mark
    return marked(block, mark, code, what=str(getattr(error, "problem", "") or ""))


# What PyYAML's scanner and parser say → our code, and whether the place is where the construct began.
_SLIPS = (
    (r"found character '\\t'", "tab", False),
    (r"quoted scalar.*(unexpected end|document separator)", "open-quote", True),
    (r"flow (sequence|mapping).*(got|expected)", "open-bracket", True),
    (r"flow node.*stream end", "open-bracket", False),
    (r"mapping values are not allowed", "stray-colon", False),
    (r"block mapping|block collection|simple key", "bad-indent", False),
)


def _lacks_space(block: Block, mark: Mark) -> Problem | None:
    """The line at ``mark`` or right above it that is a field but for the space behind its colon."""
    lines = block.text.split("\n")
    for n in range(min(mark.line, len(lines) - 1), max(-1, mark.line - 3), -1):
        found = _FIELD_WITHOUT_SPACE.match(lines[n])
        if found:
            field, value = found.group(2), found.group(3).rstrip()
            return marked(
                block, Spot(n, found.start(2)), "missing-space", line=f"{field}:{value}", field=field, value=value
            )
    return None


def _runaway_quote(block: Block, mark: Mark) -> Mark | None:
    """Where a quote opens that swallows following fields and ends at the next quote, before ``mark``."""
    try:
        for token in yaml.scan(block.text, Loader=PyLoader):
            if token.start_mark.index >= mark.index:
                break  # what stands behind is not its cause
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                words = block.text[token.start_mark.index : token.end_mark.index]
                if _FIELD_INSIDE.search(words):
                    return token.start_mark
    except yaml.YAMLError:
        pass
    return None


def _earlier_slip(block: Block, mark: Mark) -> Spot | None:
    """The start of a line indented by a tab, which PyYAML reports a token late."""
    lines = block.text.split("\n")
    if mark.line < len(lines):
        tab = re.match(r" *\t", lines[mark.line])
        if tab:
            return Spot(mark.line, tab.end() - 1)
    return None
