"""From the catalogue to findings: what is told, and what never is."""

from statistics import fmean

import msgspec
import numpy as np
import pytest
from scipy import stats

from pod.evaluation.analysis import Findings, analyse, studied
from pod.evaluation.analysis.frame import POINTS, Scored, frame_of, scored
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.regressed import regression_of
from pod.evaluation.statistics.regression_to_mean import expected_beyond
from pod.seal import new_identity, recipient_of
from pod.task import params_hash, task_named
from tests.evaluation.study_filled import add, filled, new_folder
from tests.export.makers import POLICY

PEOPLE = 150
SET_APART = (
    "UPDATE participant SET sentence_band = 'indeterminate' WHERE study_code < ?"
)
WOMEN = "UPDATE participant SET sex = 'female' WHERE study_code < ?"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return new_folder(tmp_path_factory.mktemp("studies") / "study")


@pytest.fixture(scope="module")
def catalogue(study):
    shelf = filled(study, PEOPLE)
    yield shelf
    shelf.close()


@pytest.fixture(scope="module")
def found(study, catalogue):
    return analyse(catalogue, studied(study, catalogue))


@pytest.fixture
def small(tmp_path):
    """Return the findings of so many people of whom a few are of another band."""
    made = []

    def make(people, apart, *, among=SET_APART, alike=False):
        study = new_folder(tmp_path / "study")
        shelf = filled(study, people)
        made.append(shelf)
        if alike:
            shelf.ask("UPDATE participant SET sentence_band = '1-4 years'")
        shelf.ask(among, f"code{apart:06d}")
        return analyse(shelf, studied(study, shelf))

    yield make
    for shelf in made:
        shelf.close()


def outcome(found, task):
    return next(one for one in found.outcomes if one.task == task)


def test_the_change_of_everyone_is_scipys_paired_interval(found, catalogue):
    frame = frame_of(catalogue, {})
    phq9 = scored(catalogue, frame, ("phq9", "total"))
    changes = (phq9.at("last") - phq9.at("first"))[phq9.both()]
    t = stats.ttest_1samp(changes, 0).confidence_interval(0.95)
    change = outcome(found, "phq9").everyone.change
    assert change.value == pytest.approx(fmean(changes), abs=1e-4)
    assert (change.low, change.high) == pytest.approx((t.low, t.high), abs=1e-4)


def test_what_was_chosen_beforehand_is_parted_from_what_was_not(found):
    assert outcome(found, "phq9").chosen
    assert not outcome(found, "ons4").chosen


def test_everybody_came_and_every_fifth_left_before_the_end(found):
    steps = {one.name: one.n for one in found.flow.steps}
    assert steps == {"came": 150, "first": 150, "middle": 150, "last": 120}
    assert [(one.name, one.n) for one in found.flow.lost] == [("none missed", 30)]


def test_a_finding_says_by_which_model_at_which_size(found):
    one = outcome(found, "phq9")
    assert "50,000" in one.model.sentence
    last = next(e.estimate for e in one.model.estimates if e.name == "last")
    assert last.low < -2 < last.high
    assert one.imputed.m == 20
    assert one.imputed.change.low < -2 < one.imputed.change.high


def test_what_nobody_chose_beforehand_is_filled_in_and_laid_by_site_as_well(found):
    one = outcome(found, "ons4")
    assert one.imputed.change.low < 1 < one.imputed.change.high
    assert one.sites.pooled.low < one.sites.pooled.high
    assert "local residual draws" in one.imputed.sentence


def test_regression_is_sized_for_those_who_began_in_the_clinical_range(
    found, catalogue
):
    frame = frame_of(catalogue, {})
    phq9 = scored(catalogue, frame, ("phq9", "total"))
    first, last = (phq9.at(point)[phq9.both()] for point in ("first", "last"))
    r = float(np.corrcoef(first, last)[0, 1])
    there = first >= 10
    back = outcome(found, "phq9").regression
    expected = expected_beyond(r, float(first.std(ddof=1)), float(first.mean()), 10)
    assert back.beyond.cut_off == 10
    assert back.beyond.expected == pytest.approx(expected, abs=1e-4)
    assert back.beyond.expected < 0
    seen = float((last - first)[there].mean())
    assert back.beyond.seen.value == pytest.approx(seen, abs=1e-4)


def test_had_all_been_chosen_by_a_score_the_published_mean_says_what_to_expect():
    first = np.tile([30.0, 32.0, 34.0], 20)
    values = np.full((60, len(POINTS)), np.nan)
    values[:, POINTS.index("first")] = first
    values[:, POINTS.index("last")] = first + np.arange(60) % 4
    score = Scored(values, np.full(values.shape, ""))
    back = regression_of(Asked(("bscs", "total"), "higher", score, POLICY))
    assert (back.r, back.out_of) == (0.87, 39.5)
    assert back.if_chosen == pytest.approx((1 - 0.87) * (39.5 - 32))
    assert "unconfirmed" in back.r_from


def test_classes_of_groups_are_told_where_none_can_be_had_by_subtraction(tmp_path):
    study = new_folder(tmp_path / "study")
    shelf = filled(study, 600, pods=2)
    shelf.ask(
        "UPDATE measure SET value = value + 12 * ((hash(study_code) % 3)::INT - 1)"
        " WHERE task = 'phq9' AND point = 'last'"
    )
    found = analyse(shelf, studied(study, shelf))
    shelf.close()
    one = outcome(found, "phq9")
    whole = {x.method: sum(c.n for c in x.classes) for x in one.everyone.reliable}
    told = {
        method: [
            sum(c.n for c in x.classes)
            for group in one.groups
            for x in group.reliable
            if x.method == method
        ]
        for method in whole
    }
    assert len(told["published"]) == len(one.groups)
    assert {sum(each) for each in told.values()} <= {0, one.everyone.n}


def test_sites_come_together_by_random_effects(found):
    sites = outcome(found, "phq9").sites
    assert (sites.of, len([line for line in sites.lines if line.effect])) == (4, 4)
    assert sites.pooled.low < sites.pooled.value < sites.pooled.high


def test_every_table_says_design_denominator_and_limits(found):
    parts = (found.flow, found.quality, found.fidelity, *found.outcomes)
    for part in parts:
        assert part.honest.design
        assert part.honest.who
        assert part.honest.cannot


def test_findings_are_json_and_come_back(found):
    again = msgspec.json.decode(msgspec.json.encode(found), type=Findings)
    assert again == found


def test_no_code_of_a_person_is_in_findings(found):
    assert b"code0" not in msgspec.json.encode(found)


def test_the_order_in_which_bundles_came_changes_nothing(found, study, catalogue):
    catalogue.ask("CREATE TABLE turned AS FROM measure ORDER BY random()")
    catalogue.ask("DELETE FROM measure")
    catalogue.ask("INSERT INTO measure FROM turned")
    catalogue.ask("DROP TABLE turned")
    assert analyse(catalogue, studied(study, catalogue)) == found


def test_a_small_group_is_withheld_and_one_more_with_it(small):
    found = small(100, 6)
    groups = {one.group: one.n for one in outcome(found, "phq9").groups}
    assert groups["indeterminate"] is None
    assert list(groups.values()).count(None) == 2
    assert outcome(found, "phq9").everyone.n == 80


def test_where_one_of_two_groups_is_small_all_together_stand_alone(small):
    found = small(20, 5, alike=True)
    for one in found.outcomes:
        assert not one.everyone.withheld
        assert all(group.withheld for group in one.groups)


def test_of_fewer_than_the_threshold_no_number_is_told(small):
    found = small(5, 3, alike=True)
    assert {one.n for one in found.flow.steps} == {None}
    assert found.flow.by == ()
    assert found.quality.missing == ()
    assert all(one.everyone.withheld for one in found.outcomes)


def test_a_band_of_a_few_people_is_nowhere_in_the_equality_view(small):
    found = small(100, 5, among=WOMEN)
    for one in found.outcomes:
        (sex,) = [band for band in one.equality if band.band == "sex"]
        assert all(group.withheld for group in sex.groups)
    (taking,) = [one for one in found.flow.by if one.by == "sex"]
    assert [one.came for one in taking.groups] == [None, None, 100]


def test_no_count_of_people_under_the_threshold_is_in_any_finding(small):
    found = msgspec.to_builtins(small(101, 6))
    kinds = (found["flow"], found["fidelity"], found["outcomes"])
    for n in counts_in(kinds):
        assert n == 0 or n >= 10


def counts_in(told):
    """Give every count of people, however deep."""
    if isinstance(told, dict):
        keys = ("n", "came", "ended", "not_yet", "stayed", "left", "first", "last")
        yield from (told[key] for key in keys if isinstance(told.get(key), int))
        for name, value in told.items():
            if name != "pooled":
                yield from counts_in(value)
    elif isinstance(told, list | tuple):
        for one in told:
            yield from counts_in(one)


def test_a_score_that_the_answers_do_not_make_is_reported(tmp_path):
    other = new_folder(tmp_path / "study")
    shelf = filled(other, 60)
    task = "gad7"
    ran = params_hash(task_named(task).read_params())
    items = [item.id for item in task_named(task).read_params().items]
    (row,) = shelf.ask("SELECT * FROM measure LIMIT 1")
    names = [
        one
        for (one,) in shelf.ask(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = 'measure'"
        )
    ]
    base = dict(zip(names, row, strict=True)) | {"task": task, "params_hash": ran}
    rows = []
    for number in range(20):
        one = base | {"study_code": f"code{number:06d}"}
        wrong = 3.0 if number < 12 else 0.0
        total = {"kind": "score", "name": "total", "value": len(items) + wrong}
        rows += [one | total]
        rows += [one | {"kind": "item", "name": item, "value": 1.0} for item in items]
    add(shelf, "measure", rows)
    found = analyse(shelf, studied(other, shelf))
    (gad7,) = [one for one in found.quality.rescored if one.task == task]
    assert (gad7.compared, gad7.differ, gad7.furthest) == (20, 12, 3.0)
    shelf.close()


def test_arms_are_compared_as_drawn(tmp_path):
    study = new_folder(
        tmp_path / "study",
        "--programme",
        "enhance",
        "--arm",
        "now:enhance:0",
        "--arm",
        "later:enhance:8",
        "--pod",
        "pod00=" + recipient(),
        "--people",
        "40",
    )
    shelf = filled(study, 120, pods=3, arms=("now", "later"))
    shelf.ask(
        "UPDATE measure SET value = value - 3 WHERE point <> 'first' AND study_code IN"
        " (SELECT study_code FROM participant WHERE arm = 'now')"
    )
    found = analyse(shelf, studied(study, shelf))
    shelf.close()
    compared = {one.name: one for one in outcome(found, "phq9").compared}
    waited = compared["waiting list, last measure"].estimates[0].estimate
    assert waited.low < -3 < waited.high
    assert waited.high < 0
    assert compared.keys() == {"waiting list, last measure"}
    assert np.isfinite(waited.value)


def recipient():
    return recipient_of(new_identity())


def test_where_nobodys_sittings_are_told_there_is_no_dose(tmp_path):
    study = new_folder(tmp_path / "study")
    shelf = filled(study, 40)
    shelf.ask("UPDATE reached SET sittings = 'not released'")
    found = analyse(shelf, studied(study, shelf))
    shelf.close()
    assert outcome(found, "phq9").dose is None


def test_a_few_whose_sittings_are_not_told_leave_no_dose_behind(tmp_path):
    study = new_folder(tmp_path / "study")
    shelf = filled(study, 100)
    shelf.ask("UPDATE reached SET sittings = '5-8' WHERE study_code < 'code000040'")
    assert outcome(analyse(shelf, studied(study, shelf)), "phq9").dose is not None
    shelf.ask(
        "UPDATE reached SET sittings = 'not released' WHERE study_code < 'code000004'"
    )
    found = analyse(shelf, studied(study, shelf))
    shelf.close()
    assert outcome(found, "phq9").dose is None
