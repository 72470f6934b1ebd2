"""Work done beside this process, in a second one, where the system can double a process."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Undone(Exception):
    """What the work failed by, in words."""


class Beside:
    """Work that goes on beside; where no second process can be had, it is done when its end is waited for."""

    def __init__(self, work: Callable[[], None], told: Callable[[Exception], str]) -> None:
        """Begins; ``told`` gives the words of what the work failed by."""
        self._process: BaseProcess | None = None
        if not can_double():
            self._work = work
        else:  # what the work needs is the second process's matter from now on
            double = get_context("fork")
            self._heard, says = double.Pipe(duplex=False)
            self._process = double.Process(target=_done, args=(work, told, says, os.getpid()), daemon=True)
            self._process.start()
            says.close()

    def wait(self) -> None:
        """Waits for the end; raises ``Undone`` where the work failed."""
        if self._process is None:
            self._work()
            return
        try:
            words = self._heard.recv_bytes().decode()
        except EOFError:
            words = "the second process was killed"
        self._process.join()
        if words:
            raise Undone(words)

    def stop(self) -> None:
        """Ends it half done."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


def can_double() -> bool:
    """Whether a second process can be had and gains anything: of threads, only the one that asks would go on in it."""
    return sys.platform.startswith("linux") and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _done(work: Callable[[], None], told: Callable[[Exception], str], says: Connection, parent: int) -> None:
    """In the second process: does the work and says what it failed by, or nothing.

    It ends with the first one, whose lock it holds too (prctl(2)).
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        return
    try:
        work()
        says.send_bytes(b"")
    except Exception as error:
        says.send_bytes(told(error).encode())
