"""What the screen may ask of the core, and what it gets back.

Every value here can be written down and read back strictly, so that the screen, the
core and the reader can be parted into processes without touching a screen. The screen
holds no key and no right: the core checks every request against who is signed in.
"""

from collections.abc import Callable
from typing import Annotated, Literal, Protocol, TypeAlias

from msgspec import Meta

from pod.events import Supply
from pod.settings import Language, TextSize, ThemeName
from pod.telling import Entry
from pod.values import Value

Ref: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{3,16}$")]
Picture: TypeAlias = Literal[
    "tree", "bike", "boat", "fish", "moon", "sun", "flower", "ball", "book"
]
PICTURES: tuple[Picture, ...] = (
    "tree",
    "bike",
    "boat",
    "fish",
    "moon",
    "sun",
    "flower",
    "ball",
    "book",
)
Pictures: TypeAlias = Annotated[tuple[Picture, ...], Meta(min_length=4, max_length=4)]
HelpKind: TypeAlias = Literal["machine", "upset", "not_safe", "listener", "pictures"]
StepState: TypeAlias = Literal["done", "now", "later"]


# --- what the screen asks ---


class Glance(Value, frozen=True, tag=True):
    """What may anybody know? Answered by PodView."""


class StaffSignIn(Value, frozen=True, tag=True):
    """Staff number and personal code. Answered by StaffView or Refused."""

    number: Annotated[str, Meta(max_length=16)]
    code: Annotated[str, Meta(max_length=32)]


class Unlock(Value, frozen=True, tag=True):
    """Staff open the pod for one person. Answered by Unlocked."""

    person: Ref


class ResetPictures(Value, frozen=True, tag=True):
    """Staff reset a forgotten picture PIN and open the pod. Answered by Unlocked."""

    person: Ref


class Acknowledge(Value, frozen=True, tag=True):
    """A member of staff has taken on what needs a person. Answered by StaffView."""

    concern: Ref


class Look(Value, frozen=True, tag=True):
    """Staff look again, after something came about meanwhile. Answered by StaffView."""


class Checked(Value, frozen=True, tag=True):
    """A supervisor has looked at a pod that was barred. Answered by StaffView.

    The controller's latch is cleared; the pod is open when the controller says so.
    """


class PicturesTapped(Value, frozen=True, tag=True):
    """The person signs in. Answered by PersonView or NotThose."""

    pictures: Pictures


class PicturesChosen(Value, frozen=True, tag=True):
    """The person sets new pictures. Answered by PersonView."""

    pictures: Pictures


class ConsentGiven(Value, frozen=True, tag=True):
    """Three separate choices, none of them preset. Answered by PersonView."""

    take_part: bool
    evaluation: bool
    contact: bool


class SettingsChosen(Value, frozen=True, tag=True):
    """How the person likes the screen. Answered by Done."""

    language: Language
    text_size: TextSize
    theme: ThemeName


class OnDuty(Value, frozen=True, tag=True):
    """Staff answer for concerns raised here from now on, or no longer. -> StaffView."""

    on: bool


class Begin(Value, frozen=True, tag=True):
    """Start or go on with the activity that is next. Answered by Begun.

    With `anew`, what was kept of it does not fit any more: it is closed as partial.
    `choice` is the activity chosen where the part is the person's to choose.
    """

    anew: bool = False
    choice: Annotated[str, Meta(max_length=32)] = ""


class KeepRow(Value, frozen=True, tag=True):
    """Commit one row with its page of the journal. Answered by Kept."""

    activity: Ref
    number: int
    row: bytes
    entry: Entry


class Finish(Value, frozen=True, tag=True):
    """The activity has come to its end, after `took_ms`. Answered by PersonView."""

    activity: Ref
    took_ms: Annotated[float, Meta(ge=0)] = 0.0


class StopToday(Value, frozen=True, tag=True):
    """The person stops for today, no reason asked; the place is kept. -> Done."""


class AskForHelp(Value, frozen=True, tag=True):
    """The person needs somebody. Always answered by HelpView, whoever is signed in."""

    kind: HelpKind


class Tell(Value, frozen=True, tag=True):
    """The screen noticed a fault that staff must know, such as no sound. -> Done."""

    fault: Literal["no_voice"]


class Lock(Value, frozen=True, tag=True):
    """End whatever is open and lock. Answered by Done."""


Request: TypeAlias = (
    Glance
    | StaffSignIn
    | Unlock
    | ResetPictures
    | Acknowledge
    | Look
    | Checked
    | OnDuty
    | PicturesTapped
    | PicturesChosen
    | ConsentGiven
    | SettingsChosen
    | Begin
    | KeepRow
    | Finish
    | StopToday
    | AskForHelp
    | Tell
    | Lock
)


# --- what it gets back ---


class PodView(Value, frozen=True, tag=True, kw_only=True):
    """What a locked pod may show anybody: no name, no topic.

    `notices` are ids of sentences for staff (text/<language>.toml, [notices]).
    `fault` is a sentence for everybody when the pod cannot be used at all.
    """

    language: Language
    wing: str
    help_minutes: int
    second_contact: str
    demo: bool
    fault: str = ""
    notices: tuple[str, ...] = ()


class PersonTile(Value, frozen=True, kw_only=True):
    """Somebody staff may unlock for: first name and cell, nothing else."""

    person: Ref
    first_name: str
    cell: str


class ConcernTile(Value, frozen=True, kw_only=True):
    """Something that needs a person: what was asked, where, when; never an answer."""

    concern: Ref
    kind: str
    cell: str
    clock: str


class TroubleTile(Value, frozen=True):
    """What is amiss with a device, and what staff can do: two plain sentences."""

    say: str
    do: str = ""


class StaffView(Value, frozen=True, tag=True, kw_only=True):
    """What staff see after their code: who can be next, what needs them, what broke.

    `barred`: nobody can be next until somebody has looked at the pod; `may_clear`: they
    are among those who may open it again.
    """

    people: tuple[PersonTile, ...]
    concerns: tuple[ConcernTile, ...] = ()
    notices: tuple[str, ...] = ()
    troubles: tuple[TroubleTile, ...] = ()
    on_duty: bool = False
    barred: bool = False
    may_clear: bool = False


class Refused(Value, frozen=True, tag=True):
    """Not accepted, and never which part; `wait_s` before another try is looked at."""

    wait_s: int


class Unlocked(Value, frozen=True, tag=True):
    """The pod is open for one person, who signs in or, with `choose`, picks anew."""

    choose: bool
    language: Language
    text_size: TextSize
    theme: ThemeName


class NotThose(Value, frozen=True, tag=True):
    """Not the four pictures; nobody is locked out. `ask_staff` suggests a person."""

    ask_staff: bool


class PlanStep(Value, frozen=True, kw_only=True):
    """One part of the sitting; with `options`, which of them is not chosen yet."""

    task: str
    state: StepState
    minutes: int
    options: tuple[str, ...] = ()


class PersonView(Value, frozen=True, tag=True, kw_only=True):
    """Where the person is: choices still to make, or the plan of the sitting."""

    consent_needed: bool
    plan: tuple[PlanStep, ...] = ()
    resuming: bool = False
    finished: bool = False
    weeks_to_wait: int = 0


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

    `lamp`: its light is on, and calls whoever sees it.
    """

    told: bool
    lamp: bool = False


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


Reply: TypeAlias = (
    PodView
    | StaffView
    | Refused
    | Unlocked
    | NotThose
    | PersonView
    | Begun
    | Kept
    | HelpView
    | Done
    | Sorry
)


# --- what the core says unasked ---


class Called(Value, frozen=True, tag=True):
    """The wired staff-call button is on, or off again."""

    on: bool


class Power(Value, frozen=True, tag=True):
    """Where the pod's power comes from now."""

    state: Supply


class Barred(Value, frozen=True, tag=True):
    """Somebody must look at this pod before it is used again, or has done so."""

    on: bool


News: TypeAlias = Called | Power | Barred


class Desk(Protocol):
    """The one place where the screen meets the core."""

    def ask(self, request: Request, answered: Callable[[Reply], None]) -> None:
        """Hand a request over; `answered` is called later, in the screen's thread."""
