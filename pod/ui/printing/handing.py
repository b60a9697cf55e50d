"""Hands a page to the site's print system: one command, fixed words, no dialog.

The page goes through a pipe: nothing of it is written to the disk here.
"""

from collections.abc import Callable
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Slot

from pod.settings.printer import LP, SCRUBBED, Printer

Outcome: TypeAlias = Literal["gone", "none", "failed"]
"""Taken by the print system; this pod has no printer; it was not taken."""
Told: TypeAlias = Callable[[Outcome], None]
PATIENCE_MS = 15_000


class Handing(QObject):
    """One page on its way; `told` hears once what became of it."""

    def __init__(self, printer: Printer, told: Told, program: str = LP) -> None:
        super().__init__()
        self._printer, self._told = printer, told
        self._process = QProcess(self)
        self._process.setProgram(program)
        self._process.setArguments(list(printer.words))
        self._process.setProcessEnvironment(_scrubbed())
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._process.kill)
        self._over = False

    def begin(self, pdf: bytes) -> None:
        """Hand the page over, if there is a printer at all."""
        if not self._printer.queue:
            self._tell("none")
            return
        self._patience.start(PATIENCE_MS)
        self._process.start()
        self._process.write(pdf)
        self._process.closeWriteChannel()

    @Slot(int, QProcess.ExitStatus)
    def _ended(self, code: int, how: QProcess.ExitStatus) -> None:
        well = code == 0 and how == QProcess.ExitStatus.NormalExit
        self._tell("gone" if well else "failed")

    @Slot(QProcess.ProcessError)
    def _failed(self, _error: QProcess.ProcessError) -> None:
        self._tell("failed")

    def _tell(self, outcome: Outcome) -> None:
        self._patience.stop()
        if not self._over:
            self._over = True
            self._told(outcome)


def _scrubbed() -> QProcessEnvironment:
    """Return the surroundings of the print command: none of ours."""
    there = QProcessEnvironment()
    for name, value in SCRUBBED.items():
        there.insert(name, value)
    return there
