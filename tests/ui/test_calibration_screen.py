"""A technician measures the glass: flashes, a photodiode, words, a small file."""

from itertools import pairwise, product

import pytest
from PySide6.QtWidgets import QApplication

from pod.app.calibration import measured_today
from pod.calibration import Measured, keep_calibration, read_calibration
from pod.errors import Storage
from pod.events import Back, Light, Lost
from pod.settings import LANGUAGES, Panel, Settings
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES
from pod.ui.kiosk.frame import Frame
from pod.ui.staff.glass import GlassScreen
from pod.ui.staff.measuring import FLASHES, Flashing, Measuring, told
from pod.values import Press, seeded
from tests.ui.measuring import (
    PANEL,
    STAFF_MM,
    clashes,
    cut_off,
    hard_to_hit,
    seen,
    too_near,
    too_small,
)

BOX = Back("ustc_rtbox")


class Diode:
    """A photodiode on the square: it tells of light so late, and not of dark."""

    def __init__(self, clock, screen, take, rng=None):
        self.clock, self.screen, self.take = clock, screen, take
        self.lag_ms, self.jitter_ms, self.bound_ms = 18.0, 1.5, 0.2
        self.misses, self.told = 0.0, 0
        self.rng = rng or seeded(3)
        screen.landing.landed.connect(self.lit)

    def lit(self, at_ms, _own_ms):
        if not self.screen.bright or self.rng.random() < self.misses:
            return
        due_ms = at_ms + self.rng.gauss(self.lag_ms, self.jitter_ms)
        self.clock.at(due_ms, lambda: self.tell(due_ms))

    def tell(self, at_ms):
        self.told += 1
        bound = self.bound_ms
        self.take(Light(at_ms=at_ms, timed_by="device", uncertainty_ms=bound, on=True))


class Bench:
    """The calibration window with a photodiode on it, in the test's own time."""

    def __init__(self, frame, clock, text):
        self.frame, self.clock = frame, clock
        self.screen = GlassScreen(frame.look, text)
        frame.bar("hidden")
        frame.put(self.screen)
        self.flashing = Flashing(self.screen, clock, seeded(2))
        self.kept, self.trouble = [], None
        self.measuring = Measuring(frame, self.flashing, self.screen, self.keep)
        self.diode = Diode(clock, self.screen, self.measuring.take)

    def keep(self, measured, box):
        if self.trouble:
            raise self.trouble
        self.kept.append((measured, box))

    def press(self, button):
        self.measuring.take(Press(button=button, at_ms=self.clock.now_ms()))

    def run(self, *presses):
        """Press Start by the box and let everything happen that will."""
        self.clock.advance(2000)
        for button in presses or ("next",):
            self.press(button)
        while True:
            QApplication.processEvents()
            if not self.clock.jump():
                return

    def said(self):
        return self.screen.sentences()


@pytest.fixture
def bench(frame, clock, text):
    bench = Bench(frame, clock, text)
    bench.measuring.take(BOX)
    return bench


def test_a_known_lag_is_measured_and_kept(bench):
    bench.run()
    [(measured, box)] = bench.kept
    assert measured.lag_ms == pytest.approx(18.0, abs=0.4)
    assert measured.jitter_ms == pytest.approx(1.5, rel=0.2)
    assert (measured.n, box) == (FLASHES, "ustc_rtbox")
    assert bench.said()[0] == "Measured and kept."
    assert f"{measured.lag_ms:.1f} thousandths" in bench.said()[1]


def test_the_square_flashes_out_of_step_with_any_panel(bench):
    bench.run()
    flashed = bench.flashing.flashed_ms
    gaps = [b - a for a, b in pairwise(flashed)]
    assert min(gaps) >= 260
    assert max(gaps) - min(gaps) > 70


def test_what_is_kept_is_read_by_the_pod_at_its_next_start(bench, tmp_path, clock):
    bench.run()
    [(measured, box)] = bench.kept
    settings = Settings(pod="pod01", site="Test")
    keep_calibration(tmp_path, measured_today(measured, settings, clock, box))
    found = read_calibration(tmp_path, Panel())
    assert found.uncertainty_ms == measured.uncertainty_ms
    assert str(found.measured_on) == "2026-01-05"


def test_without_a_box_nothing_flashes(bench, text):
    bench.measuring.take(Lost("ustc_rtbox"))
    bench.run()
    assert bench.said()[:2] == [text.glass.not_kept, text.glass.refused["no_box"]]
    assert bench.flashing.flashed_ms == []


def spoil(bench, fault):
    match fault:
        case "no_light":
            bench.diode.misses = 0.2
        case "spread":
            bench.diode.lag_ms, bench.diode.jitter_ms = 70.0, 25.0
        case "no_clock":
            bench.diode.bound_ms = None
        case "flicker":
            second = Diode(bench.clock, bench.screen, bench.measuring.take)
            second.lag_ms = 60.0
            bench.second = second
        case "storage":
            bench.trouble = Storage("calibration.toml cannot be written: full")


@pytest.mark.parametrize(
    "fault", ["no_light", "spread", "no_clock", "flicker", "storage"]
)
def test_nonsense_is_not_kept_and_the_screen_says_why(bench, text, fault):
    spoil(bench, fault)
    bench.run()
    assert bench.kept == []
    assert bench.said()[:2] == [text.glass.not_kept, text.glass.refused[fault]]


def test_it_can_be_begun_again_after_a_refusal(bench):
    bench.diode.misses = 1.0
    bench.run()
    bench.diode.misses = 0.0
    bench.run()
    assert len(bench.kept) == 1


def test_a_press_while_it_measures_does_nothing(bench):
    left = []
    bench.measuring.left.connect(lambda: left.append(True))
    bench.clock.at(12_000, lambda: bench.press("choose"))
    bench.clock.at(12_000, lambda: bench.press("next"))
    bench.run()
    assert left == []
    assert len(bench.kept) == 1


@pytest.mark.parametrize("button", ["next", "choose"])
def test_a_key_while_it_measures_begins_nothing_anew(bench, button):
    began = []
    begin = bench.flashing.begin
    bench.flashing.begin = lambda flashes: (began.append(flashes), begin(flashes))
    bench.clock.at(12_000, lambda: bench.frame.key.emit(button))
    bench.run("right", "right", "choose")
    assert began == [FLASHES]
    assert len(bench.kept) == 1


def test_back_leaves_by_the_box(bench):
    left = []
    bench.measuring.left.connect(lambda: left.append(True))
    bench.clock.advance(2000)
    bench.press("choose")
    bench.press("choose")
    assert left == [True]


# --- the screen


def states(text):
    words = text.glass
    good = Measured(lag_ms=118.4, jitter_ms=14.8, p99_ms=18.3, box_ms=10.2, n=200)
    yield words.title, words.place, words.cover
    yield words.busy, words.still
    yield told(text, good)
    for said in words.refused.values():
        yield words.not_kept, said


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("size", "language"), [*product(SIZES, LANGUAGES)])
def test_whatever_it_says_there_is_room_beside_the_square(size, language):
    look, text = Look("cream", size, PANEL), read_text(language)
    faults = []
    for said in states(text):
        frame, screen = Frame(look, language, text), GlassScreen(look, text)
        frame.bar("hidden")
        frame.put(screen)
        screen.say(*said, ways=True)
        looked = seen(frame)
        faults += cut_off(looked) + clashes(looked) + too_small(looked, STAFF_MM)
        faults += hard_to_hit(looked) + too_near(looked)
        square = screen._patch()
        faults += [one.says for one in looked.texts if one.ink.intersects(square)]
        frame.deleteLater()
    assert not faults, faults


def test_the_square_is_lit_and_dark_as_figures_and_their_ground_are(bench):
    patch = bench.screen._patch()
    for bright, name in ((True, "keyline"), (False, "ground")):
        bench.screen.flash(bright=bright)
        colour = bench.frame.grab().toImage().pixelColor(patch.center())
        assert colour == bench.screen.look.task_colour(name)
