"""A note's diagram: SVG that may hold shapes and words only, since it is placed inside the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from papershelf.checks.found import Found
from papershelf.draft import Draft
from papershelf.problems import Place, Problem

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    "svg title desc g rect circle ellipse line path polyline polygon text tspan defs marker".split()  # noqa: SIM905
)
_ATTRIBUTES = frozenset(
    """viewBox role id class x y width height rx ry cx cy r d points x1 y1 x2 y2 dx dy transform text-anchor
    dominant-baseline font-size font-weight fill stroke stroke-width stroke-dasharray stroke-linecap
    stroke-linejoin marker-end marker-start refX refY orient markerWidth markerHeight markerUnits
    aria-labelledby preserveAspectRatio""".split()  # noqa: SIM905
)


def bad_diagram(draft: Draft) -> Found:
    """A diagram that holds more than drawing: script, style, link, color, another file."""
    for file, svg in draft.docs.drawings.items():
        if what := fault(svg):
            yield Problem(Place(file), "bad-diagram", values={"what": what})


def fault(svg: str) -> str:
    """The first thing in a diagram that is not allowed, or nothing."""
    if re.search(r"<[!?]", svg):
        return "<!"  # no comment, no DTD and so no entity
    try:
        tree = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return str(error)
    for element in tree.iter():
        tag = element.tag.removeprefix(_SVG)
        if tag not in _ELEMENTS:
            return f"<{tag}>"
        for name, value in element.attrib.items():
            if not _allowed(name, value):
                return f'{name}="{value}"'
    missing = [tag for tag in ("title", "desc") if tree.find(f"{_SVG}{tag}") is None]
    return f"no <{missing[0]}>" if missing else ""


def _allowed(name: str, value: str) -> bool:
    if name in ("fill", "stroke"):
        return value in ("none", "currentColor")
    return name in _ATTRIBUTES and ("url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value) is not None)
