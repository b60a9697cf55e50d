"""What may be asked about staff accounts, and what comes back.

Codes are here on their way in, and two are on their way out: each is shown once.
"""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.staff import Second
from pod.desk.training import TrainingAsked
from pod.values import Value

StaffRole: TypeAlias = Literal["facilitator", "supervisor", "technician", "peer"]
Number: TypeAlias = Annotated[str, Meta(pattern="^[0-9]{4,8}$")]
Code: TypeAlias = Annotated[str, Meta(max_length=64)]


class FirstSecond(Value, frozen=True):
    """The second of the two who set a pod up, with a code of their own choosing."""

    number: Number
    role: Literal["supervisor", "technician"]
    code: Code


class FirstSupervisor(Value, frozen=True, tag=True):
    """Make the account that makes all others, where none can yet. -> Done.

    Two people are there for it, and both have an account afterwards.
    """

    number: Number
    code: Code
    second: FirstSecond


class AddStaff(Value, frozen=True, tag=True, kw_only=True):
    """Make an account. A supervisor's needs a second person. Answered by Done."""

    number: Number
    role: StaffRole
    code: Code
    certified_until: date | None = None
    second: Second | None = None


class RevokeStaff(Value, frozen=True, tag=True):
    """End an account; its number opens nothing any more. Answered by Done."""

    number: Number


class ResetCode(Value, frozen=True, tag=True):
    """Open an account again with a code for one day. Answered by OneTimeCode.

    A supervisor's needs a second person.
    """

    number: Number
    second: Second | None = None


class Certify(Value, frozen=True, tag=True):
    """Write down until when somebody's training counts. Answered by Done."""

    number: Number
    until: date


class GiveCard(Value, frozen=True, tag=True):
    """The card that was presented just now is theirs. Answered by Done."""

    number: Number


class TakeCard(Value, frozen=True, tag=True):
    """Their card opens nothing any more. Answered by Done."""

    number: Number


class ListStaff(Value, frozen=True, tag=True):
    """Who has an account here? Answered by StaffList."""


class NewCode(Value, frozen=True, tag=True):
    """Somebody signed in, also with a one-time code, takes a new one. -> StaffView."""

    code: Code


class NewSheet(Value, frozen=True, tag=True):
    """Make new sealed codes; earlier ones end. Answered by Sheet."""

    count: Annotated[int, Meta(ge=1, le=9)] = 5


class HashCost(Value, frozen=True, tag=True):
    """How much work one code is, as measured on this machine. Answered by Done.

    Never less than OWASP's minimum for argon2id: 19 MiB and two passes.
    """

    passes: Annotated[int, Meta(ge=2, le=12)] = 2
    memory_kib: Annotated[int, Meta(ge=19 * 1024, le=64 * 1024)] = 19 * 1024


class SetClock(Value, frozen=True, tag=True):
    """Two people say what time it is: a technician and a supervisor. -> Done."""

    at: Annotated[datetime, Meta(tz=True)]
    second: Second


class CodeNeeded(Value, frozen=True, tag=True):
    """That was a one-time code: a new one must be chosen before anything else."""

    phrase: bool
    """They need a passphrase, not six digits."""


class OneTimeCode(Value, frozen=True, tag=True):
    """A code for one sign-in within a day, shown this once."""

    code: str


class Sheet(Value, frozen=True, tag=True):
    """Sealed codes, shown this once."""

    codes: tuple[str, ...]


class Account(Value, frozen=True, kw_only=True):
    """An account as supervisors see it.

    `certified_until` is the last day on which they may unlock, whoever wrote it down;
    `to_do` what is missing of the training here, for those who unlock.
    """

    number: str
    role: str
    card: bool
    locked: bool
    unused: bool
    renewing: bool
    certified_until: date | None
    last_in_at: datetime | None
    super_user: bool = False
    to_do: tuple[str, ...] = ()


class StaffList(Value, frozen=True, tag=True):
    """Everybody who has an account here, by number."""

    accounts: tuple[Account, ...]


AccountsAsked: TypeAlias = (
    FirstSupervisor
    | AddStaff
    | RevokeStaff
    | ResetCode
    | Certify
    | GiveCard
    | TakeCard
    | ListStaff
    | NewCode
    | NewSheet
    | HashCost
    | SetClock
    | TrainingAsked
)
