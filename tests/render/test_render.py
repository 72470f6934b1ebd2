"""Every page of the site that no hand wrote."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.render import generated
from tests.handmade import by_path, catalogue, edition, paper, parsed, rain


def test_every_generated_page() -> None:
    """Papers, indexes, numbers and rules, each once, the same in every language."""
    found = catalogue(
        paper("a", rain(), techniques=["experts"], tasks=["rain"], domains=["video"], authors=["Ann Lee"]),
        paper("b", authors=["Ann Lee"], was=["c"]),
    )
    wanted = ["papers/", "papers/a/", "papers/b/", "papers/c/", "compare/"]
    wanted += [f"techniques/{id}" for id in ("", "prompts/", "experts/", "diffusion/", "idle/")]
    wanted += [f"tasks/{id}" for id in ("", "rain/", "haze/", "noise/")]
    wanted += ["domains/", "domains/video/", "venues/", "venues/cvpr/", "years/", "years/2025/"]
    wanted += ["authors/", "authors/ann-lee/", "benchmarks/", "datasets/"]
    wanted += [f"benchmarks/{id}/" for id in ("rain", "regimes", "faces")]
    wanted += [f"datasets/{id}/" for id in ("rain100", "snow", "faces")]
    wanted += ["errata/", "timeline/", "rules/"]
    for lang in ("en", "zh"):
        made = by_path(generated(edition(found, lang)))
        assert sorted(made) == sorted(wanted)
        for page in made.values():
            assert page.title
            assert page.description
            assert len(parsed(page).xpath("//h1")) == 1, page.path


def test_pages_are_made_one_at_a_time() -> None:
    """Nothing holds the site in memory."""
    made = generated(edition(catalogue(paper("a"))))
    assert isinstance(made, Iterator)
    assert next(made).path == "papers/"
