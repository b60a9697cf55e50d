"""The machine as its updates know it: its slots, its keys, and what it is told."""

from dataclasses import dataclass
from pathlib import Path

from pod.bundle.carry import Tell
from pod.desk.updating import Trial
from pod.errors import Trouble
from pod.seal import Trusted
from pod.settings.release import NUMBER
from pod.update.content import House
from pod.update.install import Bench
from pod.update.slots import STARTED, read_choice, running
from pod.update.trust import SIGNERS, signers_of

SLOTS = Path("/system/slots")
NOTES = Path("/run/training-pod/update")
"""Where the machine's own service says how far it has come: the administrator's."""


@dataclass(frozen=True)
class Machine:
    """Where everything is that has to do with updates; `number` is what runs."""

    home: Path
    slots: Path = SLOTS
    signers: Path = SIGNERS
    notes: Path = NOTES
    started: Path = STARTED
    number: int = NUMBER

    def trusted(self) -> tuple[Trusted, ...]:
        """Return whose signatures count; NoMakers where the program has none."""
        return signers_of(self.signers)

    def bench(self, tell: Tell = lambda _: None) -> Bench:
        """Return where programs are laid; NoSlots where this machine has no slots."""
        runs = running(self.slots, self.started)
        read_choice(self.slots)
        return Bench(self.slots, self.trusted(), runs, self.number, tell=tell)

    def house(self, mark: str, tell: Tell = lambda _: None) -> House:
        """Return where the content of that mark is laid."""
        return House(self.home, self.trusted(), tell, mark)

    def trial(self) -> Trial:
        """Tell how the newest program stands: it waits, is tried, or was given up."""
        try:
            choice = read_choice(self.slots)
            runs = running(self.slots, self.started)
        except Trouble:
            return "none"
        if not choice.next:
            return "none"
        if choice.next == runs:
            return "trying"
        return "gave_up" if choice.gave_up else "waits"
