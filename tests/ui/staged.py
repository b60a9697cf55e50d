"""A stage with a voice that remembers, and what a person hears and presses there."""

from pod.settings import Settings, Sound
from pod.ui.common.voice import SilentVoice
from pod.ui.kiosk.sounding import Sounding
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.values import Press

SHARED, APART = Sound(), Sound(speaker="loud", headphones="ears")


class Counter:
    """A desk that keeps what the screen told it, and answers nothing."""

    def __init__(self):
        self.asked = []

    def ask(self, request, then):
        del then
        self.asked.append(request)


def stages(frame, clock):
    """Give what makes a stage for a pod's sound; let go of each in the end."""
    made = []

    def begin(sound=SHARED, **settings):
        settings = Settings(pod="pod01", site="Test", sound=sound, **settings)
        stage = Stage(frame, SilentVoice(sound), (clock, clock), settings)
        stage.desk = Counter()
        stage.sounding = Sounding(stage, stage.desk)
        made.append(stage)
        return stage

    yield begin
    for stage in made:
        stage.watch.close()


def heard(stage):
    """What was said since the last time this was asked."""
    said = [words for words, _ in stage.voice.said]
    stage.voice.said.clear()
    return said


def show(stage, make, **more):
    stage.show(PageMaker(make=make, then=lambda _way: None, **more))


def press(stage, clock, *buttons):
    for button in buttons:
        clock.advance(1000)
        stage.press(Press(button=button, at_ms=clock.now_ms()))


def choose(stage, id_):
    stage.screen.choose(id_)
