"""What staff passed of their training, and who may watch others through it."""

import sqlalchemy as sa
from alembic import op

revision = "p0002"
down_revision = "p0001"


def upgrade() -> None:
    """Add the table and the mark; nothing was passed here yet."""
    op.add_column(
        "staff",
        sa.Column("super_user", sa.Boolean(), nullable=False, server_default="0"),
    )
    op.create_table(
        "passed_training",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("watched_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("staff", "what", "version", name="pk_passed_training"),
        sa.ForeignKeyConstraint(
            ["staff"],
            ["staff.number"],
            name="fk_passed_training_staff_staff",
            ondelete="CASCADE",
        ),
    )
