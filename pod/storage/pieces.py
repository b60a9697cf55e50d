"""Sealed bundles that wait, in pieces; and where each was begun to be written.

A bundle's pieces are kept one by one while it is sealed, its record when it is whole:
pieces without a record are of a bundle that never was.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import delete, insert, select

from pod.storage.doings_tables import ExportPieceRow, ExportRow
from pod.storage.vault import DoingsDb, Vault


def keep_piece(db: DoingsDb, sequence: int, number: int, piece: bytes) -> None:
    """Keep one piece of a bundle that is being sealed; they are numbered from 0."""
    row = {"sequence": sequence, "number": number, "piece": piece}
    db.execute(insert(ExportPieceRow), row)


def pieces(vault: Vault[DoingsDb], sequence: int) -> Iterator[bytes]:
    """Return what a bundle consists of, in order; each piece is read for itself."""
    number = 0
    while (piece := _piece(vault, sequence, number)) is not None:
        yield piece
        number += 1


def _piece(vault: Vault[DoingsDb], sequence: int, number: int) -> bytes | None:
    query = select(ExportPieceRow.piece).where(
        ExportPieceRow.sequence == sequence, ExportPieceRow.number == number
    )
    with vault.begin() as db:
        return db.scalars(query).one_or_none()


def drop_pieces(db: DoingsDb, sequence: int) -> None:
    """Keep nothing of a bundle but its record."""
    db.execute(delete(ExportPieceRow).where(ExportPieceRow.sequence == sequence))


def drop_unfinished(db: DoingsDb) -> None:
    """Let go of pieces whose bundle never came to its end."""
    whole = select(ExportRow.sequence)
    db.execute(delete(ExportPieceRow).where(ExportPieceRow.sequence.not_in(whole)))


def note_begun(db: DoingsDb, bundle: str, where: str) -> None:
    """Remember where a bundle is written to from now on; nowhere: it is not there."""
    row = db.scalars(select(ExportRow).where(ExportRow.bundle == bundle)).one()
    row.begun = where


def begun(db: DoingsDb) -> Mapping[str, str]:
    """Return where each bundle was begun of which it is not known if it is there."""
    query = select(ExportRow.bundle, ExportRow.begun).where(
        ExportRow.written.is_(False), ExportRow.begun != ""
    )
    return {row.bundle: row.begun for row in db.execute(query)}
