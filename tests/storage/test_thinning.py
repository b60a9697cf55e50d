"""Which backups stay: 12 daily, 10 weekly, 9 monthly, and the newest always."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pod.storage.thinning import KEPT, staying

NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)
MOMENTS = st.integers(-50_000, 50_000).map(lambda hours: NOW + timedelta(hours=hours))
ANY_ORDER = st.lists(MOMENTS, max_size=80)
"""In whatever order a clock that jumps may have made them."""


def nightly(nights):
    return [NOW + timedelta(days=number) for number in range(nights)]


def kept(made):
    stay = staying(made)
    return [made[place] for place in sorted(stay)]


@given(ANY_ORDER)
def test_the_newest_is_never_dropped_and_at_most_31_stay(made):
    stay = staying(made)
    assert len(stay) <= sum(KEPT.values()) == 31
    assert not made or len(made) - 1 in stay


@given(ANY_ORDER)
def test_thinning_twice_is_thinning_once(made):
    assert kept(kept(made)) == kept(made)


@given(ANY_ORDER, MOMENTS)
def test_one_more_backup_brings_none_back(made, another):
    assert set(staying([*made, another])) - {len(made)} <= set(staying(made))


@given(ANY_ORDER)
def test_of_what_is_dropped_a_newer_one_of_the_day_or_twelve_newer_days_stay(made):
    stay = staying(made)
    for place in set(range(len(made))) - stay:
        newer = [made[other].date() for other in stay if other > place]
        assert made[place].date() in newer or len(set(newer)) >= 12


def test_after_two_years_of_nights_the_last_12_days_10_weeks_and_9_months_are_there():
    made = nightly(730)
    left = kept(made)
    assert left[-12:] == made[-12:]
    assert len({at.isocalendar()[:2] for at in left}) >= 10
    assert len({(at.year, at.month) for at in left}) == 9
    assert len(left) <= 31


@given(st.integers(0, 40), st.integers(1, 5), st.sampled_from([-365, 365]))
def test_a_clock_that_jumps_a_year_takes_no_more_than_its_own_nights(
    before, wrong, jump
):
    """Each night with a wrong clock is one more day; none of them ages any away."""
    nights = nightly(before)
    jumped = [NOW + timedelta(days=before + jump + number) for number in range(wrong)]
    left = kept([*nights, *jumped])
    assert left[-wrong:] == jumped
    assert set(kept(nights)[-(12 - wrong) :] if wrong < 12 else []) <= set(left)
