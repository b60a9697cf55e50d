"""Answers and trials of a synthetic study come to the scores that were drawn."""

import numpy as np
import pytest
from msgspec.structs import replace

from pod.evaluation.synthetic.answering import doings
from pod.evaluation.synthetic.drawing import draw
from pod.evaluation.synthetic.folk import folk_of
from pod.evaluation.synthetic.truth import Attrition, Truth
from pod.evaluation.synthetic.usual import usual_outcomes
from pod.task import task_named


def study(*outcomes, **told):
    """Return a study of one pod from which nobody is lost."""
    alone = {"pods": 1, "sites": 1, "attrition": Attrition(share=0)}
    return Truth(outcomes=outcomes, **{**alone, **told})


@pytest.mark.parametrize("name", ["ons4.anxious", "phq8.total", "bscs.total"])
def test_the_questionnaires_own_scoring_finds_the_score_that_was_drawn(name):
    drawn = draw(study(*usual_outcomes((name,), 0.4), people=40))
    task, _, score = name.partition(".")
    done = doings(drawn, folk_of(drawn, 0))
    for (at, point), (one,) in done.items():
        told = drawn.values[name][at, drawn.truth.points.index(point)]
        assert one.measured.scores[score].value == pytest.approx(told, abs=1e-9)
        assert len(one.rows) == len(task_named(task).read_params().items)


def test_answers_are_spread_unevenly_over_the_items_as_people_do():
    drawn = draw(study(*usual_outcomes(("phq8.total",), 0.4), people=60))
    done = doings(drawn, folk_of(drawn, 0))
    answered = [[row.value for row in one.rows] for (one,) in done.values()]
    assert sum(max(one) - min(one) > 1 for one in answered) > len(answered) / 2


def test_some_items_are_left_out_where_that_was_asked_for():
    truth = study(*usual_outcomes(("phq8.total",), 0.4), people=400, skipped=0.25)
    drawn = draw(replace(truth))
    done = doings(drawn, folk_of(drawn, 0))
    left = [row.value is None for (one,) in done.values() for row in one.rows]
    assert sum(left) / len(left) == pytest.approx(0.25, abs=0.03)
    (scores,) = {tuple(one.measured.scores) for (one,) in done.values()}
    assert "items_missing" in scores


def test_trials_are_played_by_somebody_with_the_trait_that_was_drawn():
    (usual,) = usual_outcomes(("stop_signal.ssrt",), 0.4)
    one = replace(usual, mean=250.0, sd=60.0, retest=0.9)
    drawn = draw(study(one, people=8, trials="played"))
    done = doings(drawn, folk_of(drawn, 0))
    pairs = [
        (drawn.values[one.name][at, drawn.truth.points.index(point)], each)
        for (at, point), (each,) in done.items()
    ]
    traits = [trait for trait, _ in pairs]
    found = [each.measured.scores["ssrt"].value for _, each in pairs]
    assert all(len(each.rows) > 200 for _, each in pairs)
    assert np.corrcoef(traits, found)[0, 1] > 0.8
