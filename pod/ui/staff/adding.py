"""Adding somebody at the pod: number, first name, cell by touch, and a last look."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRect

from pod.desk import Reply
from pod.desk.diary import Added, AddHere
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.pads import DIGITS, LETTERS, place_letters
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen

Step: TypeAlias = Literal["number", "first_name", "cell"]
STEPS: tuple[Step, ...] = ("number", "first_name", "cell")
NUMBER_SHAPE = "a0000aa"
MOST = {"number": len(NUMBER_SHAPE), "first_name": 20, "cell": 10}
RUB_OUT, ENTER = "\b", "\r\n"


class AddingScreen(Screen):
    """Ids: the letters and digits, space, clear, ok, back; done once all is typed.

    Of a prison number only the kind of sign that comes next can be pressed.
    """

    name = "staff-adding"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        self._step = 0
        self._said = dict.fromkeys(STEPS, "")
        self._title = self.words("", "staff_title", spoken=False)
        self._shown = self.words("", "staff_title", spoken=False)
        self._shown.outside = True
        self._signs = [self._sign(id_) for id_ in (*LETTERS, *DIGITS)]
        back = Face(words=text.ways.back, role="staff_key")
        self._back = self.key("back", back, spoken=False)
        self._judge()

    @property
    def asked(self) -> AddHere:
        """Whom to add, as it was typed."""
        return AddHere(**self._said)

    def activated(self, id_: str) -> None:
        """Take a sign, rub one out, go on a step or back one."""
        match id_:
            case "ok":
                self._go(1)
            case "back":
                self._go(-1)
            case "clear":
                self._said[self._asks] = self._typed[:-1]
            case _:
                self._add(self._blank if id_ == "space" else id_)
        self._judge()

    def typed(self, text: str) -> bool:
        """Take what a keyboard types."""
        named = {RUB_OUT: "clear", " ": "space", "-": "space"}
        id_ = "ok" if text and text in ENTER else named.get(text, text.lower())
        key = next((one for one in self._signs if one.id == id_), None)
        if key is not None and key.isEnabled():
            self.activated(id_)
        return key is not None

    def repeat_ms(self, id_: str) -> float:
        """Let a sign be typed twice as fast as a hand can."""
        quick = len(id_) == 1 or id_ == "clear"
        return self.look.digit_ms if quick else super().repeat_ms(id_)

    @property
    def _asks(self) -> Step:
        return STEPS[self._step]

    @property
    def _typed(self) -> str:
        return self._said[self._asks]

    @property
    def _blank(self) -> str:
        return "-" if self._asks == "cell" else " "

    def _add(self, sign: str) -> None:
        """Add a sign; a first name alone goes on in small letters."""
        small = self._asks == "first_name" and self._typed[-1:].isalpha()
        typed = self._typed + (sign if small else sign.upper())
        self._said[self._asks] = typed[: MOST[self._asks]]

    def _go(self, way: int) -> None:
        """Go to another step; past the last all is typed, before the first is away."""
        self._said[self._asks] = self._typed.strip(" -")
        if not 0 <= self._step + way < len(STEPS):
            self.choose("done" if way > 0 else "back")
        else:
            self._step += way

    def _judge(self) -> None:
        """Say what is asked, show what was typed, and let live what may come next."""
        words = self.text.diary.adding
        titles = {
            "number": words.number,
            "first_name": words.first_name,
            "cell": words.cell,
        }
        self._title.setText(titles[self._asks])
        self._shown.setText(f"{self._typed}_")
        for key in self._signs:
            key.setEnabled(self._may(key.id))
        ok = self._signs[len(LETTERS) + DIGITS.index("ok")]
        plain = Face(words=self.text.ways.ok, role="staff_key")
        main = Face(words=plain.words, role="staff_key", style="main")
        ok.reface(main if ok.isEnabled() else plain)
        self.lay()

    def _may(self, id_: str) -> bool:
        """Tell whether a key means anything now."""
        typed, asks = self._typed, self._asks
        whole = len(typed) >= MOST[asks]
        if id_ == "ok":
            return whole if asks == "number" else bool(typed.strip(" -"))
        if id_ == "clear" or whole:
            return id_ == "clear" and bool(typed)
        if asks == "number":
            kind = NUMBER_SHAPE[len(typed)]
            return id_ in DIGITS if kind == "0" else id_ in LETTERS and id_ != "space"
        if id_ == "space":
            return bool(typed) and not typed.endswith(self._blank)
        return asks == "cell" or id_ in LETTERS

    def _sign(self, id_: str) -> Key:
        words = {"clear": self.text.code.clear, "space": self.text.code.space}
        role = "staff_key" if id_ in ("space", "ok", "clear") else "digit"
        return self.key(id_, Face(words=words.get(id_, id_), role=role), spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place the letters over the whole page, what is asked and typed on top."""
        title, shown = place_letters(self.look, room, [*self._signs, self._back])
        self._title.put_middle(title)
        self._shown.put_middle(shown)


class Adding:
    """Leads staff through it, from the room."""

    def __init__(self, room: Here) -> None:
        self._room = room
        self._screen: AddingScreen | None = None

    def begin(self) -> None:
        """Ask for the number first."""
        self._screen = None
        self._room.put_aside(self._make, self._typed)

    def _make(self) -> Screen:
        """Return the page, made anew; what was typed before it was is gone."""
        self._screen = AddingScreen(self._room.look, self._room.text)
        return self._screen

    def _typed(self, id_: str) -> None:
        """Show once more, large, who is added: name and cell are looked at."""
        if id_ != "done" or self._screen is None:
            self._room.again()
            return
        asked, text = self._screen.asked, self._room.text
        words = text.diary.adding
        facts = Facts(
            name="staff-adding-check",
            title=words.check,
            lines=(
                asked.first_name,
                text.staff.cell.format(cell=asked.cell),
                asked.number,
            ),
            keys=(("add", "add_person", words.add.format(name=asked.first_name)),),
        )

        def then(choice: str) -> None:
            if choice == "add":
                self._room.ask(asked, self._added)
            else:
                self.begin()

        self._room.put_aside(lambda: ReadingScreen(self._room.look, text, facts), then)

    def _added(self, reply: Reply) -> None:
        """Say that they are on the list."""
        if not isinstance(reply, Added):
            self._room.again()
            return
        text = self._room.text
        name = reply.person.first_name
        said = text.diary.adding.added.format(name=name)
        facts = Facts(name="staff-added", title=text.diary.today.add, lines=(said,))
        self._room.put_aside(
            lambda: ReadingScreen(self._room.look, text, facts),
            lambda _id: self._room.again(),
        )
