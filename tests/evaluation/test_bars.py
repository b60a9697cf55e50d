"""How a score is spread: each bar goes up, or there is none."""

from contextlib import closing

import pytest

from pod.evaluation.analysis import analyse, studied
from tests.evaluation.study_filled import filled, new_folder


@pytest.mark.parametrize("people", [13, 26, 150])
def test_every_bar_has_its_lower_end_first_and_enough_people(tmp_path, people):
    study = new_folder(tmp_path / "study")
    with closing(filled(study, people)) as shelf:
        found = analyse(shelf, studied(study, shelf))
    for outcome in found.outcomes:
        assert len(outcome.bars) != 1
        for bar in outcome.bars:
            assert bar.low < bar.high
            assert min(bar.first, bar.last) >= 10
