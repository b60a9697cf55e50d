"""The receipt: an evaluator's signed word that a bundle arrived."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pod.errors import Malformed
from pod.seal import (
    PublicKey,
    SigningKey,
    Trusted,
    public_key,
    read_signed,
    sig_beside,
    signer,
)
from pod.settings import Id
from pod.values import Value

_BIGGEST = 100_000


class RowRefused(Value, frozen=True, kw_only=True):
    """One row that an evaluator could not use: in which file, which, and why."""

    file: Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\.csv$")]
    row: Annotated[int, Meta(ge=1)]
    why: Annotated[str, Meta(pattern="^[a-z_]{2,24}$")]


class Receipt(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Which bundle arrived, and how many of its rows were accepted and refused.

    `rows` tells which were refused; an older evaluator's receipt only counts them.
    """

    format: Literal[1] = 1
    study: Id
    pod: Id
    sequence: Annotated[int, Meta(ge=1, le=999_999)]
    bundle: Annotated[str, Meta(pattern="^[a-f0-9]{32}$")]
    sha256: Annotated[str, Meta(pattern="^[a-f0-9]{64}$")]
    accepted: Annotated[int, Meta(ge=0)]
    refused: Annotated[int, Meta(ge=0)]
    software: str
    rows: tuple[RowRefused, ...] = ()


def write_receipt(folder: Path, receipt: Receipt, key: SigningKey) -> Path:
    """Write `<study>-<pod>-<sequence>.podreceipt`, signed; return its path."""
    stem = f"{receipt.study}-{receipt.pod}-{receipt.sequence:06d}"
    path = folder / f"{stem}.podreceipt"
    content = msgspec.json.format(msgspec.json.encode(receipt))
    path.write_bytes(content)
    sig_beside(path).write_text(key.sign(content), "ascii")
    return path


def read_receipt(path: Path, receipt_keys: tuple[PublicKey, ...]) -> Receipt:
    """Read a receipt that a receipt key of the study pack signed, or Untrusted."""
    return check_receipt(*read_signed(path, _BIGGEST), receipt_keys)


def check_receipt(
    untrusted: bytes, untrusted_sig: str, receipt_keys: tuple[PublicKey, ...]
) -> Receipt:
    """Return the receipt if one of these keys signed it, or Untrusted.

    Malformed when it makes no sense, or tells of rows that it does not count.
    """
    known = [Trusted("evaluator", public_key(key)) for key in receipt_keys]
    signer(untrusted, untrusted_sig, known)
    try:
        receipt = msgspec.json.decode(untrusted, type=Receipt)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(f"This is not a receipt: {error}") from error
    if receipt.rows and len(receipt.rows) != receipt.refused:
        raise Malformed("The receipt does not tell of each row that it refuses.")
    return receipt
