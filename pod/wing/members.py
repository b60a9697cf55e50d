"""Who belongs to a wing: each has a card, whose fingerprint two of the staff compare.

A card is a small file with the public keys of one pod or console. It proves only that
whoever holds the key made it; that it is that pod's is what people look at.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pod.bundle.carry import write_whole
from pod.errors import Malformed, Storage, Usage
from pod.seal import (
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
from pod.values import Value
from pod.wing.kinds import KINDS, KindName, What

SUFFIX = ".podjoin"
BIGGEST = 10_000
MOST: Mapping[What, int] = {"pod": 24, "console": 4}
"""How many of each may belong to one wing: 24 pods fit on its board."""
GROUPS, LETTERS = 5, 4


class Member(Value, frozen=True, kw_only=True):
    """One pod or console: what the board calls it, and its public keys."""

    id: Id
    what: What
    place: Annotated[str, Meta(pattern="^[A-Za-z0-9]{1,4}$")]
    key: PublicKey
    recipient: Recipient


class Card(Value, frozen=True, kw_only=True):
    """What a pod or console shows to the others of its wing before they trust it."""

    format: Literal[1] = 1
    wing: Id
    member: Member


class Wing(Value, frozen=True, kw_only=True):
    """A wing as one of its members knows it."""

    wing: Id
    me: Member
    others: tuple[Member, ...] = ()

    def member(self, id_: str) -> Member | None:
        """Return one of the others by its id, or None."""
        return next((one for one in self.others if one.id == id_), None)

    def readers(self, kind: KindName, to: str = "") -> tuple[Member, ...]:
        """Return who of the others may open a letter of this kind."""
        read_by = KINDS[kind].read_by
        found = (one for one in self.others if one.what in read_by)
        everybody = not to or KINDS[kind].slots
        return tuple(one for one in found if everybody or to == one.id)


def joined(wing: Wing, card: Card) -> Wing:
    """Return the wing with one more; one whose id is known gets its new keys."""
    if card.wing != wing.wing:
        raise Usage(f"That card is for the wing {card.wing}, not {wing.wing}.")
    if card.member.id == wing.me.id:
        raise Usage("That is this pod's own card.", "Take the card of another one.")
    new = card.member
    others = tuple(one for one in wing.others if one.id != new.id)
    alike = sum(one.what == new.what for one in (*others, wing.me))
    if alike >= MOST[new.what]:
        raise Usage(f"A wing has {MOST[new.what]} of those at most.")
    return msgspec.structs.replace(wing, others=(*others, new))


def left(wing: Wing, id_: str) -> Wing:
    """Return the wing without one of the others."""
    if wing.member(id_) is None:
        raise Usage(f"{id_} does not belong to this wing.")
    others = tuple(one for one in wing.others if one.id != id_)
    return msgspec.structs.replace(wing, others=others)


def fingerprint(card: Card) -> str:
    """Return what two people compare: 100 bits of the card's hash, in five groups."""
    digest = hashlib.sha256(content_of(card)).digest()
    text = base64.b32encode(digest).decode().lower()
    return "-".join(text[LETTERS * n : LETTERS * (n + 1)] for n in range(GROUPS))


def content_of(card: Card) -> bytes:
    """Return a card as it is written and signed."""
    return msgspec.json.encode(card, order="sorted")


def write_card(folder: Path, card: Card, signature: str) -> Path:
    """Write `<wing>-<id>.podjoin` and its signature whole; return the card's path."""
    path = folder / f"{card.wing}-{card.member.id}{SUFFIX}"
    try:
        write_whole(sig_beside(path), signature.encode("ascii"))
        write_whole(path, content_of(card))
    except OSError as error:
        raise Storage(f"The card could not be written: {error.strerror}.") from error
    return path


def read_card(path: Path) -> Card:
    """Read a card that whoever holds its key has signed; Malformed or Untrusted."""
    return check_card(*read_signed(path, BIGGEST))


def check_card(untrusted: bytes, untrusted_sig: str) -> Card:
    """Return the card if its own key signed it; Malformed or Untrusted."""
    try:
        card = msgspec.json.decode(untrusted, type=Card)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("This is not the card of a pod or console.") from error
    seal(b"", (card.member.recipient,))
    owner = Trusted(card.member.id, public_key(card.member.key))
    signer(untrusted, untrusted_sig, (owner,))
    return card


def signed_card(card: Card, key: SigningKey) -> str:
    """Return the signature that proves who made a card."""
    return key.sign(content_of(card))
