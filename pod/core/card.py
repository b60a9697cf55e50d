"""The card that was held to the reader last: it stands for its number for a while."""

from pod.clock import Clock
from pod.events import StaffKey
from pod.storage import cards
from pod.storage.memory import Memory
from pod.values import Value

LASTS_MS = 30_000.0


class Card(Value, frozen=True):
    """A card as it is kept; `sealed` where its reader proved itself."""

    mark: str
    sealed: bool


class CardHere:
    """Remembers the last card for half a minute, and never its number."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory, self._clock = memory, clock
        self._card: Card | None = None
        self._at_ms = 0.0

    def take(self, key: StaffKey) -> None:
        """Remember a card that is there now."""
        with self._memory.people.begin() as db:
            self._card = Card(cards.mark(db, key.key), key.secure)
        self._at_ms = self._clock.now_ms()

    def here(self) -> Card | None:
        """Return the card that is here, or None."""
        gone = self._clock.now_ms() - self._at_ms > LASTS_MS
        return None if gone else self._card

    def used(self) -> None:
        """Forget the card: it has let somebody in, or was given to somebody."""
        self._card = None
