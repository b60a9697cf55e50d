"""What makes a stick a study's own: a small signed file on it, and what else is read.

`<study>-<pod>.podstick` says which stick this is, in the words of one pod, and carries
that pod's signature beside it. Several pods of a study may each have theirs on the same
stick. Copied onto another stick it is worth nothing where the sticks have serial
numbers of their own.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.bundle.carry import write_whole
from pod.bundle.medium import DISK, Medium, NotPlainError
from pod.errors import Malformed
from pod.seal import SigningKey, Trusted, sig_beside, signer
from pod.settings import Id
from pod.values import Value

StickId: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{16}$")]
"""A stick's own id: random, and the same for every pod that knows it."""
Serial: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9_.:-]{0,64}$")]
"""What the stick's maker called it, where that can be known; else nothing."""
Kind: TypeAlias = Literal["receipt", "study", "update"]

_MARK = re.compile(r"(?P<study>[a-z0-9]{3,16})-(?P<pod>[a-z0-9]{3,16})\.podstick")
_BIGGEST, _BIGGEST_SIG = 2_000, 4_096
_MOST = 16_000_000
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class StickMark(Value, frozen=True, kw_only=True):
    """Which stick this is, and which study and pod it serves."""

    format: Literal[1] = 1
    study: Id
    pod: Id
    stick: StickId
    serial: Serial = ""


class Incoming(Value, frozen=True, kw_only=True):
    """A file that came with a stick, unchecked; of an update only its name is known."""

    kind: Kind
    name: str
    untrusted: bytes = b""
    untrusted_sig: str = ""


def new_stick(rng: Random) -> StickId:
    """Return an id that no other stick has."""
    return "".join(rng.choice(_LETTERS) for _ in range(16))


def put_mark(folder: Path, mark: StickMark, key: SigningKey, on: Medium = DISK) -> None:
    """Write a pod's own mark onto a stick, its signature first; OSError if it fails."""
    path = folder / f"{mark.study}-{mark.pod}.podstick"
    content = msgspec.json.format(msgspec.json.encode(mark)) + b"\n"
    write_whole(sig_beside(path), key.sign(content).encode("ascii"), on)
    write_whole(path, content, on)


def marks_on(folder: Path, on: Medium = DISK) -> Iterator[tuple[str, str]]:
    """Give the study and the pod of every mark there, as its name has it, unchecked."""
    for name in on.names(folder):
        if found := _MARK.fullmatch(name):
            yield found["study"], found["pod"]


def read_mark(
    folder: Path, study: Id, whose: Sequence[Trusted], on: Medium = DISK
) -> StickMark:
    """Return the mark that a pod itself signed for this study, by any key of its own.

    Untrusted or Malformed when it is anything else; OSError when it cannot be read.
    """
    pod = whose[0].who
    path = folder / f"{study}-{pod}.podstick"
    untrusted = on.read(path, _BIGGEST)
    signer(untrusted, _signature(path, on), whose)
    mark = _decoded(untrusted)
    if (mark.study, mark.pod) != (study, pod):
        raise Malformed("The stick's mark says another name than its file")
    return mark


def told_stick(folder: Path, study: Id, on: Medium = DISK) -> StickId | None:
    """Return how another pod of the study calls this stick, where one does.

    Nobody vouches for it: it is a name to go by, so that each pod's record says the
    same of the same stick.
    """
    for its_study, pod in marks_on(folder, on):
        if its_study == study:
            try:
                raw = on.read(folder / f"{study}-{pod}.podstick", _BIGGEST)
                return _decoded(raw).stick
            except (NotPlainError, Malformed):
                continue
    return None


def incoming(folder: Path, study: Id, pod: Id, on: Medium = DISK) -> Iterator[Incoming]:
    """Give what came for this pod and study, unchecked, the newest first.

    Names are exactly of our form, files are plain, and of each so much is read as one
    of its kind may have; whatever else is there is passed over. An update is named, not
    read: whoever installs it reads it.
    """
    left = _MOST
    for name in sorted(on.names(folder), reverse=True):
        kind = _kind(name, study, pod)
        if kind == "update":
            yield Incoming(kind=kind, name=name)
        elif kind and left > 0 and (found := _read(folder / name, kind, on)):
            left -= len(found.untrusted)
            yield found


_FORMS: dict[Kind, tuple[str, int]] = {
    "receipt": (r"{study}-{pod}-[0-9]{{6}}\.podreceipt", 100_000),
    "study": (r"[a-z0-9]{{3,16}}\.podstudy", 1_000_000),
    "update": (r"[a-z0-9]{{3,16}}\.podupdate", 0),
}
"""How each kind is named, and how many bytes one may have at most."""


def _kind(name: str, study: Id, pod: Id) -> Kind | None:
    for kind, (form, _) in _FORMS.items():
        if re.fullmatch(form.format(study=study, pod=pod), name):
            return kind
    return None


def _read(path: Path, kind: Kind, on: Medium) -> Incoming | None:
    """Read a file and its signature, or nothing where it is no such file."""
    most = _FORMS[kind][1]
    try:
        untrusted = on.read(path, most)
        signature = _signature(path, on)
    except (FileNotFoundError, PermissionError, NotPlainError):
        return None
    if len(untrusted) > most:
        return None
    return Incoming(
        kind=kind, name=path.name, untrusted=untrusted, untrusted_sig=signature
    )


def _signature(path: Path, on: Medium) -> str:
    return on.read(sig_beside(path), _BIGGEST_SIG).decode("ascii", "replace")


def _decoded(untrusted: bytes) -> StickMark:
    try:
        return msgspec.json.decode(untrusted[:_BIGGEST], type=StickMark)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed("This is not a stick's mark") from error
