"""Headphones are tried an ear at a time: short, in nobody's way, truly told."""

import io
import wave
from array import array
from itertools import pairwise

import pytest

from pod.desk import SettingsChosen, Tell
from pod.settings import LANGUAGES, Likes, Sound
from pod.ui.common.look import Ease, Look
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES, Exhibit, every_exhibit, framed
from pod.ui.kiosk.ear_pages import (
    EARS,
    WAVE_MM,
    WAVES,
    EarScreen,
    HeardScreen,
    OfferScreen,
    OutScreen,
    UnheardScreen,
)
from pod.ui.kiosk.likes_page import LikesScreen
from pod.ui.kiosk.moments import PausedScreen
from pod.ui.kiosk.my_likes import MyLikes
from pod.ui.kiosk.sound import SoundScreen, WhereScreen
from pod.ui.voice.tone import BEEPS, tone
from tests.ui.measuring import PANEL
from tests.ui.staged import APART, SHARED, choose, heard, press, show, stages

EARS_ONLY = Sound(speaker="")


@pytest.fixture
def begin(frame, clock):
    yield from stages(frame, clock)


@pytest.fixture
def trying(begin):
    """Somebody at the first page of the test, who came from the pause page."""

    def trying(sound=SHARED, **settings):
        stage = begin(sound, **settings)
        show(stage, lambda: PausedScreen(stage.look, stage.text, "10:40", "cy"))
        stage.aloud.tried.emit()
        return stage

    return trying


def told(stage):
    """Return what staff were told of."""
    return [one for one in stage.desk.asked if isinstance(one, Tell)]


# --- the tone


def sides(untrusted):
    """Return the samples of a WAV's left and of its right channel."""
    with wave.open(io.BytesIO(untrusted)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (2, 2)
        both = array("h", sound.readframes(sound.getnframes()))
        return both[::2], both[1::2], sound.getframerate()


@pytest.mark.parametrize("ear", EARS)
def test_a_tone_for_one_ear_is_silence_in_the_other(ear):
    left, right, rate = sides(tone(ear))
    full, empty = (left, right) if ear == "left" else (right, left)
    assert max(full) > 5000
    assert set(empty) == {0}
    assert 1.0 < len(full) / rate < 2.5


def test_a_tone_is_soft_comes_three_times_and_never_clicks():
    samples, _, rate = sides(tone("left"))
    assert max(abs(one) for one in samples) <= 32_767 // 5
    assert max(abs(b - a) for a, b in pairwise(samples)) < 1300
    tenths = [
        samples[at : at + rate // 10] for at in range(0, len(samples), rate // 10)
    ]
    loud = [max(map(abs, one)) > 500 for one in tenths]
    assert sum(now and not before for before, now in pairwise([False, *loud])) == BEEPS


# --- the pages


def test_both_ears_are_tried_and_what_was_left_comes_back(trying):
    stage = trying()
    assert heard(stage)[-3:] == [
        "Press when you hear it in your left ear.",
        "I hear nothing",
        "I hear it",
    ]
    choose(stage, "heard")
    assert stage.screen.ear == "right"
    choose(stage, "heard")
    assert isinstance(stage.screen, HeardScreen)
    assert stage.voice.tones == ["left", "right"]
    assert told(stage) == [Tell("headphones", over=True)]
    choose(stage, "carry_on")
    assert isinstance(stage.screen, PausedScreen)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("nothing", "heard"), "The left side is silent."),
        (("heard", "nothing"), "The right side is silent."),
        (("nothing", "nothing"), "Both sides are silent."),
    ],
)
def test_a_side_that_is_not_heard_is_said_and_told_and_names_nobody(
    trying, answers, said
):
    stage = trying()
    heard(stage)
    for answer in answers:
        choose(stage, answer)
    assert isinstance(stage.screen, UnheardScreen)
    assert stage.screen.sentences()[:2] == [said, "Staff are told. Your name is not."]
    assert told(stage) == [Tell("headphones")]
    choose(stage, "on")
    assert isinstance(stage.screen, PausedScreen)
    assert stage.voice.outputs.chosen is None


def test_the_loudspeaker_is_offered_and_taken(trying):
    stage = trying(APART)
    for choice in ("nothing", "nothing", "speaker"):
        choose(stage, choice)
    assert stage.voice.outputs.chosen == "speaker"
    assert isinstance(stage.screen, PausedScreen)


def test_a_pod_without_a_loudspeaker_offers_none(trying):
    stage = trying(EARS_ONLY)
    choose(stage, "nothing")
    choose(stage, "nothing")
    assert set(stage.screen.targets()) == {"again", "on"}


def test_it_can_be_tried_again_and_staff_learn_that_it_is_well(trying):
    stage = trying()
    for choice in ("nothing", "heard", "again", "heard", "heard"):
        choose(stage, choice)
    assert told(stage) == [Tell("headphones"), Tell("headphones", over=True)]
    assert stage.voice.tones == ["left", "right", "left", "right"]


def test_headphones_that_are_out_are_no_fault_of_theirs(trying):
    stage = trying()
    stage.voice.outputs.plug(plugged=False)
    choose(stage, "nothing")
    choose(stage, "nothing")
    assert isinstance(stage.screen, OutScreen)
    assert told(stage) == []
    choose(stage, "on")
    assert isinstance(stage.screen, PausedScreen)


def test_hear_again_sounds_again_and_whoever_asks_for_pages_hears_it_too(begin):
    stage = begin()
    stage.likes = Likes(language="en", voice="asked")
    show(stage, lambda: PausedScreen(stage.look, stage.text, "10:40", "cy"))
    stage.aloud.tried.emit()
    assert stage.voice.tones == ["left"]
    stage.hear()
    assert stage.voice.tones == ["left", "left"]


def test_it_is_done_by_buttons_alone(trying, clock):
    stage = trying()
    press(stage, clock, "next")
    assert stage.screen.ear == "right"
    heard(stage)
    press(stage, clock, "right")
    assert heard(stage) == ["I hear nothing"]
    press(stage, clock, "choose")
    assert isinstance(stage.screen, UnheardScreen)
    press(stage, clock, "right", "right", "right", "choose")
    assert isinstance(stage.screen, PausedScreen)


def test_it_is_done_by_touch_alone(trying, tap):
    stage = trying()
    for id_ in ("heard", "heard", "carry_on"):
        tap(id_)
    assert isinstance(stage.screen, PausedScreen)


def test_a_pause_comes_back_to_the_ear_that_was_tried(trying):
    stage = trying()
    choose(stage, "heard")
    stage.choose_language("cy")
    said = "Pwyswch pan glywch ef yn eich clust dde."
    assert stage.screen.sentences()[0] == said
    choose(stage, "heard")
    assert stage.screen.sentences()[0] == "Gellir clywed y ddwy ochr."


def test_a_pod_that_is_silent_by_choice_says_so_and_tries_nothing(trying):
    stage = trying(voice=False)
    assert "No sound. Check the headphones." in stage.screen.sentences()
    choose(stage, "ok")
    assert isinstance(stage.screen, PausedScreen)
    assert (stage.voice.tones, stage.desk.asked) == ([], [])


# --- how one comes to it


def choose_headphones(stage):
    show(stage, lambda: PausedScreen(stage.look, stage.text, "10:40", "cy"))
    stage.sounding.open()
    choose(stage, "where")
    assert isinstance(stage.screen, WhereScreen)
    choose(stage, "headphones")


def is_asked_where(stage):
    """Let the pod ask by itself where private words may be heard."""
    show(stage, lambda: PausedScreen(stage.look, stage.text, "10:40", "cy"))
    stage.aloud.where.emit()
    assert isinstance(stage.screen, WhereScreen)
    choose(stage, "headphones")


@pytest.mark.parametrize("sound", [SHARED, APART], ids=["shared", "apart"])
def test_it_is_offered_once_a_person_and_again_only_from_the_page_of_sound(
    begin, sound
):
    stage = begin(sound)
    is_asked_where(stage)
    assert isinstance(stage.screen, OfferScreen)
    (kept,) = stage.desk.asked
    assert kept == SettingsChosen(stage.likes)
    assert kept.likes.ears_tried
    choose(stage, "not_now")
    stage.forget()
    stage.like(kept.likes)
    is_asked_where(stage)
    assert isinstance(stage.screen, PausedScreen)
    choose_headphones(stage)
    assert isinstance(stage.screen, OfferScreen)
    assert stage.desk.asked == [kept]
    stage.forget()
    is_asked_where(stage)
    assert isinstance(stage.screen, OfferScreen)


def test_the_offer_leads_to_the_test_and_back(begin):
    stage = begin()
    choose_headphones(stage)
    choose(stage, "try")
    assert isinstance(stage.screen, EarScreen)
    for choice in ("heard", "heard", "carry_on"):
        choose(stage, choice)
    assert isinstance(stage.screen, SoundScreen)
    assert stage.voice.outputs.chosen == "headphones"


def test_my_settings_lead_to_it_and_come_back_to_their_page(begin):
    stage = begin()
    likes = MyLikes(stage, lambda _likes: None, lambda: None)
    stage.show(likes.maker(aside=False))
    while "ears:try" not in stage.screen.targets():
        choose(stage, "more")
    choose(stage, "ears:try")
    for choice in ("heard", "heard", "carry_on"):
        choose(stage, choice)
    assert isinstance(stage.screen, LikesScreen)
    assert "ears:try" in stage.screen.targets()


def test_nobody_comes_back_to_the_page_of_somebody_else(trying):
    stage = trying()
    page = stage.screen
    stage.forget()
    page.choose("heard")
    assert stage.screen is page


# --- what is seen


def test_the_tone_is_seen_while_it_sounds_and_the_words_while_they_are_read(trying):
    stage = trying()
    screen = stage.screen
    stage.voice.reading.emit(0)
    assert (screen.waves, screen._words[0].lit) == (False, True)
    stage.voice.reading.emit(1)
    assert (screen.waves, screen._words[0].lit) == (True, False)
    stage.voice.reading.emit(2)
    assert (screen.waves, [key.lit for key in screen._keys]) == (False, [True, False])
    stage.voice.silent.emit()
    assert not screen.waves


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ease", [Ease(), Ease(steady=True)], ids=["", "steady"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_shows_which_ear_and_lies_under_no_words(language, size, ease):
    look, text = Look("cream", size, PANEL, ease=ease), read_text(language)
    for ear in EARS:
        frame = framed(Exhibit("ear", EarScreen(look, text, ear)), look, language)
        frame.show()
        page, ink = frame.screen_shown, look.colour("accent")
        page.waves = True
        image = page.grab().toImage()
        cups = [page.cup(one).toRect() for one in EARS]
        full = [image.pixelColor(cup.center()) == ink for cup in cups]
        assert full == [ear == one for one in EARS]
        around = look.px(WAVES * WAVE_MM)
        drawn = cups[0].united(cups[1]).adjusted(-around, -around, around, around)
        assert not [one for one in page._words if one.ink().intersects(drawn)]
        assert not [one for one in page._keys if one.geometry().intersects(drawn)]
        assert page.rect().contains(drawn)
        frame.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_no_other_page_has_a_sound_that_is_not_words():
    look = Look("cream", "standard", PANEL)
    sounding = [
        one.name
        for one in every_exhibit(look, "en")
        if any(said.ear for said in one.screen.spoken())
    ]
    assert sounding == ["ears-left", "ears-right"]
