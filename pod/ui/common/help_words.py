"""The sentences of what needs a person, of handing over, and of what is printed."""

from collections.abc import Mapping

from pod.values import Value


class HelpBoardWords(Value, frozen=True):
    """What needs a person; {staff} is a number, {second} whom to tell too."""

    quiet: str
    pressed: str
    waits: str
    waits_wish: str
    lost: str
    has_it: str
    late_at: str
    late: str
    going: str
    sent: str
    control: str
    say_done: str
    words: str
    story: str
    all: str
    other: str
    more: str
    done_title: str
    note_title: str
    note_help: str
    keep: str
    without: str
    print: str
    copy: str
    copied: str
    steps: Mapping[str, str]
    done: Mapping[str, str]
    kinds: Mapping[str, str]


class FormWords(Value, frozen=True):
    """Words for the site's own form: facts, and what the form asks for."""

    title: str
    pressed: str
    raised: str
    somebody: str
    step: str
    unanswered: str
    late: str
    add: str
    facts: str
    remind: str
    never: str


class HandoverWords(Value, frozen=True):
    """The page for the next shift, on the screen and on paper."""

    concerns: str
    faults: str
    part_way: str
    tomorrow: str
    record: str
    notes: str
    none: str
    waits: str
    has_it: str
    part: str
    place_kept: str
    no_bookings: str
    more: str
    hand_over: str
    sign_on: str
    note: str
    read: str
    print: str
    handed: str
    not_handed: str
    taken: str
    not_taken: str
    one_page: str
    title: str
    signature: str


class NoteWords(Value, frozen=True):
    """The note of four taps: what is asked, and the choices of each."""

    happened: str
    did: str
    told: str
    then: str
    who: str
    nobody: str
    kept: str
    say: str
    of: str
    events: Mapping[str, str]
    deeds: Mapping[str, str]
    tellings: Mapping[str, str]
    nexts: Mapping[str, str]


class PrintWords(Value, frozen=True):
    """What became of a print."""

    sending: str
    gone: str
    none: str
    away: str
    away_do: str
    stopped: str
    stopped_do: str
    empty: str
    empty_do: str
    failed: str
    failed_do: str
    again: str
    elsewhere: str
    slip: str
    office: str
    by_hand: str


class CardWords(Value, frozen=True):
    """The key-work card, as staff see it."""

    key: str
    title: str
    whose: str
    came: str
    plans: str
    likes: str
    not_shared: str
    chosen: str


class DraftWords(Value, frozen=True):
    """What was begun and not sent: go on with it, or throw it away."""

    title: str
    go_on: str
    anew: str


class SeeingTo(Value, frozen=True):
    """All of these."""

    help: HelpBoardWords
    form: FormWords
    handover: HandoverWords
    note: NoteWords
    draft: DraftWords
    card: CardWords
    paper: PrintWords
