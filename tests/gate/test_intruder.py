"""Somebody knows it all but the answers, and still cannot say which code is whose.

They know everybody's bands, arm, start and whole attendance, which versions the pod
ran, this program, and every bundle with its week. What they cannot tell apart are the
ways of giving the codes to the people in which the very same bundles would have left:
each is played through again here, all 100 bundles of it.
"""

from collections import defaultdict

import msgspec
import pytest

from tests.export.makers import POLICY
from tests.gate.years import WEEKS, a_pod, bundles

K = 4
ANSWERS = {"value", "missing"}


def seen(out):
    """What one bundle shows of each code, but for the answers."""
    looks = defaultdict(set)
    for table in msgspec.structs.astuple(out.released):
        for row in table:
            told = msgspec.structs.asdict(row)
            look = {
                name: value > 0 if name.startswith("timed_") else value
                for name, value in told.items()
                if name not in ANSWERS | {"study_code"}
            }
            looks[row.study_code].add((type(row).__name__, tuple(look.items())))
    return {code: frozenset(look) for code, look in looks.items()}


def history(left):
    """What all bundles show of each code, week by week."""
    known = defaultdict(dict)
    for week, out in enumerate(left):
        for code, look in seen(out).items():
            known[code][week] = look
    return dict(known)


def companies(known, apart=()):
    """The codes of which all bundles show the same."""
    alike = defaultdict(list)
    for code, shown in sorted(known.items()):
        if code not in apart:
            alike[tuple(shown.items())].append(code)
    return list(alike.values())


def turned(several, steps):
    """Everybody of a company has the code of the next but so many."""
    return {
        code: company[(at + steps) % len(company)]
        for company in several
        for at, code in enumerate(company)
    }


def until(shown, week):
    """What was shown before a week."""
    return {at: look for at, look in shown.items() if at < week}


@pytest.fixture(scope="module", params=["first", "last"])
def watched(request):
    """A pod of 60 people over 100 weeks, its policy and what its bundles show."""
    policy = msgspec.structs.replace(POLICY, k=K, enter_after=request.param)
    pod = a_pod(1)
    return pod, policy, history(bundles(pod, policy))


def companions(code, pod, known):
    """Who looked like somebody up to the week in which they took their consent back."""
    week = pod.withdrawn[code]
    before = until(known[code], week)
    return [
        other
        for other in sorted(known.keys() - pod.withdrawn)
        if until(known[other], week) == before
    ]


def test_each_code_may_be_any_of_its_company_and_each_of_them_may_be_it(watched):
    pod, policy, known = watched
    several = companies(known, apart=pod.withdrawn)
    assert sum(map(len, several)) > WEEKS / 3
    for steps in range(1, K):
        other = pod.given(turned(several, steps))
        assert other.codes != pod.codes
        assert history(bundles(other, policy)) == known
    lost = len(pod.withdrawn.keys() & known)
    assert sorted(map(len, several))[lost] >= K


@pytest.mark.parametrize("watched", ["last"], indirect=True)
def test_who_took_consent_back_may_be_k_people_to_who_does_not_know_that(watched):
    pod, policy, known = watched
    for code in sorted(pod.withdrawn.keys() & known)[:1]:
        fit = [code]
        for other in companions(code, pod, known):
            swapped = pod.given({code: other, other: code})
            if len(fit) < K and history(bundles(swapped, policy)) == known:
                fit.append(other)
        assert len(fit) == K


def test_a_company_that_lost_one_to_withdrawal_still_has_k_to_choose_from(watched):
    pod, _, known = watched
    for company in companies(known, apart=pod.withdrawn):
        gone = [
            code
            for code in sorted(pod.withdrawn.keys() & known)
            if company[0] in companions(code, pod, known)
        ]
        assert len(company) + len(gone) >= K
