"""What is heard of a page: all of it, or the key the ring is on; and by whom."""

import pytest
from msgspec import structs

from pod.script import Card, Choice, Question
from pod.ui.common.said import Ears
from pod.ui.kiosk.activity_page import activity_page
from pod.ui.kiosk.consent import ChoicesScreen
from pod.ui.kiosk.ear_pages import OutScreen
from pod.ui.kiosk.moments import CalledScreen, PausedScreen, ThanksScreen
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.sound import SoundScreen, WhereScreen
from pod.ui.kiosk.stage import PageMaker
from tests.ui.staged import APART, SHARED, choose, heard, press, show, stages

RESULT = Card(
    title="You let squares go by.",
    choices=(Choice(id="next", words="Next", main=True),),
)


@pytest.fixture
def begin(frame, clock):
    yield from stages(frame, clock)


def a_pause(stage):
    return PausedScreen(stage.look, stage.text, "10:40", "cy")


def the_pictures(stage):
    return PicturesScreen(stage.look, stage.text, choosing=False)


def show_result(stage):
    """Show a page that only the person may hear."""

    def make():
        screen = activity_page(stage, RESULT)
        screen.ears = Ears(words=True)
        return screen

    show(stage, make)


def test_the_key_that_the_ring_comes_to_is_spoken_and_nothing_else(begin, clock):
    stage = begin()
    show(stage, lambda: a_pause(stage))
    heard(stage)
    press(stage, clock, "right")
    assert heard(stage) == ["Stop today"]
    press(stage, clock, "right", "right", "left")
    assert heard(stage) == ["Cymraeg", "Carry on", "Cymraeg"]


def test_the_ring_speaks_the_bar_too_and_every_language_while_locked(begin, clock):
    stage = begin()
    show(stage, lambda: CalledScreen(stage.look, stage.text), bar="locked")
    heard(stage)
    press(stage, clock, "right", "right")
    assert heard(stage) == ["Carry on", "Hear again", "Clywed eto"]


def test_touch_alone_has_no_key_spoken(begin, tap):
    stage = begin()
    show(stage, lambda: ChoicesScreen(stage.look, stage.text))
    heard(stage)
    tap("take_part:yes")
    assert "Yes" not in heard(stage)


def test_whoever_asks_for_each_page_still_hears_the_ring(begin, clock):
    stage = begin()
    stage.likes = type(stage.likes)(language="en", voice="asked")
    show(stage, lambda: CalledScreen(stage.look, stage.text))
    assert heard(stage) == []
    press(stage, clock, "right")
    assert heard(stage) == ["Carry on"]


def question():
    choices = (
        Choice(id="low", words="Low", level=0.0),
        Choice(id="good", words="Good", level=1.0),
    )
    return Question(prompt="How are you today?", choices=choices)


def test_what_is_answered_is_said_only_where_nobody_else_hears_it(begin, clock):
    for sound, heard_there in ((SHARED, False), (APART, True)):
        stage = begin(sound)
        show(stage, lambda stage=stage: activity_page(stage, question()))
        assert "Low" in heard(stage)
        stage.screen._answers[0].choose(on=True)
        press(stage, clock, "right")
        assert (heard(stage) == ["Low", "Chosen"]) == heard_there
        assert isinstance(stage.screen, WhereScreen) != heard_there


def test_private_words_wait_until_the_person_says_where_they_may_be_heard(begin):
    stage = begin()
    show_result(stage)
    assert isinstance(stage.screen, WhereScreen)
    assert "You let squares go by." not in heard(stage)
    choose(stage, "headphones")
    assert heard(stage)[0] == "Do you want to try the headphones?"
    choose(stage, "not_now")
    assert heard(stage) == ["You let squares go by.", "Next"]
    show_result(stage)
    assert heard(stage) == ["You let squares go by.", "Next"]


def test_a_question_about_what_the_person_chose_waits_too(begin):
    stage = begin()
    own = structs.replace(question(), stem="I feel wound up", own=True)
    show(stage, lambda: activity_page(stage, own))
    assert isinstance(stage.screen, WhereScreen)
    assert "I feel wound up" not in heard(stage)
    choose(stage, "speaker")
    assert heard(stage)[0] == "I feel wound up"


def test_pictures_are_named_by_the_ring_only_where_nobody_else_hears_them(begin, clock):
    stage = begin()
    show(stage, lambda: the_pictures(stage))
    assert "Tap your 4 pictures." in heard(stage)
    press(stage, clock, "right")
    assert isinstance(stage.screen, WhereScreen)
    assert "Tree" not in heard(stage)
    choose(stage, "headphones")
    choose(stage, "not_now")
    heard(stage)
    press(stage, clock, "right", "right")
    assert len(heard(stage)) == 2


def test_what_staff_enter_is_never_spoken(begin, clock):
    stage = begin(APART)
    show(stage, lambda: the_pictures(stage), bar="hidden", aloud=False)
    press(stage, clock, "right", "right")
    assert heard(stage) == []


def test_who_wants_nothing_private_read_is_asked_once_and_hears_none(begin):
    stage = begin()
    show_result(stage)
    assert isinstance(stage.screen, WhereScreen)
    heard(stage)
    choose(stage, "nowhere")
    assert heard(stage) == []
    stage.hear()
    assert heard(stage) == []
    assert not isinstance(stage.screen, WhereScreen)


def test_the_next_person_is_asked_anew_and_begins_at_the_safe_volume(begin):
    stage = begin()
    show_result(stage)
    choose(stage, "speaker")
    stage.voice.outputs.louder(3)
    stage.forget()
    assert stage.voice.outputs.volume == SHARED.safe_volume
    show_result(stage)
    assert isinstance(stage.screen, WhereScreen)


def test_headphones_of_their_own_are_used_without_asking(begin):
    stage = begin(APART)
    show_result(stage)
    assert heard(stage) == ["You let squares go by.", "Next"]


def test_the_question_stands_where_the_page_stood_and_pause_comes_back_to_it(begin):
    stage = begin()
    show_result(stage)
    stage.step_aside(
        PageMaker(make=lambda: a_pause(stage), then=lambda _way: None, open="pause")
    )
    stage.come_back()
    assert isinstance(stage.screen, WhereScreen)
    choose(stage, "speaker")
    assert not isinstance(stage.screen, WhereScreen)


def test_the_volume_is_set_by_two_buttons_and_each_step_is_heard(begin, clock):
    stage = begin()
    show(stage, lambda: a_pause(stage))
    stage.sounding.open()
    assert isinstance(stage.screen, SoundScreen)
    heard(stage)
    press(stage, clock, "right", "right")
    assert heard(stage) == ["Quieter", "Louder"]
    press(stage, clock, "choose")
    assert heard(stage)[0] == "Volume 5 of 8"
    press(stage, clock, *["choose"] * 5)
    assert heard(stage)[-5] == "Volume 8 of 8"
    assert stage.voice.outputs.volume == 8
    press(stage, clock, "left", "choose")
    assert "Volume 7 of 8" in heard(stage)
    press(stage, clock, "next")
    assert isinstance(stage.screen, PausedScreen)


def test_lost_sound_is_said_and_unsaid(begin):
    stage = begin()
    show(stage, lambda: a_pause(stage))
    stage.voice.unable.emit()
    assert stage.frame._notice.text() == "No sound. Check the headphones."
    stage.voice.able.emit()
    assert stage.frame._notice.text() == ""


def test_only_the_page_is_lit_never_for_the_ring(begin, clock):
    stage = begin()
    show(stage, lambda: ThanksScreen(stage.look, stage.text, 0))
    stage.voice.reading.emit(0)
    assert [one.lit for one in stage.screen._words] == [True, False]
    stage.voice.silent.emit()
    press(stage, clock, "right")
    stage.voice.reading.emit(0)
    assert [one.lit for one in stage.screen._words] == [False, False]


def test_headphones_that_came_out_are_said_where_the_page_stood(begin, clock):
    stage = begin(APART)
    show_result(stage)
    heard(stage)
    stage.voice.unplugged.emit()
    assert isinstance(stage.screen, OutScreen)
    assert heard(stage)[:2] == [
        "The headphones are out.",
        "Plug them in, then carry on.",
    ]
    press(stage, clock, "next")
    assert heard(stage) == ["You let squares go by.", "Next"]


def test_whoever_wants_it_read_by_the_speaker_then_says_so_themselves(begin):
    stage = begin(APART)
    show_result(stage)
    stage.voice.unplugged.emit()
    assert stage.voice.outputs.device(private=True) == "ears"
    choose(stage, "speaker")
    assert stage.voice.outputs.device(private=True) == "loud"


def test_headphones_that_come_out_at_a_pause_come_back_to_the_pause(begin):
    stage = begin(APART)
    show_result(stage)
    stage.step_aside(
        PageMaker(make=lambda: a_pause(stage), then=lambda _way: None, open="pause")
    )
    stage.voice.unplugged.emit()
    assert stage.aside
    choose(stage, "on")
    assert isinstance(stage.screen, PausedScreen)
