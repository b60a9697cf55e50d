"""The power goes at any moment: what was acknowledged is there, and the pod opens."""

from collections import Counter

import pytest

from tests.powercut.cuts import moments

SHORT = {"bare": 150, "answers": 30, "upgrades": 25, "exports": 15, "beginnings": 12}
SHARES = {"bare": 2, "answers": 5, "upgrades": 3, "exports": 2, "beginnings": 2}
CUTS = {"bare": 500, "answers": 450, "upgrades": 350, "exports": 250, "beginnings": 250}
"""How many cuts a share of the proof makes."""
PROOF = [(work, share) for work, count in SHARES.items() for share in range(count)]


@pytest.mark.parametrize("work", SHORT)
def test_no_cut_loses_what_was_acknowledged(cut, work):
    assert cut(work, SHORT[work]) == []


def test_the_proof_cuts_five_thousand_times():
    assert sum(CUTS[work] for work, _ in PROOF) >= 5000


@pytest.mark.proof
@pytest.mark.parametrize(("work", "share"), PROOF)
def test_no_cut_anywhere_loses_what_was_acknowledged(cut, capsys, work, share):
    lost = cut(work, CUTS[work], share + 1)
    with capsys.disabled():
        print(f"\n{work}: {CUTS[work]} cuts, {len(lost)} lost something")
    assert lost == []


@pytest.mark.parametrize("work", ["bare", "answers"])
def test_a_store_that_syncs_too_seldom_is_caught_losing_answers(cut, work):
    lost = cut(work, SHORT[work], words=("NORMAL",))
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
