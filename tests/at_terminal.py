"""Somebody at a real terminal: waits for what is asked, and types."""

import os
import select
import subprocess
import sys
import time

LONG_S = 60.0


class Terminal:
    """A program at a terminal of its own; `seen` is all that it has shown so far."""

    def __init__(self, *words, **env):
        self.seen, self._read = "", 0
        self._line, its_own = os.openpty()
        self._program = subprocess.Popen(
            [sys.executable, "-m", "pod", *words],
            env={**os.environ, **env},
            stdin=its_own,
            stdout=its_own,
            stderr=its_own,
            start_new_session=True,
        )
        os.close(its_own)

    def until(self, said):
        """Wait until this was shown, after all that was waited for before."""
        latest = time.monotonic() + LONG_S
        while (at := self.seen.find(said, self._read)) < 0:
            assert time.monotonic() < latest, f"{said!r} never came:\n{self.seen}"
            assert self._hears(), f"it ended before {said!r}:\n{self.seen}"
        self._read = at + len(said)

    def types(self, *several):
        """Wait for each question, and type its answer."""
        for said, typed in several:
            self.until(said)
            os.write(self._line, f"{typed}\n".encode())

    def ends(self):
        """Wait until it has ended; return its exit code."""
        while self._hears():
            pass
        return self._program.wait(LONG_S)

    def close(self):
        """Leave it, whether or not it has ended."""
        self._program.kill()
        self._program.wait()
        os.close(self._line)

    def _hears(self):
        heard, _, _ = select.select([self._line], [], [], LONG_S)
        assert heard, f"it says nothing more:\n{self.seen}"
        try:
            self.seen += os.read(self._line, 4096).decode(errors="replace")
        except OSError:
            return False
        return True
