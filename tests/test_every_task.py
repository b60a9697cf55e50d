"""Promises every activity keeps; a new file in pod/modules is held to them at once."""

import re
from math import log

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.cli.columns import columns_of
from pod.errors import Malformed
from pod.journal import replay
from pod.people import Nobody, Traits, draw
from pod.rehearse import longest_silence_ms, rehearse
from pod.script import Heart
from pod.settings import LANGUAGES
from pod.task import params_hash, tasks
from tests.examples import one_in
from tests.playing import begin, every_choice, person_of

UNITS = r"\b(ms|count|steps|points|from 1)\b"

MEASURED_BACK = {
    "body_scan": {"tense_before": (4, 1.8), "tense_change": (0, 2.5)},
    "goal_ladder": {"goals": (3, 0), "goal_1": (6, 1.8), "goal_mean": (6, 1.1)},
    "if_then": {"plans": (2, 0), "sure": (6, 1.8)},
    "mindful_breath": {"calm_before": (6, 1.8), "calm_change": (0, 2.5)},
    "sleep_in_a_cell": {"slept": (6, 1.8), "sure": (6, 1.8)},
    "three_good_things": {"things": (3, 0), "well_after": (6, 1.8)},
    "thought_challenge": {"feeling_before": (4, 1.8), "feeling_change": (0, 2.5)},
    "urge_surfing": {
        "practice_minutes": (5, 0),
        "urge_start": (4, 1.8),
        "urge_end": (4, 1.8),
        "urge_fall": (0.6, 1.8),
    },
    "values": {"valued": (2.8, 4), "lived_first": (6, 1.8), "lived_mean": (6, 1.3)},
    "woop": {"plans": (1, 0), "near": (6, 1.8), "sure": (6, 1.8)},
    "brs": {"mean": (3.4, 0.6)},
    "bscs": {"total": (44.2, 5), "mean": (3.4, 0.4)},
    "check_in": {"mood": (4 * 0.6, 1.1)},
    "check_out": {"mood": (4 * 0.6, 1.1)},
    "how_was_it": {"liked": (0.6, 0.5)},
    "core10": {"total": (10 * 4 * 0.4, 5), "total_any": (10 * 4 * 0.4, 5)},
    "colour_word": {
        "cost_mean": (60, 46),
        "error_cost": (0.05, 0.1),
        "omissions": (0.1, 0.075),
        "rt_sd": (70, 14),
    },
    "colour_word_training": {"right": (0.8, 0.06), "n": (180, 0)},
    "flanker": {
        "cost_mean": (60, 46),
        "error_cost": (0.05, 0.1),
        "omissions": (0.1, 0.075),
        "rt_sd": (70, 14),
    },
    "flanker_training": {"right": (0.8, 0.06), "n": (180, 0)},
    "discounting": {
        "ln_k_candidate": (log(0.02), 0.65),
        "ln_k_scan": (log(0.02), 0.65),
        "n": (27, 0),
    },
    "discounting_five": {"ln_k": (log(0.02), 0.9)},
    "looking_ahead": {"waited": (0.8, 0.2), "n": (18, 0), "pictures": (3, 0)},
    "gad7": {"total": (7 * 3 * 0.4, 3.5)},
    "go_nogo": {
        "commission": (0.25, 0.2),
        "omission": (0.1, 0.1),
        "rt_median": (480, 30),
        "rt_sd": (70, 20),
    },
    "go_nogo_training": {"right": (0.8, 0.06), "n": (180, 0)},
    "nback": {
        "hits_1": (0.84, 0.22),
        "hits_2": (0.72, 0.27),
        "false_alarms_2": (0.18, 0.17),
        "d_prime_2": (1.5, 1.2),
        "rt_median_2": (480, 60),
    },
    "nback_training": {"right": (0.79, 0.07), "n": (120, 0), "level_mean": (2, 0.8)},
    "gse": {"total": (10 + 30 * 0.6, 4)},
    "mastery": {"total": (7 + 21 * 0.6, 3.5)},
    "ons4": {
        "satisfied": (6, 3),
        "worthwhile": (6, 3),
        "happy": (6, 3),
        "anxious": (4, 3),
    },
    "reading": {"reads": (1, 0)},
    "phq4": {"total": (12 * 0.4, 2.5), "anxiety": (2.4, 2), "depression": (2.4, 2)},
    "phq8": {"total": (8 * 3 * 0.4, 4)},
    "phq9": {
        "total": (9 * 3 * 0.4, 4),
        "first_eight": (8 * 3 * 0.4, 4),
        "difficulty": (1.2, 1.5),
    },
    "rosenberg": {"total": (18, 4), "total_40": (28, 4)},
    "simon": {
        "cost_mean": (60, 40),
        "error_cost": (0.05, 0.085),
        "omissions": (0.1, 0.08),
        "rt_sd": (70, 14),
    },
    "simon_training": {"right": (0.8, 0.06), "n": (180, 0)},
    "resonance": {"breaths": (18, 0), "minutes": (3, 0)},
    "slow_breathing": {"breaths": (18, 0), "minutes": (3, 0)},
    "stop_signal": {
        "ssrt": (220, 45),
        "goRT_all": (480, 30),
        "goRT_sd": (70, 20),
        "go_omission": (0.1, 0.08),
        "presp": (0.5, 0.12),
    },
    "stop_signal_training": {"right": (0.82, 0.08), "n": (120, 0)},
    "vigilance": {
        "speed_mean": (2.91, 0.4),
        "rt_median": (312, 25),
        "lapse_share": (0.27, 0.17),
        "false_starts": (0, 0),
    },
    "vigilance_training": {"right": (0.84, 0.07), "n": (68, 7)},
    "ucla3": {"total": (3 + 6 * 0.4, 2.5), "direct": (1 + 4 * 0.4, 1.6)},
}
"""What somebody with `KNOWN` traits scores, and three standard errors of it."""
KNOWN = {"go_rt_ms": 480, "go_rt_sd_ms": 70, "ssrt_ms": 220, "slip_rate": 0.25}


class Wanderer:
    """Somebody who now and then goes back, skips or stops."""

    def __init__(self, person, seed):
        self.person, self.seed = person, seed

    def sees(self, picture, now_ms):
        return self.person.sees(picture, now_ms)

    def chooses(self, page, now_ms):
        chances = draw(self.seed, now_ms, "wander")
        if chances.random() < 0.8:
            return self.person.chooses(page, now_ms)
        return chances.choice([choice.id for choice in every_choice(page)])


@pytest.fixture(params=tasks().values(), ids=tasks())
def task(request):
    return request.param


def test_somebody_who_does_nothing_still_reaches_the_end(task):
    assert rehearse(begin(task), Nobody()).rows


def asked_by(script, kinds):
    """Return which of these kinds of request a script makes, played by nobody."""
    seen = set()

    def overheard():
        request = next(script)
        while True:
            seen.update(kind for kind in kinds if isinstance(request, kind))
            try:
                request = script.send((yield request))
            except StopIteration:
                return

    rehearse(overheard(), Nobody())
    return seen


def test_it_listens_to_the_heart_only_where_it_says_so(task):
    """Which device an activity can do without is told from its declaration."""
    assert (Heart in asked_by(begin(task), [Heart])) == task.pulse


def test_the_same_seed_deals_the_same_trials_whatever_the_language(task):
    plays = [
        rehearse(begin(task, seed=3, language=language), person_of(task, language))
        for language in ("en", "en", "cy")
    ]
    assert plays[0].rows == plays[1].rows == plays[2].rows


def test_its_rows_survive_being_written_down(task):
    for row in rehearse(begin(task), person_of(task)).rows:
        assert task.decode_row(msgspec.json.encode(row)) == row


def test_it_refuses_a_row_that_is_not_its_own(task):
    with pytest.raises(Malformed, match=task.name):
        task.decode_row(b'{"not": "ours"}')


def test_it_scores_an_empty_sitting_as_missing_and_says_why(task):
    scores = task.score([])
    assert scores
    assert all(score.value is None and score.why for score in scores.values())


def test_it_scores_the_same_names_whatever_happened(task):
    for person in (Nobody(), person_of(task)):
        scores = task.score(rehearse(begin(task), person).rows)
        assert list(scores) == list(task.score([]))
        assert all(
            (score.value is None) == bool(score.why) for score in scores.values()
        )


@pytest.mark.parametrize("name", tasks())
@settings(max_examples=one_in(6))
@given(
    seed=st.integers(0, 2**32),
    cut=st.floats(0, 1),
    again=st.booleans(),
    languages=st.permutations(LANGUAGES),
)
def test_cut_at_any_row_and_resumed_it_gives_the_rows_it_would_have_given(
    name, seed, cut, again, languages
):
    """The first time or `again`, and with another language after the cut."""
    task, (spoken, then) = tasks()[name], languages

    def somebody(language):
        traits = {"seed": seed, "omission_rate": 0.1, "lapse_rate": 0.1}
        return Wanderer(person_of(task, language, **traits), seed)

    before = rehearse(begin(task, seed), somebody("en")).rows if again else []

    def under_way(language):
        return begin(task, seed, language, before)

    whole = rehearse(under_way(spoken), somebody(spoken))
    at = round(cut * len(whole.entries))
    resumed = replay(under_way(then), whole.entries[:at])
    rest = rehearse(under_way(then), somebody(then), resumed)
    assert whole.rows[:at] + rest.rows == whole.rows
    assert rest.took_ms == whole.took_ms


def test_it_keeps_something_at_least_every_minute(task):
    for person in (Nobody(), person_of(task)):
        assert longest_silence_ms(rehearse(begin(task), person).entries) <= 60_000


def test_somebody_known_is_measured_back(task):
    known = Traits(seed=7, wellbeing=0.6, **KNOWN)
    if task.timed:
        known = msgspec.structs.replace(known, omission_rate=0.1)
    person = task.person(task.read_params(), task.read_words("en"), known)
    scores = task.score(rehearse(begin(task, seed=7), person).rows)
    for name, (truth, error) in MEASURED_BACK[task.name].items():
        assert scores[name].value == pytest.approx(truth, abs=error), name


def test_every_column_says_what_it_is_and_in_which_unit(task):
    for column in columns_of(task.row):
        assert column.description, column.name
        if "number" in column.kind:
            assert re.search(UNITS, column.description), column.name
    assert "person" not in {column.name for column in columns_of(task.row)}


def test_its_numbers_have_a_name(task):
    assert re.fullmatch("[0-9a-f]{16}", params_hash(task.read_params()))
