"""Slow breathing: the disc leads, somebody follows, nothing is judged."""

from itertools import pairwise

import msgspec
import pytest

from pod.modules.slow_breathing import RESONANCE, SLOW
from pod.modules.slow_breathing.declared import Row, per_minute
from pod.modules.slow_breathing.felt import felt
from pod.modules.slow_breathing.play import left
from pod.modules.slow_breathing.score import score
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Ask, Beats, Breath, Chose, Heart, Keep, Show, Shown
from pod.task import tasks
from pod.telling import Telling

PARAMS, WORDS = SLOW.read_params(), SLOW.read_words("en")
LED = Row(breath=1, in_ms=4500, out_ms=5500, completed=True)
HEART = ("beats", "mended", "rr_ms", "swing_ms", "lf_ms2", "rhythm")


def begin(**numbers):
    params = msgspec.structs.replace(PARAMS, **numbers)
    return SLOW.script(params, WORDS, draw(1, 0))


def wearer(seed=1, resonance=6.0):
    return SLOW.person(PARAMS, WORDS, Traits(seed=seed, resonance_per_min=resonance))


def with_heart(**felt_of_it):
    return msgspec.structs.replace(LED, beats=10, mended=0, **felt_of_it)


class Watcher(Nobody):
    """Somebody who notes what they see; with `beats`, they wear a sensor."""

    def __init__(self):
        self.seen = []

    def sees(self, picture, now_ms):
        self.seen.append((picture, now_ms))


class Sensor(Watcher):
    """A pulse that is told of only while the sensor is on: one beat every 800 ms."""

    def __init__(self, on_ms=0, off_ms=10**9):
        super().__init__()
        self.on_ms, self.off_ms = on_ms, off_ms

    def beats(self, since_ms, now_ms):
        if not self.on_ms <= now_ms < self.off_ms:
            return None
        numbers = range(int(since_ms / 800), int(now_ms / 800) + 1)
        return tuple(800.0 * number for number in numbers)


def test_six_breaths_a_minute_for_three_minutes():
    rows = rehearse(begin(), Nobody()).rows
    assert [row.breath for row in rows] == [*range(1, 19)]
    assert {(row.in_ms, row.out_ms) for row in rows} == {(4500, 5500)}
    assert all(row.completed for row in rows)


def test_the_disc_grows_and_shrinks_in_turn_without_a_gap():
    person = Watcher()
    rehearse(begin(), person)
    began_ms = person.seen[0][1]
    halves = [(one.way, one.for_ms, one.then_ms, at) for one, at in person.seen[:3]]
    assert halves == [
        ("in", 4500, 5500, began_ms),
        ("out", 5500, 4500, began_ms + 4500),
        ("in", 4500, 5500, began_ms + 10_000),
    ]


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        ({"minutes": 1}, 6),
        ({"minutes": 10}, 60),
        ({"in_ms": 8000, "out_ms": 8000}, 11),
        ({"in_ms": 6000, "out_ms": 7333}, 13),
    ],
)
def test_the_minutes_hold_whole_breaths_and_are_never_passed(numbers, count):
    assert len(rehearse(begin(**numbers), Nobody()).rows) == count


def test_a_pacer_that_turned_late_says_so():
    telling = Telling(begin())
    while not isinstance(telling.asked, Keep):
        match telling.asked:
            case Ask(otherwise=otherwise):
                telling.answer(Chose(otherwise, 0.0))
            case Show(picture):
                telling.answer(Shown(5000.0 if picture.way == "out" else 0.0))
            case Heart():
                telling.answer(Beats(None))
            case _:
                telling.answer(None)
    assert telling.asked.row.completed is False


@pytest.mark.parametrize(
    ("left_ms", "says"),
    [
        (180_000, "About 3 more minutes."),
        (91_000, "About 2 more minutes."),
        (80_000, "About 1 more minute."),
        (40_000, "About 1 more minute."),
        (20_000, "Nearly done."),
    ],
)
def test_how_long_there_is_to_go_is_said_roughly(left_ms, says):
    assert left(WORDS, left_ms) == says


# --- the heart


def test_without_a_sensor_no_curve_is_drawn_and_nothing_of_the_heart_is_kept():
    person = Watcher()
    rows = rehearse(begin(), person).rows
    assert {one.curves for one, _ in person.seen} == {None}
    assert all(getattr(row, name) is None for row in rows for name in HEART)


def test_with_a_sensor_the_curves_are_drawn_and_each_breath_is_measured():
    person = Sensor()
    rows = rehearse(begin(), person).rows
    assert {one.curves for one, _ in person.seen} == {("Heart", "Breath")}
    assert {row.beats for row in rows} <= {12, 13}
    assert {row.rr_ms for row in rows} == {800}
    assert {row.swing_ms for row in rows} == {0}
    assert sum(row.mended for row in rows) == 0


def test_rhythms_are_known_from_the_64th_second_on():
    rows = rehearse(begin(), wearer()).rows
    assert [row.rhythm is not None for row in rows] == [False] * 6 + [True] * 12
    assert [row.lf_ms2 is not None for row in rows] == [False] * 6 + [True] * 12


def test_a_sensor_taken_off_and_put_on_again_leaves_what_it_did_not_feel_empty():
    person = Sensor(on_ms=35_000, off_ms=95_000)
    rows = rehearse(begin(), person).rows
    told = [row.beats is not None for row in rows]
    assert told == [False] * 3 + [True] * 6 + [False] * 9
    curves = [one.curves is not None for one, _ in person.seen[::2]]
    assert curves == [False] * 4 + [True] * 6 + [False] * 8
    assert all(row.swing_ms == 0 for row in rows if row.beats)
    assert SLOW.score(rows)["rhythm_score"].why == "too_short"


def test_the_time_without_a_sensor_is_not_counted_as_missed_beats():
    person, on = Sensor(), Sensor.beats

    def beats(since_ms, now_ms):
        told = on(person, since_ms, now_ms)
        off = 60_000 < now_ms < 80_000
        return None if off else tuple(b for b in told if not 55_000 < b < 76_000)

    person.beats = beats
    rows = rehearse(begin(), person).rows
    assert [row.beats is None for row in rows].count(True) == 2
    assert sum(row.mended or 0 for row in rows) == 0
    assert {row.rr_ms for row in rows if row.beats} == {800}


def test_a_beat_told_late_is_counted_once_in_the_breath_it_was_told_in():
    person = Sensor()
    person.beats = lambda since_ms, now_ms: Sensor.beats(person, since_ms, now_ms - 900)
    rows = rehearse(begin(), person).rows
    assert {row.beats for row in rows[1:]} <= {12, 13}
    last_ms = rows[-1].onset_ms + 10_000 - 900
    all_told = int(last_ms / 800) - int(rows[0].onset_ms / 800)
    assert sum(row.beats for row in rows) == all_told
    assert {row.rr_ms for row in rows} == {800}
    assert sum(row.mended for row in rows) == 0


def test_a_breath_by_hand():
    # Beats of the breath at 1, 2, 3.1, 4.3, 5.4, 6.4 s: intervals 1, 1, 1.1, 1.2 ...
    beats = [0.0, 1000.0, 2000.0, 3100.0, 4300.0, 5400.0, 6400.0]
    one = felt(beats, since_ms=500.0)
    assert one.beats == 6
    assert one.rr_ms == pytest.approx((1000 + 1000 + 1100 + 1200 + 1100 + 1000) / 6)
    assert one.swing_ms == 200
    assert (one.lf_ms2, one.rhythm) == (None, None)


def test_a_handful_of_beats_shows_no_swing():
    assert felt([0.0, 1000.0, 2000.0, 2900.0], 0.0).swing_ms is None
    assert felt([], 0.0).beats == 0


# --- scores


def test_the_dose_is_breaths_in_time_and_minutes_led():
    late = msgspec.structs.replace(LED, breath=2, completed=False)
    scores = score([LED, late, msgspec.structs.replace(LED, breath=3)])
    assert (scores["breaths"].value, scores["minutes"].value) == (2, 0.5)
    assert scores["pace"].value == 6


def test_without_a_sensor_the_scores_of_the_heart_say_so():
    scores = score([LED])
    assert scores["swing"].why == "no_sensor"
    assert scores["rhythm_score"].why == "no_sensor"
    assert scores["corrected"].why == "no_sensor"


def test_swing_is_the_mean_and_rhythm_the_median_over_breaths():
    rows = [
        with_heart(swing_ms=100.0, rhythm=None),
        with_heart(swing_ms=140.0, rhythm=4.0),
        with_heart(swing_ms=180.0, rhythm=60.0),
        with_heart(swing_ms=None, rhythm=5.0),
    ]
    scores = score(rows)
    assert scores["swing"].value == 140
    assert scores["rhythm_score"].value == 5
    assert scores["corrected"].value == 0


def test_more_than_one_beat_in_twenty_put_right_hides_swing_and_rhythm():
    rows = [with_heart(swing_ms=100.0, rhythm=4.0) for _ in range(4)]
    rows[0] = msgspec.structs.replace(rows[0], mended=2)
    assert score(rows)["swing"].value == 100
    rows[1] = msgspec.structs.replace(rows[1], mended=1)
    scores = score(rows)
    assert scores["swing"].why == scores["rhythm_score"].why == "too_many_artefacts"
    assert scores["corrected"].value == pytest.approx(3 / 40)


def test_a_sensor_that_felt_nothing_is_too_short():
    scores = score([msgspec.structs.replace(LED, beats=0, mended=0)])
    assert {scores[name].why for name in ("swing", "rhythm_score", "corrected")} == {
        "too_short"
    }


# --- the person's own pace


def tried_and_found(pace):
    breath_ms = 60_000 // pace
    tried = msgspec.structs.replace(LED, pace="tried")
    own = msgspec.structs.replace(
        LED, pace="own", in_ms=0.45 * breath_ms, out_ms=0.55 * breath_ms
    )
    return [tried, own]


@pytest.mark.parametrize("pace", [6.5, 5.5, 4.5])
def test_the_pace_found_the_last_time_is_led_from_now_on(pace):
    params = SLOW.remembering(PARAMS, tried_and_found(pace))
    rows = rehearse(SLOW.script(params, WORDS, draw(1, 0)), Nobody()).rows
    assert {row.pace for row in rows} == {"own"}
    assert per_minute(rows[0]) == pytest.approx(pace, abs=0.01)
    assert rows[0].in_ms / (rows[0].in_ms + rows[0].out_ms) == pytest.approx(
        0.45, abs=1e-3
    )
    assert 170_000 <= sum(row.in_ms + row.out_ms for row in rows) <= 180_000


def test_a_search_that_found_nothing_leaves_the_set_pace():
    assert SLOW.remembering(PARAMS, [LED]) == PARAMS
    assert SLOW.remembering(PARAMS, []) == PARAMS


def test_what_it_recalls_are_rows_of_a_task_that_keeps_the_same():
    assert tasks()[SLOW.recalls] is RESONANCE
    assert RESONANCE.row is SLOW.row


# --- the imaginary heart


def heart_of(breath, person, at_ms):
    person.sees(breath, at_ms)
    return person.beats(at_ms, at_ms + breath.for_ms + breath.then_ms)


def test_the_imaginary_heart_goes_on_as_it_would_have_whatever_came_before():
    breath = Breath(way="in", for_ms=4500, then_ms=5500, words="")
    through, fresh = wearer(), wearer()
    for number in range(3):
        before = heart_of(breath, through, 10_000.0 * number)
    assert heart_of(breath, fresh, 20_000.0) == before
    assert wearer().beats(0, 1000) == wearer().beats(0, 1000)


def test_once_the_breath_is_over_the_imaginary_heart_is_as_if_it_had_not_been():
    breath = Breath(way="in", for_ms=4500, then_ms=5500, words="")
    person = wearer()
    person.sees(breath, 20_000.0)
    assert person.beats(30_000, 40_000) == wearer().beats(30_000, 40_000)
    during = person.beats(20_000, 30_000)
    assert during != wearer().beats(20_000, 30_000)
    assert len(during) == len(wearer().beats(20_000, 30_000))


def test_it_swings_most_at_its_own_pace_and_alike_on_both_sides():
    def swing_at(pace):
        breath_ms = 60_000 / pace
        breath = Breath(
            way="in", for_ms=0.45 * breath_ms, then_ms=0.55 * breath_ms, words=""
        )
        swings = []
        for seed in range(40):
            beats = heart_of(breath, wearer(seed, 5.5), 0.0)
            gaps = [b - a for a, b in pairwise(beats)]
            swings.append(max(gaps) - min(gaps))
        return sum(swings) / len(swings)

    slow, own, fast = swing_at(4.5), swing_at(5.5), swing_at(6.5)
    assert own > 1.2 * slow
    assert own > 1.2 * fast


def test_it_is_fastest_as_the_breath_turns():
    breath = Breath(way="in", for_ms=4500, then_ms=5500, words="")
    beats = [one for seed in range(30) for one in heart_of(breath, wearer(seed), 0.0)]
    around = sum(3000 < one < 6000 for one in beats)
    apart = sum(one < 1500 or one > 8500 for one in beats)
    assert around > 1.1 * apart


def test_somebody_without_a_sensor_tells_of_no_beats():
    assert SLOW.person(PARAMS, WORDS, Traits()).beats(0, 1000) is None
