"""A stick at a real pod, and the machine's own service, which wakes for it."""

from pod.core.updating import NOBODY_MS
from pod.desk.stick import Writing
from pod.desk.updating import LookUpdate, TakeUpdate
from pod.update.machine import Machine
from pod.update.spool import SPOOL, WANTED, take_over
from tests.core.staffed import everybody, signed_in
from tests.export.at_the_stick import lines, slot
from tests.update.conftest import NEW
from tests.update.test_update_slots import started

ACTS = ("update_meant", "update_taken", "update_refused")


class AtThePod:
    """A technician at a pod with two slots, and a stick in it that makers may fill."""

    def __init__(self, inside, makers, slots, place):
        self.inside, self.makers = inside, makers
        self.stick, self.notes = place / "stick", place / "notes"
        self.stick.mkdir()
        self.notes.mkdir()
        (self.stick / "calm-pod01.podstick").touch()
        slot(inside, self.stick)
        self.home = inside.memory.doings.path.parent
        self.spool = self.home / SPOOL
        self.is_now(slots, place / "started")
        everybody(inside)
        self.visit = signed_in(inside, "3003")

    def is_now(self, slots, begun, signers=None):
        """Let the pod's machine be this one."""
        signers = signers or self.makers.signers
        machine = Machine(self.home, slots, signers, self.notes, begun, number=1)
        self.inside.core._behind.updated = self.machine = machine

    def put(self, called="one", files=NEW, **said):
        """Have the makers put an update onto the stick."""
        return self.makers.update(self.stick / f"{called}.podupdate", files, **said)

    def told(self, request, meanwhile=lambda: None):
        """Ask until there is an answer, as the page does; others work meanwhile."""
        while isinstance(reply := self.visit.answer(request), Writing):
            meanwhile()
        return reply

    def looked(self):
        return self.told(LookUpdate())

    def only(self):
        """The one update that is on the stick."""
        (one,) = self.looked().updates
        return one

    def asks(self):
        """What the page asks for once its key was pressed."""
        one = self.only()
        return TakeUpdate(one.name, one.mark)

    def takes(self, asked):
        """Take it in, with the machine's service awake."""
        return self.told(asked, self._wake)

    def takes_without_service(self, asked):
        clock = self.inside.core._behind.clock
        return self.told(asked, lambda: clock.advance(NOBODY_MS / 4))

    def _wake(self):
        if (self.spool / WANTED).exists():
            take_over(self.machine)

    def starts(self):
        """Which slot the machine's start takes now."""
        return started(self.machine.slots)

    def record(self):
        return lines(self.inside, *ACTS)
