"""What every activity promises of its scores, its practice and its fixed protocol."""

import pytest

from pod.people import Nobody, draw
from pod.rehearse import rehearse
from pod.script import Card
from pod.task import tasks
from tests.playing import begin, person_of
from tests.test_every_task import Wanderer


@pytest.fixture(params=tasks().values(), ids=tasks())
def task(request):
    return request.param


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_rows_are_written_down_changes_no_score(task, seed):
    person = Wanderer(person_of(task, seed=seed, omission_rate=0.1), seed)
    rows = rehearse(begin(task, seed), person).rows
    mixed = [*rows]
    draw(seed, 0).shuffle(mixed)
    told, again = task.score(rows), task.score(mixed)
    for name, score in told.items():
        assert again[name].why == score.why, name
        assert again[name].value == pytest.approx(score.value), name


def test_rows_of_practice_alone_are_scored_as_missing(task):
    rows = rehearse(begin(task), Nobody()).rows
    practised = [row for row in rows if getattr(row, "phase", "") == "practice"]
    assert bool(practised) == task.timed
    if practised:
        whys = {score.why for score in task.score(practised).values()}
        assert whys == {"no_test_trials"}


def test_an_assessment_asks_the_same_of_everybody_and_recalls_nothing(task):
    if task.form != "assessment":
        return
    assert (task.recall, task.recalls) == (None, "")
    params = task.read_params()
    assert not getattr(params, "ladder", None)
    assert not getattr(params, "follow", None)
    for person in (Nobody(), person_of(task, go_rt_ms=250, memory_span=6)):
        rows = rehearse(begin(task), person).rows
        assert {getattr(row, "level", None) for row in rows} == {None}


def test_practice_is_tried_three_times_and_then_help_is_offered(task):
    if not task.timed:
        return
    words = task.read_words("en")
    pages = rehearse(begin(task), Nobody()).pages
    titles = [page.title for page in pages if isinstance(page, Card)]
    assert titles.count(words.again_title) == 2
    assert titles.count(words.help_title) == 1
    assert titles.index(words.help_title) < titles.index(words.ready_title)
