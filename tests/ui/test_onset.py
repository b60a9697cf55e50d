"""When a figure was seen: one stamp, what was measured of the glass, and the row."""

from datetime import date
from itertools import pairwise, product

import msgspec
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from pod import desk
from pod.calibration import Calibration
from pod.modules.go_nogo import ASSESSMENT
from pod.script import (
    Arrows,
    Ask,
    Blank,
    Breath,
    Chose,
    Ink,
    Keep,
    Shape,
    Show,
    Shown,
    Still,
    Wait,
    Words,
)
from pod.task import task_named, tasks
from pod.trial import TrialRow, traced
from pod.ui.common.landing import Landing
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.player import Player
from pod.values import Press, seeded

TIMED = sorted(one for one in tasks() if issubclass(task_named(one).row, TrialRow))
ROUNDING = 24
"""Of 256: Qt's outlines round their edges differently where another part is painted.

What is left of a figure differs by five times as much.
"""
FLUSH_MS, OWN_MS, ANSWER_MS = 2.0, 0.5, 400.0
PICTURES = (
    Blank(),
    Shape("cross"),
    Shape("circle", stop=True),
    Shape("star", at="left"),
    Shape("hexagon", at="right"),
    Arrows("left", "right"),
    Ink("ORANGE", "blue"),
    Words("Wait for the circle."),
    Breath(way="in", for_ms=4000, words="Breathe in"),
    Still(title="Notice your feet.", for_ms=2000),
)


# --- the stamp


class Ticks:
    """A clock that is read, and counts how often."""

    def __init__(self):
        self.read = 0

    def now_ms(self):
        self.read += 1
        return 100.0 * self.read


@pytest.fixture
def landing(qapp):
    assert qapp is not None
    ticks, landed = Ticks(), []
    landing = Landing(ticks.now_ms)
    landing.landed.connect(lambda *told: landed.append(told))
    landing.told = landed
    return landing


def test_a_flush_before_the_picture_was_painted_is_another_ones(landing):
    landing.asked()
    landing.flushed()
    assert landing.told == []
    landing.drawn()
    landing.flushed()
    assert landing.told == [(200.0, 100.0)]


def test_every_picture_is_stamped_once_and_bounded_by_when_it_was_drawn(landing):
    for _ in range(2):
        landing.asked()
        landing.drawn()
        landing.drawn()
        landing.flushed()
        landing.flushed()
        QApplication.processEvents()
    assert landing.told == [(200.0, 100.0), (400.0, 100.0)]


def test_a_picture_painted_without_a_request_is_stamped_when_qt_comes_back(landing):
    landing.asked()
    landing.drawn()
    assert landing.told == []
    QApplication.processEvents()
    assert landing.told == [(200.0, 100.0)]


# --- only what changes is drawn anew


@pytest.fixture
def ground(frame, look):
    ground = TaskGround(look)
    frame.bar("task")
    frame.put(ground)
    return ground


def up(ground, picture):
    """Put a picture up and come back once it has reached the glass."""
    landed = []
    landing = ground.painted.connect(lambda *_: landed.append(picture))
    ground.show_picture(picture, lambda: 1000.0)
    while not landed:
        QApplication.processEvents()
    ground.painted.disconnect(landing)


def on_the_glass(ground):
    frame = ground.window()
    grabbed = frame.screen().grabWindow(frame.winId(), 0, 0, *ground.size().toTuple())
    image = grabbed.toImage()
    bytes_ = np.frombuffer(image.constBits(), np.uint8)
    return bytes_.reshape(image.height(), image.bytesPerLine()).copy()


def off(one, other):
    """Return by how much two pictures differ where they differ most."""
    if np.array_equal(one, other):
        return 0
    return int((np.maximum(one, other) - np.minimum(one, other)).max())


def test_nothing_of_the_picture_before_is_left_on_the_glass(ground, frame):
    whole = {}
    for picture in PICTURES:
        up(ground, picture)
        frame.repaint()
        whole[picture] = on_the_glass(ground)
    for before, picture in product(PICTURES, PICTURES):
        up(ground, before)
        up(ground, picture)
        assert off(on_the_glass(ground), whole[picture]) <= ROUNDING, (before, picture)


# --- what was measured of the glass


def calibration(lag_ms=20.0):
    return Calibration(
        lag_ms=lag_ms,
        jitter_ms=4.8,
        p99_ms=8.3,
        box_ms=0.2,
        n=200,
        measured_on=date(2026, 1, 5),
        panel="1280 x 800",
        box="ustc_rtbox",
    )


class Seat:
    """Somebody who answers every figure 400 ms after the light of it reached them.

    The panel is light `lag_ms` after a flush, and stays so until the next one's.
    """

    def __init__(self, clock, lag_ms):
        self.clock, self.lag_ms, self.answer_ms = clock, lag_ms, ANSWER_MS
        self.rows, self.lit = [], []
        self.player = Player(self, clock, clock, self)
        self.player.listening = "device"
        self.player.asking.connect(self.go_on)
        begun = desk.Begun(
            activity="a01",
            task="go_nogo",
            seed=1,
            params=msgspec.json.encode(ASSESSMENT.read_params()),
            entries=(),
        )
        self.player.load(begun)

    def go_on(self, page):
        ids = [choice.id for choice in page.choices]
        self.player.choose(ids[-1], "touch")

    def ask(self, request, answered):
        self.rows.append(ASSESSMENT.decode_row(request.row))
        answered(desk.Kept(request.number))

    def show_picture(self, picture, _elapsed_ms, _trace):
        flushed_ms = self.clock.now_ms() + FLUSH_MS
        self.lit.append((picture, flushed_ms + self.lag_ms))
        self.clock.at(flushed_ms, lambda: self.player.painted(flushed_ms, OWN_MS))
        if picture == Shape("circle"):
            at_ms = flushed_ms + self.lag_ms + self.answer_ms
            press = Press(button="right", at_ms=at_ms, timed_by="device")
            self.clock.at(at_ms, lambda: self.player.press(press))

    def tick(self):
        """Nothing moves here."""

    def play(self, for_ms=60_000):
        self.player.play("en")
        self.clock.advance(for_ms)
        return self.rows

    def shown_for(self, kind):
        """Return how long each figure of a kind stood on the panel."""
        pairs = pairwise(self.lit)
        return [b - a for (one, a), (_, b) in pairs if one == Shape(kind)]


@pytest.fixture
def seat(qapp, clock):
    assert qapp is not None
    return lambda lag_ms, measured=None: _seat(clock, lag_ms, measured)


def _seat(clock, lag_ms, measured):
    seat = Seat(clock, lag_ms)
    seat.player.glass.calibration = measured
    return seat


def test_a_glass_that_was_never_measured_adds_nothing_and_claims_nothing(seat):
    rows = seat(20.0).play()
    assert len(rows) > 10
    assert {row.onset_uncertainty_ms for row in rows} == {None}
    assert {round(row.rt_ms, 6) for row in rows if row.button} == {ANSWER_MS + 20}


def test_a_measured_lag_is_taken_off_the_reaction_time_and_the_bound_is_kept(seat):
    rows = seat(20.0, calibration()).play()
    assert len(rows) > 10
    assert {row.onset_uncertainty_ms for row in rows} == {8.5 + OWN_MS}
    assert {round(row.rt_ms, 6) for row in rows if row.button} == {ANSWER_MS}


@pytest.mark.parametrize("lag_ms", [0.0, 40.0])
def test_a_figure_stands_as_long_on_a_late_glass_as_on_any(seat, lag_ms):
    late = seat(lag_ms, calibration(lag_ms))
    late.play()
    for kind in ("circle", "square"):
        shown = {round(stood, 6) for stood in late.shown_for(kind)}
        assert shown == {ASSESSMENT.read_params().stimulus_ms + FLUSH_MS}


@pytest.mark.parametrize("lag_ms", [0.0, 20.0])
@pytest.mark.parametrize(
    ("ends", "before_ms"),
    [*product(["stimulus_ms", "window_ms"], [21, 19, 1, 0.01]), ("stimulus_ms", -1)],
)
def test_a_window_listens_to_its_end_on_a_late_glass_as_on_any(
    seat, lag_ms, ends, before_ms
):
    late = seat(lag_ms, calibration(lag_ms))
    late.answer_ms = getattr(ASSESSMENT.read_params(), ends) - before_ms
    rows = late.play()
    pressed = [row for row in rows if row.button]
    assert len(pressed) > 10
    assert {round(row.rt_ms, 6) for row in pressed} == {round(late.answer_ms, 6)}
    assert {row.early_presses for row in rows} == {0}


def waits_per_trial(task):
    """Return the listening waits of each trial that somebody absent lets pass."""
    script = task.script(task.read_params(), task.read_words("en"), seeded(1))
    asked, now_ms, waits, trials = next(script), 0.0, [], []
    for _ in range(600):
        answer = None
        match asked:
            case Show():
                answer = Shown(now_ms)
            case Ask(_, otherwise):
                answer = Chose(otherwise, now_ms)
            case Wait(until_ms, buttons):
                now_ms = max(now_ms, until_ms)
                waits += [asked] if buttons else []
            case Keep(row) if isinstance(row, TrialRow):
                trials.append(waits)
                waits = []
        try:
            asked = script.send(answer)
        except StopIteration:
            break
    return [one for one in trials if one]


@pytest.mark.parametrize("name", TIMED)
def test_the_last_wait_of_every_window_is_listened_to_to_its_end(name):
    trials = waits_per_trial(task_named(name))
    assert len(trials) > 3
    for waits in trials:
        closing = max(waits, key=lambda wait: wait.until_ms)
        assert any(one.whole for one in waits if one.until_ms == closing.until_ms)


def test_the_bound_goes_into_the_row_whether_or_not_somebody_answered():
    shown = Shown(100.0, "device", 8.5)
    press = Press(button="left", at_ms=500.0, timed_by="device", uncertainty_ms=0.3)
    assert traced(shown, None)["onset_uncertainty_ms"] == 8.5
    assert traced(shown, press)["onset_uncertainty_ms"] == 8.5
    assert traced(shown, press)["uncertainty_ms"] == 0.3


def test_rows_and_answers_from_before_there_was_a_bound_are_read():
    row = b'{"correct":true,"button":null,"rt_ms":null,"onset_ms":12.5}'
    assert msgspec.json.decode(row, type=TrialRow).onset_uncertainty_ms is None
    shown = b'{"type":"Shown","at_ms":12.5,"listening":"touch"}'
    assert msgspec.json.decode(shown, type=Shown) == Shown(12.5, "touch")
