"""Takes receipts in: whose signature counts, for which bundle, and only once each."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from pod.bundle.receipt import Receipt, check_receipt
from pod.errors import Malformed, PartRefused, Storage, Trouble
from pod.export.remembered import ExportRecord
from pod.seal import read_signed, sig_beside
from pod.storage import outbox
from pod.storage.left import keep_receipt, kept_receipt
from pod.storage.vault import DoingsDb, Vault
from pod.values import Value

BIGGEST = 100_000


class NotForUs(Malformed):
    """A true receipt, for another pod, study or bundle than one of these."""


class ReceiptTaken(Value, frozen=True, kw_only=True):
    """A receipt that counts; `new` unless it was taken in before."""

    receipt: Receipt
    new: bool


def take_receipt(
    db: DoingsDb, untrusted: bytes, untrusted_sig: str, now: datetime
) -> ReceiptTaken:
    """Turn the bundle that this receipt is for received, and keep what it says.

    Untrusted where no receipt key of the bundle's study signed these very bytes:
    forged, cut short or changed. Malformed where it makes no sense, NotForUs where it
    is for another pod, study or bundle, PartRefused where this bundle has another
    receipt. The same one again is no change.
    """
    keys = outbox.receipt_keys(db, _claimed_study(untrusted))
    receipt = check_receipt(untrusted, untrusted_sig, keys)
    _check_ours(db, receipt)
    known = kept_receipt(db, receipt.bundle)
    if known is not None and _said(known) != _said(untrusted):
        raise PartRefused(
            f"Bundle {receipt.sequence} has a receipt already, and this is another.",
            "The first one counts. Tell the evaluators.",
        )
    new = outbox.mark_received(db, receipt.bundle, receipt.sha256, now)
    if known is None:
        keep_receipt(db, receipt.bundle, untrusted)
    return ReceiptTaken(receipt=receipt, new=new)


def receipt_of(db: DoingsDb, bundle: str) -> Receipt | None:
    """Return what an evaluator said of a bundle, if anything."""
    kept = kept_receipt(db, bundle)
    return msgspec.json.decode(kept, type=Receipt) if kept else None


def take_from(
    vault: Vault[DoingsDb], folder: Path, now: datetime
) -> Iterator[ReceiptTaken | Trouble]:
    """Take in every receipt that lies in a folder, and leave none of them there.

    What is refused is given as its trouble: it lies where it came from, too. Storage
    when the store cannot keep one: it stays, and is taken in once that can be.
    """
    for path in sorted(folder.glob("*.podreceipt")):
        told: ReceiptTaken | Trouble
        try:
            untrusted = read_signed(path, BIGGEST)
            with vault.begin() as db:
                told = take_receipt(db, *untrusted, now)
        except Storage:
            raise
        except Trouble as trouble:
            told = trouble
        yield told
        for done in (path, sig_beside(path)):
            with suppress(OSError):
                done.unlink()


def refused_rows(receipt: Receipt) -> Sequence[str]:
    """Return a line for each row that was refused: its file, its number and why."""
    return [f"{one.file}, row {one.row}: {one.why}" for one in receipt.rows]


def _check_ours(db: DoingsDb, receipt: Receipt) -> None:
    """Refuse a receipt that is for no bundle of this pod, or does not add up."""
    ours = {one.bundle: one for one in outbox.bundles(db)}.get(receipt.bundle)
    if ours is None:
        raise NotForUs("That receipt is for no bundle of this pod.")
    if (ours.sequence, ours.sha256) != (receipt.sequence, receipt.sha256):
        raise NotForUs("That receipt is for a bundle that this pod did not send so.")
    if ours.record:
        _check_counts(msgspec.json.decode(ours.record, type=ExportRecord), receipt)


def _check_counts(record: ExportRecord, receipt: Receipt) -> None:
    name = f"{receipt.study}-{receipt.pod}-{receipt.sequence:06d}.podbundle"
    if record.sealed.name != name:
        raise NotForUs("That receipt is for a bundle of another pod or study.")
    if receipt.accepted + receipt.refused != record.rows:
        raise NotForUs("That receipt counts other rows than the bundle holds.")


class _Claim(msgspec.Struct):
    """For which study a receipt says that it is, before anybody vouches for it."""

    study: str = ""


def _claimed_study(untrusted: bytes) -> str:
    """Return whose keys are to be tried: what they signed says it once more."""
    try:
        return msgspec.json.decode(untrusted, type=_Claim).study
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _said(receipt: bytes) -> Receipt:
    return msgspec.json.decode(receipt, type=Receipt)
