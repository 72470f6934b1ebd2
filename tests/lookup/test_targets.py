"""What a contributor names: ids, addresses, BibTeX; and what names nothing."""

from __future__ import annotations

import pytest

from papershelf.lookup.targets import Target, Unusable, target


@pytest.mark.parametrize(
    ("words", "kind", "id"),
    [
        ("2306.13090", "arxiv", "2306.13090"),
        (" 2306.13090v2 ", "arxiv", "2306.13090"),
        ("arXiv:2306.13090", "arxiv", "2306.13090"),
        ("ARXIV: hep-th/9901001v3", "arxiv", "hep-th/9901001"),
        ("https://arxiv.org/pdf/2306.13090v2", "arxiv", "2306.13090"),
        ("https://export.arxiv.org/abs/hep-th/9901001", "arxiv", "hep-th/9901001"),
        ("https://doi.org/10.48550/arXiv.2306.13090", "arxiv", "2306.13090"),
        ("10.1109/TIP.2024.3456789", "doi", "10.1109/TIP.2024.3456789"),
        ("doi: 10.1109/TIP.2024.3456789", "doi", "10.1109/TIP.2024.3456789"),
        ("http://dx.doi.org/10.1007/978-3-031-72661-3_14", "doi", "10.1007/978-3-031-72661-3_14"),
        ("https://doi.org/10.1016%2Fj.neunet.2024.1", "doi", "10.1016/j.neunet.2024.1"),
        ("paper.bib", "bibtex", "paper.bib"),
        ("Papers/My.BIB", "bibtex", "Papers/My.BIB"),
        ("-", "bibtex", "-"),
    ],
)
def test_what_is_named(words: str, kind: str, id: str) -> None:
    """An arXiv id without its version, a DOI, an address of either, a file, standard input."""
    assert target(words) == Target(kind, id)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        *("", "hello", "2306.1309", "2313.13090", "hep-th/2401001", "10.1/x", "file:///etc/x", "https://[x"),
        *("https://example.org/2306.13090", "https://arxiv.org.example.org/abs/2306.13090", "https://x.org/a.bib"),
    ],
)
def test_other_words_name_nothing(words: str) -> None:
    """Ids that cannot be, other hosts, other schemes: a code for the sentence, and the words as they came."""
    with pytest.raises(Unusable) as raised:
        target(words)
    assert (raised.value.code, raised.value.values) == ("what", {"words": words.strip()})
