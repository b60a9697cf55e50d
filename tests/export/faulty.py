"""A stick on which any single operation can go wrong, and what it holds afterwards."""

import errno
import shutil
from types import SimpleNamespace

from pod.bundle.medium import Disk
from pod.bundle.stick import StickMark, put_mark
from pod.desk.stick import Came, Writing
from pod.export.hand import Hand
from pod.export.run import choosing
from pod.export.slots import Folders
from pod.export.stick import Exchange
from pod.export.stick_reach import Reach, Wanted
from pod.seal import Trusted
from pod.study import StudyPack
from pod.values import seeded
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    POLICY,
    Memory,
    both_points,
    clock,
    new_keys,
    people,
)

KINDS = ("pulled", "full", "read_only", "short", "lies", "flips", "reads_wrong", "eio")
STICK = "abcdefgh23456789"
HAND = Hand()


class Faulty(Disk):
    """A disk whose operation number `at` goes wrong; the stick's own end stays so.

    Pulled out, it loses some of what was not synced: bytes of files, names of folders.
    """

    def __init__(self, kind="", at=-1, seed=0):
        self.kind, self.at, self.rng = kind, at, seeded(seed)
        self.count, self.gone, self.happened = 0, False, False
        self.files, self.renamed = {}, []

    def create(self, path):
        self._operation(makes=True)
        handle = super().create(path)
        self.files[handle] = SimpleNamespace(path=path, synced=0)
        return handle

    def write(self, handle, content):
        wrong = self._operation(makes=True)
        content = bytes(content)
        if wrong == "short":
            return super().write(handle, content[: max(1, len(content) // 2)])
        if wrong == "lies":
            super().write(handle, content[: len(content) // 2])
            return len(content)
        if wrong == "flips":
            content = self._flipped(content)
        return super().write(handle, content)

    def sync(self, handle):
        self._operation()
        super().sync(handle)
        known = self.files[handle]
        known.synced = known.path.stat().st_size

    def close(self, handle):
        super().close(handle)
        self._operation()

    def rename(self, path, to):
        self._operation(makes=True)
        self.renamed.append((path, to, to.read_bytes() if to.exists() else None))
        super().rename(path, to)
        for known in self.files.values():
            if known.path == path:
                known.path = to

    def sync_folder(self, folder):
        self._operation()
        super().sync_folder(folder)
        self.renamed.clear()

    def remove(self, path):
        self._operation(removes=True)
        super().remove(path)

    def blocks(self, path, most):
        wrong = self._operation()
        for found in super().blocks(path, most):
            yield self._flipped(found) if wrong == "reads_wrong" else found

    def names(self, folder):
        self._operation()
        return super().names(folder)

    def _operation(self, *, makes=False, removes=False):
        """Let this operation fail if its turn has come; return how it goes wrong."""
        number, self.count = self.count, self.count + 1
        if self.gone:
            raise OSError(errno.ENODEV, "no such device")
        if number < self.at:
            return ""
        first, now = number == self.at, number >= self.at
        self.happened = self.happened or first
        if first and self.kind == "pulled":
            self._pull()
            raise OSError(errno.ENODEV, "no such device")
        if first and self.kind == "eio":
            raise OSError(errno.EIO, "input/output error")
        if now and makes and self.kind == "full":
            raise OSError(errno.ENOSPC, "no space left on device")
        if now and (makes or removes) and self.kind == "read_only":
            raise OSError(errno.EROFS, "read-only file system")
        return self.kind if first or self.kind in ("lies", "flips") else ""

    def _pull(self):
        """Lose what a stick may lose that is pulled out at this moment."""
        self.gone = True
        kept = self.rng.randint(0, len(self.renamed))
        for path, to, before in reversed(self.renamed[kept:]):
            shutil.move(to, path)
            for known in self.files.values():
                if known.path == to:
                    known.path = path
            if before is not None:
                to.write_bytes(before)
        for known in self.files.values():
            if known.path.exists() and known.path.stat().st_size > known.synced:
                whole = known.path.read_bytes()
                length = self.rng.randint(known.synced, len(whole))
                lost = bytes(len(whole) - length) * self.rng.randint(0, 1)
                known.path.write_bytes(whole[:length] + lost)

    def _flipped(self, content):
        if not content:
            return content
        turned = bytearray(content)
        turned[self.rng.randrange(len(turned))] ^= 1 << self.rng.randrange(8)
        return bytes(turned)


class Hooked(Disk):
    """A disk that lets something happen once a file has its name."""

    def __init__(self, name, happens):
        self.name, self.happens = name, happens

    def rename(self, path, to):
        super().rename(path, to)
        if to.name == self.name:
            self.happens()


class StickMemory(Memory):
    """A pod's memory as the exchange needs it, for as long as the test lasts."""

    def __init__(self, pack, records=(), people=()):
        super().__init__(pack)
        self.records, self.people = list(records), list(people)
        self.received, self.custody, self.brought = set(), [], []

    def wanted(self):
        mine = Trusted(self.name, self.key.public)
        return Wanted(study=self.pack.study, pod=mine, sticks=(STICK,))

    def earlier_wanted(self):
        mine, sticks = self.wanted().pod, (STICK,)
        return [
            Wanted(study=one.study, pod=mine, sticks=sticks)
            for one in self.packs_before
        ]

    def offered(self):
        return [one for one in self.whole() if one.bundle not in self.received]

    def came_in(self, stick):
        self.custody.append((stick, "in"))

    def went_out(self, stick, sequence):
        self.custody.append((stick, sequence))

    def take_in(self, stick, one):
        self.brought.append((stick, one))
        return Came(kind=one.kind, name=one.name, taken=True, say="It came.")


def made():
    """Return a study, what was done in it, and two bundles that wait to be written."""
    keys, everybody = new_keys(), people(10)
    pack = StudyPack(
        study="calm",
        title="Calmer days",
        signed_by=OTHER_KEY.public,
        recipients=keys.recipients,
        receipt_keys=(OTHER_KEY.public,),
        policy=POLICY,
        outcomes=(),
    )
    store = StickMemory(pack, people=everybody)
    rng = seeded(3)
    for several in (everybody[:5], everybody[5:]):
        store.rows = both_points(several)
        for _ in choosing(store, rng, clock()):
            pass
    return pack, tuple(store.records), everybody, store.kept


PACK, RECORDS, PEOPLE, KEPT = made()


def memory():
    """Return a pod that has two bundles to write and nothing new to choose."""
    found = StickMemory(PACK, RECORDS, PEOPLE)
    found.kept = dict(KEPT)
    return found


def marked(folder, **changed):
    """Make a folder the study's stick, as this pod would."""
    folder.mkdir(exist_ok=True)
    usual = {"study": "calm", "pod": "pod07", "stick": STICK}
    put_mark(folder, StickMark(**{**usual, **changed}), POD_KEY)
    return folder


def exchange(store, folder, on, between=lambda: None):
    """Exchange with the stick in a folder; `between` is called at every step."""
    steps = Exchange(store, Reach(Folders((str(folder),)), HAND, on))
    going = steps.steps(seeded(5), clock())
    while True:
        try:
            assert isinstance(next(going), Writing)
        except StopIteration as over:
            return over.value
        between()


def finished(steps):
    """Go through steps to their end; return what they say."""
    while True:
        try:
            next(steps)
        except StopIteration as over:
            return over.value
