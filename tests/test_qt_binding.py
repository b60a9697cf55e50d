"""The pinned Qt binding keeps its references: 6.12.0 loses None and CPython 3.11."""

import sys

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 200
MAY_DRIFT = 10


def lost(call):
    """Return how many references to None vanish in CALLS calls."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


@pytest.mark.usefixtures("qapp")
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_calls_that_return_nothing_keep_their_references_to_none():
    image = QImage(100, 100, QImage.Format.Format_ARGB32)
    painter, label = QPainter(image), QLabel()
    losses = {
        "QPainter.drawRect": lost(lambda: painter.drawRect(0, 0, 5, 5)),
        "QLabel.setText": lost(lambda: label.setText("a")),
        "QWidget.update": lost(label.update),
        "processEvents": lost(QApplication.processEvents),
    }
    painter.end()
    assert {name: n for name, n in losses.items() if n > MAY_DRIFT} == {}
