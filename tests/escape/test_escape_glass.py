"""Real fingers on the glass, and its cable in somebody's hand."""

import pytest

from tests.app.processes import until
from tests.escape.attacked import managed, naive_at, parts_of, pod_at
from tests.escape.display import HIGH, WIDE, alike
from tests.escape.glass import FIRST, SECOND, SMALL, UPRIGHT, USUAL, glass, is_there
from tests.escape.hands import PLACES
from tests.escape.report import note

pytestmark = [
    pytest.mark.escape,
    pytest.mark.skipif(not is_there(), reason="needs xserver-xorg-core and its dummy"),
]
HELD_S, COVERED = 1.5, 0.97
FILE_MENU = (20, 12)
EDGES = [
    ((0, HIGH // 2), (WIDE // 2, HIGH // 2)),
    ((WIDE - 1, HIGH // 2), (WIDE // 2, HIGH // 2)),
    ((WIDE // 2, 0), (WIDE // 2, HIGH // 2)),
    ((WIDE // 2, HIGH - 1), (WIDE // 2, HIGH // 2)),
]
ON_THE_BAR = [(x, HIGH - 40) for x in range(60, WIDE, 60)]


@pytest.fixture
def at():
    """A glass under our window manager, and what is seen of it."""
    with glass() as there, managed(there.name, "empty") as (screen, looked_at):
        yield there, screen, looked_at


@pytest.fixture
def attacked(at, tmp_path):
    """The pod at that glass."""
    _, screen, looked_at = at
    with pod_at(screen, looked_at, tmp_path) as attacked:
        yield attacked


def _hold_ten(fingers):
    """Ten fingers go down, one after another, and rest."""
    for finger, place in enumerate(PLACES[:10]):
        fingers.down(place, finger)


def _lift_ten(fingers):
    for finger, place in enumerate(PLACES[:10]):
        fingers.up(place, finger)


def test_a_naive_window_opens_its_menu_for_a_finger(at):
    there, screen, looked_at = at
    with naive_at(screen, looked_at) as naive:
        outcome = naive.after(lambda _: there.fingers.tap(FILE_MENU), back_within_s=0)
    assert "more is seen" in outcome.noticed


def test_no_touch_however_long_and_of_however_many_fingers_opens_anything(at, attacked):
    fingers = at[0].fingers
    for place in PLACES:
        fingers.down(place)
        attacked.hands.click(place, 3)
        fingers.up(place)
    for start, end in EDGES:
        fingers.swipe(start, end)
    assert not attacked.amiss()
    _hold_ten(fingers)
    held = attacked.looked_at_for(HELD_S)
    _lift_ten(fingers)
    assert not held | attacked.looked_at_for(HELD_S)
    note(10, "X empty", "held")


def test_a_finger_is_felt_where_it_presses_a_key(at, attacked):
    fingers, looked_at = at[0].fingers, attacked.looked_at
    before = looked_at.picture()
    for place in ON_THE_BAR:
        fingers.tap(place)
    until(lambda: not alike(looked_at.picture(), before))
    assert not attacked.amiss()


def test_a_naive_window_leaves_a_second_screen_bare(at):
    there, screen, looked_at = at
    with naive_at(screen, looked_at):
        there.plug(SECOND, USUAL, "--right-of", FIRST)
        shown = looked_at.shown()
    assert (WIDE, 0, WIDE, HIGH) not in [one[1:] for one in shown]


def test_every_size_and_every_screen_is_filled_and_covered(at, attacked):
    there, _, looked_at = at

    def is_filled(*places):
        until(lambda: sorted(one[1:] for one in looked_at.shown()) == [*places])

    for mode in (SMALL, UPRIGHT, USUAL):
        there.plug(FIRST, mode)
        is_filled((0, 0, *map(int, mode.split("x"))))
    for _ in range(2):
        there.plug(SECOND, USUAL, "--right-of", FIRST)
        is_filled((0, 0, WIDE, HIGH), (WIDE, 0, WIDE, HIGH))
        there.unplug(SECOND)
        is_filled((0, 0, WIDE, HIGH))
    there.plug(SECOND, USUAL, "--right-of", FIRST)
    there.unplug(FIRST)
    is_filled((0, 0, WIDE, HIGH))
    until(lambda: not attacked.amiss())
    note(25, "X glass", "held")


def test_a_screen_that_shows_the_same_is_not_covered_before_the_page(at, attacked):
    at[0].plug(SECOND, USUAL, "--same-as", FIRST)
    assert not attacked.looked_at_for(HELD_S)
    assert attacked.looked_at.one_colour() < COVERED


def test_a_pulled_cable_ends_nothing_and_all_is_back_with_it(at, attacked):
    there, parts = at[0], parts_of(attacked.process)
    for _ in range(3):
        there.unplug()
        attacked.hands.keys("Right", "Return", "Escape", "alt+F4")
        there.plug()
        until(lambda: not attacked.amiss())
    until(lambda: attacked.looked_at.one_colour() < COVERED)
    assert parts_of(attacked.process) == parts
    note(26, "X glass", "held")
