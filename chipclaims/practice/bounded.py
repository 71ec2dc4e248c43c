"""Run a learner's code for a while and no longer, whatever it does."""

from __future__ import annotations

import builtins
import contextlib
import dis
import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, TypeVar

# After the first signal they come often, so that code which catches everything is left as well.
AGAIN_SECONDS, AT_ONCE_SECONDS = 0.002, 0.00002
Given = TypeVar("Given")

# A trace written in Python would be switched off as soon as it raises. This one is C all through
# (three more arguments do not disturb it): it asks for an error at the learner's next step.


class TooSlow(BaseException):
    """Time is up. Not an ``Exception``, which code of learners often catches."""


def has_signals() -> bool:
    """Whether code that runs here can be stopped by a signal: not on Windows, not in threads."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and hasattr(signal, "setitimer")


def at_most(seconds: float, work: Callable[[], Given]) -> Given:
    """What ``work`` gives; after so many seconds it is stopped with ``TooSlow``.

    Where there are signals they also stop a search with a pattern that never ends, and code that
    catches everything, in loops inside each other as well.
    Elsewhere (Windows, threads) a trace looks at the clock at every line of Python: one single
    long step of C code is only noticed when it is over, and code that catches everything goes on.
    Timer, handler and trace are as before afterwards, whatever ``work`` did to them.
    """
    limit = _Limit(seconds)
    try:
        limit.begin()
        return work()
    finally:
        limit.over = True
        try:
            sys.settrace(limit.trace)
            limit.end()
        except TooSlow:  # one that was still on its way; nothing sends another
            limit.end()


class _Limit:
    """The clock of one :func:`at_most`; when it is ``over``, nothing is raised any more."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.over, self.by_signal = seconds, False, has_signals()

    def begin(self) -> None:
        """Start the clock."""
        self.trace, self.handled = sys.gettrace(), sys.exc_info()[1]
        self.began = time.monotonic()
        if self.by_signal:
            self.handler = signal.signal(signal.SIGALRM, self._stop)
            self.timer = signal.setitimer(signal.ITIMER_REAL, self.seconds, AGAIN_SECONDS)
        else:
            sys.settrace(self._look)

    def end(self) -> None:
        """Put everything back; an alarm that somebody else had set comes when it was to come."""
        sys.settrace(self.trace)
        if self.by_signal:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.handler or signal.SIG_DFL)
            left, interval = self.timer
            rest = max(left - (time.monotonic() - self.began), AGAIN_SECONDS)
            signal.setitimer(signal.ITIMER_REAL, rest if left else 0, interval)

    def _stop(self, _: int, frame: FrameType | None) -> None:
        if self.over or frame is None or _is_of_this_file(frame):
            return
        for each in self._above(frame):
            each.f_trace = self._look
        sys.settrace(self._look)
        raise TooSlow

    def _look(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        if self.over or _is_of_this_file(frame):
            return None
        is_time = event in ("call", "line") and time.monotonic() - self.began > self.seconds
        if is_time and not self.by_signal:
            raise TooSlow
        if is_time and sys.exc_info()[1] is self.handled and not _is_in_a_try(frame):
            # Should an outer loop catch this, the next signal is to come before it goes on:
            # a trace that raises gets no second turn.
            signal.setitimer(signal.ITIMER_REAL, AT_ONCE_SECONDS, AGAIN_SECONDS)
            raise TooSlow
        return self._look

    def _above(self, frame: FrameType | None) -> Iterator[FrameType]:
        """The frames from this one up to the learner's outermost."""
        while frame is not None and not _is_of_the_kit(frame):
            yield frame
            frame = frame.f_back


def _is_in_a_try(frame: FrameType) -> bool:
    entries = dis.Bytecode(frame.f_code).exception_entries
    return any(entry.start <= frame.f_lasti < entry.end for entry in entries)


def _is_of_the_kit(frame: FrameType) -> bool:
    return frame.f_globals.get("__name__", "").startswith(f"{__package__}.")


def _is_of_this_file(frame: FrameType) -> bool:
    return frame.f_code.co_filename == __file__


class _Nowhere(io.TextIOBase):
    """Takes what is written, keeps nothing of it, and has nothing to read."""

    def write(self, text: str) -> int:
        return len(text)

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        return ""

    def read(self, size: int | None = -1) -> str:
        return ""


def _nobody_answers(prompt: object = "") -> str:
    raise EOFError("nobody answers while a function is checked")


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Let what the code prints go nowhere, and nobody answer what it asks."""
    before = sys.stdout, sys.stderr, sys.stdin, builtins.input
    sys.stdout, sys.stderr, sys.stdin = _Nowhere(), _Nowhere(), _Nowhere()
    # In a notebook it would open a field for the answer and wait.
    builtins.input = _nobody_answers
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin, builtins.input = before
