"""What was found of people and data: flow, quality, delivery."""

from pod.values import Value


class Honest(Value, frozen=True, kw_only=True):
    """What a reader has to know of a table: its design, whom it counts, its limits."""

    design: str
    who: str
    cannot: str


class Count(Value, frozen=True):
    """How many there are of something; None is withheld."""

    name: str
    n: int | None


class Ended(Value, frozen=True, kw_only=True):
    """How many of a group came, and how many of them reached the last point so far."""

    name: str
    came: int | None
    ended: int | None
    not_yet: int | None


class Taking(Value, frozen=True, kw_only=True):
    """How many came and ended, by site, by arm or by one band."""

    by: str
    groups: tuple[Ended, ...]


class Held(Value, frozen=True, kw_only=True):
    """Whom pods keep back: `steps` are wholly, and at each point, at least so many.

    `pods` is how many of them said so.
    """

    pods: int
    steps: tuple[Count, ...]
    honest: Honest


class Flow(Value, frozen=True, kw_only=True):
    """How many people came how far; `by` tells it of groups, by their last point.

    `lost` tells of those without a last measure what is known of why. `withdrew` is how
    many took themselves out: nothing of them is counted anywhere else. `held` tells
    whom the pods keep back; None where no bundle's report of that is here.
    """

    steps: tuple[Count, ...]
    by: tuple[Taking, ...]
    lost: tuple[Count, ...]
    withdrew: int | None
    held: Held | None = None
    honest: Honest


class Reasons(Value, frozen=True, kw_only=True):
    """One outcome's people at each point: how many have it, and why others do not.

    `cells` are by row of `names`, then by column of `points`, with totals both ways.
    """

    outcome: str
    names: tuple[str, ...]
    points: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]


class Rescored(Value, frozen=True, kw_only=True):
    """Scores worked out again from the rows, beside what the pods had worked out.

    `percent` is of the people whose rows were looked through. `cannot` says why nothing
    could be compared, or is empty.
    """

    task: str
    compared: int | None
    agree: bool | None
    differ: int | None
    furthest: float | None
    percent: float = 100.0
    cannot: str = ""


class Content(Value, frozen=True, kw_only=True):
    """A version of an activity that people did, and how it was scored."""

    task: str
    version: int
    scoring: str
    people: int | None


class Quality(Value, frozen=True, kw_only=True):
    """How good the data are: what is missing, by which clock, of which versions."""

    bundles: int
    pods: int
    silent: int
    rows: int
    refused: int
    gaps: int
    breaks: int
    went_back: int
    set_aside: tuple[Count, ...]
    missing: tuple[Reasons, ...]
    clocks: tuple[Count, ...]
    content: tuple[Content, ...]
    software: tuple[Count, ...]
    rescored: tuple[Rescored, ...]
    honest: Honest


class Fidelity(Value, frozen=True, kw_only=True):
    """What was delivered: by the last measure each person reached, in bands.

    `activities` is how many people did each activity, where rows came.
    """

    sittings: tuple[Count, ...]
    minutes: tuple[Count, ...]
    missed: tuple[Count, ...]
    because: tuple[Count, ...]
    languages: tuple[Count, ...]
    modes: tuple[Count, ...]
    programmes: tuple[Count, ...]
    honest: Honest
