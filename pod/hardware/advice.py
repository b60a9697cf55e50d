"""What can be done about a device: for technicians in full, for staff by its name.

Staff read it on a page, in their own language; the name is what crosses to the page.
"""

from typing import TypedDict

from pod.errors import Trouble
from pod.events import AdviceName
from pod.values import Value


class Told(TypedDict):
    """As a device's health tells it."""

    do: str
    advice: AdviceName


class Advice(Value, frozen=True):
    """A sentence for technicians, and the name of what staff are told.

    ValueError for a sentence without a name: staff would be told nothing.
    """

    name: AdviceName = ""
    do: str = ""

    def __post_init__(self) -> None:
        """Refuse a sentence that has no name."""
        if self.do and not self.name:
            raise ValueError("advice needs a name")

    @property
    def told(self) -> Told:
        """Both, as a device's health has them."""
        return {"do": self.do, "advice": self.name}

    def at(self, baud: int) -> "Advice":
        """Return it with a speed filled in."""
        return Advice(self.name, self.do.format(baud))


NOTHING = Advice()


class DeviceTrouble(Trouble):
    """A device or its port cannot be used; staff are told what to do by name."""

    def __init__(self, say: str, advice: Advice) -> None:
        super().__init__(say, advice.do)
        self.advice = advice


def advice_of(trouble: Trouble) -> Advice:
    """Return what a trouble advises; whatever else happens is the technician's."""
    if isinstance(trouble, DeviceTrouble):
        return trouble.advice
    return Advice("technician", trouble.do)
