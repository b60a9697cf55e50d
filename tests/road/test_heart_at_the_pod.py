"""Beats that a device brings reach the rows, and the page while they are felt."""

from pod.events import Beat, Lost
from pod.people import Traits

from .conftest import do_until, rows_of


def heart(there, clock, every_ms=800.0):
    """Let a sensor tell of a beat every so often from now on."""

    def beat():
        there.kiosk.take(Beat(at_ms=clock.now_ms()))
        clock.at(clock.now_ms() + every_ms, beat)

    beat()


def kept(there, count):
    there.hands.until(lambda: there.kiosk.player.kept >= count, f"{count} rows")


def test_a_beat_from_a_device_tells_the_player_that_a_sensor_is_worn(at_the_pod, clock):
    player = at_the_pod.kiosk.player
    assert player.sensed.since(0, clock.now_ms()) is None
    at_the_pod.kiosk.take(Beat(at_ms=clock.now_ms()))
    assert player.sensed.since(0, clock.now_ms()) == ()


def test_the_heart_is_kept_with_each_breath_and_a_pause_leaves_none_of_it(
    on_the_plan, inside, daniel, who, clock
):
    do_until(on_the_plan, who, "slow_breathing")
    heart(on_the_plan, clock)
    kept(on_the_plan, 3)
    ground = on_the_plan.kiosk.stage.screen
    assert ground._picture.curves == ("Heart", "Breath")
    assert ground._trace().runs
    on_the_plan.hands.tap("pause")
    on_the_plan.hands.wait_for("paused")
    on_the_plan.hands.tap("carry_on")
    kept(on_the_plan, 6)
    rows = rows_of(inside, daniel, "slow_breathing")
    assert [row.breath for row in rows][:6] == [1, 2, 3, 4, 5, 6]
    assert all(12 <= row.beats <= 14 for row in rows[1:6])
    assert all(abs(row.rr_ms - 800) < 60 for row in rows[1:6])


def test_a_sensor_that_goes_in_the_middle_of_a_breath_leaves_it_unmeasured(
    on_the_plan, inside, daniel, who, clock
):
    do_until(on_the_plan, who, "slow_breathing")
    player = on_the_plan.kiosk.player
    for n in range(50):
        clock.at(clock.now_ms() + 500 * n, _beat(on_the_plan, clock))
    last_ms = clock.now_ms() + 500 * 49
    on_the_plan.hands.until(lambda: clock.now_ms() >= last_ms, "the last beat")
    on_the_plan.kiosk.take(Lost("nonin", "pulse", "Gone.", "Look."))
    done = player.kept
    assert done
    kept(on_the_plan, done + 2)
    rows = rows_of(inside, daniel, "slow_breathing")
    assert [row.swing_ms is None for row in rows[:done]] == [False] * done
    assert [row.beats for row in rows[done:]] == [None] * len(rows[done:])


def _beat(there, clock):
    return lambda: there.kiosk.take(Beat(at_ms=clock.now_ms()))


def test_somebody_who_wears_a_sensor_is_felt_at_the_window(on_the_plan, inside, daniel):
    """In a rehearsal the imaginary heart reaches the rows as a real one would."""
    do_until(on_the_plan, Traits(seed=7, resonance_per_min=6.0), "slow_breathing")
    kept(on_the_plan, 4)
    rows = rows_of(inside, daniel, "slow_breathing")
    assert all(row.beats and row.beats > 5 for row in rows[1:])
    assert all(row.swing_ms > 0 for row in rows[1:])
