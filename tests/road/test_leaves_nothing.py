"""What a sitting leaves behind when it is over: nothing that was not there before."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.programme import Programme, Sitting
from pod.ui.kiosk.kiosk import Kiosk
from tests.road.spoken import WHO, new_pod

SHORT = {"blocks": 1, "block_trials": 8, "practice_trials": 4, "practice_tries": 1}
REPEATED = Programme(
    name="again",
    version=1,
    consent=1,
    about="Short sittings, again and again.",
    weeks=1,
    sittings=(Sitting(parts=("check_in", "go_nogo")),) * 4,
    numbers={"go_nogo": SHORT},
)
COMES_BACK = 2


@pytest.fixture
def leavings(qapp, tmp_path):
    """What is there after the second sitting, and after the third."""
    assert qapp is not None
    with new_pod(tmp_path, REPEATED) as (there, person):
        sit(there, person, story.first_time)
        found = []
        for _ in range(COMES_BACK):
            sit(there, person, story.comes_back)
            found.append(left_behind(there))
        return found


def sit(there, person, greeted):
    """Have one sitting, with a pause, help and another language in it."""
    hands = there.hands
    story.unlock(hands, STAFF[0], person)
    greeted(hands)
    hands.wait_for("plan")
    for _there_and_back in range(2):
        for key in ("pause", "language", "carry_on"):
            hands.tap(key)
        hands.wait_for("plan")
    story.looks_aside(hands)
    story.activities(hands, WHO)


def left_behind(there):
    """Count what the process holds while the pod is locked."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return {
        "widgets": len(QApplication.allWidgets()),
        "objects": len(there.kiosk.stage.frame.findChildren(QObject)),
        "threads": threading.active_count(),
        "descriptors": len([*Path("/proc/self/fd").iterdir()]),
        **{f"told by {name}": count for name, count in receivers(there.kiosk)},
    }


def receivers(kiosk: Kiosk):
    """Yield how many listen to each signal of what outlives a sitting."""
    stage, player = kiosk.stage, kiosk.player
    parts = (kiosk, stage, stage.frame, stage.aloud, stage.watch, stage.voice, player)
    for part in (*parts, kiosk.ground._ground, kiosk.visit, kiosk.aside):
        meta = part.metaObject()
        for number in range(meta.methodCount()):
            method = meta.method(number)
            signature = method.methodSignature().data().decode()
            if method.methodType() == method.MethodType.Signal:
                name = f"{type(part).__name__}.{signature}"
                yield name, part.receivers(SIGNAL(signature))


def test_a_third_sitting_leaves_what_the_second_left(leavings):
    before, after = leavings
    grown = {name: after[name] - before[name] for name in after}
    assert not {name: by for name, by in grown.items() if by}
