"""That nothing can be heard is said on every page, and takes nothing from any."""

from pod.ui.common.words import read_text
from pod.ui.kiosk.consent import ConsentCard
from pod.ui.kiosk.locked import Facts, LockedScreen
from pod.ui.kiosk.moments import PausedScreen


def test_no_sound_is_said_on_the_bar_and_costs_the_page_nothing(frame, put, look, text):
    put(ConsentCard(look, text, 1))
    before = frame.screen_shown.targets()
    frame.notice(text.notices["no_voice"])
    assert frame._bar.keys["hear"].text() == "No sound"
    assert not frame._notice.isVisible()
    assert frame.screen_shown.targets() == before
    frame.bar("page", speaking=True)
    assert frame._bar.keys["hear"].text() == "Quiet"
    frame.bar("page")
    frame.notice("")
    assert frame._bar.keys["hear"].text() == "Hear again"


def test_a_page_with_room_has_the_whole_notice_and_nothing_is_covered(
    frame, put, look, text
):
    put(PausedScreen(look, text, "10:40", "cy"))
    frame.notice(text.notices["no_voice"])
    assert frame._notice.text() == "No sound. Check the headphones."
    lowest = max(one.bottom() for one in frame.screen_shown.targets().values())
    assert lowest < frame._notice.geometry().top()
    assert frame._notice.geometry().bottom() < frame._bar.geometry().top()
    put(ConsentCard(look, text, 1))
    assert not frame._notice.isVisible()


def test_the_locked_page_says_that_there_is_no_sound_in_both_languages(
    frame, put, look, text
):
    frame.bar("locked")
    frame.notice(text.notices["no_voice"])
    texts = read_text("en"), read_text("cy")
    put(LockedScreen(look, *texts, Facts(clock="10:24")))
    said = "No sound. Check the headphones.\nDim sain. Gwiriwch y clustffonau."
    assert frame._notice.text() == said
    assert frame._bar.keys["hear"].text() == "No sound\nDim sain"
