"""Work beside this process: done in a second one or in this one, its failure told, and gone when the first one is."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from papershelf import beside
from papershelf.beside import Beside, Undone

LIMIT = 6000  # tenths of a second: no machine is so busy
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere all is done in one process")


@pytest.fixture(params=[pytest.param(True, marks=linux), False])
def doubled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a second process can be had."""
    monkeypatch.setattr(beside, "can_double", lambda: request.param)
    return bool(request.param)


def test_the_work_is_done_by_the_time_its_end_was_waited_for(doubled: bool, tmp_path: Path) -> None:
    file = tmp_path / "pid"

    def write() -> None:
        file.write_text(str(os.getpid()))

    Beside(write, str).wait()
    assert (file.read_text() != str(os.getpid())) == doubled


@linux
def test_a_failure_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_double", lambda: True)

    def fail() -> None:
        raise ValueError("去雨")

    with pytest.raises(Undone, match="去雨!"):
        Beside(fail, lambda error: f"{error}!").wait()


@linux
def test_a_second_process_that_was_killed_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_double", lambda: True)
    with pytest.raises(Undone, match="killed"):
        Beside(lambda: os.kill(os.getpid(), signal.SIGKILL), str).wait()


def test_what_is_stopped_is_not_finished(doubled: bool, tmp_path: Path) -> None:
    begins, goes_on = os.pipe()

    def wait_for_ever() -> None:
        os.read(begins, 1)
        (tmp_path / "done").touch()

    work = Beside(wait_for_ever, str)
    work.stop()
    os.write(goes_on, b".")
    assert not (tmp_path / "done").exists()


@linux
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_the_first_process(end: signal.Signals, tmp_path: Path) -> None:
    """A killed build leaves nobody behind who writes into its folder and holds its lock."""
    (tmp_path / "first.py").write_text(
        "import os, signal, sys\n"
        "from papershelf import beside\n"
        "beside.can_double = lambda: True\n"
        "beside.Beside(lambda: (print(os.getpid(), flush=True), signal.pause()), str).wait()\n"
    )
    first = subprocess.Popen([sys.executable, "first.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    second = int(first.stdout.readline())
    first.send_signal(end)
    first.wait()
    assert first.stdout.read() == "", "the pipe closes when the last process that has it ends"
    for _ in range(LIMIT):
        if not _runs(second):
            break
        time.sleep(0.1)
    assert not _runs(second)


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_no_process_is_doubled_beside_threads() -> None:
    """Of the threads only the one that asks would go on in the second process; locks of the others stay closed."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not beside.can_double()
    finally:
        stop.set()
        thread.join()
