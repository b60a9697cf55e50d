"""Every instrument's scores, worked by hand."""

import pytest

from pod.modules.questionnaire import site_tasks
from tests.instruments import scores, shipped, supplied_skeletons, supply

SKIP = None
MANY = "too_many_skipped"


SITE = supplied_skeletons()


@pytest.mark.parametrize(
    ("values", "total"),
    [
        pytest.param([0] * 8, 0, id="none of it"),
        pytest.param([3] * 8, 24, id="all of it"),
        # 0 + 1 + 2 + 3 + 0 + 1 + 2 + 3
        pytest.param([0, 1, 2, 3, 0, 1, 2, 3], 12, id="some of it"),
        # 6 / 6 * 8
        pytest.param([1, 1, 1, 1, 1, 1, SKIP, SKIP], 8, id="two skipped"),
        # 8 / 7 * 8
        pytest.param([2, 1, 1, 1, 1, 1, 1, SKIP], 64 / 7, id="not rounded"),
        pytest.param([1] * 5 + [SKIP] * 3, MANY, id="three skipped"),
        pytest.param([1] * 5, MANY, id="three never reached"),
        pytest.param([SKIP] * 8, "skipped", id="all skipped"),
        pytest.param([], "no_rows", id="nothing kept"),
    ],
)
def test_phq8(values, total):
    found = scores(shipped("phq8"), values)["total"]
    assert found == pytest.approx(total) if isinstance(total, float) else found == total


def test_ons4_is_four_answers_and_never_a_total():
    ons4 = shipped("ons4")
    assert scores(ons4, [7, SKIP, 0, 10]) == {
        "satisfied": 7,
        "worthwhile": "skipped",
        "happy": 0,
        "anxious": 10,
        "items_missing": 1,
    }
    higher = {scale.name: scale.higher_is for scale in ons4.read_params().scales}
    assert higher["anxious"] == "worse"
    assert set(higher.values()) == {"better", "worse"}


def test_phq9_gives_its_first_eight_and_leaves_difficulty_out_of_the_total():
    # eight items make 12, the ninth 1; difficulty stands by itself
    assert scores(shipped("phq9"), [0, 1, 2, 3, 0, 1, 2, 3, 1, 2]) == {
        "total": 13,
        "first_eight": 12,
        "difficulty": 2,
        "items_missing": 0,
    }


def test_phq9_without_its_ninth_item_prorates_the_total_only():
    found = scores(shipped("phq9"), [0, 1, 2, 3, 0, 1, 2, 3, SKIP, SKIP])
    assert found["total"] == pytest.approx(12 / 8 * 9)
    assert (found["first_eight"], found["difficulty"]) == (12, "skipped")


def test_gad7():
    gad7 = shipped("gad7")
    assert scores(gad7, [0, 1, 2, 3, 0, 1, 2])["total"] == 9
    two_skipped = scores(gad7, [0, 1, 2, 3, 0, SKIP, SKIP])
    assert two_skipped["total"] == pytest.approx(6 / 5 * 7)
    assert scores(gad7, [0, 1, 2, 3, SKIP, SKIP, SKIP])["total"] == MANY


def test_phq4_needs_every_item_of_what_it_scores():
    assert scores(shipped("phq4"), [1, 2, 3, 0]) == {
        "total": 6,
        "anxiety": 3,
        "depression": 3,
        "items_missing": 0,
    }
    found = scores(shipped("phq4"), [1, 2, SKIP, 0])
    assert (found["total"], found["anxiety"], found["depression"]) == (MANY, 3, MANY)


def test_core10_turns_items_2_and_3_round():
    # they count 1, 1, 2, 0, 1, 0, 4, 2, 3 and 1
    found = scores(shipped("core10"), [1, 3, 2, 0, 1, 0, 4, 2, 3, 1])
    assert (found["total"], found["total_any"]) == (15, 15)


def test_core10_is_prorated_for_one_skipped_item_and_by_camcops_for_any():
    core10 = shipped("core10")
    # 14 from nine items
    one = scores(core10, [1, 3, 2, 0, 1, 0, 4, 2, 3, SKIP])
    assert one["total"] == one["total_any"] == pytest.approx(14 / 9 * 10)
    # 11 from eight items
    two = scores(core10, [1, 3, 2, 0, 1, 0, 4, 2, SKIP, SKIP])
    assert (two["total"], two["total_any"]) == (MANY, pytest.approx(13.75))


def test_bscs_is_thirteen_times_the_mean_with_nine_items_turned_round():
    bscs = shipped("bscs")
    values = [4, 2, 3, 1, 5, 4, 2, 3, 2, 4, 3, 2, 5]
    # as answered: 4 + 4 + 3 + 3; turned: 4 + 3 + 5 + 1 + 4 + 4 + 2 + 4 + 1
    found = scores(bscs, values)
    assert found["total"] == pytest.approx(42)
    assert found["mean"] == pytest.approx(42 / 13)
    # without the last two, which counted 4 and 1: 37 from eleven
    two = scores(bscs, [*values[:11], SKIP, SKIP])
    assert two["total"] == pytest.approx(13 * 37 / 11)
    assert scores(bscs, [*values[:10], SKIP, SKIP, SKIP])["mean"] == MANY


def test_rosenberg_counts_from_0_or_from_1_as_sources_differ():
    rosenberg = shipped("rosenberg")
    # five that agreement raises count 2, five that it lowers count 1
    found = scores(rosenberg, [2] * 10)
    assert (found["total"], found["total_40"]) == (15, 25)
    best = scores(rosenberg, [3, 0, 3, 3, 0, 0, 3, 0, 0, 3])
    assert (best["total"], best["total_40"]) == (30, 40)
    # 2 + 1 + 2 + 2 + 1 + 1 + 2 + 1 from eight
    two = scores(rosenberg, [2] * 8 + [SKIP, SKIP])
    assert two["total"] == pytest.approx(12 / 8 * 10)
    assert two["total_40"] == pytest.approx(12 / 8 * 10 + 10)


def test_gse():
    gse = shipped("gse")
    assert scores(gse, [1, 2, 3, 4, 1, 2, 3, 4, 1, 2])["total"] == 23
    assert scores(gse, [3] * 7 + [SKIP] * 3)["total"] == 30
    assert scores(gse, [3] * 6 + [SKIP] * 4)["total"] == MANY


def test_mastery_turns_five_items_round():
    mastery = shipped("mastery")
    # they count 1, 2, 3, 4, 4, 3 and 3
    assert scores(mastery, [4, 3, 2, 4, 1, 3, 2])["total"] == 20
    one = scores(mastery, [4, 3, 2, 4, 1, SKIP, 2])
    assert one["total"] == pytest.approx(17 / 6 * 7)
    assert scores(mastery, [4, 3, 2, 4, 1, SKIP, SKIP])["total"] == MANY


def test_ucla3_keeps_the_direct_question_out_of_the_total():
    found = scores(shipped("ucla3"), [1, 2, 3, 4])
    assert (found["total"], found["direct"]) == (6, 4)
    found = scores(shipped("ucla3"), [1, SKIP, 3, SKIP])
    assert (found["total"], found["direct"]) == (MANY, "skipped")


def test_brs_is_a_mean_with_every_second_item_turned_round():
    brs = shipped("brs")
    # they count 4, 4, 4, 4, 3 and 5: 24 from six
    assert scores(brs, [4, 2, 4, 2, 3, 1])["mean"] == 4
    # 17 from four
    assert scores(brs, [4, 2, 4, 1, SKIP, SKIP])["mean"] == 4.25
    assert scores(brs, [4, 2, 4, SKIP, SKIP, SKIP])["mean"] == MANY


def test_swemwbs_looks_the_sum_up_in_the_sites_table(tmp_path):
    path = supply(tmp_path, "swemwbs")
    text = path.read_text("utf-8").replace("[21, 21.0]", "[21, 19.25]")
    path.write_text(text, "utf-8")
    (swemwbs,) = site_tasks(tmp_path)
    found = scores(swemwbs, [1, 2, 3, 4, 5, 3, 3])
    assert (found["raw"], found["metric"]) == (21, 19.25)
    found = scores(swemwbs, [1, 2, 3, 4, 5, 3, SKIP])
    assert (found["raw"], found["metric"]) == (MANY, MANY)


def test_bis11_turns_eleven_of_thirty_items_round():
    # all 1: eleven turned count 4, nineteen count 1
    found = scores(SITE["bis11"], [1] * 30)
    assert (found["attention"], found["motor"], found["nonplanning"]) == (14, 14, 35)
    assert found["total"] == 14 + 14 + 35
    # the last three, of which 29 and 30 are turned, lack: 54 from 27
    three = scores(SITE["bis11"], [1] * 27 + [SKIP] * 3)
    assert three["total"] == pytest.approx(54 / 27 * 30)
    assert scores(SITE["bis11"], [1] * 26 + [SKIP] * 4)["total"] == MANY


def test_reqol10_turns_four_items_round_and_leaves_the_body_out():
    # six count 4, four turned count 0
    found = scores(SITE["reqol10"], [4] * 10 + [1])
    assert (found["total"], found["physical"]) == (24, 1)
    assert scores(SITE["reqol10"], [SKIP] + [2] * 9)["total"] == 20
    assert scores(SITE["reqol10"], [SKIP, SKIP] + [2] * 8)["total"] == MANY


def test_isi():
    assert scores(SITE["isi"], [0, 1, 2, 3, 4, 0, 1])["total"] == 11
    assert scores(SITE["isi"], [0, 1, 2, 3, 4, 0, SKIP])["total"] == MANY


def test_who5_is_the_sum_times_four():
    found = scores(SITE["who5"], [5, 4, 3, 2, 1])
    assert (found["raw"], found["index"]) == (15, 60)
    assert scores(SITE["who5"], [5, 4, 3, 2, SKIP])["index"] == MANY


def test_levenson_adds_24_so_that_nothing_is_negative():
    assert scores(SITE["levenson"], [3] * 24)["chance"] == 48
    assert scores(SITE["levenson"], [-3] * 24)["others"] == 0
    # items 1, 4, 5, 9 count 2; 18, 19, 21, 23 count -1
    values = [2] * 12 + [-1] * 12
    assert scores(SITE["levenson"], values)["internal"] == 4 * 2 - 4 + 24
