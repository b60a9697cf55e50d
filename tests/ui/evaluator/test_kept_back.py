"""Whom the pods keep back is told beside each step: else they seem to have left."""

import duckdb
import pytest

from pod.ui.evaluator.flow_bars import fewer_told
from pod.ui.evaluator.words import view_words
from tests.evaluation.test_analysis_held import told as report_of
from tests.ui.evaluator.looking import told

pytestmark = pytest.mark.usefixtures("qapp")


def test_each_step_says_how_many_more_the_pods_keep_back(opened, full):
    with duckdb.connect(str(full / "catalogue.duckdb")) as db:
        (bundle,) = db.execute("SELECT id FROM bundle ORDER BY sequence").fetchone()
        db.execute("DELETE FROM disclosure")
        report = report_of(31, last_phq9=17)
        db.execute("INSERT INTO disclosure VALUES (?, ?)", [bundle, report])
    page = opened(full, "outcomes").pages["outcomes"].page
    assert "at least 31 more kept back" in told(page)
    assert "at least 17 more kept back" in told(page)


def test_a_step_of_more_people_than_the_one_before_says_more():
    text = view_words().outcomes
    assert [fewer_told(one, text) for one in (3, -2)] == ["3 fewer", "2 more"]
