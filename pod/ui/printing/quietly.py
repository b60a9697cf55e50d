"""Letters and the print command without a screen: for commands at the office."""

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pod.settings.printer import Printer
from pod.ui.printing.handing import Handing, Outcome, Programs
from pod.ui.printing.paper import pdf_of
from pod.ui.printing.sheet import Page


def quietly(page: Page) -> bytes:
    """Return a page as PDF, wherever it is asked for; no window is opened."""
    here = QGuiApplication.instance() or _unseen()
    return pdf_of(page) if here else b""


def hand_over(
    pdf: bytes, printer: Printer, programs: Programs | None = None
) -> Outcome:
    """Hand a page to the print system, and wait to hear what became of it."""
    heard: list[Outcome] = []
    here = QCoreApplication.instance() or _unseen()
    loop = QEventLoop(here)

    def told(outcome: Outcome) -> None:
        heard.append(outcome)
        loop.quit()

    handing = Handing(printer, told, programs)
    handing.begin(pdf)
    if not heard:
        loop.exec()
    return heard[0]


def _unseen() -> QApplication:
    """Return an application that needs no glass; windows may come after it."""
    return QApplication(["pod", "-platform", "offscreen"])
