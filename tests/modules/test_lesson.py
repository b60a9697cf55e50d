"""A lesson as somebody meets it: forwards, back, past, and again the next time."""

import pytest

from pod.journal import replay
from pod.modules.lesson.pages import parts
from pod.people import Nobody, Traits
from pod.rehearse import longest_silence_ms, rehearse
from pod.script import Breath, Build, Card, Choice, Question, Show, Still
from pod.values import seeded
from tests.modules.lessons import ALL, Answers, BackOnce, kept_by, made, play, said
from tests.playing import spied


@pytest.fixture
def task(tmp_path):
    return made(tmp_path)


def pictures(task, person):
    seen = []
    script = task.script(task.read_params(), task.read_words("en"), seeded(1))
    rehearse(spied(script, seen), person)
    return [request.picture for request, _ in seen if isinstance(request, Show)]


def test_it_goes_from_the_first_card_to_the_last_and_keeps_every_answer(task):
    met = play(task, Answers(**ALL))
    assert kept_by(met.rows) == [
        ("cue", 1, "alone", None),
        ("act", 1, "walk", None),
        ("sure", 1, "walk", 6),
        ("see", 1, None, None),
        ("see", 2, None, None),
        ("breath", 1, None, None),
        ("breath", 2, None, None),
        ("after", 1, None, 8),
        ("sorted", 1, "family", 2),
        ("sorted", 2, "calm", 2),
        ("sorted", 3, "work", 2),
        ("first", 1, "calm", None),
        ("first", 2, "family", None),
    ]
    assert [said(page) for page in (met.pages[0], met.pages[-1])] == ["Hello.", "Bye."]


def test_a_card_has_its_sentences_and_a_way_back_only_where_there_is_a_page_before(
    task,
):
    first, second, *_ = play(task, Nobody()).pages
    assert isinstance(first, Card)
    assert (first.title, first.lines) == ("Hello.", ("One.", "Two."))
    assert [choice.id for choice in first.choices] == ["next"]
    assert [way.id for way in second.ways] == ["back", "more", "skip"]


def test_what_was_chosen_stands_above_what_is_asked_about_it(task):
    person = Answers(**ALL)
    play(task, person)
    plan = next(page for page in person.met if said(page) == "then I will")
    assert (plan.lead, plan.given.words, plan.given.icon) == (
        "If",
        "I am alone,",
        "person",
    )
    assert plan.keep == "Keep my plan"
    sure = next(page for page in person.met if isinstance(page, Question))
    assert (sure.stem, sure.prompt) == ("walk", "How sure?")
    ends = sure.choices[0].words, sure.choices[5].words, sure.choices[10].words
    assert ends == ("0 not", "5", "10 very")


def test_everything_can_be_skipped_and_what_hangs_on_it_is_left_out(task):
    met = play(task, Answers(cue="skip", sorted="skip"))
    steps = [row.step for row in met.rows]
    assert "act" not in steps
    assert "sure" not in steps
    assert "first" not in steps
    assert all(row.skipped for row in met.rows if row.still_ms is None)


def test_more_brings_further_cards_and_comes_round_to_the_first(task):
    person = Answers(cue=["more", "more", "more", "news"])
    met = play(task, person)
    shown = [
        tuple(choice.id for choice in page.choices)
        for page in person.met
        if said(page) == "When is it hard?"
    ]
    assert shown == [("angry", "alone"), ("night", "news")] * 2
    assert met.rows[0].choice == "news"
    assert met.rows[0].rt_ms == 4 * 1500


@pytest.mark.parametrize("number", range(1, 13))
def test_cards_are_shared_out_on_few_pages_about_equally_full(number):
    cards = [Choice(id=f"c{one}", words="") for one in range(number)]
    pages = parts(cards)
    assert [card for page in pages for card in page] == cards
    assert len(pages) == -(-number // 3)
    assert max(map(len, pages)) - min(map(len, pages)) <= 1


def test_back_changes_the_answer_before_and_keeps_both_revisions(task):
    met = play(task, Answers(**{**ALL, "cue": ["alone", "angry"], "act": BackOnce()}))
    cues = [row for row in met.rows if row.step == "cue"]
    assert [(row.choice, row.revision) for row in cues] == [("alone", 0), ("angry", 1)]
    assert task.score(met.rows)["plans"].value == 1


def test_going_back_and_past_takes_back_what_no_longer_applies(task):
    answers = {**ALL, "cue": ["alone", "skip"], "sure": ["6"], "act": ["walk", "back"]}
    person = Answers(**answers)
    params, words = task.read_params(), task.read_words("en")
    went_back = []

    class BackFromSure:
        def sees(self, _picture, _now_ms):
            return None

        def chooses(self, page, now_ms):
            if said(page) == "How sure?" and not went_back:
                went_back.append(page)
                return "back"
            return person.chooses(page, now_ms)

    met = rehearse(task.script(params, words, seeded(1)), BackFromSure())
    acts = [row for row in met.rows if row.step == "act"]
    assert [(row.choice, row.revision) for row in acts] == [("walk", 0), (None, 1)]
    assert task.score(met.rows)["plans"].value == 0


def test_no_way_back_leads_from_after_a_stillness_into_it(task):
    person = Answers(**ALL)
    play(task, person)
    after = next(page for page in person.met if said(page) == "And now?")
    assert [way.id for way in after.ways] == ["skip"]


def test_a_still_page_stays_its_time_and_is_kept_in_parts_that_can_be_resumed(task):
    shown = [one for one in pictures(task, Nobody()) if isinstance(one, Still)]
    assert [one.title for one in shown] == ["See it."] * 2
    assert shown[0] == shown[1]
    met = play(task, Nobody())
    assert [row.still_ms for row in met.rows if row.step == "see"] == [25_000] * 2
    assert longest_silence_ms(met.entries) <= 30_000


def test_cut_in_a_stillness_its_page_is_shown_again(task):
    params, words = task.read_params(), task.read_words("en")
    whole = play(task, Nobody())
    at = next(n for n, row in enumerate(whole.rows, 1) if row.step == "see")
    telling, _ = replay(task.script(params, words, seeded(1)), whole.entries[:at])
    assert isinstance(telling.asked, Show)
    assert isinstance(telling.asked.picture, Still)


def test_the_pacer_leads_breaths_and_a_step_is_left_out_where_unless_holds(task):
    walking = [one for one in pictures(task, Answers(**ALL)) if isinstance(one, Breath)]
    assert [one.way for one in walking] == ["in", "out", "in", "out"]
    assert sum(one.for_ms for one in walking) == 2 * 10_000
    breathing = pictures(task, Answers(**{**ALL, "act": "breathe"}))
    assert not [one for one in breathing if isinstance(one, Breath)]


def test_a_sort_shows_cards_one_by_one_and_says_which_it_is(task):
    person = Answers(**ALL)
    play(task, person)
    sorting = [page for page in person.met if said(page) == "Does it matter?"]
    assert [page.lead for page in sorting] == ["1 of 3", "2 of 3", "3 of 3"]
    assert [page.given.id for page in sorting] == ["family", "calm", "work"]
    assert [choice.level for choice in sorting[0].choices] == [1.0, 0.5, 0.0]


def test_a_top_offers_only_the_pile_and_never_a_card_twice(task):
    person = Answers(**{**ALL, "sorted": ["well", "bit", "well"]})
    met = play(task, Answers(**{**ALL, "sorted": ["well", "bit", "well"]}))
    play(task, person)
    picking = [page for page in person.met if said(page).startswith("Which first")]
    assert {choice.id for choice in picking[0].choices} == {"family", "work"}
    later = [page for page in person.met if said(page) == "which next?"]
    assert all(page.given.id not in {c.id for c in page.choices} for page in later)
    assert [row.value for row in met.rows if row.step == "sorted"] == [2, 1, 2]


def test_a_top_ends_when_it_is_skipped_or_nothing_is_left(task):
    met = play(task, Answers(**{**ALL, "first": "skip"}))
    assert [row.choice for row in met.rows if row.step == "first"] == [None]
    one = play(task, Answers(**{**ALL, "sorted": ["bit", "well", "bit"]}))
    assert [row.choice for row in one.rows if row.step == "first"] == ["calm"]


def test_somebody_imaginary_rates_by_their_wellbeing_and_chooses_by_chance(task):
    params, words = task.read_params(), task.read_words("en")
    rated, cues = {0.2: [], 0.9: []}, set()
    for seed in range(30):
        for well in rated:
            who = task.person(params, words, Traits(seed=seed, wellbeing=well))
            met = rehearse(task.script(params, words, seeded(1)), who)
            rated[well] += [row.value for row in met.rows if row.step == "after"]
            cues |= {row.choice for row in met.rows if row.step == "cue"}
    mean = {well: sum(values) / len(values) for well, values in rated.items()}
    assert mean[0.2] == pytest.approx(2, abs=0.5)
    assert mean[0.9] == pytest.approx(9, abs=0.5)
    assert cues == {"angry", "alone", "night", "news"}


def test_every_card_page_can_be_left_and_none_has_more_than_three_cards(task):
    for person in (Nobody(), Answers(**ALL)):
        for page in play(task, person).pages:
            if isinstance(page, Build):
                assert len(page.choices) <= 3
                assert "skip" in {way.id for way in page.ways}
