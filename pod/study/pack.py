"""The study pack: what an evaluator asks of pods, signed.

It says who may read the results, how they are made anonymous, which outcomes were
chosen beforehand, and when bundles are due. Two staff compare its signer's fingerprint.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from cronsim import CronSim, CronSimError
from msgspec import Meta

from pod.arms import Allocation, Arms, SealedSequence, Unit, open_sequence
from pod.errors import Malformed, Usage
from pod.seal import (
    Identity,
    PublicKey,
    Recipient,
    SigningKey,
    Trusted,
    public_key,
    read_signed,
    seal,
    sig_beside,
    signer,
)
from pod.settings import Id
from pod.study.policy import Policy
from pod.values import Value

_NAME = "^[A-Za-z0-9_.-]{1,64}$"
BIGGEST = 1_000_000
FIELDS, WEEKLY = 5, "30 1 * * 1"
Level: TypeAlias = Literal["outcomes", "rows"]
"""Anonymised outcomes, or pseudonymised research rows."""


class Outcome(Value, frozen=True, kw_only=True):
    """A score chosen beforehand, and which direction is better."""

    task: Annotated[str, Meta(pattern=_NAME)]
    score: Annotated[str, Meta(pattern=_NAME)]
    better: Literal["higher", "lower"]


class Instrument(Value, frozen=True, kw_only=True):
    """A questionnaire that this study may use, with the site's permission for it."""

    name: Annotated[str, Meta(pattern=_NAME)]
    permission: str = ""


class StudyPack(Value, frozen=True, kw_only=True):
    """All that a pod needs to know to serve a study.

    `schedule` says when bundles are due, as cron does and in the prisons' own time;
    empty: whenever staff choose. With `arms`, each pod draws from its own `sequences`:
    whole pods begin at their step after `starts_on`, people each at their own draw.

    `level` is what leaves: anonymised outcomes, or research rows under a code, which
    name the data-sharing `agreement` they leave under. With `linkage`, a research row's
    code and the prison number it stands for leave too, sealed for that recipient alone.

    `serial` grows with every pack of a study: an older one takes no newer one's place.
    """

    format: Literal[1] = 1
    study: Id
    title: str
    signed_by: PublicKey
    recipients: tuple[Recipient, ...]
    receipt_keys: tuple[PublicKey, ...]
    policy: Policy
    outcomes: tuple[Outcome, ...]
    programme: Id = "first"
    schedule: Annotated[str, Meta(max_length=100)] = WEEKLY
    arms: Arms = ()
    unit: Unit = "person"
    starts_on: date | None = None
    sequences: tuple[SealedSequence, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    level: Level = "outcomes"
    agreement: Annotated[str, Meta(max_length=80)] = ""
    linkage: Recipient | None = None
    serial: Annotated[int, Meta(ge=0, lt=2**53)] = 0


def write_study(folder: Path, pack: StudyPack, key: SigningKey) -> Path:
    """Write `<study>.podstudy` and its signature; return the pack's path."""
    content = msgspec.json.format(msgspec.json.encode(pack, order="deterministic"))
    path = folder / f"{pack.study}.podstudy"
    path.write_bytes(content)
    sig_beside(path).write_text(key.sign(content), "ascii")
    return path


def read_study(path: Path, trusted: Sequence[PublicKey] | None = None) -> StudyPack:
    """Read a pack that one of `trusted` signed, or Untrusted: see `check_study`."""
    return check_study(*read_signed(path, BIGGEST), trusted)


def check_study(
    untrusted: bytes, untrusted_sig: str, trusted: Sequence[PublicKey] | None = None
) -> StudyPack:
    """Return the pack if one of `trusted` signed it, or Untrusted.

    Without `trusted`, the pack only proves that whoever holds `signed_by` made it: show
    that key's fingerprint to people before relying on it. See `check_schedule`, too.
    """
    pack = decode_study(untrusted)
    check_schedule(pack.schedule)
    keys = (pack.signed_by,) if trusted is None else trusted
    known = [Trusted("evaluator", public_key(key)) for key in keys]
    signer(untrusted, untrusted_sig, known)
    return pack


def decode_study(untrusted: bytes) -> StudyPack:
    """Decode a pack without asking who signed it; Malformed when it makes no sense."""
    try:
        pack = msgspec.json.decode(untrusted, type=StudyPack)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(f"This is not a study pack: {error}") from error
    if not pack.recipients or pack.policy.group_by not in pack.policy.bands:
        raise Malformed(
            "The study pack names no recipient, or no values for its groups"
        )
    if pack.level == "rows" and not pack.agreement.strip():
        raise Malformed("Research rows need the agreement that they leave under")
    if pack.linkage is not None and pack.level != "rows":
        raise Malformed("Only a study of research rows may link them to other records")
    if pack.linkage in pack.recipients:
        raise Malformed("Whoever links records may not be sent the rows as well")
    for recipient in (*pack.recipients, *filter(None, (pack.linkage,))):
        seal(b"", (recipient,))
    if not _arms_fit(pack):
        raise Malformed("The study pack's arms do not fit together")
    return pack


def check_schedule(schedule: str) -> None:
    """Refuse, as Malformed, what never comes, or comes more than once an hour."""
    if not schedule:
        return
    try:
        slots = CronSim(schedule, datetime(2026, 1, 1, tzinfo=UTC))
        often = len(slots.minutes) > 1 or len(schedule.split()) != FIELDS
        next(slots)
    except (CronSimError, StopIteration) as error:
        raise Malformed(f"No time there is fits this schedule: {schedule}") from error
    if often:
        raise Malformed(f"Bundles are due once an hour at most, not so: {schedule}")


def _arms_fit(pack: StudyPack) -> bool:
    """Tell whether arms, unit and sequences are a whole, or none of them is there."""
    if not pack.arms:
        return not pack.sequences and pack.starts_on is None
    names = {arm.name for arm in pack.arms}
    pods = {one.pod for one in pack.sequences}
    return (
        1 < len(names) == len(pack.arms)
        and len(pods) == len(pack.sequences)
        and (pack.unit == "pod") == (pack.starts_on is not None)
    )


def sequence_for(pack: StudyPack, pod: str) -> SealedSequence:
    """Return the sequence that this pod draws from, still sealed; Usage without one."""
    for one in pack.sequences:
        if one.pod == pod:
            return one
    raise Usage(
        "The study has arms, but none to draw from on this pod.",
        "Give the evaluator this pod's id and what `pod study key` prints.",
    )


def open_allocation(pack: StudyPack, pod: str, identity: Identity) -> Allocation:
    """Open this pod's allocation in memory, if it is the one this pack promised.

    Keep what it returns nowhere. Sealed when it was made for another key; Malformed
    when it is for another study or pod, or for other arms than the pack names.
    """
    opened = open_sequence(sequence_for(pack, pod), identity)
    promised = (pack.study, pod, pack.unit, pack.starts_on, pack.arms)
    held = (opened.study, opened.pod, opened.unit, opened.starts_on, opened.arms)
    if held != promised:
        raise Malformed("The allocation was made for another pod or other arms")
    return opened
