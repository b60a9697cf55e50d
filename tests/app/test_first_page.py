"""The locked page is there first: before the core, and before most of the program."""

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod.app.first_page import first_page
from pod.app.live import Showing
from pod.errors import Malformed
from tests.app.processes import pod, until
from tests.app.robot import nothing

LOOKED = """
import builtins, json, sys
from pathlib import Path
from pod.app.live import Showing
from pod.app.start_screen import FIRST, own_imports, loaded
own_imports()
with loaded(FIRST).first_page(Path(sys.argv[1]), Showing(True, print)) as first:
    page = first.frame.screen_shown
    rooms = {name.split(".")[0] for name in sys.modules}
    ours = {".".join(name.split(".")[:2]) for name in sys.modules if "pod." in name}
    own = builtins.__import__.__name__ != "__feature_import__"
    print(json.dumps([page.name, page.sentences(), sorted(rooms), sorted(ours), own]))
"""
ALL_OF_OURS = {"pod.app", "pod.clock", "pod.errors", "pod.events", "pod.script"}
ALL_OF_OURS |= {"pod.settings", "pod.ui", "pod.values"}
CHORDS = (
    (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F10, Qt.KeyboardModifier.NoModifier),
)


def test_it_is_in_view_before_anything_is_loaded_that_knows_of_anybody(home):
    done = subprocess.run(
        [sys.executable, "-c", LOOKED, str(home)],
        check=True,
        capture_output=True,
        text=True,
    )
    name, said, rooms, ours, own = json.loads(done.stdout.splitlines()[-1])
    assert name == "locked"
    assert "A member of staff will unlock." in " ".join(said)
    assert not {"cryptography", "sqlalchemy", "keyring", "numpy"} & set(rooms)
    assert set(ours) <= ALL_OF_OURS
    assert own, "Qt's binding would read the source of all that is loaded next"


def test_no_key_leads_out_of_it(home, qapp):
    with first_page(home, Showing(windowed=False, ready=nothing)) as first:
        for key, held in CHORDS:
            QTest.keyClick(first.frame, key, held)
        QApplication.sendEvent(first.frame, QEvent(QEvent.Type.Close))
        QTest.mouseClick(first.frame, Qt.MouseButton.RightButton)
        qapp.processEvents()
        assert first.frame.isVisible()
        assert first.frame.isFullScreen()
        assert first.frame.screen_shown.name == "locked"
        assert qapp.activePopupWidget() is None


def test_without_a_core_the_screen_stays_and_nobody_is_told_that_it_can_be_used(home):
    with pod("ui", "--windowed", home=home) as screen:
        until((home / "log" / "screen.log").exists)
        assert "Ready." not in screen.said.read_text()
        assert screen.poll() is None


def test_a_home_without_settings_shows_nothing_at_all(tmp_path):
    with (
        pytest.raises(Malformed),
        first_page(tmp_path, Showing(windowed=True, ready=nothing)),
    ):
        pytest.fail("there is no pod")
