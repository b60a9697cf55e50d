"""The tables of what the pod knows of travelling: who agreed, what went and came."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from pod.storage.doings_tables import DoingsBase


class TravellerRow(DoingsBase):
    """What is known of somebody who may travel, or came from elsewhere.

    `ref` names them among pods: their own reference, or the one that they came with.
    """

    __tablename__ = "traveller"
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    told: Mapped[bytes]


class TravelRow(DoingsBase):
    """One record that went or came; it stays when the person is forgotten.

    `person` is the reference that names them among pods.
    """

    __tablename__ = "travel"
    record: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str]
    kind: Mapped[str]
    pod: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]
