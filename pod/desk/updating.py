"""What may be asked about updates that come by stick, and what is said of them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.staff import Second
from pod.values import Value

UpdateIs: TypeAlias = Literal[
    "fine",
    "none",
    "several",
    "locked",
    "closed",
    "pulled_out",
    "nothing",
    "keyless",
    "unsigned",
    "foreign",
    "broken",
    "too_big",
    "older",
    "skips",
    "own",
    "tried",
    "no_slots",
    "full",
    "changed",
    "disk",
    "nobody",
]
"""How an update is, or the stick that it may be on.

`keyless`: the program was built without its makers' keys; `own`: the site has a folder
of its own there; `tried`: another one is on trial; `changed`: it is not what was shown;
`nobody`: the machine's own service did not take it over.
"""
Trial: TypeAlias = Literal["none", "waits", "trying", "gave_up"]
"""Whether a new program lies ready, runs on trial, or was given up."""
UpdateName: TypeAlias = Annotated[
    str, Meta(pattern=r"^[a-z0-9][a-z0-9._+-]{0,59}\.podupdate$")
]
Mark: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
"""The SHA-256 of what was signed: by it what is taken is what was shown."""


class LookUpdate(Value, frozen=True, tag=True):
    """Which updates are on the stick? Asked anew while Writing; then UpdatesTold."""


class TakeUpdate(Value, frozen=True, tag=True):
    """Take the update in that was shown. Asked anew while Writing; then UpdateTaken."""

    name: UpdateName
    mark: Mark


class SetUpAgain(Value, frozen=True, tag=True):
    """Open the set-up on this screen once nobody is at the pod. Answered by Done.

    It is two people's: a supervisor and one more sign in before it offers anything.
    """


class SetUpByTwo(Value, frozen=True, tag=True):
    """A supervisor and one more are at the set-up together. Answered by TwoThere.

    The second is a technician or another supervisor. A sealed code is neither of them:
    who they are goes into the set-up's certificate.
    """

    second: Second


class TwoThere(Value, frozen=True, tag=True, kw_only=True):
    """Who the two are who have proved it: their numbers, and the second one's role."""

    first: str
    second: str
    second_role: Literal["supervisor", "technician"]


class OneUpdate(Value, frozen=True, kw_only=True):
    """An update: what its makers say of it, who signed, and whether it may be taken.

    `of` is the folder that content fills. Of one that is not believed nothing but the
    name is told. `changes` says in one sentence for each language what it changes.
    """

    name: str
    state: UpdateIs
    mark: str = ""
    kind: Literal["program", "content"] = "program"
    of: str = ""
    release: int = 0
    version: str = ""
    made_on: date | None = None
    signed: tuple[str, ...] = ()
    changes: Mapping[str, str] = {}
    megabytes: int = 0


class UpdatesTold(Value, frozen=True, kw_only=True, tag=True):
    """Which release runs, how its trial stands, and every update on the stick.

    `safe`: the stick may be taken out as it is; else it is ejected first.
    """

    state: UpdateIs
    release: int
    version: str
    trial: Trial = "none"
    updates: tuple[OneUpdate, ...] = ()
    safe: bool = True


class UpdateTaken(Value, frozen=True, kw_only=True, tag=True):
    """What came of it. A program is begun by a restart, content by beginning anew."""

    state: UpdateIs
    kind: Literal["program", "content"] = "program"
    release: int = 0
    safe: bool = True


UpdatingAsked: TypeAlias = LookUpdate | TakeUpdate | SetUpAgain | SetUpByTwo
UpdatingTells: TypeAlias = UpdatesTold | UpdateTaken | TwoThere
