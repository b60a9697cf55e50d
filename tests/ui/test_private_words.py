"""Which page says what only to the person's own ears: every page, one by one."""

import pytest

from pod.ui.common.said import ANSWERS, HELP, Ears
from pod.ui.common.words import read_text
from pod.ui.gallery import every_exhibit
from pod.ui.kiosk.consent import ChoicesScreen
from pod.ui.kiosk.help import Facts, ToldScreen
from pod.ui.kiosk.sound import WhereScreen
from tests.ui.staged import APART, choose, heard, press, show, stages

ANYBODYS = Ears()
LIKED = Ears(chosen=False)
"""How the pod is liked is seen and heard at once by whoever is there."""
OWN = Ears(words=True)
BUILT = Ears(words=True, keys=True)

TABLE = {
    "locked": ANYBODYS,
    "tongues": ANYBODYS,
    "about": ANYBODYS,
    "pictures": ANSWERS,
    "consent": ANYBODYS,
    "again": ANYBODYS,
    "talk": ANYBODYS,
    "asked": ANSWERS,
    "choices": ANSWERS,
    "likes": LIKED,
    "sound": LIKED,
    "ears": LIKED,
    "plan": ANYBODYS,
    "card": ANYBODYS,
    "question": ANSWERS,
    "build": BUILT,
    "summary": OWN,
    "ready": ANYBODYS,
    "task": ANYBODYS,
    "paused": ANYBODYS,
    "parked": ANYBODYS,
    "lock-up": ANYBODYS,
    "thanks": ANYBODYS,
    "sorry": ANYBODYS,
    "mine-menu": ANSWERS,
    "mine-stopping": ANSWERS,
    "mine-on-paper": ANSWERS,
    "mine-whom": ANSWERS,
    "mine-travel": OWN,
    "mine-travel-ask": ANSWERS,
    "mine-sharing": ANSWERS,
    "mine-sharing-": OWN,
    "mine": OWN,
    "help": ANYBODYS,
    "called": HELP,
    "told": HELP,
    "untold": HELP,
    "lamp": HELP,
    "late": HELP,
}
"""By how a page's name begins; the longest beginning counts."""


def in_table(name):
    return max((key for key in TABLE if name.startswith(key)), key=len, default=None)


@pytest.mark.usefixtures("qapp")
def test_what_is_private_of_every_page_is_as_the_table_has_it(look):
    found, wanted = {}, {}
    for exhibit in every_exhibit(look, "en"):
        if exhibit.mode != "hidden":
            key = in_table(exhibit.name)
            found[exhibit.name] = exhibit.screen.ears
            wanted[exhibit.name] = TABLE.get(key)
        exhibit.screen.deleteLater()
    assert found == wanted
    assert {in_table(name) for name in found} == set(TABLE)


NOT_SAFE = Facts(
    kind="not_safe", told=True, wing="B Wing", minutes=5, second="the duty manager"
)
ANSWERED = Facts(kind="answer", told=True, wing="B Wing", minutes=5, second="")


@pytest.fixture
def begin(frame, clock):
    yield from stages(frame, clock)


def show_told(stage, facts):
    show(stage, lambda: ToldScreen(stage.look, stage.text, facts))


@pytest.mark.parametrize("facts", [NOT_SAFE, ANSWERED], ids=["not safe", "an answer"])
def test_who_knows_is_seen_at_once_and_no_cell_mate_hears_it(begin, facts):
    stage = begin()
    show_told(stage, facts)
    assert isinstance(stage.screen, ToldScreen)
    assert heard(stage) == ["Press Hear again to hear this page."]


def test_what_goes_before_a_page_is_said_to_anybody_before_anything_of_it(begin):
    """In practice, that it calls nobody: a cell-mate may hear that."""
    stage = begin()
    stage.aloud.first = ("Practice: this calls nobody.",)
    show_told(stage, NOT_SAFE)
    assert heard(stage) == [*stage.aloud.first, read_text("en").voice.how]
    stage.aloud.first = ()
    show_told(stage, NOT_SAFE)
    assert heard(stage) == [read_text("en").voice.how]


def test_while_what_goes_before_is_said_no_sentence_of_the_page_is_lit(begin):
    stage, lit = begin(APART), []
    stage.aloud.first = ("Practice: this calls nobody.",)
    show_told(stage, NOT_SAFE)
    stage.screen.highlight = lit.append
    stage.voice.reading.emit(0)
    stage.voice.reading.emit(1)
    assert lit == [None, 0]


def test_whoever_wants_to_hear_it_says_first_where_and_then_does(begin):
    stage = begin()
    show_told(stage, NOT_SAFE)
    stage.hear()
    assert isinstance(stage.screen, WhereScreen)
    heard(stage)
    choose(stage, "speaker")
    assert isinstance(stage.screen, ToldScreen)
    assert heard(stage)[0] == "B Wing staff have been told."
    show_told(stage, NOT_SAFE)
    assert heard(stage)[0] == "B Wing staff have been told."


def test_headphones_of_their_own_say_it_without_being_asked(begin):
    stage = begin(APART)
    show_told(stage, ANSWERED)
    assert heard(stage)[0] == "Thank you for telling us."


def test_headphones_that_are_out_put_nothing_before_who_knows(begin):
    stage = begin(APART)
    show_told(stage, NOT_SAFE)
    heard(stage)
    stage.voice.unplugged.emit()
    assert isinstance(stage.screen, ToldScreen)
    assert heard(stage) == [read_text("en").voice.how]


def test_the_three_choices_are_read_and_which_one_is_made_is_not(begin, clock):
    stage = begin()
    show(stage, lambda: ChoicesScreen(stage.look, stage.text))
    assert "Take part" in heard(stage)
    press(stage, clock, "right", "choose", "right")
    assert isinstance(stage.screen, WhereScreen)
    assert not {"Take part: Yes", "Take part: No", "Chosen"} & {*heard(stage)}
