"""Three picture questions that find what has to be explained again."""

from collections.abc import Sequence

from pod.script import Choice, Question, Step
from pod.ui.common.face import Face
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.moments import CalmScreen
from pod.ui.kiosk.question import After, QuestionScreen
from pod.values import Value


class Asking(Value, frozen=True, kw_only=True):
    """One question: its pictures in order, which of them is so, which card says it."""

    icons: tuple[str, ...]
    so: int
    card: int

    @property
    def right(self) -> str:
        """The id of the answer that is so."""
        return f"answer-{self.so}"


ASKED: Sequence[Asking] = (
    Asking(icons=("told_no", "choice"), so=1, card=2),
    Asking(icons=("evaluation", "mine"), so=0, card=3),
    Asking(icons=("wait", "pause", "told_no"), so=1, card=5),
)


def picture_question(
    look: Look, text: Text, number: int, after: After | None = None
) -> Screen:
    """Return a question with two or three pictures; ids: answer-0 and so on, back."""
    asked, words = ASKED[number], text.asked.questions[number]
    step = text.asked.step.format(number=number + 1, of=len(ASKED))
    answers = zip(words.answers, asked.icons, strict=True)
    question = Question(
        prompt=words.ask,
        choices=tuple(
            Choice(id=f"answer-{place}", words=said, icon=icon)
            for place, (said, icon) in enumerate(answers)
        ),
        ways=(Choice(id="back", words=text.ways.back, icon="back"),),
        step=Step(step, number + 1, len(ASKED)),
    )
    screen = QuestionScreen(look, text, question, after)
    screen.name = f"asked-{number + 1}"
    return screen


class TalkScreen(CalmScreen):
    """A person is better than the pod now. Ids: stop, all, on."""

    name = "talk"
    horizon = 0.75
    icon = "listener"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        words = text.asked
        self.say(words.talk, (words.talk_line, words.talk_free), "title")
        self.key("stop", Face(words=text.paused.stop, icon="stop"))
        self.key("all", Face(words=words.talk_all, icon="again"))
        self.key("on", Face(words=words.talk_on, after="next"))
