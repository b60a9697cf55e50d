import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame


@pytest.fixture(autouse=True)
def let_go_of_pages():
    """Let go after each test of every page it left: no event loop does so here."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def look(clock):
    return Look("cream", "standard", Panel(), clock.now_ms)


@pytest.fixture
def text():
    return read_text("en")


@pytest.fixture
def frame(qtbot, look, text):
    frame = Frame(look, "en", text)
    qtbot.addWidget(frame)
    frame.show()
    return frame


@pytest.fixture
def tap(frame, clock):
    """Put a finger on a control and lift it, with time to breathe."""

    def tap(id_, breathe_ms=1000):
        where = (frame.screen_shown.targets() | frame.targets())[id_].center()
        widget = frame.childAt(where)
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=widget.mapFrom(frame, where)
        )
        clock.advance(breathe_ms)

    return tap


@pytest.fixture
def put(frame):
    """Show a page; return what is chosen on it."""

    def put(screen):
        chosen = []
        screen.chosen.connect(chosen.append)
        frame.put(screen)
        return chosen

    return put


@pytest.fixture
def after(clock):
    """Ring after a delay of the test's own clock."""

    def after(wait_ms, then):
        clock.at(clock.now_ms() + wait_ms, then)

    after.clock = clock
    return after
