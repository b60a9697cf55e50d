"""The locked page of a pod that nobody can use: every sentence has room on it."""

import pytest

from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.locked import Facts, LockedScreen
from tests.ui.measuring import clashes, cut_off, hard_to_hit, seen, too_near

FAULTS = (
    "no_core",
    "not_ready",
    "tamper",
    "storage",
    "keytrouble",
    "full",
    "damaged",
    "malformed",
    "tryagain",
    "our_fault",
)


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_sentence_of_a_pod_out_of_use_has_room(qtbot, language, size):
    text, look = read_text(language), Look("cream", size, Panel())
    frame = Frame(look, language, text)
    qtbot.addWidget(frame)
    frame.bar("locked")
    frame.show()
    faults = []
    for code in FAULTS:
        facts = Facts(clock="10:24", wing="A Wing", fault=text.notices[code])
        frame.put(LockedScreen(look, read_text("en"), read_text("cy"), facts))
        looked = seen(frame)
        found = cut_off(looked) + clashes(looked) + hard_to_hit(looked)
        faults += [(code, one) for one in found + too_near(looked)]
    assert faults == []
