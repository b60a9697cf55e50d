"""The power goes at any moment: what was acknowledged is there, and the pod opens."""

import sys
from collections import Counter

import pytest

from tests.powercut.cuts import moments

SHORT = {
    "bare": 100,
    "answers": 4,
    "upgrades": 3,
    "exports": 3,
    "backups": 3,
    "restores": 3,
    "beginnings": 3,
}
"""How many cuts the short form makes in each kind of work."""
SHARES = {
    "bare": (2, 500),
    "answers": (20, 100),
    "upgrades": (12, 80),
    "exports": (5, 100),
    "backups": (5, 100),
    "restores": (3, 100),
    "beginnings": (5, 100),
}
"""How many shares the proof has in each, and how many cuts a share."""
PROOF = [
    (work, share, cuts)
    for work, (shares, cuts) in SHARES.items()
    for share in range(1, shares + 1)
]


@pytest.mark.parametrize("work", SHORT)
def test_no_cut_loses_what_was_acknowledged(cut, work):
    assert cut(work, SHORT[work]) == []


def test_the_proof_cuts_five_thousand_times():
    assert sum(cuts for _, _, cuts in PROOF) >= 5000


@pytest.mark.proof
@pytest.mark.parametrize(("work", "share", "cuts"), PROOF)
def test_no_cut_anywhere_loses_what_was_acknowledged(cut, capsys, work, share, cuts):
    lost = cut(work, cuts, share)
    with capsys.disabled():
        sys.stderr.write(f"\n{work} {share}: {cuts} cuts, {len(lost)} lost something\n")
    assert lost == []


def test_a_second_cut_while_the_pod_recovers_loses_nothing(cut_twice):
    assert cut_twice(1, 10) == []


@pytest.mark.proof
@pytest.mark.parametrize("share", range(1, 6))
def test_no_second_cut_while_the_pod_recovers_loses_anything(cut_twice, share):
    assert cut_twice(4, 20, share) == []


@pytest.mark.parametrize(
    "work", ["bare", pytest.param("answers", marks=pytest.mark.proof)]
)
def test_a_store_that_syncs_too_seldom_is_caught_losing_answers(cut, work):
    lost = cut(work, 40, words=("NORMAL",))
    assert any(one.says.startswith("lost") for one in lost)


def test_a_store_that_never_syncs_is_caught_broken(cut):
    lost = cut("bare", SHORT["bare"], words=("OFF",))
    says = Counter(one.says.partition(" ")[0] for one in lost)
    assert says["lost"]
    assert says["does"]


def test_the_same_cut_always_leaves_the_same(cut):
    assert cut("bare", 60, words=("OFF",)) == cut("bare", 60, words=("OFF",))


def test_a_deed_that_the_recorder_missed_is_noticed(recorded):
    whole = recorded("bare")
    moments(whole)
    last = max(at for at, deed in enumerate(whole.deeds) if deed.what.name == "WRITTEN")
    short = whole.deeds[:last] + whole.deeds[last + 1 :]
    with pytest.raises(AssertionError, match="missed"):
        moments(whole._replace(deeds=short))
