"""serve as a command: it hands folder and port to the site's own server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(("words", "port"), [((), 8000), (("--port", "8123"), 8123)])
def test_serve_shows_the_folder_at_a_port(
    words: tuple[str, ...], port: int, toy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The port is 8000 where none is given; that it serves is tried by the tests of the doorway to MkDocs."""
    calls: list[tuple[Path, int]] = []
    monkeypatch.setattr("papershelf.site.serve", lambda root, port: calls.append((root, port)))
    assert run(toy, "serve", *words).exit_code == 0
    assert calls == [(toy, port)]


def test_a_port_is_a_number(toy: Path, run: Run) -> None:
    """Anything else is wrong use."""
    assert run(toy, "serve", "--port", "http").exit_code == 2
