"""A lesson at the real window: cards are marked and kept, stillness is read once."""

import msgspec
import pytest

from pod import desk
from pod.people import Traits
from pod.rehearse import rehearse
from pod.script import Build, Still
from pod.task import task_named
from pod.ui.kiosk.calm import KeepsNothing
from pod.values import seeded

WHO = Traits(seed=5, wellbeing=0.6)


class Keeps(KeepsNothing):
    """A desk that says yes to every row, and remembers it."""

    def __init__(self):
        self.rows = []

    def ask(self, request, answered):
        if isinstance(request, desk.KeepRow):
            self.rows.append(request.row)
        super().ask(request, answered)


@pytest.fixture
def at_a_lesson(on_the_plan):
    """Begin a lesson at the window; return what it keeps."""

    def begin(name, who=WHO):
        player, kept = on_the_plan.kiosk.player, Keeps()
        player._desk = kept
        params = msgspec.json.encode(task_named(name).read_params())
        on_the_plan.hands.be(who)
        player.load(
            desk.Begun(activity="one", task=name, seed=1, params=params, entries=())
        )
        player.play("en")
        on_the_plan.hands.settle()
        return kept

    return begin


def over(there):
    return lambda: there.kiosk.player.task is None


def test_somebody_at_the_window_marks_cards_keeps_them_and_reaches_the_end(
    on_the_plan, at_a_lesson
):
    kept = at_a_lesson("if_then")
    on_the_plan.hands.until(over(on_the_plan), "the lesson's end")
    task = task_named("if_then")
    rows = [task.decode_row(row) for row in kept.rows]
    params, words = task.read_params(), task.read_words("en")
    person = task.person(params, words, WHO)
    played = rehearse(task.script(params, words, seeded(1)), person)
    assert [row.step for row in rows] == [row.step for row in played.rows]
    assert all(row.choice for row in rows if row.kind in ("choose", "build"))


def test_a_stillness_is_read_aloud_once_and_again_after_a_pause(
    on_the_plan, at_a_lesson
):
    stage, hands = on_the_plan.kiosk.stage, on_the_plan.hands
    at_a_lesson("mindful_breath")
    title = task_named("mindful_breath").read_words("en").settle

    def at_the_stillness():
        asked = getattr(on_the_plan.kiosk.player.asked, "until_ms", None)
        picture = getattr(stage.screen, "_picture", None)
        return asked is not None and isinstance(picture, Still)

    hands.until(at_the_stillness, "the stillness")
    said = [sentence for sentence, _ in stage.voice.said]
    assert said.count(title) == 1
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.until(at_the_stillness, "the stillness again")
    said = [sentence for sentence, _ in stage.voice.said]
    assert said.count(title) == 2


def test_after_a_pause_the_sentence_under_way_is_there_again(on_the_plan, at_a_lesson):
    hands, player = on_the_plan.hands, on_the_plan.kiosk.player
    kept = at_a_lesson("if_then", None)

    def at_the_plan():
        page = getattr(player.asked, "page", None)
        return isinstance(page, Build) and page.lead == "If"

    for target in ("next", "next", "wound_up", "keep"):
        hands.tap(target)
    assert at_the_plan()
    hands.tap("walk_away")
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("build")
    assert at_the_plan()
    assert not hands.sees("keep")
    hands.tap("walk_away")
    hands.tap("keep")
    task = task_named("if_then")
    assert [task.decode_row(row).choice for row in kept.rows] == [
        "wound_up",
        "walk_away",
    ]
