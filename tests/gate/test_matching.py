"""An intruder with paper and pencil: which person could each code belong to?

Nothing of the gate is used here. Each row that left is held against what everybody is
known to have done by that week; then people are matched with codes, one each, and every
pair that is part of some matching of all codes is a person that the code may be.
"""

from collections import defaultdict

import msgspec
import pytest

from pod.bundle.bands import commonest, minutes_band, missed_band, sittings_band
from pod.study import BANDS, NOT_RELEASED
from tests.export.makers import POLICY
from tests.gate.years import a_pod, bundles

K = POLICY.k
UNTOLD = {NOT_RELEASED, "und"}
COUNTS = {
    "sittings": lambda how: sittings_band(how["sittings"]),
    "minutes": lambda how: minutes_band(how["minutes"]),
    "missed": lambda how: missed_band(how["missed"]),
    "missed_because": lambda how: commonest(how["missed"]),
    "programme": lambda how: how["programme"],
    "software": lambda how: how["software"],
    "language": lambda how: how["language"],
    "mode": lambda how: how["mode"],
}


def is_them(row, life):
    told = {**life.bands, "arm": life.arm}
    shown = {name: getattr(row, name) for name in (*BANDS, "arm")}
    return all(
        told.get(name) == one for name, one in shown.items() if one not in UNTOLD
    )


def was_there(row, week, life):
    on, how = life.points.get(row.point, (week + 1, {}))
    if on > week:
        return False
    if (
        row.weeks_wide
        and not 0 <= how["weeks"] - row.weeks_since_start < row.weeks_wide
    ):
        return False
    shown = {name: getattr(row, name) for name in COUNTS}
    return all(
        COUNTS[name](how) == one for name, one in shown.items() if one not in UNTOLD
    )


def did_it(row, week, life):
    on, version = life.done.get((row.point, row.task), (week + 1, 0))
    return on <= week and version == row.task_version


def candidates(pod, left):
    """Whose every row each code's rows could be, by what is known of everybody."""
    fit = defaultdict(lambda: {at for at, one in enumerate(pod.lives) if one.agrees})
    for week, out in enumerate(left):
        rows = out.released
        for row in rows.participants:
            fit[row.study_code] &= {
                at for at in fit[row.study_code] if is_them(row, pod.lives[at])
            }
        for holds, table in ((was_there, rows.points), (did_it, rows.measures)):
            for row in table:
                fit[row.study_code] &= {
                    at for at in fit[row.study_code] if holds(row, week, pod.lives[at])
                }
    return dict(fit)


def matched(fit, fixed):
    """A person for each code, no two alike, with this pair among them; or nothing."""
    taken = dict([fixed[::-1]])

    def place(code, tried):
        for at in fit[code] - tried:
            tried.add(at)
            if at not in taken or (at != fixed[1] and place(taken[at], tried)):
                taken[at] = code
                return True
        return False

    return all(place(code, {fixed[1]}) for code in fit if code != fixed[0])


@pytest.mark.parametrize("enter_after", ["first", "last"])
def test_every_code_matches_k_people_and_everybody_k_codes(enter_after):
    pod = a_pod(3, most=40)
    left = bundles(pod, msgspec.structs.replace(POLICY, enter_after=enter_after))
    fit = candidates(pod, left)
    whose = {code: at for at, code in enumerate(pod.codes)}
    assert len(fit) >= 20
    assert all(whose[code] in people for code, people in fit.items())
    pairs = [
        (code, at)
        for code in fit
        for at in sorted(fit[code])
        if matched(fit, (code, at))
    ]
    for code in fit:
        assert sum(one == code for one, _ in pairs) >= K
        assert sum(at == whose[code] for _, at in pairs) >= K
