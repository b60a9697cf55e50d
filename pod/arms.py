"""Arms: what somebody gets and when, drawn beforehand and sealed until it is taken.

The evaluator draws one sequence for each pod, seals it for that pod alone, and states
its SHA-256 in the signed study pack. So nobody at the pod can look ahead (Schulz and
Grimes 2002, Lancet 359:614), and everybody can check afterwards that it was followed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.errors import Malformed, Usage
from pod.programme import read_programme
from pod.seal import Identity, Recipient, seal, unseal
from pod.settings import Id
from pod.values import Value

Unit: TypeAlias = Literal["person", "pod"]
"""What is allocated: each person, or a whole pod at once (stepped wedge)."""

MOST_ARMS = 8
NONCE_BYTES = 32
DAYS = 7


class Arm(Value, frozen=True, kw_only=True):
    """One arm: a programme, and how many whole weeks its training waits."""

    name: Id
    programme: Id
    wait_weeks: Annotated[int, Meta(ge=0, le=104)] = 0


Arms: TypeAlias = Annotated[tuple[Arm, ...], Meta(max_length=MOST_ARMS)]


class SealedSequence(Value, frozen=True, kw_only=True):
    """What a pod is given: age ciphertext, and SHA-256 in hex of what it holds."""

    pod: Id
    sealed: bytes
    commitment: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Allocation(Value, frozen=True, kw_only=True):
    """What the seal hides: one digit a place, the index of the arm drawn for it.

    Digits and not names, because a seal's length is that of what it holds. The nonce is
    what keeps anybody from trying out sequences against the commitment.
    """

    study: Id
    pod: Id
    unit: Unit
    starts_on: date | None
    arms: Arms
    nonce: Annotated[str, Meta(pattern="^[0-9a-f]{32,64}$")]
    places: Annotated[str, Meta(pattern=f"^[0-{MOST_ARMS - 1}]+$")]


def permuted_blocks(
    arms: int, sizes: Sequence[int], people: int, rng: Random
) -> list[int]:
    """Draw arms for `people` in balanced blocks whose sizes vary at random.

    Each size is a multiple of `arms`. Cut off at `people`, so that the length does not
    tell the last block's size. Between any two arms the counts never differ by more
    than max(sizes) / arms (Matts and Lachin 1988, Controlled Clinical Trials 9:327).
    """
    places: list[int] = []
    while len(places) < people:
        block = list(range(arms)) * (rng.choice(sizes) // arms)
        rng.shuffle(block)
        places += block
    return places[:people]


def even_steps(arms: int, pods: int, rng: Random) -> list[int]:
    """Draw one arm for each pod, every arm as often as any other or once more.

    Which arms come once more is drawn too (stepped wedge: Hemming 2015, BMJ 350:h391).
    """
    extra = rng.sample(range(arms), pods % arms)
    steps = [*range(arms)] * (pods // arms) + extra
    rng.shuffle(steps)
    return steps


def plain(allocation: Allocation) -> bytes:
    """Return the one spelling of an allocation that is sealed and committed to."""
    return msgspec.json.encode(allocation, order="deterministic")


def seal_sequence(allocation: Allocation, recipient: Recipient) -> SealedSequence:
    """Seal an allocation for its pod, and commit to it."""
    content = plain(allocation)
    return SealedSequence(
        pod=allocation.pod,
        sealed=seal(content, (recipient,)),
        commitment=_sha256(content),
    )


def open_sequence(one: SealedSequence, identity: Identity) -> Allocation:
    """Open a sequence in memory; Sealed or Malformed when it is not what was promised.

    Keep what it returns nowhere.
    """
    return read_allocation(unseal(one.sealed, (identity,)), one.commitment)


def read_allocation(untrusted: bytes, commitment: str) -> Allocation:
    """Read an allocation that is the one committed to, or Malformed."""
    if _sha256(untrusted) != commitment:
        raise Malformed("The allocation is not the one that the study promised")
    try:
        allocation = msgspec.json.decode(untrusted, type=Allocation)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Without its cause: that may quote what is sealed.
        raise Malformed("The allocation makes no sense") from None
    if int(max(allocation.places)) >= len(allocation.arms):
        raise Malformed("The allocation names an arm that there is not")
    return allocation


def arm_at(allocation: Allocation, place: int) -> Arm:
    """Return the arm of a place, from 0; Usage when every place is taken."""
    if place >= len(allocation.places):
        raise Usage(
            "Every place of this study is taken on this pod.",
            "Nothing is lost. Tell the evaluator who made the study.",
        )
    return allocation.arms[int(allocation.places[place])]


def first_departure(
    untrusted: bytes, commitment: str, drawn: Sequence[str]
) -> int | None:
    """Return the first place where a pod left its sequence, or None if it never did.

    `drawn` are the arms' names in the order in which the pod drew them. Malformed when
    `untrusted` is not what the commitment in the study pack promised.
    """
    allocation = read_allocation(untrusted, commitment)
    for place, name in enumerate(drawn):
        if place >= len(allocation.places) or arm_at(allocation, place).name != name:
            return place
    return None


def begins_on(arm: Arm, since: date) -> date:
    """Return the day on which an arm's training begins."""
    return since + timedelta(days=DAYS * arm.wait_weeks)


def weeks_left(begins: date, today: date) -> int:
    """Return in how many weeks, begun ones counted, a day comes; 0 once it is here."""
    return max(0, -((today - begins).days // DAYS))


def check_consents(programmes: Iterable[str]) -> None:
    """Refuse programmes with different consents: asking anew would tell the arm."""
    if len({read_programme(name).consent for name in programmes}) > 1:
        raise Usage("Every programme of a study must ask for the same consent.")


def check_waits(arms: Iterable[Arm]) -> None:
    """Refuse an arm that waits with a programme in which nobody would wait."""
    for arm in arms:
        sittings = read_programme(arm.programme).sittings
        if arm.wait_weeks and not any(one.waits for one in sittings):
            raise Usage(
                f"The arm {arm.name} would not wait: {arm.programme} has no sitting "
                "that waits."
            )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
