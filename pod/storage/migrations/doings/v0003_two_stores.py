"""Two stores: who people are moves into another one, what they said is sealed.

What moves is written there, and there to the disk, before it is dropped here: cut off
at any moment, this is done again from its beginning and comes to the same.
"""

import secrets
import zlib
from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from alembic import context, op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

revision = "0003"
down_revision = "0002"

MOVED = ("number", "first_name", "cell")
ROW = """SELECT kept.activity, kept.number, kept."row" AS said, sitting.person
FROM kept JOIN activity ON activity.id = kept.activity
JOIN sitting ON sitting.id = activity.sitting
WHERE (activity.ended IS NULL) = :open ORDER BY kept.activity, kept.number"""
STAFF = (
    "SELECT number, role, code_hash FROM staff",
    "INSERT OR REPLACE INTO staff (number, role, code_hash) "
    "VALUES (:number, :role, :code_hash)",
)
ATTEMPTS = (
    "SELECT scope, wrong FROM attempt",
    "INSERT OR REPLACE INTO attempt (scope, wrong) VALUES (:scope, :wrong)",
)
KEEP_ROW = """UPDATE kept SET "row" = :said
WHERE activity = :activity AND number = :number"""
KEEP_PAGE = """UPDATE journal SET entry = :said
WHERE activity = :activity AND number = :number"""
PAGE = """SELECT journal.activity, journal.number, journal.entry AS said, sitting.person
FROM journal JOIN activity ON activity.id = journal.activity
JOIN sitting ON sitting.id = activity.sitting"""
KEPT = """CREATE TRIGGER {table}_{deed} BEFORE {deed} ON {table} {when}
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"""
AFTER_ALL = "WHEN NEW.id <= (SELECT coalesce(max(id), 0) FROM {table})"


def upgrade() -> None:
    """Move names and accounts, seal rows and the journal, drop what has moved."""
    here = op.get_bind()
    people = context.config.attributes["people"]
    persons = context.config.attributes["persons"]
    keys = _keys(here, persons)
    _identities(here, people, keys)
    _accounts(here, people)
    _duty(here)
    _pack(here, keys)
    _seal(here, keys)
    _drop()
    _record()
    _rights()


def _keys(here: sa.Connection, persons: sa.Connection) -> dict[str, AESGCM]:
    """Make everybody's key, once."""
    for ref in here.execute(sa.text("SELECT ref FROM person")).scalars():
        persons.execute(
            sa.text("INSERT OR IGNORE INTO person_key (ref, key) VALUES (:ref, :key)"),
            {"ref": ref, "key": secrets.token_bytes(32)},
        )
    persons.commit()
    kept = persons.execute(sa.text("SELECT ref, key FROM person_key"))
    return {row.ref: AESGCM(row.key) for row in kept}


def _sealed(keys: dict[str, AESGCM], ref: str, place: str, plain: bytes) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + keys[ref].encrypt(nonce, plain, f"{place}/{ref}".encode())


def _identities(
    here: sa.Connection, people: sa.Connection, keys: dict[str, AESGCM]
) -> None:
    put = sa.text("""INSERT OR REPLACE INTO identity (ref, number, first_name, cell,
        pictures_hash, wrong_pictures) VALUES (:ref, :number, :first_name, :cell,
        :pictures_hash, :wrong_pictures)""")
    for row in here.execute(sa.text("SELECT * FROM person")).mappings():
        sealed = {
            name: _sealed(keys, row["ref"], f"identity.{name}", row[name].encode())
            for name in MOVED
        }
        people.execute(put, {**row, **sealed})


def _accounts(here: sa.Connection, people: sa.Connection) -> None:
    """Move the staff accounts and the count of wrong codes."""
    for look, put in (STAFF, ATTEMPTS):
        for row in here.execute(sa.text(look)).mappings():
            people.execute(sa.text(put), dict(row))
    people.commit()


def _duty(here: sa.Connection) -> None:
    """Let duty know a number that stands in the other store now."""
    kept = [dict(row) for row in here.execute(sa.text("SELECT * FROM duty")).mappings()]
    op.drop_table("duty")
    op.create_table(
        "duty",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("staff", name="pk_duty"),
    )
    for row in kept:
        here.execute(sa.text("INSERT INTO duty VALUES (:staff, :until_at)"), row)


def _pack(here: sa.Connection, keys: dict[str, AESGCM]) -> None:
    """Pack the rows of every activity that has ended."""
    op.create_table(
        "packed",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.id"], name="fk_packed_activity_activity"
        ),
        sa.PrimaryKeyConstraint("activity", name="pk_packed"),
    )
    put = sa.text("INSERT INTO packed VALUES (:activity, :count, :rows)")
    for activity, person, rows in _ended(here):
        packed = zlib.compress(msgspec.msgpack.encode(rows))
        sealed = _sealed(keys, person, f"packed/{activity}", packed)
        here.execute(put, {"activity": activity, "count": len(rows), "rows": sealed})
        gone = sa.text("DELETE FROM kept WHERE activity = :activity")
        here.execute(gone, {"activity": activity})


def _ended(here: sa.Connection) -> Iterator[tuple[str, str, list[bytes]]]:
    """Return each ended activity's rows in order, and whose they are."""
    by_activity: dict[tuple[str, str], list[bytes]] = {}
    for row in here.execute(sa.text(ROW), {"open": False}):
        by_activity.setdefault((row.activity, row.person), []).append(row.said)
    for (activity, person), rows in by_activity.items():
        yield activity, person, rows


def _seal(here: sa.Connection, keys: dict[str, AESGCM]) -> None:
    """Seal each row and page of what is under way."""
    rows = here.execute(sa.text(ROW), {"open": True}).all()
    pages = here.execute(sa.text(PAGE)).all()
    for table, found, keep in (
        ("kept", rows, KEEP_ROW),
        ("journal", pages, KEEP_PAGE),
    ):
        for row in found:
            place = f"{table}/{row.activity}/{row.number}"
            said = _sealed(keys, row.person, place, row.said)
            key = {"activity": row.activity, "number": row.number}
            here.execute(sa.text(keep), {**key, "said": said})


def _drop() -> None:
    """Drop here what stands in the other store now."""
    with op.batch_alter_table("person", recreate="always") as table:
        table.drop_constraint("uq_person_number", type_="unique")
        for column in (*MOVED, "pictures_hash", "wrong_pictures"):
            table.drop_column(column)
    op.drop_table("staff")
    op.drop_table("attempt")


def _record() -> None:
    """Make the table of signed heads; let the record only be added to."""
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    for table in ("audit", "audit_head"):
        for deed in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(table=table, deed=deed, when=""))
        when = AFTER_ALL.format(table=table)
        op.execute(KEPT.format(table=table, deed="INSERT", when=when))


def _rights() -> None:
    """Make room for corrections; let a bundle be known to have arrived."""
    op.create_table(
        "note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_note_person_person"
        ),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.id"], name="fk_note_activity_activity"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_person", "note", ["person"])
    op.add_column(
        "export",
        sa.Column("received", sa.Boolean(), nullable=False, server_default="0"),
    )
