"""Skipped choices among the 27: three published ways with them, worked out by hand."""

from statistics import geometric_mean as gm

import pytest

from pod.modules.discounting import QUESTIONNAIRE as TASK
from pod.modules.discounting.mcq_rates import SETS
from tests.money import SHALLOW, STEEP, rows, values, whys

SMALL = set(SETS["small"])


def test_one_gap_leaves_its_set_the_composite_and_the_overall_rate_without_a_value():
    why = whys(STEEP, skipped={13})
    assert set(why.values()) == {"missing_answers"}
    for scorer in ("candidate", "scan"):
        names = (f"k_{scorer}", f"k_{scorer}_small", f"k_{scorer}_overall")
        assert {*names, f"ln_k_{scorer}", f"consistent_{scorer}"} <= set(why)
        assert f"k_{scorer}_medium" not in why


def test_ggm_takes_the_composite_of_the_complete_sets():
    found = values(STEEP, skipped={13})
    for scorer in ("candidate", "scan"):
        whole = [found[f"k_{scorer}_medium"], found[f"k_{scorer}_large"]]
        assert found[f"k_{scorer}_ggm"] == pytest.approx(gm(whole))


def test_inn_copies_the_answer_on_which_the_others_of_a_rank_agree():
    found, uncut = values(STEEP, skipped={13}), values(STEEP)
    for scorer in ("candidate", "scan"):
        assert found[f"k_{scorer}_inn"] == pytest.approx(uncut[f"k_{scorer}"])


def test_inn_takes_one_answer_for_two_gaps_of_a_rank():
    found = values(STEEP, skipped={13, 1})
    assert found["k_scan_inn"] == pytest.approx(values(STEEP)["k_scan"])


def test_inn_keeps_a_gap_where_the_others_disagree_or_nobody_answered():
    disagreeing = (STEEP | {1}) - {9}
    assert whys(disagreeing, skipped={13})["k_scan_inn"] == "missing_answers"
    assert whys(STEEP, skipped={13, 1, 9})["k_scan_inn"] == "missing_answers"


def test_a_whole_set_left_out_leaves_the_others():
    found = values(STEEP, skipped=SMALL)
    whole = [found["k_scan_medium"], found["k_scan_large"]]
    assert found["k_scan_ggm"] == pytest.approx(gm(whole))
    assert whys(STEEP, skipped=SMALL)["later_share_small"] == "missing_answers"
    assert found["n"] == 18


def test_a_sitting_that_ended_early_has_no_composite():
    scores = TASK.score(rows(STEEP)[:20])
    assert scores["k_scan"].why == scores["k_scan_ggm"].why == "missing_answers"
    assert scores["n"].value == 20


def test_without_a_gap_all_ways_with_gaps_are_the_same():
    found = values(SHALLOW)
    for name in ("k_candidate", "k_scan"):
        assert found[f"{name}_ggm"] == found[f"{name}_inn"] == found[name]
