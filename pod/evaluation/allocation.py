"""Draws a study's arms for its pods, once, and keeps what was drawn for checking."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TypeAlias

import msgspec

from pod.arms import (
    MOST_ARMS,
    NONCE_BYTES,
    Allocation,
    Arm,
    check_consents,
    check_waits,
    even_steps,
    permuted_blocks,
    plain,
    seal_sequence,
)
from pod.errors import Usage
from pod.evaluation.folder import write_secret
from pod.evaluation.plan import Wishes
from pod.seal import Recipient, seal
from pod.settings import Id
from pod.study import StudyPack

Made: TypeAlias = Sequence[tuple[Allocation, Recipient]]
"""Each pod's allocation, and whom it is sealed for."""

FOLDER = "allocation"
USUAL_PEOPLE = 200


def allocate(wishes: Wishes, rng: Random) -> Made:
    """Draw every pod's allocation, or Usage before anything is made; () without arms.

    `rng` is the system's own: whoever knew a seed could look ahead.
    """
    if not wishes.arms:
        _refuse_leftovers(wishes)
        return ()
    arms, pods = read_arms(wishes), read_pods(wishes.pods)
    places = _places(wishes, len(arms), len(pods), rng)
    return tuple(
        (_allocation(wishes, arms, (pod, indices), rng), recipient)
        for (pod, recipient), indices in zip(pods, places, strict=True)
    )


def with_arms(pack: StudyPack, made: Made) -> StudyPack:
    """Return the pack with the arms, sealed; nobody can read them from the pack."""
    if not made:
        return pack
    first = made[0][0]
    return msgspec.structs.replace(
        pack,
        arms=first.arms,
        unit=first.unit,
        starts_on=first.starts_on,
        sequences=tuple(seal_sequence(one, recipient) for one, recipient in made),
    )


def lay_allocations(folder: Path, made: Made) -> Path | None:
    """Keep each pod's allocation for its owner's eyes only; return their folder.

    SHA-256 of a file is the commitment in the pack. None where there is none to keep.
    """
    if not made:
        return None
    kept = folder / FOLDER
    kept.mkdir(mode=0o700)
    for one, _ in made:
        write_secret(kept / f"{one.pod}.json", plain(one).decode("ascii"))
    return kept


def read_arms(wishes: Wishes) -> tuple[Arm, ...]:
    """Read `name:programme:weeks`, twice or more, of programmes that pods have."""
    arms = tuple(_arm(text) for text in wishes.arms)
    if not 1 < len({arm.name for arm in arms}) == len(arms) <= MOST_ARMS:
        raise Usage(f"A study has 2 to {MOST_ARMS} arms, each with its own name.")
    check_waits(arms)
    check_consents((wishes.programme, *(arm.programme for arm in arms)))
    return arms


def _arm(text: str) -> Arm:
    name, _, rest = text.partition(":")
    programme, _, weeks = rest.partition(":")
    raw = {"name": name, "programme": programme, "wait_weeks": weeks or "0"}
    try:
        return msgspec.convert(raw, Arm, strict=False)
    except msgspec.ValidationError as error:
        raise Usage(
            f"{text} is not NAME:PROGRAMME:WEEKS, such as later:first:8.",
            "A name is 3 to 16 small letters and digits; weeks are 0 to 104.",
        ) from error


def read_pods(texts: Sequence[str]) -> tuple[tuple[str, Recipient], ...]:
    """Read `pod=age1...`, once a pod; every pod has a key of its own."""
    pods = tuple(_pod(text) for text in texts)
    if not pods:
        raise Usage("Name each pod that draws: --pod pod07=age1...")
    for column in zip(*pods, strict=True):
        if len(set(column)) < len(pods):
            raise Usage("Each pod is named once, and has a key of its own.")
    return pods


def _pod(text: str) -> tuple[str, Recipient]:
    name, _, recipient = text.partition("=")
    try:
        msgspec.convert(name, Id)
    except msgspec.ValidationError as error:
        raise Usage(f"{text} is not POD=KEY, such as pod07=age1...") from error
    seal(b"", (recipient,))
    return name, recipient


def _places(
    wishes: Wishes, arms: int, pods: int, rng: Random
) -> Sequence[Sequence[int]]:
    """Draw the arms, by index, of each pod's places."""
    if wishes.unit == "person":
        if wishes.starts_on is not None:
            raise Usage("People begin after their own draw: leave out --starts-on.")
        sizes, people = _sizes(wishes, arms), wishes.people or USUAL_PEOPLE
        return [permuted_blocks(arms, sizes, people, rng) for _ in range(pods)]
    if wishes.starts_on is None or wishes.people is not None or wishes.block_sizes:
        raise Usage("Whole pods need --starts-on, and no --people or --block-sizes.")
    if pods < arms:
        raise Usage("Whole pods need at least one pod for each arm.")
    return [[step] for step in even_steps(arms, pods, rng)]


def _sizes(wishes: Wishes, arms: int) -> Sequence[int]:
    """Return the sizes of blocks wished for, else twice and three times the arms."""
    texts = wishes.block_sizes.split(",") if wishes.block_sizes else ()
    try:
        sizes = [int(text) for text in texts] or [2 * arms, 3 * arms]
    except ValueError as error:
        raise Usage("Block sizes are numbers with commas, such as 4,6.") from error
    if len(set(sizes)) == 1 or any(size < 1 or size % arms for size in sizes):
        raise Usage(
            f"Block sizes are two or more different multiples of {arms}, the number of"
            " arms; with one size, the end of every block can be foreseen."
        )
    return sizes


def _allocation(
    wishes: Wishes,
    arms: tuple[Arm, ...],
    drawn: tuple[str, Sequence[int]],
    rng: Random,
) -> Allocation:
    pod, indices = drawn
    return Allocation(
        study=wishes.name,
        pod=pod,
        unit=wishes.unit,
        starts_on=wishes.starts_on,
        arms=arms,
        nonce=rng.randbytes(NONCE_BYTES).hex(),
        places="".join(map(str, indices)),
    )


def _refuse_leftovers(wishes: Wishes) -> None:
    leftover = wishes.pods or wishes.block_sizes or wishes.people or wishes.starts_on
    if leftover or wishes.unit == "pod":
        raise Usage("Name the study's arms too: --arm now:first:0 --arm later:first:8")
