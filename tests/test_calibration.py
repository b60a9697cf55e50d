"""What a photodiode saw is paired with what was stamped, or refused with a reason."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.calibration import (
    EARLY_MS,
    FILE,
    LATEST_MS,
    Calibration,
    Measured,
    judge,
    keep_calibration,
    known_calibration,
    pair,
    read_calibration,
)
from pod.errors import Malformed, Storage
from pod.events import Light
from pod.settings import Panel
from pod.values import seeded

FLASHES = [1000.0 + 350 * number for number in range(200)]


def light(at_ms, *, on=True, bound=0.2):
    return Light(at_ms=at_ms, timed_by="device", uncertainty_ms=bound, on=on)


def seen(lag_ms, jitter_ms=0.0, seed=1):
    rng = seeded(seed)
    return [light(at + rng.gauss(lag_ms, jitter_ms)) for at in FLASHES]


def dark(lights):
    return [light(one.at_ms + 100, on=False) for one in lights]


def test_a_known_lag_and_jitter_are_recovered():
    measured = judge(FLASHES, seen(18.0, 1.5))
    assert measured.lag_ms == pytest.approx(18.0, abs=0.4)
    assert measured.jitter_ms == pytest.approx(1.5, rel=0.2)
    assert measured.p99_ms == pytest.approx(1.5 * 2.58, rel=0.3)
    assert measured.n == 200


def test_the_bound_holds_for_the_lights_it_was_made_of_and_adds_the_boxs_own():
    lights = seen(18.0, 1.5)
    measured = judge(FLASHES, lights)
    off = [
        abs(one.at_ms - at - measured.lag_ms)
        for at, one in zip(FLASHES, lights, strict=True)
    ]
    beyond = sum(one > measured.uncertainty_ms for one in off)
    assert beyond <= 2
    assert measured.uncertainty_ms == pytest.approx(measured.p99_ms + 0.2)


def test_a_box_that_also_tells_of_dark_gives_the_same_figures():
    lights = seen(18.0, 1.5)
    assert judge(FLASHES, [*dark(lights), *lights]) == judge(FLASHES, lights)


def test_one_flash_in_ten_may_be_missed_and_no_more():
    lights = seen(18.0)
    assert isinstance(judge(FLASHES, lights[20:]), Measured)
    assert judge(FLASHES, lights[21:]) == "no_light"


@pytest.mark.parametrize("lights", [[], dark(seen(18.0)), seen(LATEST_MS + 1)])
def test_without_light_in_time_nothing_is_measured(lights):
    assert judge(FLASHES, lights) == "no_light"


def test_without_flashes_nothing_is_measured():
    assert judge([], []) == "no_light"


def test_a_lamp_that_flickers_is_not_the_glass():
    lights = seen(18.0)
    flicker = [light(one.at_ms + 8) for one in lights]
    assert isinstance(judge(FLASHES, lights + flicker[:20]), Measured)
    assert judge(FLASHES, lights + flicker[:21]) == "flicker"


def test_a_box_without_a_bound_of_its_own_gives_none():
    lights = seen(18.0)
    unsure = [msgspec.structs.replace(lights[7], uncertainty_ms=None)]
    assert judge(FLASHES, [*lights[:7], *unsure, *lights[8:]]) == "no_clock"


@pytest.mark.parametrize("bound", [25.0, 5000.0, float("inf"), float("nan"), -1.0])
def test_a_box_that_hardly_knows_when_it_saw_light_gives_none(bound):
    lights = seen(18.0)
    assert judge(FLASHES, [*lights[1:], light(lights[0].at_ms, bound=bound)]) == (
        "no_clock"
    )


def test_a_spread_that_no_panel_has_is_refused():
    assert judge(FLASHES, seen(70.0, 25.0)) == "spread"


moments = st.lists(st.floats(0, 5000), max_size=40)


@given(flashed=moments, lit=moments)
def test_no_light_is_used_twice_and_each_lies_in_its_window(flashed, lit):
    pairs = pair(flashed, [light(at) for at in lit])
    assert all(-EARLY_MS <= one.lag_ms <= LATEST_MS for one in pairs)
    assert len({id(one.light) for one in pairs}) == len(pairs)
    assert len(pairs) <= min(len(flashed), len(lit))


@given(st.permutations(range(30)), st.permutations(range(30)))
def test_the_order_in_which_they_came_does_not_matter(one, other):
    lights = seen(40.0, 5.0)
    assert pair([FLASHES[n] for n in one], [lights[n] for n in other]) == pair(
        FLASHES[:30], lights[:30]
    )


# --- what is written down


@pytest.fixture
def calibration():
    return Calibration(
        lag_ms=18.25,
        jitter_ms=1.5,
        p99_ms=3.9,
        box_ms=0.2,
        n=200,
        measured_on=date(2026, 1, 5),
        panel="1280 x 800",
        box="ustc_rtbox",
    )


def test_it_is_read_as_it_was_written(tmp_path, calibration):
    keep_calibration(tmp_path, calibration)
    assert read_calibration(tmp_path, Panel()) == calibration
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_a_pod_that_was_never_measured_has_none(tmp_path):
    assert read_calibration(tmp_path, Panel()) is None


def test_what_was_measured_of_another_panel_does_not_hold(tmp_path, calibration):
    keep_calibration(tmp_path, calibration)
    assert read_calibration(tmp_path, Panel(width_px=1920, height_px=1080)) is None


def test_nonsense_in_the_file_is_refused_and_names_it(tmp_path, calibration):
    absurd = msgspec.structs.replace(calibration, lag_ms=900.0)
    keep_calibration(tmp_path, absurd)
    with pytest.raises(Malformed, match=FILE):
        read_calibration(tmp_path, Panel())


def test_a_pod_whose_file_is_nonsense_goes_on_as_if_never_measured(tmp_path, caplog):
    (tmp_path / FILE).write_text("lag_ms = 'much'")
    assert known_calibration(tmp_path, Panel()) is None
    assert FILE in caplog.text
    caplog.clear()


def test_a_file_that_cannot_be_opened_does_not_keep_the_pod_from_beginning(
    tmp_path, caplog
):
    (tmp_path / FILE).mkdir()
    assert known_calibration(tmp_path, Panel()) is None
    assert "never measured" in caplog.text


def test_a_home_that_cannot_be_written_to_is_a_trouble_in_words(tmp_path, calibration):
    with pytest.raises(Storage, match=FILE):
        keep_calibration(tmp_path / "gone", calibration)
