"""What slow breathing and the search for one's own pace need, say and keep."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.values import Value

Pace: TypeAlias = Literal["fixed", "tried", "own"]
Half: TypeAlias = Annotated[float, Meta(ge=2500, le=8000)]
Minutes: TypeAlias = Annotated[float, Meta(ge=1, le=10)]
PerMinute: TypeAlias = Annotated[float, Meta(ge=4, le=8)]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
MINUTE_MS = 60_000.0


class Params(Value, frozen=True, kw_only=True):
    """The pace and the length.

    `own_pace`: the pace is the one that was found for this person.
    """

    in_ms: Half
    out_ms: Half
    minutes: Minutes
    own_pace: bool = False


class SearchParams(Params, frozen=True, kw_only=True):
    """The paces to try, in breaths a minute, and how long each.

    The pace of `in_ms` and `out_ms` is led where none can be found; they also say how
    every breath is parted.
    """

    paces: Annotated[tuple[PerMinute, ...], Meta(min_length=3, max_length=7)]
    pace_minutes: Annotated[float, Meta(ge=1.5, le=3)]
    rest_ms: Annotated[float, Meta(ge=5000, le=40_000)]
    own_minutes: Annotated[float, Meta(ge=1, le=3)]


class Words(Value, frozen=True, kw_only=True):
    """What is said to the person."""

    title: str
    sit: str
    follow_title: str
    follow: str
    minutes: str
    heading: str
    breathe_in: str
    breathe_out: str
    heart_curve: str
    breath_curve: str
    more_minutes: str
    one_minute: str
    nearly_done: str
    stop_any_time: str
    done_title: str
    done: str
    back: str
    next: str
    start: str


class SearchWords(Words, frozen=True, kw_only=True):
    """What is said while the person's own pace is looked for."""

    no_sensor_title: str
    no_sensor: str
    find_title: str
    find: str
    find_minutes: str
    rest: str
    part_done: str
    another: str
    found_title: str
    found: str
    not_found_title: str
    not_found: str
    own_done: str
    go_on: str
    stop: str


class Row(Value, frozen=True, kw_only=True):
    """One breath of the pacer; times are sitting milliseconds.

    What was felt of the heart is empty where no pulse sensor was worn. `lf_ms2` and
    `rhythm` look back over 64 s of the same stretch of breathing, and are empty before,
    and where more than one beat in twenty of them was put right.
    """

    breath: Annotated[
        int, Meta(ge=1, description="which breath, from 1", extra={"once_per": ()})
    ]
    in_ms: Annotated[float, Meta(ge=1, description="ms the disc was led to grow")]
    out_ms: Annotated[float, Meta(ge=1, description="ms the disc was led to shrink")]
    completed: Annotated[
        bool, Meta(description="the pacer kept time: it turned within 250 ms of plan")
    ]
    onset_ms: Annotated[
        float | None, Meta(description="sitting ms at which the breath began")
    ] = None
    pace: Annotated[
        Pace,
        Meta(description="fixed: the set pace; tried: one of several; own: found best"),
    ] = "fixed"
    beats: Annotated[
        Count | None, Meta(description="heartbeats told of in the breath, count")
    ] = None
    mended: Annotated[
        Count | None, Meta(description="beats of the breath put right, count")
    ] = None
    rr_ms: Annotated[
        NotNegative | None, Meta(description="mean time between its beats, ms")
    ] = None
    swing_ms: Annotated[
        NotNegative | None,
        Meta(description="longest less shortest time between its beats, ms"),
    ] = None
    lf_ms2: Annotated[
        NotNegative | None,
        Meta(description="power at .04 to .15 Hz over the last 64 s, ms squared"),
    ] = None
    rhythm: Annotated[
        NotNegative | None,
        Meta(description="how far one rhythm stood out, last 64 s, points of a ratio"),
    ] = None


def per_minute(row: Row) -> float:
    """Return the pace at which a breath was led, breaths a minute."""
    return MINUTE_MS / (row.in_ms + row.out_ms)
