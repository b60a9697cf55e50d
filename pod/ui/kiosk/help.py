"""I need help: three needs of equal weight, and then the truth about who knows."""

from typing import Literal, Self

from PySide6.QtCore import QRect

from pod.desk import HelpKind, HelpView, PodView
from pod.ui.common.actions import cut_row, place_row
from pod.ui.common.face import Face
from pod.ui.common.look import Look
from pod.ui.common.room import cut_top, in_a_row
from pod.ui.common.said import HELP
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, local, minutes
from pod.ui.kiosk.panels import TITLE_MM, PanelScreen
from pod.values import Value

ICON_MM, ICON_LOW_MM, NEED_MM = 22.4, 13.0, 53.6


class HelpScreen(Screen):
    """Ids: machine, upset, not_safe, back."""

    name = "help"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        words = text.help
        self._title = self.words(words.title, "display")
        needs = (
            ("machine", words.machine),
            ("upset", words.upset),
            ("not_safe", words.not_safe),
        )
        icon = ICON_LOW_MM if look.steady else ICON_MM
        self._needs = [
            self.key(
                need,
                Face(words=said, icon=need, shape="over", role="main", icon_mm=icon),
            )
            for need, said in needs
        ]
        self._back = self.key("back", Face(words=text.ways.back, icon="back"))
        self._bell = self.words(words.bell)
        self._bell.align = "right"

    def arrange(self, room: QRect) -> None:
        """Title, three equal needs, the way back and the bell."""
        look = self.look
        row, rest = cut_row(look, room, main=not look.large)
        free = place_row(look, row, [self._back])
        self._bell.put_middle(free)
        top, rest = cut_top(rest, look.px(TITLE_MM), look.px(look.mm.gap))
        self._title.put_middle(top)
        rest.setHeight(min(rest.height(), look.px(NEED_MM)))
        places = in_a_row(rest, len(self._needs), look.px(look.mm.gap))
        for key, place in zip(self._needs, places, strict=True):
            key.setGeometry(place)


class Facts(Value, frozen=True, kw_only=True):
    """What is true: what was asked, whether staff know, who is told if nobody comes.

    `lamp`: the pod's light is on. `minutes` is when somebody should come; `second` who
    is told if not. Of kind `answer`, nothing was asked: an answer needs a person.
    `late`: nobody has come, and the time for it is over.
    """

    kind: HelpKind | Literal["answer"]
    told: bool
    lamp: bool = False
    wing: str
    minutes: int
    second: str
    late: bool = False

    @classmethod
    def of(
        cls, pod: PodView | None, kind: HelpKind | Literal["answer"], known: HelpView
    ) -> Self:
        """Return what is true at this pod, as far as the core has said."""
        return cls(
            kind=kind,
            told=known.told,
            lamp=known.lamp,
            wing=pod.wing if pod else "",
            minutes=pod.help_minutes if pod else 0,
            second=pod.second_contact if pod else "",
        )


class ToldScreen(PanelScreen):
    """Ids: listener, breathe, back."""

    name = "told"
    ears = HELP

    def __init__(self, look: Look, text: Text, facts: Facts) -> None:
        super().__init__(look, text)
        self.facts = facts
        known = "told" if facts.told else "lamp" if facts.lamp else "untold"
        self.name = f"{'late' if facts.late else known}-{facts.kind}"
        title, lines = _said(text, facts)
        self.say(title, lines)
        words = text.told
        answer = facts.kind == "answer"
        back = text.ways.carry_on if answer else text.ways.back
        self.way("back", Face(words=back, icon="back"))
        if answer or (facts.told and facts.kind != "listener"):
            self.way("listener", Face(words=words.listener, icon="listener"))
        self.way("breathe", Face(words=words.breathe, icon="breathe"))


def says_who_comes(screen: Screen | None) -> bool:
    """Tell whether a page says who knows, and nothing that has become untrue."""
    return isinstance(screen, ToldScreen) and not screen.facts.late


def awaits(screen: Screen | None) -> bool:
    """Tell whether a page says who should come, and they may still come in time.

    It stays in view: whoever waits for them touches nothing.
    """
    if not isinstance(screen, ToldScreen):
        return False
    return screen.facts.kind != "answer" and not screen.facts.late


def _said(text: Text, facts: Facts) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the title, and two lines with their icons: nothing that is not so."""
    words, second = text.told, local(text, facts.second)
    if facts.late:
        late = words.late_told.format(second=second)
        onward = ("onward", late) if facts.told else ("ask", words.untold_ask)
        return words.late, (("bell", words.untold_bell), onward)
    if facts.kind == "answer":
        seen = ("people", words.answer_seen)
        return words.answer, (seen, ("bell", words.answer_bell))
    if not facts.told:
        title = words.lamp if facts.lamp else words.untold
        return title, (("bell", words.untold_bell), ("ask", words.untold_ask))
    told = words.told.format(wing=local(text, facts.wing))
    if facts.kind == "listener":
        lines = (("people", told), ("clock", words.listener_line))
        return words.listener_told, lines
    soon = words.soon.format(minutes=minutes(text, facts.minutes))
    if facts.kind == "pictures":
        return told, (("clock", soon), ("pictures", words.pictures_line))
    if_not = words.if_not.format(second=second)
    return told, (("clock", soon), ("onward", if_not))
