"""A device's clock on the host's: within the published bound, whatever it does."""

from statistics import fmean

from hypothesis import given, settings
from hypothesis import strategies as st

from pod.hardware.clock_map import ClockMap
from pod.values import seeded

WRAP = 2**32
seeds = st.integers(0, 2**32)
drifts = st.floats(-200, 200)


class Quartz:
    """A clock of whole milliseconds that drifts and can begin anew."""

    def __init__(self, ppm, reads_ms=1000.0):
        self.rate = 1 + ppm / 1e6
        self.reads_ms = reads_ms
        self.since_ms = 0.0

    def at(self, host_ms):
        return int(self.reads_ms + (host_ms - self.since_ms) * self.rate) % WRAP

    def begin_anew(self, host_ms):
        self.reads_ms, self.since_ms = 0.0, host_ms


def ping(clock_map, quartz, at_ms, rng):
    there_ms, back_ms = rng.expovariate(2), 0.1 + rng.expovariate(2)
    answered_ms = at_ms + there_ms
    return clock_map.learn(at_ms, answered_ms + back_ms, quartz.at(answered_ms))


def ping_for(clock_map, quartz, begin_ms, ms, rng):
    """Ping as a reader does: a burst, then about once a second."""
    at_ms, verdicts = begin_ms, []
    while at_ms < begin_ms + ms:
        verdicts.append(ping(clock_map, quartz, at_ms, rng))
        every_ms = 100 if len(verdicts) < 16 else 1000
        at_ms += every_ms * rng.uniform(0.9, 1.1)
    return verdicts


def error_of(clock_map, quartz, true_ms):
    placed = clock_map.place(quartz.at(true_ms))
    return abs(placed.at_ms - true_ms), placed.uncertainty_ms


@settings(deadline=None, derandomize=True)
@given(seeds, drifts, st.integers(2, 200), st.integers(0, WRAP - 1))
def test_a_press_is_placed_within_the_published_bound(seed, ppm, seconds, reads_ms):
    rng, quartz, clock_map = seeded(seed), Quartz(ppm, reads_ms), ClockMap(1.0)
    ping_for(clock_map, quartz, 0, seconds * 1000, rng)
    for _ in range(10):
        error, bound = error_of(clock_map, quartz, seconds * 1000 + rng.uniform(0, 900))
        assert error <= bound


def test_the_bound_is_no_more_than_a_trial_can_bear():
    rng, quartz, clock_map = seeded(1), Quartz(50), ClockMap(1.0)
    ping_for(clock_map, quartz, 0, 120_000, rng)
    assert error_of(clock_map, quartz, 120_500)[1] < 1.5


def test_cut_off_stamps_leave_no_bias():
    errors = []
    for seed in range(40):
        rng, quartz, clock_map = seeded(seed), Quartz(80), ClockMap(1.0)
        ping_for(clock_map, quartz, 0, 60_000, rng)
        for _ in range(20):
            true_ms = 60_000 + rng.uniform(0, 900)
            errors.append(clock_map.place(quartz.at(true_ms)).at_ms - true_ms)
    assert abs(fmean(errors)) < 0.1


def test_the_drift_is_found():
    rng, quartz, clock_map = seeded(2), Quartz(80), ClockMap(1.0)
    ping_for(clock_map, quartz, 0, 120_000, rng)
    assert abs(clock_map.line.drift_ppm - 80) < 4 * clock_map.line.rate_sd * 1e6 + 1


def test_nothing_is_placed_before_eight_pings():
    rng, quartz, clock_map = seeded(3), Quartz(0), ClockMap(1.0)
    for number in range(7):
        ping(clock_map, quartz, number * 100.0, rng)
        assert clock_map.place(quartz.at(number * 100.0)) is None
    ping(clock_map, quartz, 700.0, rng)
    assert clock_map.place(quartz.at(700.0)) is not None


def test_the_counter_may_wrap_on_the_way():
    rng, quartz, clock_map = seeded(4), Quartz(50, WRAP - 30_000), ClockMap(1.0)
    verdicts = ping_for(clock_map, quartz, 0, 60_000, rng)
    assert verdicts == ["anew", *["fits"] * (len(verdicts) - 1)]
    error, bound = error_of(clock_map, quartz, 60_100)
    assert error <= bound


@settings(deadline=None, derandomize=True)
@given(seeds, st.floats(1500, 50_000))
def test_a_device_that_began_anew_is_learnt_anew(seed, after_ms):
    rng, quartz, clock_map = seeded(seed), Quartz(50, 500_000), ClockMap(1.0)
    ping_for(clock_map, quartz, 0, after_ms, rng)
    quartz.begin_anew(after_ms + 1500)
    verdicts = ping_for(clock_map, quartz, after_ms + 2000, 5_000, rng)
    assert verdicts[:3] == ["doubtful", "anew", "fits"]
    error, bound = error_of(clock_map, quartz, after_ms + 7500)
    assert error <= bound


def test_one_answer_to_an_earlier_question_is_set_aside():
    rng, quartz, clock_map = seeded(5), Quartz(50), ClockMap(1.0)
    ping_for(clock_map, quartz, 0, 10_000, rng)
    before = clock_map.line
    assert clock_map.learn(13_000, 13_001, quartz.at(11_500)) == "doubtful"
    assert clock_map.line == before
    assert ping(clock_map, quartz, 13_100, rng) == "fits"


def test_a_clock_that_no_crystal_would_keep_is_never_believed():
    rng, quartz, clock_map = seeded(6), Quartz(900), ClockMap(1.0)
    ping_for(clock_map, quartz, 0, 60_000, rng)
    assert clock_map.line is None or abs(clock_map.line.drift_ppm) <= 500


def test_a_stamp_from_the_future_or_long_ago_is_not_plausible():
    clock_map = ClockMap(1.0)
    clock_map.learn(1000, 1001, 5000)
    assert clock_map.plausible(5500, 1501)
    assert not clock_map.plausible(5600, 1501)
    assert not clock_map.plausible(4000, 1501)


def placings(every):
    """Ping 150 times, place a stamp after every so many pings; return where."""
    clock_map, quartz, found = ClockMap(1.0), Quartz(70), {}
    for number in range(150):
        ping(clock_map, quartz, 1000.0 * number, seeded(number))
        if number % every == 0:
            found[number] = clock_map.place(quartz.at(1000.0 * number + 300))
    return found


def test_however_seldom_it_is_asked_it_says_what_all_pings_say(monkeypatch):
    """The line is drawn now and then, but for whoever asks through every ping."""
    seldom = placings(every=7)
    monkeypatch.setattr("pod.hardware.clock_map.MANY", 150)
    drawn_each_time = placings(every=1)
    assert seldom == {number: drawn_each_time[number] for number in seldom}
