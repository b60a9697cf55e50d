"""The lessons that ship: what they say, at every sitting, and how long they take."""

import re

import msgspec
import pytest

from pod.cli.columns import columns_of
from pod.modules.lesson import TASKS
from pod.modules.lesson.pages import calm
from pod.modules.lesson.steps import Card as CardStep
from pod.modules.lesson.steps import Still as StillStep
from pod.people import Traits
from pod.rehearse import THINKING_MS, rehearse
from pod.script import Build, Card
from pod.settings import LANGUAGES, RESOURCES, read_raw
from pod.task import tasks
from pod.values import seeded
from tests.playing import every_choice
from tests.test_every_task_speaks import BANNED, BANNED_CY, grade, strings_in

SEEDS = range(40)
WORD_S, CHOOSE_S, READ_S = 0.4, 8.0, 3.0
"""How long a word takes to hear, a page to be answered, and a card to sink in."""
ROUGHLY_MIN = 1.5
NAMES = {
    "body_scan",
    "goal_ladder",
    "if_then",
    "mindful_breath",
    "sleep_in_a_cell",
    "three_good_things",
    "thought_challenge",
    "urge_surfing",
    "values",
    "woop",
}


@pytest.fixture(params=TASKS, ids=[task.name for task in TASKS])
def task(request):
    return request.param


def sittings(task, language, seed):
    """Two sittings of somebody: the first, and one that looks at it again."""
    params, words = task.read_params(), task.read_words(language)
    who = Traits(seed=seed, wellbeing=seed % 5 / 4, omission_rate=seed % 2 / 10)
    rows = []
    for _ in range(2):
        params = task.remembering(params, rows)
        person = task.person(params, words, who)
        played = rehearse(task.script(params, words, seeded(1)), person)
        rows = played.rows
        yield played


def pages_of(task, language):
    """Every page that many people met, at a first and at a later sitting."""
    played = [one for seed in SEEDS for one in sittings(task, language, seed)]
    return list(dict.fromkeys(page for one in played for page in one.pages))


def test_the_ten_lessons_are_there():
    assert {task.name for task in TASKS} == NAMES
    assert set(tasks()) >= NAMES


def test_all_lessons_have_the_same_columns():
    assert len({tuple(c.name for c in columns_of(task.row)) for task in TASKS}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_anybody_meets_is_short_and_kind(task, language):
    for page in pages_of(task, language):
        ours = {one for one in strings_in(page) if one}
        read = [word for word in " ".join(ours).split() if not word.isdigit()]
        assert len(read) <= 25, ours
        assert "{" not in " ".join(ours), ours
        for sentence in re.split(r"[.?!]", " . ".join(ours)):
            assert len(sentence.split()) <= 12, sentence
        assert not re.search(f"{BANNED}|{BANNED_CY}", " ".join(ours), re.IGNORECASE)


def test_every_page_that_anybody_meets_reads_at_grade_3_at_most(task):
    for page in pages_of(task, "en"):
        said = [one for one in dict.fromkeys(strings_in(page)) if one]
        assert grade(said) <= 3.0, said


def test_every_stillness_is_short_kind_and_easy_to_follow(task):
    for language in LANGUAGES:
        words = task.read_words(language)
        for step in task.read_params().steps:
            if isinstance(step, StillStep):
                page = calm(step, words)
                said = [page.title, *page.lines]
                assert len(" ".join(said).split()) <= 25, said
                assert language == "cy" or grade(said) <= 3.0, said


def test_every_page_can_be_passed_and_holds_three_cards_at_most(task):
    for page in pages_of(task, "en"):
        ways = {choice.id for choice in every_choice(page)}
        assert isinstance(page, Card) or "skip" in ways, page
        assert not isinstance(page, Build) or len(page.choices) <= 3, page


def test_every_card_and_every_page_has_a_picture_of_the_theme(task):
    icons = read_raw(RESOURCES / "theme.toml")["icons"]
    params = task.read_params()
    faces = [face for cards in params.sets.values() for face in cards.values()]
    shown = [step.icon for step in params.steps if isinstance(step, CardStep)]
    shown += [step.icon for step in params.steps if isinstance(step, StillStep)]
    named = [one for one in (*faces, *shown, params.icon) if isinstance(one, str)]
    assert set(named) <= set(icons)
    assert "" not in shown
    for cards in params.sets.values():
        assert len(set(cards.values())) == len(cards), cards


def test_all_of_it_takes_about_as_long_as_it_says_and_five_to_eight_minutes(task):
    """Whoever stops half way or has little to sort takes less: the longest counts."""
    assert 5 <= task.minutes <= 8
    took = []
    for seed in SEEDS:
        first = next(sittings(task, "en", seed * 2))
        ms = first.took_ms - len(first.pages) * THINKING_MS
        took.append(ms / 60_000 + sum(map(reading_s, first.pages)) / 60)
    assert max(took) == pytest.approx(task.minutes, abs=ROUGHLY_MIN), max(took)


def reading_s(page):
    """How long somebody hears a page and thinks about it, in seconds."""
    heard = len(" ".join(one for one in strings_in(page) if one).split()) * WORD_S
    return heard + (READ_S if isinstance(page, Card) else CHOOSE_S)


def test_it_says_how_to_get_help_wherever_it_may_stir_something_up():
    for name in ("urge_surfing", "thought_challenge", "body_scan", "mindful_breath"):
        for language, help_ in (("en", "I need help"), ("cy", "Angen help")):
            said = msgspec.to_builtins(tasks()[name].read_words(language)).values()
            assert any(help_ in one for one in said), (name, language)


def test_the_body_scan_leaves_out_what_somebody_wants_left_out():
    task = tasks()["body_scan"]

    class LeavesOut:
        def sees(self, _picture, _now_ms):
            return None

        def chooses(self, page, _now_ms):
            ids = {choice.id for choice in every_choice(page)}
            for wish in ("part_belly", "part_chest", "go_on"):
                if wish in ids:
                    return wish
            return "more" if "more" in ids else None

    params, words = task.read_params(), task.read_words("en")
    rows = rehearse(task.script(params, words, seeded(1)), LeavesOut()).rows
    still = {row.step for row in rows if row.kind == "still"}
    assert {"belly", "chest"} & still == set()
    assert {"settle", "feet", "hands", "face"} <= still


@pytest.mark.parametrize(
    ("anchor", "stays"),
    [
        ("rest_breath", {"on_breath", "back_breath"}),
        ("rest_sound", {"on_sound", "back_sound"}),
        ("rest_feet", {"on_feet", "back_feet"}),
        ("skip", {"on_breath", "back_breath"}),
    ],
)
def test_attention_rests_where_somebody_wants_it_to(anchor, stays):
    task = tasks()["mindful_breath"]

    class Wants:
        def sees(self, _picture, _now_ms):
            return None

        def chooses(self, page, _now_ms):
            ids = {choice.id for choice in every_choice(page)}
            return anchor if "rest_sound" in ids else None

    params, words = task.read_params(), task.read_words("en")
    rows = rehearse(task.script(params, words, seeded(1)), Wants()).rows
    still = {row.step for row in rows if row.kind == "still"}
    assert still == {"settle", "wander", "wide"} | stays


def test_a_goal_is_rated_again_at_every_sitting_as_long_as_it_is_kept():
    task = tasks()["goal_ladder"]
    rows, values = [], []

    class Keeps:
        def __init__(self, rating):
            self.rating = rating

        def sees(self, _picture, _now_ms):
            return None

        def chooses(self, page, _now_ms):
            ids = [choice.id for choice in every_choice(page)]
            if "10" in ids:
                return self.rating
            return next((one for one in ("same", "get_fit") if one in ids), None)

    for rating in ("2", "5", "9"):
        params = task.remembering(task.read_params(), rows)
        words = task.read_words("en")
        rows = rehearse(task.script(params, words, seeded(1)), Keeps(rating)).rows
        values.append(task.score(rows)["goal_1"].value)
        near = next(row for row in rows if row.step == "near_1")
        assert near.choice == "get_fit"
    assert values == [2, 5, 9]
