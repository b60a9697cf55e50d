"""What the exchange with a stick needs of the pod's own store, and its custody."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from pod.bundle.stick import Incoming, StickMark
from pod.clock import Clock
from pod.desk.stick import Came, OneStick
from pod.errors import Storage, Trouble, Usage
from pod.export.from_store import StoredExports, Write
from pod.export.receipts import take_receipt
from pod.export.stick_reach import Wanted
from pod.seal import fingerprint, sig_beside
from pod.storage import outbox
from pod.storage.memory import Memory
from pod.storage.packs import is_in_force, refuse_older
from pod.storage.signing import own_keys
from pod.storage.sticks import Stick, forget_stick, keep_stick, stick_known, sticks
from pod.storage.whole import make_folder, write_whole
from pod.study import check_study, leaves_of, level_said

BROUGHT = "brought"
"""The folder of the home where study packs lie that came with a stick."""


class NoSuchStick(Usage):
    """No stick of this id is registered here."""


class StoredSticks(StoredExports):
    """The store of what people did as a stick's exchange sees it.

    It is `pod.export.stick_look.StickStore`.
    """

    def __init__(self, memory: Memory, pod: str, write: Write, clock: Clock) -> None:
        super().__init__(memory, pod, write)
        self._clock = clock

    def wanted(self) -> Wanted:
        """Return whose stick is looked for."""
        return self._wanted(self.study().study)

    def earlier_wanted(self) -> Sequence[Wanted]:
        """Return the same for each earlier study that sticks are registered to."""
        each = [self._wanted(one.study) for one in self.earlier()]
        return [one for one in each if one.sticks]

    def _wanted(self, study: str) -> Wanted:
        with self._vault.begin() as db:
            mine, *before = own_keys(db, self._pod)
            known = tuple(one.stick for one in sticks(db, study))
        return Wanted(study=study, pod=mine, sticks=known, before=tuple(before))

    def register(self, mark: StickMark) -> None:
        """Know a stick from now on."""
        today = self._clock.utc().date()
        with self._vault.begin() as db:
            if mark.stick not in {one.stick for one in sticks(db, mark.study)}:
                stick = Stick(
                    stick=mark.stick,
                    study=mark.study,
                    serial=mark.serial,
                    since_on=today,
                )
                keep_stick(db, stick)
            self._write(db, "stick_registered", mark.stick)

    def forget(self, stick: str) -> None:
        """Let a stick count no more, wherever it is."""
        with self._vault.begin() as db:
            if not forget_stick(db, stick):
                raise NoSuchStick(
                    "No stick of that id is registered here.",
                    "`pod study stick list` names them.",
                )
            self._write(db, "stick_forgotten", stick)

    def listed(self) -> tuple[OneStick, ...]:
        """Return every stick of the study and of earlier ones, and what left on it."""
        earlier = [one.study for one in self.earlier()]
        with self._vault.begin() as db:
            known = sticks(db, outbox.study(db).study, *earlier)
        return tuple(
            OneStick(
                stick=one.stick,
                since=f"{one.since_on:%Y-%m-%d}",
                out=_moment(one.out_at),
                bundles=one.bundles,
                earlier=one.study if one.study in earlier else "",
            )
            for one in known
        )

    def came_in(self, stick: str) -> None:
        """Write down that a stick of ours is here."""
        with self._vault.begin() as db:
            if one := stick_known(db, stick):
                keep_stick(db, replace(one, out_at=None, bundles=()))
            self._write(db, "stick_in", stick)

    def went_out(self, stick: str, sequence: int) -> None:
        """Write down that the bundle of this number is whole on a stick."""
        now = self._clock.utc()
        with self._vault.begin() as db:
            if one := stick_known(db, stick):
                bundles = (*one.bundles, sequence)
                keep_stick(db, replace(one, out_at=now, bundles=bundles))
            self._write(db, "stick_out", f"{stick}:{sequence:06d}")

    def take_in(self, stick: str, one: Incoming) -> Came:
        """Take in what came, if it is what it says; else say what it is not."""
        try:
            if one.kind == "receipt":
                return self._receipt(stick, one)
            return self._pack(one) if one.kind == "study" else _update(one)
        except Trouble as trouble:
            return Came(kind=one.kind, name=one.name, taken=False, say=trouble.say)

    def _receipt(self, stick: str, one: Incoming) -> Came:
        now = self._clock.utc()
        with self._vault.begin() as db:
            taken = take_receipt(db, one.untrusted, one.untrusted_sig, now)
            number = taken.receipt.sequence
            if taken.new:
                self._write(db, "stick_in", f"{stick}:{number:06d}")
        say = f"The evaluators have bundle {number}."
        return Came(kind=one.kind, name=one.name, taken=True, say=say)

    def _pack(self, one: Incoming) -> Came:
        """Lay a study pack out for two members of staff, whoever signed it."""
        pack = check_study(one.untrusted, one.untrusted_sig)
        with self._vault.begin() as db:
            refuse_older(db, pack)
            known = is_in_force(db, pack)
        if known:
            say = f"The study {pack.study} on the stick is served already."
            return Came(kind=one.kind, name=one.name, taken=False, known=True, say=say)
        try:
            path = _laid(self._home / BROUGHT, one)
        except OSError as error:
            raise Storage("The pod's own disk could not keep it.") from error
        return Came(
            kind=one.kind,
            name=one.name,
            taken=True,
            say=(
                f"A pack of the study {pack.study} came:"
                f" {level_said(leaves_of(pack), pack.agreement)}. It is signed by"
                f" {fingerprint(pack.signed_by)}. Two of you compare that, then:"
                f" pod study install {path}"
            ),
        )


def _laid(folder: Path, one: Incoming) -> Path:
    make_folder(folder)
    path = folder / one.name
    write_whole(sig_beside(path), one.untrusted_sig.encode("ascii", "replace"))
    write_whole(path, one.untrusted)
    return path


def _update(one: Incoming) -> Came:
    say = "An update is on the stick: a technician installs it."
    return Came(kind=one.kind, name=one.name, taken=False, say=say)


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
