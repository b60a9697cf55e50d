"""Under which code somebody's results leave stands beside their name, sealed."""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "p0003"
down_revision = "p0002"


def upgrade() -> None:
    """Add the table; take the code out of whoever is being added just now."""
    op.create_table(
        "study_code",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_study_code"),
    )
    here = op.get_bind()
    meant = here.execute(sa.text("SELECT id, given FROM intent WHERE deed = 'add'"))
    for row in meant.all():
        given = msgspec.json.decode(row.given)
        given.pop("study_code", None)
        kept = {"id": row.id, "given": msgspec.json.encode(given)}
        here.execute(sa.text("UPDATE intent SET given = :given WHERE id = :id"), kept)
