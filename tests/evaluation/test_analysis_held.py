"""Whom pods keep back stands in the flow: else they would seem to have left."""

import msgspec
import pytest

from pod.evaluation.analysis import analyse, studied
from pod.evaluation.report.compose import whole_report
from pod.gate.report import Disclosure
from tests.evaluation.study_filled import filled, new_folder

TABLE = "CREATE TABLE IF NOT EXISTS disclosure (bundle VARCHAR, report VARCHAR)"
NEWER = """
INSERT INTO bundle BY NAME SELECT * REPLACE ('f' || id AS id, 2 AS sequence)
FROM bundle WHERE pod = 'pod00'
"""
FEW = "fewer than k"
BLANK = {
    "k": 5,
    "people": 0,
    "people_so_far": 30,
    "classes": 0,
    "smallest_class": 0,
    "uniques": 0,
    "share_held_back": FEW,
}


def told(held_back, **activities):
    """Return a pod's report; activities are named as point_task."""
    names = {name.replace("_", " ", 1): n for name, n in activities.items()}
    raw = {**BLANK, "held_back": held_back, "activities_suppressed": names}
    return msgspec.json.encode(msgspec.convert(raw, Disclosure)).decode()


@pytest.fixture
def study(tmp_path):
    folder = new_folder(tmp_path / "study")
    shelf = filled(folder, 120)
    yield folder, shelf
    shelf.close()


def flow_of(study, *reports):
    folder, shelf = study
    shelf.ask(TABLE)
    shelf.ask("DELETE FROM disclosure")
    for pod, report in reports:
        shelf.ask("INSERT INTO disclosure VALUES (?, ?)", pod, report)
    found = analyse(shelf, studied(folder, shelf))
    return found, found.flow.held


def pod(number):
    return f"{number:032x}"


def test_pods_are_summed_and_of_a_point_the_activity_most_kept_back_counts(study):
    _, held = flow_of(
        study,
        (pod(0), told(12, last_phq9=7, last_gad7=9)),
        (pod(1), told(0, last_phq9=6, middle_phq9=11)),
    )
    steps = {one.name: one.n for one in held.steps}
    assert steps == {"came": 12, "middle": 11, "last": 15}
    assert held.pods == 2


def test_fewer_than_k_counts_one_and_a_small_sum_is_withheld(study):
    _, held = flow_of(
        study,
        (pod(0), told(FEW, last_phq9=FEW)),
        (pod(1), told(FEW, last_phq9=11)),
    )
    assert {one.name: one.n for one in held.steps} == {"came": None, "last": 12}


def test_only_the_newest_word_of_each_pod_counts(study):
    study[1].ask(NEWER)
    _, held = flow_of(study, (pod(0), told(50)), ("f" + pod(0), told(20)))
    assert [(one.name, one.n) for one in held.steps] == [("came", 20)]


def test_the_report_draws_and_tells_them_beside_who_came(study):
    found, _ = flow_of(study, (pod(0), told(12, last_phq9=17)))
    (flow,) = [part for part in whole_report(found).sections if part.id == "flow"]
    figure, table = (
        flow.blocks[0],
        next(one for one in flow.blocks if getattr(one, "id", "") == "held"),
    )
    assert "at least 17 more kept back" in figure.told
    assert [row[1] for row in table.rows] == ["12", "17"]


def test_where_no_bundle_says_so_the_report_says_that_it_is_not_known(study):
    found, held = flow_of(study)
    assert held is None
    (flow,) = [part for part in whole_report(found).sections if part.id == "flow"]
    said = " ".join(getattr(one, "text", "") for one in flow.blocks)
    assert "is not known" in said
