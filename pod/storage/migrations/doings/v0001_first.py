"""The first form of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _pod()
    _people()
    _sittings()
    _rows()


def _pod() -> None:
    """Make the tables of the pod itself."""
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "attempt",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("wait_until_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_attempt"),
    )
    op.create_table(
        "notice",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_notice"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_table(
        "export",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("bundle", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_export"),
    )
    op.create_table(
        "staff",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff"),
    )


def _people() -> None:
    """Make the tables of people and what they agreed to."""
    op.create_table(
        "person",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text_size", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("pictures_hash", sa.String(), nullable=True),
        sa.Column("wrong_pictures", sa.Integer(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("study_code", sa.String(), nullable=False),
        sa.Column("bands", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_person"),
        sa.UniqueConstraint("number", name="uq_person_number"),
        sa.UniqueConstraint("study_code", name="uq_person_study_code"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("take_part", sa.Boolean(), nullable=False),
        sa.Column("evaluation", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_consent_person_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_person", "consent", ["person"], unique=False)
    op.create_table(
        "concern",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_concern_person_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_concern"),
    )


def _sittings() -> None:
    """Make the tables of sittings."""
    op.create_table(
        "sitting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("point", sa.String(), nullable=True),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("programme_version", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"], ["person.ref"], name="fk_sitting_person_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sitting"),
    )
    op.create_index("ix_sitting_person", "sitting", ["person"], unique=False)
    op.create_table(
        "activity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sitting", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("task_version", sa.Integer(), nullable=False),
        sa.Column("params", sa.LargeBinary(), nullable=False),
        sa.Column("params_hash", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sitting"], ["sitting.id"], name="fk_activity_sitting_sitting"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
    )
    op.create_index("ix_activity_sitting", "activity", ["sitting"], unique=False)


def _rows() -> None:
    """Make the tables of rows and their journal."""
    op.create_table(
        "kept",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.id"], name="fk_kept_activity_activity"
        ),
        sa.PrimaryKeyConstraint("activity", "number", name="pk_kept"),
    )
    op.create_table(
        "journal",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity", "number"],
            ["kept.activity", "kept.number"],
            name="fk_journal_activity_kept",
        ),
        sa.PrimaryKeyConstraint("activity", "number", name="pk_journal"),
    )
