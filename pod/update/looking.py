"""Looks at the updates on a stick: what each says once it is believed, or why not."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from pod.bundle.carry import Tell
from pod.bundle.medium import DISK
from pod.desk.updating import OneUpdate
from pod.errors import Trouble
from pod.update.content import check_replaced
from pod.update.install import check_fits, check_room, resting, size_of
from pod.update.machine import Machine
from pod.update.manifest import SUFFIX, Manifest
from pod.update.packed import opened
from pod.update.refused import state_of
from pod.update.trust import believed, signed_by

NAMED = re.compile(rf"[a-z0-9][a-z0-9._+-]{{0,59}}\{SUFFIX}")
MOST = 8
"""So many updates of a stick are looked at."""


def updates_on(folder: Path) -> Sequence[Path]:
    """Return the updates in a stick's folder by their names, the last ones first."""
    names = [one for one in DISK.names(folder) if NAMED.fullmatch(one)]
    return [folder / one for one in sorted(names, reverse=True)[:MOST]]


def looked_at(path: Path, machine: Machine, tell: Tell) -> OneUpdate:
    """Return what an update says of itself and whether it may be taken here.

    Nothing that it says is told unless two signed it and every byte is what they did.
    OSError where the stick fails.
    """
    try:
        with opened(path) as packed:
            trusted = machine.trusted()
            manifest = believed(packed, trusted, tell)
            signed = tuple(signed_by(packed, trusted))
            one = _believed(path.name, packed.mark, manifest, signed)
    except Trouble as trouble:
        return OneUpdate(name=path.name, state=state_of(trouble))
    try:
        check_here(manifest, machine)
    except Trouble as trouble:
        return replace(one, state=state_of(trouble))
    return one


def check_here(manifest: Manifest, machine: Machine) -> None:
    """Refuse what this machine does not take, before anything is written for it."""
    if manifest.kind == "content":
        check_replaced(machine.home, manifest)
        check_room(machine.home, manifest)
        return
    bench = machine.bench()
    resting(bench)
    check_fits(manifest, bench)
    check_room(machine.home, manifest)
    check_room(machine.slots, manifest)


def _believed(
    name: str, mark: str, manifest: Manifest, signed: tuple[str, ...]
) -> OneUpdate:
    of = "" if manifest.kind == "program" else f"{manifest.root}/{manifest.name}"
    return OneUpdate(
        name=name,
        state="fine",
        mark=mark,
        kind=manifest.kind,
        of=of,
        release=manifest.release,
        version=manifest.version,
        made_on=manifest.made_on,
        signed=signed,
        changes=manifest.changes,
        megabytes=-(-size_of(manifest) // 1_000_000),
    )
