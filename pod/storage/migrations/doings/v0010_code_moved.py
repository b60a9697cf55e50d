"""The code under which results leave moves to who people are; none is known here.

It is written there, and there to the disk, before it is dropped here: cut off at any
moment, this is done again from its beginning and comes to the same.
"""

import secrets
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

revision = "0010"
down_revision = "0009"

MAKE = "INSERT OR IGNORE INTO person_key (ref, key) VALUES (:ref, :key)"
KEY = "SELECT key FROM person_key WHERE ref = :ref"
WHOSE = "SELECT ref FROM person_key UNION SELECT 'gone/' || ref FROM forgotten"
PUT = "INSERT OR IGNORE INTO study_code (ref, code) VALUES (:ref, :code)"


def upgrade() -> None:
    """Seal everybody's code beside their name, then drop it here."""
    found = op.get_bind().execute(sa.text("SELECT ref, study_code FROM person"))
    if kept := [(row.ref, row.study_code) for row in found]:
        _move(kept)
    with op.batch_alter_table("person", recreate="always") as table:
        table.drop_constraint("uq_person_study_code", type_="unique")
        table.drop_column("study_code")


def _move(kept: Sequence[tuple[str, str]]) -> None:
    """Write each code once, under a key of its own; a forgotten one stays so."""
    people = context.config.attributes["people"]
    persons = context.config.attributes["persons"]
    known = set(persons.execute(sa.text(WHOSE)).scalars())
    moved = [
        (ref, code)
        for ref, code in kept
        if ref in known and f"gone/code/{ref}" not in known
    ]
    for ref, _ in moved:
        key = {"ref": f"code/{ref}", "key": secrets.token_bytes(32)}
        persons.execute(sa.text(MAKE), key)
    persons.commit()
    for ref, code in moved:
        key = persons.execute(sa.text(KEY), {"ref": f"code/{ref}"}).scalar()
        people.execute(sa.text(PUT), {"ref": ref, "code": _sealed(key, ref, code)})
    people.commit()


def _sealed(key: bytes, ref: str, code: str) -> bytes:
    nonce, bound = secrets.token_bytes(12), f"study_code/code/{ref}".encode()
    return nonce + AESGCM(key).encrypt(nonce, code.encode(), bound)
