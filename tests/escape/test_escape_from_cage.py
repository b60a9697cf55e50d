"""In the kiosk's own compositor, as an ordinary user: no other client, no title bar."""

import sys

import pytest

from tests.app.processes import until
from tests.escape.attempts import ATTEMPTS
from tests.escape.caged import caged
from tests.escape.report import note
from tests.escape.rows import rows_at

pytestmark = pytest.mark.escape
TRIED = sorted(set(ATTEMPTS) & set(rows_at("C")))
NAIVE = (sys.executable, "-m", "tests.escape.naive")
POD = (sys.executable, "-m", "pod", "kiosk", "--demo")


@pytest.fixture(scope="module")
def attacked():
    """The pod, kept running while everything is tried."""
    with caged(POD) as attacked:
        yield attacked


def test_a_naive_window_is_closed_by_a_chord_even_there():
    with caged(NAIVE) as naive:
        naive.after(ATTEMPTS[7])
        until(lambda: naive.is_out() == "ended")


def test_a_naive_window_opens_a_menu_even_there():
    with caged(NAIVE) as naive:
        naive.hands.click((640, 40), 3)
        until(lambda: naive.is_out() == "looks other")


@pytest.mark.parametrize("row", TRIED)
def test_the_pod_keeps_the_screen_there(attacked, row):
    gained = attacked.after(ATTEMPTS[row])
    note(row, "C", f"OUT: {gained}" if gained else "held")
    assert not gained


def test_a_compositor_that_loses_its_screen_ends_with_the_pod_to_be_begun_again():
    with caged(POD) as attacked:
        window = str(attacked.looked_at.shown()[0].id)
        attacked.hands.do("windowkill", window)
        until(lambda: attacked.cage.poll() is not None)
    note(26, "C", "ended, to be begun again")
