"""Staff's training: whole in both languages, current for a year, repeated in parts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.settings import LANGUAGES
from pod.training import (
    CHECKLIST,
    GRACE_DAYS,
    LASTS_DAYS,
    Passed,
    checklist,
    modules,
    standing,
)

TODAY = date(2027, 3, 1)
NAMES = (*(one.name for one in modules()), CHECKLIST)


def done(on=TODAY, names=NAMES):
    return [Passed(what=name, version=1, on=on) for name in names]


def today(passed, taught=None):
    return standing(passed, taught or modules(), checklist(), TODAY)


def changed(days_ago):
    """Return the modules with the third of them taught anew."""
    new = TODAY - timedelta(days=days_ago)
    third = replace(modules()[2], version=2, since=new)
    return (*modules()[:2], third, *modules()[3:])


def test_there_are_six_modules_of_about_ten_minutes():
    assert len(modules()) == 6
    assert sum(one.minutes for one in modules()) == 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_module_says_the_same_in_every_language(language):
    for one in modules():
        here, first = one.text[language], one.text["en"]
        assert [len(page.lines) for page in here.pages] == [
            len(page.lines) for page in first.pages
        ]
        assert len(here.questions) == len(first.questions)
    assert len(checklist().text[language]) == len(checklist().text["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_has_the_same_answer_twice(language):
    for one in modules():
        for question in one.text[language].questions:
            assert len(set(question.answers)) == len(question.answers)


def test_whoever_has_done_nothing_has_everything_to_do():
    assert today([]).to_do == NAMES
    assert today([]).until is None


def test_all_of_it_lasts_a_year():
    stands = today(done())
    assert stands.to_do == ()
    assert stands.until == TODAY + timedelta(days=LASTS_DAYS)


def test_modules_alone_are_not_enough_somebody_must_have_watched():
    assert today(done(names=NAMES[:-1])).to_do == (CHECKLIST,)


def test_a_module_that_changed_is_repeated_alone_and_the_old_one_counts_a_while():
    stands = today(done(TODAY - timedelta(days=100)), changed(days_ago=10))
    assert stands.to_do == (NAMES[2],)
    assert stands.until == TODAY + timedelta(days=GRACE_DAYS - 10)


def test_after_that_while_the_certificate_has_ended():
    stands = today(done(TODAY - timedelta(days=100)), changed(days_ago=60))
    assert stands.until == TODAY + timedelta(days=GRACE_DAYS - 60)


def test_what_has_run_out_is_to_do_again():
    old = TODAY - timedelta(days=LASTS_DAYS + 1)
    assert today(done(old)).to_do == NAMES


DAYS = st.integers(0, 800).map(lambda days: TODAY - timedelta(days=days))
DEEDS = st.lists(
    st.builds(Passed, what=st.sampled_from(NAMES), version=st.integers(1, 3), on=DAYS),
    max_size=20,
)


@given(DEEDS, DEEDS)
def test_learning_more_never_shortens_a_certificate(before, more):
    first, then = today(before), today([*before, *more])
    assert set(then.to_do) <= set(first.to_do)
    if first.until is not None:
        assert then.until is not None
        assert then.until >= first.until


@given(DEEDS)
def test_a_certificate_that_holds_today_has_every_part_of_it(deeds):
    stands = today(deeds)
    if stands.until is not None and stands.until >= TODAY:
        assert {one.what for one in deeds} == set(NAMES)
