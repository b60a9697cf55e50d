"""Receipts: how many wait for which pod, and writing them to a stick."""

from collections import Counter

import pytest

from pod.bundle.receipt import read_receipt
from pod.evaluation.viewing.study import StudyInView
from tests.ui.evaluator.looking import LONG_MS, told, unheard

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_inbox_tells_for_each_pod_how_many_receipts_wait(opened, full):
    page = opened(full).pages["inbox"].page
    here = Counter(
        pod.pod for pod in page.grid._pods for cell in pod.cells if cell.line
    )
    assert {one.pod: one.waiting for one in page.grid._pods} == here
    page.grid.choose(1, 0)
    pod = page.grid._pods[1]
    assert f"{pod.waiting} receipts are waiting for {pod.pod}" in told(page)
    assert "receipts are waiting" in page.grid.accessibleDescription()


def test_receipts_go_to_a_stick_and_then_wait_no_more(qtbot, opened, full, tmp_path):
    window = opened(full)
    page = window.pages["inbox"].page
    waited = sum(one.waiting for one in page.grid._pods)
    stick = tmp_path / "stick"
    with qtbot.waitSignals([page.written, window.shown], timeout=LONG_MS):
        page.write_receipts(stick)
    key = StudyInView(full).folder.signing_key.public
    written = [read_receipt(one, (key,)) for one in stick.glob("*.podreceipt")]
    assert len(written) == waited > 0
    assert f"are written: {waited}" in told(page)
    assert "Every bundle that is here has its receipt" in told(page)
    assert not any(one.waiting for one in page.grid._pods)


def test_a_stick_that_cannot_be_written_leaves_them_waiting(
    qtbot, opened, full, tmp_path
):
    window = opened(full)
    page = window.pages["inbox"].page
    stick = tmp_path / "stick"
    stick.write_text("no folder")
    with qtbot.waitSignal(window.shown, timeout=LONG_MS):
        page.write_receipts(stick)
    assert "The receipts cannot be written" in told(page)
    assert StudyInView(full).inbox().waiting > 0


def test_what_comes_later_waits_by_itself(full):
    study = StudyInView(full)
    study.write_receipts(None, unheard)
    assert study.inbox().waiting == 0
    (one, *_) = (full / "receipts").glob("*.podreceipt")
    one.unlink()
    assert study.inbox().waiting == 1
