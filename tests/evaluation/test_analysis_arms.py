"""A waiting list and a stepped wedge, from sealed bundles to what a report says."""

import pytest
from msgspec.structs import replace

from pod.evaluation.analysis import analyse, studied
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.report.compose import summary_report, whole_report
from pod.evaluation.synthetic.making import make_study
from pod.evaluation.synthetic.truth import TrueArm, Truth
from pod.evaluation.synthetic.usual import usual_outcomes
from tests.evaluation.synthetic_made import taken_in

EFFECT, PRACTICE = 6.0, 2.0
(BSCS,) = usual_outcomes(("bscs.total",), 0.0)
ONE = replace(BSCS, d_z=None, change=EFFECT, practice=PRACTICE)
STEPS = tuple(TrueArm(name=f"step{weeks}", wait_weeks=weeks) for weeks in (0, 4, 8))
WAITING = Truth(
    outcomes=(ONE,),
    people=120,
    pods=4,
    sites=4,
    weeks=10,
    design="waiting",
    arms=(TrueArm(name="now"), TrueArm(name="later", wait_weeks=8)),
    level="rows",
)
WEDGE = replace(WAITING, design="wedge", arms=STEPS, pods=12, sites=12)


def made(truth, folder):
    """Make a study, take its bundles in, and return what is found in it."""
    make_study(truth, folder)
    assert {one["state"] for one in taken_in(folder)} == {"loaded"}
    study = StudyFolder(folder / "study")
    shelf = Catalogue(study.catalogue_path)
    yield shelf, study
    shelf.close()


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    yield from made(WAITING, tmp_path_factory.mktemp("waiting") / "made")


@pytest.fixture(scope="module")
def wedge(tmp_path_factory):
    yield from made(WEDGE, tmp_path_factory.mktemp("wedge") / "made")


def compared(shelf, study):
    """Return the first estimate of every comparison of arms, by its name."""
    found = analyse(shelf, studied(study, shelf))
    (one,) = [one for one in found.outcomes if one.chosen]
    told = {model.name: model.estimates[0].estimate for model in one.compared}
    return found, one, told


def test_a_waiting_list_finds_the_effect_behind_the_practice_that_all_share(waiting):
    _, one, told = compared(*waiting)
    waited = told["waiting list, last measure"]
    assert waited.low < EFFECT < waited.high
    assert waited.high < EFFECT + 2 * PRACTICE
    arms = {arm.group: arm.change.value for arm in one.arms}
    assert arms["now"] > arms["later"] > 0


def test_a_stepped_wedge_finds_it_too_with_errors_by_pod(wedge):
    _, one, told = compared(*wedge)
    assert told["stepped wedge"].low < EFFECT < told["stepped wedge"].high
    assert told["stepped wedge"].df < WEDGE.pods
    assert "waiting list, last measure" not in told
    assert one.everyone.change.value > EFFECT


def test_what_arms_show_is_said_of_arms_in_report_and_summary(waiting):
    found, _, _ = compared(*waiting)
    for page, id_ in (
        (whole_report(found), "arms-table"),
        (summary_report(found), "brief-arms"),
    ):
        blocks = [one for part in page.sections for one in part.blocks]
        (table,) = [one for one in blocks if getattr(one, "id", "") == id_]
        assert "by lot" in table.honest.design
        assert "Waiting list" in table.rows[0][0]


def test_weeks_that_came_as_a_span_in_which_training_began_compare_nobody(waiting):
    shelf, study = waiting
    shelf.ask(
        "INSERT INTO reached BY NAME SELECT bundle, study_code, point,"
        " weeks_since_start, 4 AS weeks_wide, '1' AS sittings, '30-59' AS minutes,"
        " 'none' AS missed, 'none missed' AS missed_because, programme, software,"
        " language, mode FROM exact_point WHERE point = 'last'"
    )
    shelf.ask("DELETE FROM exact_point WHERE point = 'last'")
    _, _, told = compared(shelf, study)
    assert "waiting list, last measure" not in told
    assert "waiting list, middle measure" in told
