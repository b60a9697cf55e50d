"""What staff ask to see to people, to see their need, and to hand over."""

from typing import TypeAlias

from pod.desk.draft import DraftAsked, DraftTold
from pod.desk.help import HelpAsked, HelpTold
from pod.desk.month import MonthView, SeeMonth
from pod.desk.moves import MovesAsked, MovesTold
from pod.desk.need import NeedAsked, NeedTold
from pod.desk.sharing import SharingAsked, SharingTold
from pod.desk.shift import ShiftAsked, ShiftTold
from pod.desk.training import TrainingTold
from pod.desk.wing import ToldOfWing, WingAsked

SeeingToAsked: TypeAlias = (
    HelpAsked
    | ShiftAsked
    | DraftAsked
    | SharingAsked
    | NeedAsked
    | WingAsked
    | SeeMonth
    | MovesAsked
)
SeeingToTold: TypeAlias = (
    HelpTold
    | ShiftTold
    | DraftTold
    | SharingTold
    | NeedTold
    | ToldOfWing
    | TrainingTold
    | MonthView
    | MovesTold
)
