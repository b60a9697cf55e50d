"""A pod that serves one study and then another, and the folders of both evaluators."""

import shutil
from types import SimpleNamespace

import msgspec
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.evaluate import evaluate
from pod.clock import VirtualClock
from pod.desk import rights
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.export.from_store import StoredExports
from pod.export.receipts import take_receipt
from pod.export.remembered import record_of, study_of
from pod.export.run import choosing, export_now
from pod.seal import read_signed
from pod.storage import both, outbox
from pod.storage.both import Deed
from pod.values import seeded
from tests.conftest import BEGINS
from tests.export.stored import code, refs, sitting
from tests.lived import copy, supervisor

ANYBODY = "SELECT DISTINCT study_code FROM participant"
TO_COME = ("people", "activities", "sittings", "bookings", "about", "groups", "linked")
"""What a record names of people beside their withdrawal."""


def run(*words):
    """Run an evaluator's command, which has to end well."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    assert said.exit_code == 0, (said.exception, said.output)
    return said.stdout + said.stderr


def lay(new_home, folder, level):
    """Lay out a pod of which a bundle has left for the study alpha, and both studies.

    Alpha has taken it in; its receipt has not come back.
    """
    home = shutil.copytree(new_home, folder / "home")
    laid = SimpleNamespace(home=home, folder=folder)
    agreed = ("--agreement", "DSA 2026/14") if level == "rows" else ()
    for name in ("alpha", "beta"):
        level_of = level if name == "alpha" else "outcomes"
        wishes = ("--k", 2, "--level", level_of, *(agreed if name == "alpha" else ()))
        run("new-study", name, "--out", folder / name, *wishes)
    pod = Pod(laid)
    for name in ("alpha", "beta"):
        run(
            "add-pod", "pod01", pod.store.signing_key().public, "--study", folder / name
        )
    pod.serve("alpha")
    for person in refs(pod.inside):
        sitting(pod.inside, person)
    pod.leave()
    pod.arrive("alpha")
    pod.close()
    return laid


def again(laid, folder, seed=11):
    """Return a copy of all that was laid out, the pod open, for one test alone."""
    copied = copy(laid.folder, folder / "copied")
    return Pod(SimpleNamespace(home=copied / "home", folder=copied), seed)


class Pod:
    """The pod, what left it, and who takes that in."""

    def __init__(self, laid, seed=5):
        self.folder, self.out = laid.folder, laid.folder / "out"
        self.out.mkdir(exist_ok=True)
        self.inside = open_inside(laid.home, VirtualClock(BEGINS), seeded(seed))
        self.rng = seeded(seed)

    @property
    def store(self):
        return StoredExports(self.inside.memory, "pod01")

    def close(self):
        self.inside.memory.close()

    def serve(self, name, **changed):
        """Have the pod serve this study from now on."""
        pack = msgspec.structs.replace(StudyFolder(self.folder / name).pack, **changed)
        with self.inside.memory.doings.begin() as db:
            outbox.install_study(db, pack)

    def choose(self):
        """Let the pod make what may leave, and write it nowhere."""
        for _ in choosing(self.store, self.rng, VirtualClock(BEGINS)):
            pass

    def leave(self):
        """Let the pod write what may leave; return the names of what is new."""
        before = {*self.out.glob("*.podbundle")}
        export_now(self.store, self.out, self.rng, VirtualClock(BEGINS))
        return sorted(one.name for one in {*self.out.glob("*.podbundle")} - before)

    def records(self, name):
        """Return what the pod remembers of this study's bundles."""
        with self.inside.memory.doings.begin() as db:
            made = [record_of(one) for one in outbox.bundles(db) if one.record]
        return [one for one in made if study_of(one) == name]

    def arrive(self, name):
        """Let a study's evaluators take in what lies there for them."""
        inbox = self.folder / f"to-{name}"
        inbox.mkdir(exist_ok=True)
        for one in self.out.glob(f"{name}-*"):
            shutil.copy(one, inbox)
        return run("import", inbox, "--study", self.folder / name)

    def here(self, name):
        """Return the codes of everybody of whom a study's evaluators have rows."""
        catalogue = Catalogue(StudyFolder(self.folder / name).catalogue_path)
        try:
            return {row[0] for row in catalogue.ask(ANYBODY)}
        finally:
            catalogue.close()

    def receipts(self, name):
        """Let a study's evaluators write their receipts; return where they lie."""
        to = self.folder / f"receipts-{name}"
        to.mkdir(exist_ok=True)
        run("receipt", "--out", to, "--study", self.folder / name)
        return to

    def confirm(self, name):
        """Take in every receipt of a study's evaluators; return the numbers."""
        numbers = []
        for path in sorted(self.receipts(name).glob("*.podreceipt")):
            with self.inside.memory.doings.begin() as db:
                taken = take_receipt(db, *read_signed(path, 100_000), BEGINS)
            numbers += [taken.receipt.sequence]
        return numbers

    def codes(self):
        """Return everybody's study code by their reference."""
        return {ref: code(self.inside, ref) for ref in refs(self.inside)}

    def withdraw(self, person):
        supervisor(self.inside)(rights.WithdrawPerson(person))

    def erase(self, person):
        deed = Deed(role="supervisor", now=BEGINS)
        both.erase(self.inside.memory, person, deed, "erase")
