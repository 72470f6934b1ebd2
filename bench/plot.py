"""A plot of seconds by papers, both by powers of ten, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 60, 150, 20, 50
COLORS = ("#1a56b0", "#b3541e", "#5b7d2e")

Points = Sequence[tuple[float, float]]  # papers and seconds


def plot(lines: Mapping[str, Points], title: str) -> str:
    """A line for each name."""
    papers = sorted({x for points in lines.values() for x, _ in points})
    seconds = [y for points in lines.values() for _, y in points]
    first, last = 10 ** int(log10(min(seconds))), max(seconds)

    def across(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(x) - log10(papers[0])) / (log10(papers[-1]) - log10(papers[0]))

    def down(y: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (log10(last) - log10(y)) / (log10(last) - log10(first))

    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f'<title>{escape(title)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for x in papers:
        parts.append(f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{x:,.0f}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">papers</text>')
    tick = float(first)
    while tick <= last:
        parts.append(f'<path d="M{LEFT} {down(tick):.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{down(tick) + 4:.1f}" text-anchor="end">{tick:g} s</text>')
        tick *= 10
    for color, (name, points) in zip(COLORS, lines.items(), strict=False):
        way = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{color}" stroke-width="2"/>')
        x, y = points[-1]
        parts.append(f'<text x="{across(x) + 8:.1f}" y="{down(y) + 4:.1f}" fill="{color}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>\n"])
