"""What staff may write down about the governor's undertaking on privileges."""

from datetime import date
from typing import Literal

from pod.desk.staff import Second
from pod.values import Value


class RecordUndertaking(Value, frozen=True, tag=True):
    """It was signed by whoever holds this office, on this day. Answered by Done."""

    signed_by: Literal["governor", "deputy_governor", "director"]
    signed_on: date


class WithdrawUndertaking(Value, frozen=True, tag=True):
    """It stands no longer, and a second person agrees. Answered by Done.

    Whoever is at the pod ends their sitting; nobody is let in after them.
    """

    second: Second
