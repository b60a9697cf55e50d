"""A sealed staff-key reader on an open port: it waits for its key, then for staff's."""

from collections.abc import Mapping, Sequence
from random import Random

import osdp_sys

from pod.events import Event, Order, Secret, StaffKey, Tamper
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.osdp_reader.keys import IS_GUESSABLE, IS_PUBLIC, weakness
from pod.hardware.osdp_reader.profile import SealedReaderProfile
from pod.hardware.osdp_reader.session import Refusal, Session, Told
from pod.values import arrived

NEVER = float("inf")
MOST_BITS = 128
NAME = "osdp_reader"
TAMPERED = ("reader",)
SET_KEY = Advice(
    "fresh_key",
    "Set a fresh key in the reader on the bench, and give the same to the pod.",
)
TAMPER_REPORTS = (osdp_sys.STATUS_REPORT_LOCAL, osdp_sys.STATUS_REPORT_REMOTE)
WAITS = "It waits for its key."
SILENT = "It does not answer, or not in a way that can be sealed."
REFUSALS: Mapping[Refusal, str] = {
    "no proof": "It does not prove that it has this pod's key: it has another one, or "
    "is still in install mode.",
    "incapable": "It says that it cannot seal its line.",
}
REMEDIES = {
    WAITS: Advice("give_key", "Give the pod this reader's key."),
    SILENT: Advice(
        "check_cable",
        "Check its cable, its power, and that its address and baud are as in "
        "resources/devices/osdp_reader.toml.",
    ),
    REFUSALS["no proof"]: SET_KEY,
    REFUSALS["incapable"]: Advice(
        "other_reader", "Use a reader with the OSDP secure channel."
    ),
    IS_PUBLIC: SET_KEY,
    IS_GUESSABLE: SET_KEY,
}


class SealedReader:
    """The reader's state machine: bytes and moments in, staff keys and tamper out.

    A conversation that breaks off is begun again at once; only when that does not help
    is the reader lost. What it tells of being opened is told once for each opening: it
    latches nothing, so it is never told that all is well again.
    """

    def __init__(
        self, profile: SealedReaderProfile, now_ms: float, _rng: Random
    ) -> None:
        self._profile = profile
        self._key: Secret | None = None
        self._session: Session | None = None
        self._weakness = self._refusal = self._identity = ""
        self._begun_ms = self._heard_ms = now_ms
        self._step_ms = self._well_ms = NEVER
        self._known = self._sealed = self._silent = self._tampered = False
        self._refusals = self._resumed = self._junk = 0

    @property
    def state(self) -> State:
        """Ready while the line is sealed, or is being sealed again."""
        if self._weakness or self._is_refused():
            return "wrong"
        if self._silent:
            return "silent"
        return "ready" if self._known else "asking"

    @property
    def health(self) -> Health:
        """How it is; nothing in it tells of the key."""
        return Health(
            state=self.state,
            identity=self._identity,
            why=self._why(),
            **REMEDIES.get(self._why(), NOTHING).told,
            junk=self._junk,
            more={
                "secure": self._sealed,
                "tampered": self._tampered,
                "resumed": self._resumed,
            },
        )

    @property
    def next_due_ms(self) -> float:
        """When libosdp wants to be stepped, or has something to say."""
        speaks = self._session is not None and self._session.speaks
        return 0.0 if speaks else self._step_ms

    def order(self, order: Order) -> None:
        """Take on the reader's key and begin; a key that is none is refused."""
        if not isinstance(order, Secret):
            return
        self._weakness = weakness(order)
        self._key = None if self._weakness else order
        self._session = None
        self._known = self._sealed = False
        self._refusals = 0
        self._well_ms = NEVER
        self._step_ms = NEVER if self._weakness else 0.0

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Event]:
        """Take in bytes read at `at_ms`, or none; return what the reader tells."""
        if self._session is None:
            self._junk += len(untrusted)
            return ()
        if untrusted:
            self._heard_ms = at_ms
        self._session.hear(untrusted)
        told = self._session.step()
        events = [event for one in told for event in self._take(one, at_ms)]
        self._look_after(self._session, at_ms)
        return events

    def due(self, now_ms: float) -> bytes:
        """Return what libosdp wants to say, beginning a conversation if need be."""
        if self._key is None or now_ms < self.next_due_ms:
            return b""
        self._step_ms = now_ms + self._profile.quirks.step_ms
        if self._session is None:
            self._begun_ms = now_ms
            self._well_ms = min(self._well_ms, now_ms)
            self._session = Session(self._profile.address, self._key)
            self._session.step()
        return self._session.take()

    def _is_refused(self) -> bool:
        return self._refusals >= self._profile.quirks.tries

    def _look_after(self, session: Session, at_ms: float) -> None:
        """See whether the line is sealed, and end what leads nowhere."""
        quirks = self._profile.quirks
        if session.sealed:
            self._seal(session)
            self._well_ms = max(self._begun_ms, self._heard_ms)
        elif session.ended:
            self._refuse(session)
            self._end(at_ms)
        elif at_ms - max(self._begun_ms, self._heard_ms) >= quirks.answer_ms:
            self._end(at_ms)
        self._silent = at_ms - self._well_ms >= quirks.silent_ms

    def _seal(self, session: Session) -> None:
        """Note that the reader has proved itself, when it just has."""
        if not self._sealed:
            self._resumed += self._known
            self._identity = session.identity
            self._known = self._sealed = True
            self._refusals = 0

    def _refuse(self, session: Session) -> None:
        """Note why the reader was given up, where it was its own doing."""
        refusal = session.refusal
        self._refusals = self._refusals + 1 if refusal else 0
        self._refusal = REFUSALS.get(refusal, "")

    def _end(self, at_ms: float) -> None:
        """Begin again: at once, or later where it was refused often enough."""
        self._session = None
        self._sealed = False
        self._step_ms = at_ms
        if self._is_refused():
            self._known = False
            self._step_ms = at_ms + self._profile.quirks.again_ms
            self._well_ms = NEVER

    def _take(self, told: Told, at_ms: float) -> Sequence[Event]:
        """Return the event that libosdp's telling means."""
        match told["event"]:
            case osdp_sys.EVENT_CARDREAD if key := key_of(told):
                return [StaffKey(key=key, secure=True, **arrived(at_ms))]
            case osdp_sys.EVENT_STATUS if told["type"] in TAMPER_REPORTS:
                return self._opened(at_ms, amiss=any(told["report"]))
        self._junk += 1
        return ()

    def _opened(self, at_ms: float, *, amiss: bool) -> Sequence[Event]:
        """Tell of tampering, or of power that fails, when it begins."""
        before, self._tampered = self._tampered, amiss
        if before or not amiss:
            return ()
        return [Tamper(causes=TAMPERED, device=NAME, **arrived(at_ms))]

    def _why(self) -> str:
        if self._weakness:
            return self._weakness
        if self._is_refused():
            return self._refusal
        if self._silent:
            return SILENT
        return WAITS if self._key is None else ""


def key_of(told: Told) -> str:
    """Return a card's number, its bits as 0 and 1, or hexadecimal; or nothing."""
    data: bytes = told["data"]
    bits = told.get("length", 0)
    if told["format"] == osdp_sys.CARD_FMT_ASCII or bits > MOST_BITS:
        return data.hex().upper()[:MOST_BITS]
    return "".join(f"{byte:08b}" for byte in data)[:bits]
