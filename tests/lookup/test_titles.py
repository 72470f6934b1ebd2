"""What a title tells: a method's name, and words for an id."""

from __future__ import annotations

import pytest

from papershelf.lookup.titles import method_name, telling


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("PromptIR: Prompting for All-in-One Blind Image Restoration", "PromptIR"),
        ("RAM++: Robust Representation Learning", "RAM++"),
        ("Perceive-IR: Learning to Perceive Degradation", "Perceive-IR"),
        ("Restormer V2: More of It", "Restormer V2"),
        ("Teaching Tailored to Talent: Adverse Weather Restoration", ""),
        ("Image Restoration: A Survey", ""),
        ("Attention Is All You Need", ""),
        (f"{'A' * 41}: Long", ""),
        ("", ""),
    ],
)
def test_name_before_the_colon(title: str, name: str) -> None:
    """One word, or two of which one looks like a name."""
    assert method_name(title) == name


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Learning the All-in-One Restoration of Images", ["allin", "restoration", "images"]),
        ("On the Convergence of Adam", ["convergence", "adam"]),
        ("U-Net/ResNet: Über (Weiß)", ["unet", "resnet", "uber", "weiss"]),
        ("A of the", []),
        ("…", []),
        ("", []),
    ],
)
def test_telling_words(title: str, words: list[str]) -> None:
    """Idle words are passed over; of a compound the first part, with the second where the first is short."""
    assert list(telling(title)) == words
