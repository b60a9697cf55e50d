"""Any series of releases, of any people, under any policy: nobody is told apart."""

from collections import defaultdict

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.gate.known import Already
from pod.study import BAND_VALUES, ladder_to
from tests.export.makers import POLICY, at_point, measured, person
from tests.gate.series import after
from tests.gate.years import chosen

POINTS = ("first", "middle", "last", "followup")
SOMEBODY = st.fixed_dictionaries(
    {
        "sentence_band": st.sampled_from(BAND_VALUES["sentence_band"][:2]),
        "sex": st.sampled_from(BAND_VALUES["sex"][:2]),
        "arm": st.sampled_from(["now", "later"]),
        "did": st.sets(st.tuples(st.sampled_from(POINTS), st.sampled_from("ab"))),
        "weeks": st.integers(0, 9),
        "touch": st.integers(0, 1),
    }
)
COMES = st.lists(SOMEBODY, max_size=14)
"""Who comes before a release."""

HAPPENS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("wnes")), max_size=6)
"""By number: somebody withdraws, does not agree, has ended, or is seen no more."""

POLICIES = st.builds(
    msgspec.structs.replace,
    st.just(POLICY),
    k=st.integers(2, 5),
    enter_after=st.sampled_from(POINTS),
    ladder=st.sampled_from([ladder_to("sex"), (("sex",),), ((),)]),
    weeks=st.sampled_from([(1,), (1, 4), (2, 3, 13)]),
    patience=st.sampled_from([0, 0, 2]),
)


class Series:
    """People who come, do more from release to release, and sometimes go."""

    def __init__(self, policy):
        self.policy, self.already = policy, Already()
        self.people, self.did, self.weeks, self.touch = [], {}, {}, {}

    def come(self, several):
        for one in several:
            new = person(
                len(self.people), sentence_band=one["sentence_band"], sex=one["sex"]
            )
            lot = f"lot {len(self.people) * 7919 % 101}"
            self.people.append(msgspec.structs.replace(new, arm=one["arm"], lot=lot))
            self.did[new.study_code] = sorted(
                one["did"], key=lambda x: (POINTS.index(x[0]), x)
            )
            self.weeks[new.study_code] = one["weeks"]
            self.touch[new.study_code] = one["touch"]

    def happen(self, what):
        for at, which in what:
            if at < len(self.people):
                one = self.people[at]
                changed = {
                    "w": {"withdrawn": True},
                    "n": {"consent_evaluation": False},
                    "e": {"ended": True},
                    "s": {},
                }[which]
                self.people[at] = msgspec.structs.replace(one, **changed)
                if which == "s":
                    self.did[one.study_code] = []

    def agreeing(self):
        """Return who may be told of: the others are silent, whatever they do."""
        return {
            one.study_code
            for one in self.people
            if one.consent_evaluation
            and not one.withdrawn
            and one.study_code not in self.already.withdrawn
        }

    def release(self, far):
        """Return what leaves once everybody did so many of what they are to do."""
        rows = [
            measured(
                one,
                point,
                task=f"task_{task}",
                timing={"touch": 4 * self.touch[one.study_code]},
            )
            for one in self.people
            for point, task in self.did[one.study_code][:far]
        ]
        points = [
            at_point(code, point, weeks=self.weeks[code] + 8 * POINTS.index(point))
            for code, point in {(row.study_code, row.point) for row in rows}
        ]
        out = chosen(self.people, rows, points, self.policy, self.already)
        self.already = after(out, self.already)
        return out


def looks(out):
    """What one release shows of each code, but for the answers."""
    shown = defaultdict(set)
    for table in msgspec.structs.astuple(out.released):
        for row in table:
            told = msgspec.structs.asdict(row)
            told.update(
                {one: told[one] > 0 for one in told if one.startswith("timed_")}
            )
            for name in ("study_code", "value", "missing"):
                told.pop(name, None)
            shown[row.study_code].add((type(row).__name__, *told.items()))
    return shown


@settings(max_examples=25, deadline=None)
@given(
    policy=POLICIES, course=st.lists(st.tuples(COMES, HAPPENS), min_size=1, max_size=5)
)
def test_over_any_series_whoever_is_told_of_looks_like_k_and_always_did(policy, course):
    series, shown = Series(policy), defaultdict(tuple)
    entered, keys, gone = [], [], set()
    for number, (several, what) in enumerate(course, 1):
        series.come(several)
        series.happen(what)
        out = series.release(far=2 * number)
        before, now = dict(shown), looks(out)
        for code, look in now.items():
            shown[code] += ((number, frozenset(look)),)
        told = out.released
        entered += [one.study_code for one in told.participants]
        keys += [(x.study_code, x.point, x.task, x.name, x.kind) for x in told.measures]
        gone |= {one.study_code for one in told.withdrawals}
        new = {one.study_code for one in (*told.participants, *told.measures)}
        assert new <= series.agreeing() - gone
        assert_parted_by_k(before, shown, set(shown) & series.agreeing(), policy.k)
    assert len(entered) == len(set(entered))
    assert len(keys) == len(set(keys))
    assert set(shown) == set(entered)


def assert_parted_by_k(before, shown, standing, k):
    """Whoever looked like somebody of whom something left looks like k still."""
    alike = defaultdict(set)
    for code in standing:
        alike[before.get(code), shown[code]].add(code)
    touched = {was for was, now in alike if now != was}
    for (was, _), codes in alike.items():
        if was in touched:
            assert len(codes) >= k
