"""The table of what staff chose against what a rule of need suggests."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from pod.storage.doings_tables import DoingsBase


class NeedChoiceRow(DoingsBase):
    """What staff chose for somebody, and why: sealed with the person's own key."""

    __tablename__ = "need_choice"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    staff: Mapped[str]
    said: Mapped[bytes]
