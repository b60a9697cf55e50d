"""What staff did about a concern, what they noted and handed over; what is shared."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables; a concern that somebody had taken on was closed by that."""
    with op.batch_alter_table("concern") as table:
        table.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE concern SET closed_at = acknowledged_at")
    _steps()
    _notes()
    _handovers()
    _shares()


def _steps() -> None:
    op.create_table(
        "concern_step",
        sa.Column("concern", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("concern", "number", name="pk_concern_step"),
        sa.ForeignKeyConstraint(
            ["concern"], ["concern.id"], name="fk_concern_step_concern_concern"
        ),
    )


def _notes() -> None:
    op.create_table(
        "staff_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("then", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_note"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_staff_note_person_person"
        ),
    )
    op.create_index("ix_staff_note_person", "staff_note", ["person"])


def _handovers() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_by", sa.String(), nullable=True),
        sa.Column("heads", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
    )


def _shares() -> None:
    op.create_table(
        "share",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", "what", name="pk_share"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_share_person_person"
        ),
    )
