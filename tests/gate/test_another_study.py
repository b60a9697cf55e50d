"""A second study at a pod: everybody enters anew, in the company of then."""

from itertools import combinations

import msgspec

from pod.gate.known import Already, activity_key
from tests.export.makers import POLICY, both_points, measured, people
from tests.gate.series import let_through

K = POLICY.k


def after(out):
    """What a second study knows of the first: who looked alike, and nothing else."""
    return Already(groups=tuple(map(frozenset, out.groups)))


def companies(*series):
    """Who looks alike to whoever holds the bundles of both studies."""
    seen = {}
    for number, out in enumerate(series):
        for place, group in enumerate(out.groups):
            for code in group:
                seen.setdefault(code, []).append((number, place))
    alike = {}
    for code, where in seen.items():
        alike.setdefault(tuple(where), set()).add(code)
    return alike.values()


def test_who_left_for_the_first_study_enters_the_second_with_all_they_did():
    six = people(6)
    first = let_through(six, both_points(six), POLICY, Already())
    second = let_through(six, both_points(six), POLICY, after(first))
    assert len(second.released.participants) == 6
    assert {activity_key(row) for row in second.released.measures} == {
        activity_key(row) for row in first.released.measures
    }


def test_nobody_who_came_later_gives_away_who_was_there_before():
    early, late = people(6), people(7, start=6)
    first = let_through(early, both_points(early), POLICY, Already())
    everybody = early + late
    second = let_through(everybody, both_points(everybody), POLICY, after(first))
    assert len(second.released.participants) == 13
    assert all(len(alike) >= K for alike in companies(first, second))


def test_a_company_whose_rest_would_be_too_small_waits():
    eight = people(8)
    rows = [measured(one) for one in eight]
    first = let_through(eight, rows, POLICY, Already())
    second = let_through(eight, rows[:6], POLICY, after(first))
    assert not second.released.participants


def test_numbers_do_not_leave_for_whoever_has_not_entered_this_study():
    six = people(6)
    first = let_through(six, [measured(one) for one in six], POLICY, Already())
    patient = msgspec.structs.replace(POLICY, enter_after="followup")
    second = let_through(six, both_points(six), patient, after(first))
    assert not second.released.measures


def test_two_companies_of_the_first_study_are_not_mixed_in_the_second():
    men, women = people(5), people(5, start=5, sex="female")
    everybody = men + women
    first = let_through(everybody, both_points(everybody), POLICY, Already())
    second = let_through(everybody, both_points(everybody), POLICY, after(first))
    told = [set(group) for group in second.groups]
    assert not any(a & b for a, b in combinations(told, 2))
    assert all(len(alike) >= K for alike in companies(first, second))
