"""What slow breathing yields, whose pace it leads, and the imaginary heart."""

from itertools import pairwise

import msgspec
import pytest

from pod.errors import Malformed
from pod.modules.slow_breathing import RESONANCE, SLOW
from pod.modules.slow_breathing.declared import per_minute
from pod.modules.slow_breathing.score import score
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Breath
from pod.task import tasks
from tests.breaths import LED, PARAMS, WORDS, wearer, with_heart

# --- scores


def test_the_dose_is_breaths_in_time_and_minutes_led():
    late = msgspec.structs.replace(LED, breath=2, completed=False)
    scores = score([LED, late, msgspec.structs.replace(LED, breath=3)])
    assert (scores["breaths"].value, scores["minutes"].value) == (2, 0.5)
    assert scores["pace"].value == 6


@pytest.mark.parametrize("half", ["in_ms", "out_ms"])
def test_a_breath_without_one_of_its_halves_is_no_row(half):
    raw = msgspec.to_builtins(LED) | {half: 0}
    with pytest.raises(Malformed, match=half):
        SLOW.decode_row(msgspec.json.encode(raw))


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
