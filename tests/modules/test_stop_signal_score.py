"""What the stop-signal reaction time is made of, and when there is none."""

from statistics import fmean

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.stop_signal import ASSESSMENT, score
from pod.modules.stop_signal.score import FEWEST_STOPS, quantile
from pod.people import Traits, draw
from pod.rehearse import rehearse
from tests.arrows import go, stop

PARAMS, WORDS = ASSESSMENT.read_params(), ASSESSMENT.read_words("en")


def sitting(seed, **traits):
    person = ASSESSMENT.person(PARAMS, WORDS, Traits(seed=seed, **traits))
    return rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(seed, 0)), person).rows


def values(scores):
    return {name: score.value for name, score in scores.items()}


@pytest.mark.parametrize(
    ("p", "reached"),
    [(0.5, 2.5), (0.25, 1.25), (0.75, 3.75), (0.01, 1), (0.99, 4), (0.4, 2)],
)
def test_the_quantile_is_type_6(p, reached):
    assert quantile([4, 1, 3, 2], p) == pytest.approx(reached)


def test_the_scores_of_a_sitting_worked_out_by_hand():
    goes = [go(300 + 10 * n, n) for n in range(19)] + [go(None, 20)]
    goes[0] = go(80, 1, correct=False, side="right")
    stops = [stop(None, 250, n) for n in range(14)] + [
        stop(360, 200, n) for n in range(14)
    ]
    replaced = sorted([80, *(300 + 10 * n for n in range(1, 19)), 480])
    reached_ms = (replaced[9] + replaced[10]) / 2
    expected = {
        "presp": 0.5,
        "ssd": 225,
        "ssrt": reached_ms - 225,
        "usRT": 360,
        "goRT_all": fmean(replaced[:-1]),
        "goRT_correct": fmean(replaced[1:-1]),
        "go_omission": 1 / 20,
        "go_error": 1 / 19,
        "go_premature": 1 / 19,
        "n_stop": 28,
        "n_go": 20,
    }
    found = values(score([*goes, *stops]))
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def rows_with(responded, missed, us_rt_ms=400, stops=40):
    share = round(stops * responded)
    return [
        *(go(450 + n % 7, n) for n in range(100 - missed)),
        *(go(None) for _ in range(missed)),
        *(stop(us_rt_ms) for _ in range(share)),
        *(stop(None) for _ in range(stops - share)),
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        pytest.param([], "no_rows", id="nothing"),
        pytest.param(
            rows_with(0.5, 0, stops=FEWEST_STOPS - 1), "too_few_trials", id="R6"
        ),
        pytest.param(rows_with(0.5, 26), "too_many_omissions", id="omissions"),
        pytest.param(rows_with(0.2, 0), "p_respond_out_of_range", id="R9 low"),
        pytest.param(rows_with(0.8, 0), "p_respond_out_of_range", id="R9 high"),
        pytest.param(rows_with(0.5, 0, 500), "unsuccessful_stops_slower", id="R7"),
        pytest.param(rows_with(0.25, 25), "", id="on the edge it is still estimated"),
    ],
)
def test_where_there_is_no_ssrt_the_reason_is_given(rows, why):
    assert score(rows)["ssrt"].why == why


@given(rt_ms=st.floats(100, 1250), answered=st.integers(10, 30), more=st.integers(0, 9))
def test_equal_times_are_never_taken_for_slower_unsuccessful_stops(
    rt_ms, answered, more
):
    goes = [go(rt_ms) for _ in range(101 + more)]
    stops = [stop(rt_ms) for _ in range(answered)] + [stop(None) for _ in range(20)]
    assert score([*goes, *stops])["ssrt"].why == ""


def test_times_as_they_are_written_decide_whether_unsuccessful_stops_are_slower():
    goes, missed = [go(0.3) for _ in range(60)], [stop(None) for _ in range(20)]
    level = [stop(rt_ms) for rt_ms in (0.2, 0.4, 0.1, 0.5) * 5]
    slower = [*level[1:], stop(0.2000000001)]
    assert score([*goes, *level, *missed])["ssrt"].why == ""
    assert score([*goes, *slower, *missed])["ssrt"].why == "unsuccessful_stops_slower"


@pytest.mark.parametrize("row", [go(400), go(None), stop(400), stop(None)])
def test_a_row_that_contradicts_itself_is_refused(row):
    with pytest.raises(ValueError, match="correct does not agree"):
        msgspec.structs.replace(row, correct=not row.correct)


SITTINGS = st.builds(
    lambda goes, missed, answered, stopped: [
        *(go(rt_ms) for rt_ms in goes),
        *(go(None) for _ in range(missed)),
        *(stop(rt_ms, ssd_ms) for rt_ms, ssd_ms in answered),
        *(stop(None, ssd_ms) for ssd_ms in stopped),
    ],
    st.lists(st.floats(400, 1200), min_size=20, max_size=50),
    st.integers(0, 4),
    st.lists(
        st.tuples(st.floats(150, 500), st.floats(50, 600)), min_size=13, max_size=20
    ),
    st.lists(st.floats(50, 600), min_size=13, max_size=20),
)
"""Sittings that can be estimated, nearly all of them."""


@given(rows=SITTINGS, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(rows, seed):
    mixed = [*rows]
    draw(seed, 0).shuffle(mixed)
    assert values(score(mixed)) == pytest.approx(values(score(rows)))


@given(rows=SITTINGS, later_ms=st.floats(0, 500))
def test_being_slower_by_a_constant_adds_it_to_the_ssrt_at_the_same_delays(
    rows, later_ms
):
    slower = [
        msgspec.structs.replace(row, rt_ms=row.rt_ms and row.rt_ms + later_ms)
        for row in rows
    ]
    before, after = score(rows)["ssrt"], score(slower)["ssrt"]
    assert before.why == after.why
    if before.value is not None:
        assert after.value - before.value == pytest.approx(later_ms, abs=1e-6)


@given(rows=SITTINGS, later_ms=st.floats(0, 500))
def test_later_frames_take_as_much_from_the_ssrt(rows, later_ms):
    later = [
        msgspec.structs.replace(row, ssd_ms=row.ssd_ms and row.ssd_ms + later_ms)
        for row in rows
    ]
    before, after = score(rows)["ssrt"], score(later)["ssrt"]
    assert before.why == after.why
    if before.value is not None:
        assert before.value - after.value == pytest.approx(later_ms, abs=1e-6)


@given(rows=SITTINGS)
def test_an_omission_counts_as_the_slowest_answer(rows):
    slowest = max(
        (row.rt_ms for row in rows if not row.stop and row.rt_ms), default=None
    )
    if slowest is None:
        return
    replaced = [
        msgspec.structs.replace(row, rt_ms=slowest, button="left", correct=True)
        if not row.stop and row.rt_ms is None
        else row
        for row in rows
    ]
    before, after = score(rows)["ssrt"], score(replaced)["ssrt"]
    if before.value is not None and after.value is not None:
        assert after.value == pytest.approx(before.value)


def test_a_hundred_people_who_stop_in_220_ms_are_measured_back():
    found = [
        score(sitting(seed, go_rt_ms=480, go_rt_sd_ms=70, ssrt_ms=220))["ssrt"].value
        for seed in range(100)
    ]
    assert fmean(found) == pytest.approx(220, abs=6)
    assert sum(abs(ssrt - 220) <= 30 for ssrt in found) >= 95


@pytest.mark.parametrize("ssrt_ms", [160, 300])
def test_quicker_and_slower_stoppers_are_told_apart(ssrt_ms):
    found = [score(sitting(seed, ssrt_ms=ssrt_ms))["ssrt"].value for seed in range(20)]
    assert fmean(found) == pytest.approx(ssrt_ms, abs=12)


def test_somebody_who_never_stops_has_no_ssrt():
    scores = score(sitting(3, ssrt_ms=2000))
    assert scores["presp"].value > 0.75
    assert scores["ssrt"].why == "p_respond_out_of_range"


@pytest.mark.proof
@pytest.mark.parametrize("first", [100, 200, 300, 400])
def test_other_hundreds_of_people_are_measured_back_too(first):
    found = [
        score(sitting(seed, go_rt_ms=480, go_rt_sd_ms=70, ssrt_ms=220))["ssrt"].value
        for seed in range(first, first + 100)
    ]
    assert fmean(found) == pytest.approx(220, abs=6)
    assert sum(abs(ssrt - 220) <= 30 for ssrt in found) >= 95
