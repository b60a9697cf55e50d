"""What the course needs: parts of a sitting, minutes, arms, who is on duty."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PLACE = """
UPDATE activity SET part = (
    SELECT count(*) FROM activity AS before
    WHERE before.sitting = activity.sitting
    AND before.rowid < activity.rowid AND before.ended = 'done'
)
"""
"""An older store did the parts of a sitting in order, each once."""


def upgrade() -> None:
    """Add the columns and tables; what was kept before stays as it was."""
    _sittings()
    _activities()
    _arms()
    _duty()


def _sittings() -> None:
    with op.batch_alter_table("sitting") as table:
        table.add_column(_counted("planned_minutes"))


def _activities() -> None:
    with op.batch_alter_table("activity") as table:
        table.add_column(_counted("part"))
        table.add_column(
            sa.Column("because", sa.String(), nullable=False, server_default="")
        )
        table.add_column(_counted("planned_minutes"))
        table.add_column(_counted("took_ms"))
    op.execute(PLACE)


def _counted(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _arms() -> None:
    op.create_table(
        "arm",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_arm"),
    )


def _duty() -> None:
    op.create_table(
        "duty",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff"], ["staff.number"], name="fk_duty_staff_staff"
        ),
        sa.PrimaryKeyConstraint("staff", name="pk_duty"),
    )
