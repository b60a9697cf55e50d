"""What every activity promises, kept by those about breathing with a sensor worn."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.journal import replay
from pod.modules.slow_breathing import RESONANCE, SLOW
from pod.people import Nobody
from pod.rehearse import THINKING_MS, longest_silence_ms, rehearse
from pod.script import Ask, Breath, Chose, Shown
from pod.settings import LANGUAGES
from tests.playing import begin, spied
from tests.searches import Stops, Unreadable, wearer
from tests.test_every_task import Wanderer
from tests.test_every_task_speaks import grade, strings_in


@pytest.fixture(params=[SLOW, RESONANCE], ids=["slow_breathing", "resonance"])
def task(request):
    return request.param


@pytest.mark.parametrize("name", ["slow_breathing", "resonance"])
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.floats(0, 1))
def test_cut_and_resumed_with_a_sensor_it_gives_the_same_rows(name, seed, cut):
    task = {"slow_breathing": SLOW, "resonance": RESONANCE}[name]

    class Wearing(Wanderer):
        def beats(self, since_ms, now_ms):
            return self.person.beats(since_ms, now_ms)

    def somebody():
        return Wearing(wearer(seed, task=task), seed)

    whole = rehearse(begin(task, seed), somebody())
    at = round(cut * len(whole.entries))
    resumed = replay(begin(task, seed), whole.entries[:at])
    rest = rehearse(begin(task, seed), somebody(), resumed)
    assert whole.rows[:at] + rest.rows == whole.rows
    assert rest.took_ms == whole.took_ms
    assert any(row.beats for row in whole.rows)


def test_with_a_sensor_something_is_kept_at_least_every_minute(task):
    play = rehearse(begin(task), wearer(task=task))
    assert longest_silence_ms(play.entries) <= 60_000


def test_with_a_sensor_no_stretch_is_longer_than_three_minutes(task):
    seen = []
    rehearse(spied(begin(task), seen), wearer(resonance=4.5, task=task))
    answers = [answer for _, answer in seen if isinstance(answer, (Chose, Shown))]
    rests = [answer.at_ms for answer in answers if isinstance(answer, Chose)]
    assert max(b - a for a, b in pairwise(rests)) <= 180_000 + THINKING_MS


def test_with_a_sensor_the_language_changes_nothing_and_rows_survive(task):
    plays = [
        rehearse(begin(task, language=language), wearer(task=task)).rows
        for language in LANGUAGES
    ]
    assert plays[0] == plays[1]
    for row in plays[0]:
        assert task.decode_row(msgspec.json.encode(row)) == row


def test_it_scores_the_same_names_with_and_without_a_sensor(task):
    for person in (Nobody(), wearer(task=task), Stops(), Unreadable()):
        scores = task.score(rehearse(begin(task), person).rows)
        assert list(scores) == list(task.score([]))
        assert all((one.value is None) == bool(one.why) for one in scores.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_with_a_sensor_is_short_and_plain(task, language):
    for person in (wearer(task=task), Stops(), Unreadable()):
        seen = []
        rehearse(spied(begin(task, language=language), seen), person)
        for request, _ in seen:
            page = request.page if isinstance(request, Ask) else None
            picture = getattr(request, "picture", None)
            shown = page or (picture if isinstance(picture, Breath) else None)
            if shown is None:
                continue
            said = [
                one for one in dict.fromkeys(strings_in(shown)) if one and " " in one
            ]
            assert len(" ".join(said).split()) <= 25, shown
            assert "{" not in " ".join(said)
            if language == "en" and page is not None:
                assert grade(dict.fromkeys(strings_in(page))) <= 3.0, said
