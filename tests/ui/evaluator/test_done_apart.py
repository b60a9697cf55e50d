"""What takes seconds is done in a process apart, and what nobody wants is ended."""

import threading

import pytest

from pod.evaluation.viewing import apart
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.behind import Behind
from tests.ui.evaluator.looking import LONG_MS, unheard

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_process_apart_finds_the_same_as_this_one(come):
    with apart.process() as other:
        there = StudyInView(come, other).findings(unheard)
    assert there == StudyInView(come).findings(unheard)


def test_work_is_told_how_far_it_is_and_ends_where_it_is_stopped(qtbot):
    behind, began, ended, heard = Behind(), threading.Event(), threading.Event(), []

    def work(told):
        try:
            for share in range(1000):
                told("working", share / 1000)
                began.set()
                ended.wait(0.01)
        finally:
            ended.set()

    answers = []
    behind.busy.connect(lambda *said: heard.append(said))
    behind.ask("a", work, answers.append, answers.append)
    qtbot.waitUntil(began.is_set)
    behind.stop("a")
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: ("", "", -1.0) in heard)
    assert answers == []
    behind.close()


def test_bringing_in_is_stopped_and_what_came_stays(qtbot, opened, bare, made):
    window = opened(bare)
    page = window.pages["inbox"].page
    seen = []
    window.behind.busy.connect(lambda *said: seen.append(said))
    page.bring_in(made / "bundles")
    qtbot.waitUntil(lambda: any(name == "bring" for name, *_ in seen), timeout=LONG_MS)
    assert page._way is not None
    with qtbot.waitSignal(window.shown, timeout=LONG_MS):
        page._way.stop.click()
    study = StudyInView(bare)
    study.bring_in([made / "bundles"], unheard)
    assert study.inbox().received > 0
