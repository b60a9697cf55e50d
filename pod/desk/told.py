"""What the core answers anybody and the person at the pod."""

from pod.desk.wing import MemberHeard
from pod.desk.words import Ref, StepState
from pod.settings import Language, Likes
from pod.study import Leaves
from pod.telling import Entry
from pod.values import Value


class Unlocked(Value, frozen=True, tag=True):
    """The pod is open for one person, who signs in or, with `choose`, picks anew."""

    choose: bool
    likes: Likes


class PodView(Value, frozen=True, tag=True, kw_only=True):
    """What a locked pod may show anybody: no name, no topic.

    `notices` are ids of sentences for staff (text/<language>.toml, [notices]).
    `fault` is a sentence for everybody when the pod cannot be used at all. `unlocked`:
    the pod is open for somebody who must tap their pictures, perhaps once more.
    `waiting`: somebody here needs a person, and nobody has taken that on yet.
    `practice`: nobody here is real. `heard` tells of the others of its wing. `in_use`:
    somebody is at it.
    """

    language: Language
    wing: str
    help_minutes: int
    second_contact: str
    demo: bool
    fault: str = ""
    notices: tuple[str, ...] = ()
    unlocked: Unlocked | None = None
    waiting: bool = False
    practice: bool = False
    heard: tuple[MemberHeard, ...] = ()
    in_use: bool = False


class NotThose(Value, frozen=True, tag=True):
    """Not the four pictures; nobody is locked out. `ask_staff` suggests a person.

    The next four are looked at after `wait_s`.
    """

    ask_staff: bool
    wait_s: int = 0


class PlanStep(Value, frozen=True, kw_only=True):
    """One part of the sitting; with `options`, which of them is not chosen yet."""

    task: str
    state: StepState
    minutes: int
    options: tuple[str, ...] = ()


class PersonView(Value, frozen=True, tag=True, kw_only=True):
    """Where the person is: choices still to make, or the plan of the sitting.

    `leaves` is what the page that asks for them says. `likes_needed`: they have never
    been through their settings. Once a sitting is finished, `coming` is the activity
    that the next is about, where that is certain. `offer`: a transfer is coming, and
    they were not told of the record yet. `moved`: it has gone; they go on elsewhere.
    """

    consent_needed: bool
    leaves: Leaves = Leaves()
    likes_needed: bool = False
    plan: tuple[PlanStep, ...] = ()
    resuming: bool = False
    finished: bool = False
    weeks_to_wait: int = 0
    coming: str = ""
    offer: bool = False
    moved: bool = False


class Begun(Value, frozen=True, tag=True, kw_only=True):
    """An activity to play: its seed and numbers, and the journal to replay first.

    `before` are the rows that the activity recalls from an earlier time. `concern`: the
    last row that was kept of it holds an answer that needs a person.
    """

    activity: Ref
    task: str
    seed: int
    params: bytes
    entries: tuple[Entry, ...]
    before: tuple[bytes, ...] = ()
    concern: bool = False


class Kept(Value, frozen=True, tag=True):
    """The row is on the disk; `concern`: its answer needs a person, and was noted."""

    number: int
    concern: bool = False


class HelpView(Value, frozen=True, tag=True):
    """What is true now: whether staff were told through this pod.

    `lamp`: its light is on, and calls whoever sees it. `concern` is what waits for
    somebody now, where something does.
    """

    told: bool
    lamp: bool = False
    concern: str = ""


class Done(Value, frozen=True, tag=True):
    """Done."""


class Sorry(Value, frozen=True, tag=True):
    """It could not be done: one plain sentence, what staff can do, a code for the log.

    `lock` tells the screen to return to the locked page at once.
    """

    code: str
    say: str
    do: str = ""
    lock: bool = False
