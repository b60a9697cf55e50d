"""What travels of one person: their course, settings and progress.

What staff wrote, concerns, alerts and the diary have no field here, so they cannot
leave. Each part says what counts where two pods know different things.
"""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.settings import Id, Likes
from pod.values import Value

Ref: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{3,16}$")]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**53)]
Word: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{0,40}$")]
Short: TypeAlias = Annotated[str, Meta(max_length=80)]
Ended: TypeAlias = Literal["done", "partial"]


class Known(Value, frozen=True, kw_only=True):
    """What somebody is known by, and since when; the newest counts."""

    at: Moment
    number: Annotated[str, Meta(pattern=r"^[A-Z]\d{4}[A-Z]{2}$")]
    first_name: Annotated[str, Meta(min_length=1, max_length=40)]
    cell: Annotated[str, Meta(max_length=40)] = ""


class Signing(Value, frozen=True, kw_only=True):
    """How somebody signs in: their four pictures, hashed; the newest count."""

    at: Moment
    pictures: Annotated[str, Meta(max_length=200)] | None = None


class Liked(Value, frozen=True, kw_only=True):
    """How somebody likes the pod, and whether they were asked; the newest counts."""

    at: Moment
    likes: Likes
    chosen: bool = False


class Roaming(Value, frozen=True, kw_only=True):
    """Whether all pods of somebody's prison may know them; the newest answer counts."""

    at: Moment
    on: bool = False


class Enrolled(Value, frozen=True, kw_only=True):
    """What was fixed when somebody enrolled; no code: it was forgotten for good."""

    on: date
    code: Annotated[str, Meta(pattern="^([a-z0-9]{3,16})?$")]
    bands: dict[Word, Short]


class Home(Value, frozen=True, kw_only=True):
    """From which pod alone their results leave, since when; the newest counts."""

    since: Moment
    pod: Id


class Consent(Value, frozen=True, kw_only=True):
    """One answer to the three choices, and what they had been told leaves."""

    given_at: Moment
    version: Count
    take_part: bool
    evaluation: bool
    contact: bool
    asked: bool
    level: Word = ""
    alike: Count = 0
    linked: bool = False


class Drew(Value, frozen=True, kw_only=True):
    """The arm that somebody drew, of which study; the first counts."""

    at: Moment
    study: Id
    arm: Id


class Held(Value, frozen=True, kw_only=True):
    """One sitting, open until it is closed."""

    id: Ref
    number: Count
    point: Word | None
    programme: Word
    programme_version: Count
    held_on: date
    closed_at: Moment | None
    planned_minutes: Count
    software: Short = ""


class Run(Value, frozen=True, kw_only=True):
    """One activity and its rows in order; None: its answers did not come along.

    The journal saves a place in one that is under way.
    """

    id: Ref
    sitting: Ref
    part: Count
    task: Word
    task_version: Count
    params: bytes
    params_hash: Short
    seed: Count
    language: Short
    because: Word
    planned_minutes: Count
    took_ms: Count = 0
    ended: Ended | None = None
    rows: tuple[bytes, ...] | None = None
    journal: tuple[bytes, ...] = ()


class Gone(Value, frozen=True, kw_only=True):
    """What has left of somebody for evaluation already, from whatever pod.

    Activities are told as `point/task`, sittings that left as research rows by their
    ids: no study code is in it, so that one that is forgotten is nowhere. `linked` are
    the studies whose linkage authority was sent their prison number.
    """

    entered: bool = False
    withdrawn: bool = False
    activities: tuple[Short, ...] = ()
    sittings: tuple[Short, ...] = ()
    linked: tuple[Id, ...] = ()


class Person(Value, frozen=True, kw_only=True):
    """All of somebody that travels. `ref` names them among pods, and nobody else."""

    ref: Ref
    enrolled: Enrolled
    known: Known
    signing: Signing
    liked: Liked
    home: Home
    roaming: Roaming
    consents: tuple[Consent, ...] = ()
    drew: Drew | None = None
    sittings: tuple[Held, ...] = ()
    runs: tuple[Run, ...] = ()
    gone: Gone = Gone()
