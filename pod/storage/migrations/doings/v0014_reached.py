"""Which program a sitting was held with; codes of erased people that had left."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column, not known of sittings before, and the table, with nobody in."""
    with op.batch_alter_table("sitting") as table:
        table.add_column(
            sa.Column("software", sa.String(), nullable=False, server_default="")
        )
    op.create_table(
        "gone_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_gone_code"),
    )
