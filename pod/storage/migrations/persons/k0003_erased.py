"""Who was erased, and when: what the other pods of a wing are told of it."""

import sqlalchemy as sa
from alembic import op

revision = "k0003"
down_revision = "k0002"


def upgrade() -> None:
    """Add the table; of whoever was erased before, no other pod is told."""
    op.create_table(
        "erased",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_erased"),
    )
