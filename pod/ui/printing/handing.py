"""Hands a page to the site's print system: fixed words, no dialog, nothing kept.

First the printer is asked how it stands; a page goes only to one that takes it. It goes
through a pipe: nothing of it is written to the disk here.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Slot

from pod.settings.printer import LP, LPSTAT, SCRUBBED, Printer, stands

Outcome: TypeAlias = Literal["gone", "none", "away", "stopped", "empty", "failed"]
"""Taken by the print system; this pod has no printer; why it was not taken."""
Told: TypeAlias = Callable[[Outcome], None]
PATIENCE_MS = 15_000


class Programs(NamedTuple):
    """The print system's own commands."""

    prints: str = LP
    asks: str = LPSTAT


class Handing(QObject):
    """One page on its way; `told` hears once what became of it."""

    def __init__(
        self, printer: Printer, told: Told, programs: Programs | None = None
    ) -> None:
        super().__init__()
        programs = programs or Programs()
        self._printer, self._told, self._pdf = printer, told, b""
        self._asks = self._process(programs.asks, printer.asks)
        self._asks.finished.connect(self._answered)
        self._asks.errorOccurred.connect(self._failed)
        self._prints = self._process(programs.prints, printer.words)
        self._prints.setStandardOutputFile(QProcess.nullDevice())
        self._prints.finished.connect(self._ended)
        self._prints.errorOccurred.connect(self._failed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)
        self._over = False

    def begin(self, pdf: bytes) -> None:
        """Hand the page over, if there is a printer that takes it."""
        if not self._printer.queue:
            self._tell("none")
            return
        self._pdf = pdf
        self._patience.start(PATIENCE_MS)
        self._asks.start()

    def _process(self, program: str, words: Sequence[str]) -> QProcess:
        process = QProcess(self)
        process.setProgram(program)
        process.setArguments(list(words))
        process.setProcessEnvironment(_scrubbed())
        process.setStandardErrorFile(QProcess.nullDevice())
        return process

    @Slot(int, QProcess.ExitStatus)
    def _answered(self, _code: int, _how: QProcess.ExitStatus) -> None:
        """Go on if the printer takes pages."""
        said = self._asks.readAllStandardOutput().data()
        standing = stands(bytes(said).decode("utf-8", "replace"))
        if standing != "ready" or self._over:
            self._tell("failed" if standing == "ready" else standing)
            return
        self._prints.start()
        self._prints.write(self._pdf)
        self._prints.closeWriteChannel()

    @Slot(int, QProcess.ExitStatus)
    def _ended(self, code: int, how: QProcess.ExitStatus) -> None:
        well = code == 0 and how == QProcess.ExitStatus.NormalExit
        self._tell("gone" if well else "failed")

    @Slot(QProcess.ProcessError)
    def _failed(self, _error: QProcess.ProcessError) -> None:
        self._tell("failed")

    @Slot()
    def _give_up(self) -> None:
        """Wait no longer: whichever command hangs is ended."""
        self._tell("away")
        self._asks.kill()
        self._prints.kill()

    def _tell(self, outcome: Outcome) -> None:
        self._patience.stop()
        self._pdf = b""
        if not self._over:
            self._over = True
            self._told(outcome)


def _scrubbed() -> QProcessEnvironment:
    """Return the surroundings of the print commands: none of ours."""
    there = QProcessEnvironment()
    for name, value in SCRUBBED.items():
        there.insert(name, value)
    return there
