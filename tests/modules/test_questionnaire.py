"""Questionnaires keep their published wording, and the person keeps the say."""

import pytest

from pod.change.judged import judgements
from pod.change.rules import NoRule
from pod.errors import Malformed
from pod.modules.questionnaire import TASKS
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Question
from pod.settings import LANGUAGES

BY_NAME = {task.name: task for task in TASKS}
ONS4, PHQ8 = BY_NAME["ons4"], BY_NAME["phq8"]
ITEMS = [item.id for item in PHQ8.read_params().items]


class Says(Nobody):
    """Somebody who goes through a list of choices, then does nothing."""

    def __init__(self, *choices):
        self.choices = iter(choices)

    def chooses(self, page, _now_ms):
        return next(self.choices, None) if isinstance(page, Question) else None


def play(task, person, language="en"):
    script = task.script(task.read_params(), task.read_words(language), draw(1, 0))
    return rehearse(script, person)


def answers(*values, task=PHQ8):
    items = [item.id for item in task.read_params().items]
    pairs = zip(items, values, strict=False)
    return [task.row(item=item, value=value) for item, value in pairs]


def test_the_shipped_instruments_are_those_that_may_be_shipped():
    assert list(BY_NAME) == [
        "brs",
        "bscs",
        "core10",
        "gad7",
        "gse",
        "mastery",
        "ons4",
        "phq4",
        "phq8",
        "phq9",
        "rosenberg",
        "ucla3",
    ]


def test_one_item_a_page_in_order_with_its_answers_as_rising_rings():
    pages = [page for page in play(PHQ8, Nobody()).pages if isinstance(page, Question)]
    published = PHQ8.read_params()
    assert [page.prompt for page in pages] == [
        item.text["en"] for item in published.items
    ]
    assert {page.stem for page in pages} == {published.stem["en"]}
    assert [choice.level for choice in pages[0].choices] == pytest.approx(
        [0, 1 / 3, 2 / 3, 1]
    )
    assert [page.step.words for page in pages][2] == "Question 3 of 8"


def test_each_answer_is_a_row_with_what_it_counts():
    rows = play(ONS4, Says("7", "0", "skip", "10")).rows
    assert [(row.item, row.value, row.revision) for row in rows] == [
        ("satisfied", 7, 0),
        ("worthwhile", 0, 0),
        ("happy", None, 0),
        ("anxious", 10, 0),
    ]
    assert all(row.rt_ms == 1500 and row.wording == "en" for row in rows)


def test_going_back_asks_again_and_the_last_answer_counts():
    rows = play(ONS4, Says("7", "3", "back", "5", "6", "1")).rows
    assert [(row.item, row.value, row.revision) for row in rows] == [
        ("satisfied", 7, 0),
        ("worthwhile", 3, 0),
        ("worthwhile", 5, 1),
        ("happy", 6, 0),
        ("anxious", 1, 0),
    ]
    assert ONS4.score(rows)["worthwhile"].value == 5


def test_the_last_answer_can_still_be_changed_on_the_last_card():
    class ChangesTheLast(Says):
        turned = False

        def chooses(self, page, now_ms):
            if (
                not isinstance(page, Question)
                and not self.turned
                and page.icon == "done"
            ):
                self.turned = True
                return "back"
            return super().chooses(page, now_ms)

    play_ = play(ONS4, ChangesTheLast("1", "2", "3", "4", "9"))
    assert [row.value for row in play_.rows] == [1, 2, 3, 4, 9]
    assert ONS4.score(play_.rows)["anxious"].value == 9


def test_the_first_page_has_no_way_back_and_every_page_can_be_skipped():
    pages = [page for page in play(ONS4, Nobody()).pages if isinstance(page, Question)]
    ways = [[way.id for way in page.ways] for page in pages]
    assert ways == [["skip"], *[["back", "skip"]] * 3]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_items_appear_only_in_a_language_they_were_published_in(task, language):
    published, words = task.read_params(), task.read_words(language)
    for item in published.items:
        assert words.wording in item.text
        for option in published.options(item):
            assert words.wording in option.text
    assert bool(words.note) == (words.wording != language)
    pages = play(task, Nobody(), language).pages
    for page in pages:
        if isinstance(page, Question):
            assert page.note == words.note
    assert words.recall in pages[0].lines
    assert words.may_skip in pages[0].lines


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_its_spoken_sentence_says_which_time_it_asks_about(task):
    said = {
        "fortnight": ("the last 2 weeks", "y 2 wythnos ddiwethaf"),
        "week": ("the last week", "yr wythnos ddiwethaf"),
        "yesterday": ("yesterday", "ddoe"),
        "nowadays": ("now", "nawr"),
        "in_general": ("", ""),
    }
    published = task.read_params()
    windows = {published.window} | {i.window for i in published.items if i.window}
    for window in windows:
        for language, words in zip(LANGUAGES, said[window], strict=True):
            assert words in task.read_words(language).recall


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_what_it_says_of_change_agrees_with_the_rules_in_its_file(task):
    rules = [one.rule for one in judgements(task).values()]
    none = all(isinstance(rule, NoRule) for rule in rules)
    assert task.read_about().change.startswith("None") == none


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_its_scoring_in_words_is_short_enough_to_travel(task):
    assert len(task.scoring) <= 200


def test_an_item_with_a_stem_of_its_own_is_asked_under_that():
    pages = play(BY_NAME["phq9"], Nobody()).pages
    stems = [page.stem for page in pages if isinstance(page, Question)]
    assert stems == [PHQ8.read_params().stem["en"]] * 9 + [""]


def test_a_full_ring_stands_for_the_most_points_whatever_their_order():
    page = next(p for p in play(BY_NAME["rosenberg"], Nobody()).pages if is_asked(p))
    assert [(c.id, c.level) for c in page.choices] == [
        ("3", 1),
        ("2", pytest.approx(2 / 3)),
        ("1", pytest.approx(1 / 3)),
        ("0", 0),
    ]


def is_asked(page):
    return isinstance(page, Question)


def test_what_the_holder_wants_read_stands_on_the_last_card():
    last = play(BY_NAME["core10"], Nobody()).pages[-1]
    assert "© CORE System Trust" in last.lines[-1]
    assert len(play(PHQ8, Nobody()).pages[-1].lines) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_what_is_passed_on_is_said_before_the_first_item(task, language):
    pages = play(task, Nobody(), language).pages
    before = pages[: next(at for at, page in enumerate(pages) if is_asked(page))]
    said = [page for page in before if page.icon == "pass_on"]
    assert len(said) == (task.risk is not None)
    if said:
        words = task.read_words(language)
        assert (said[0].title, said[0].lines) == (
            words.passed_on_title,
            (words.passed_on,),
        )


def test_phq8_leaves_the_ninth_item_out():
    wording = " ".join(item.text["en"] for item in PHQ8.read_params().items)
    assert len(ITEMS) == 8
    assert "hurting" not in wording


@pytest.mark.parametrize(
    "untrusted",
    [b'{"item":"down","value":4}', b'{"item":"ninth","value":1}', b'{"item":"down"}'],
)
def test_an_answer_the_instrument_does_not_have_is_refused(untrusted):
    with pytest.raises(Malformed):
        PHQ8.decode_row(untrusted)


@pytest.mark.parametrize("wellbeing", [0.2, 0.8])
def test_somebody_imaginary_answers_from_how_they_are(wellbeing):
    totals = []
    for seed in range(30):
        person = PHQ8.person(
            PHQ8.read_params(),
            PHQ8.read_words("en"),
            Traits(seed=seed, wellbeing=wellbeing),
        )
        totals.append(PHQ8.score(play(PHQ8, person).rows)["total"].value)
    assert sum(totals) / 30 == pytest.approx(24 * (1 - wellbeing), abs=1.5)
