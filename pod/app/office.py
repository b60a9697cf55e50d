"""How a command asks the core that runs: over a socket of its own, as its own visit."""

from pathlib import Path

from msgspec.msgpack import Decoder

from pod.app.reception import OFFICE
from pod.desk import Reply, Request
from pod.desk.line import Answer, Ask, Told
from pod.settings import run_folder
from pod.wire import Wire, connect

TOLD: Decoder[Told] = Decoder(Told)
ANSWERS_WITHIN_S = 30.0


class Office:
    """A command's end of the line; every method may raise Broken.

    Whoever is signed in over it is signed out when it is closed.
    """

    def __init__(
        self, home: Path, socket: str = OFFICE, within_s: float = ANSWERS_WITHIN_S
    ) -> None:
        path = run_folder(home) / socket
        self._wire: Wire[Told] = connect(path, TOLD, within_s)
        self._number = 0

    def ask(self, request: Request) -> Reply:
        """Ask, and wait for the answer; what is said besides is let go."""
        self._number += 1
        self._wire.send(Ask(self._number, request))
        while True:
            for told in self._wire.receive():
                if isinstance(told, Answer) and told.number == self._number:
                    return told.reply

    def close(self) -> None:
        """Leave; nobody is signed in over this any more."""
        self._wire.close()
