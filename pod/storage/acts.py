"""The acts that the record knows: a closed list, so that nothing else gets into it.

Each says what it means and what its line may refer to: a reference, a number of staff,
a short word of the program's own. There is no room for a name, an answer or a text.
"""

import re
from collections.abc import Mapping
from typing import get_args

from pod.storage.act_names import About, What

__all__ = ["MEANING", "What", "check", "fits", "named"]

PATTERNS: Mapping[About, re.Pattern[str]] = {
    "nothing": re.compile(""),
    "ref": re.compile("[a-z0-9]{3,16}"),
    "staff": re.compile("[0-9]{4,8}"),
    "study": re.compile("[a-z0-9]{3,16}"),
    "bundle": re.compile("[a-f0-9]{32}"),
    "store": re.compile("people|doings|persons"),
    "word": re.compile("[a-z_0-9]{2,24}"),
    "cause": re.compile("([A-Z][a-z]{1,11}){2,3}|reader|other"),
    "draw": re.compile("[0-9]{1,6}:[a-z0-9]{3,16}"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "look": re.compile("[a-z_]{2,24}:[a-z0-9]{3,16}"),
    "stick": re.compile("[a-z0-9]{16}(:[0-9]{6})?"),
}
MEANING: Mapping[What, tuple[About, str]] = {
    "provisioned": ("nothing", "The pod was made."),
    "damaged": ("nothing", "A damaged store was set aside."),
    "restored": ("store", "A store came back from a backup."),
    "backed_up": ("nothing", "Staff had a backup made."),
    "rolled_back": ("store", "A store was older than its anchors say."),
    "recovery_printed": ("nothing", "A new recovery key was printed."),
    "keys_recovered": ("nothing", "The keys were brought back from paper."),
    "keys_changed": ("nothing", "Every store got a new key."),
    "signing_key_changed": ("nothing", "This pod signs with a new key from now on."),
    "staff_added": ("staff", "An account was made, or got a new code."),
    "staff_revoked": ("staff", "An account was ended."),
    "staff_certified": ("staff", "Until when somebody's training counts was written."),
    "module_passed": ("word", "Somebody passed a module of their training."),
    "staff_watched": ("staff", "Somebody was watched doing the checklist."),
    "super_user_made": ("staff", "A facilitator may watch others."),
    "super_user_ended": ("staff", "They no longer may."),
    "practice_begun": ("nothing", "Somebody practises with invented people."),
    "practice_ended": ("nothing", "Practice is over; nothing of it was kept."),
    "staff_locked": ("staff", "Ten wrong codes with a card locked an account."),
    "code_reset": ("staff", "An account got a code for one day."),
    "code_renewed": ("staff", "Somebody chose a new code of their own."),
    "code_cost_set": ("nothing", "How much work a code is was measured anew."),
    "card_given": ("staff", "A card became somebody's."),
    "card_taken": ("staff", "A card is nobody's any more."),
    "sealed_codes_made": ("nothing", "New sealed codes were made; earlier ones ended."),
    "sealed_code_used": ("staff", "A sealed code was used, in this number's name."),
    "clock_wrong": ("nothing", "The clock jumped, or stood before what was seen."),
    "clock_set": ("day", "Two people said what time it is."),
    "staff_signed_in": ("nothing", "A member of staff signed in."),
    "staff_refused": ("staff", "A staff code was not accepted."),
    "second_agreed": ("staff", "A second person agreed to a deed."),
    "second_refused": ("staff", "A second person was not accepted."),
    "on_duty": ("nothing", "They answer for concerns raised here."),
    "off_duty": ("nothing", "They no longer do."),
    "unlocked": ("ref", "The pod was opened for somebody."),
    "pictures_reset": ("ref", "Somebody may choose new pictures."),
    "pictures_chosen": ("ref", "Somebody chose their pictures."),
    "pictures_refused": ("ref", "Not that person's pictures were tapped."),
    "signed_in": ("ref", "Somebody signed in with their pictures."),
    "stopped_today": ("ref", "Somebody stopped for the day."),
    "consent_given": ("ref", "Somebody answered the three choices."),
    "settings_chosen": ("ref", "Somebody chose how the screen looks."),
    "activity_begun": ("ref", "An activity was begun, or gone on with."),
    "activity_ended": ("ref", "An activity came to its end."),
    "arm_drawn": ("draw", "An arm was drawn: its place, and for whom."),
    "concern_machine": ("ref", "Somebody asked for help with the machine."),
    "concern_upset": ("ref", "Somebody said that they feel upset."),
    "concern_not_safe": ("ref", "Somebody said that they are not safe."),
    "concern_listener": ("ref", "Somebody asked for a Listener."),
    "concern_pictures": ("ref", "Somebody forgot their pictures."),
    "concern_answer": ("ref", "An answer needs a person."),
    "concern_mood_drop": ("ref", "A mood fell far."),
    "concern_erase_asked": ("ref", "Somebody asked to be erased."),
    "concern_print_asked": ("ref", "Somebody asked for a print."),
    "concern_correct_asked": ("ref", "Somebody asked for a correction."),
    "concern_certificate_asked": ("ref", "Somebody asked for a certificate."),
    "concern_acknowledged": ("ref", "Staff took a concern on."),
    "concern_escalated": ("ref", "Nobody had taken a concern on in time."),
    "concern_carried": ("ref", "A concern was kept when a backup was put back."),
    "concern_taken_over": ("ref", "The next shift took an open concern over."),
    "concern_closed": ("ref", "Staff wrote down what was done: it is closed."),
    "wing_joined": ("ref", "Two people let somebody join the wing."),
    "wing_left": ("ref", "Somebody of the wing is believed no longer."),
    "concern_words_made": ("ref", "Words for the site's own form were made."),
    "staff_note_added": ("ref", "Staff wrote down what had happened."),
    "handed_over": ("nothing", "They handed the pod over to the next shift."),
    "signed_on": ("nothing", "They signed on for their shift."),
    "sharing_chosen": ("ref", "Somebody chose what their key worker may see."),
    "month_seen": ("nothing", "The counts of a month were looked at."),
    "card_seen": ("ref", "Somebody's key-work card was looked at."),
    "booked": ("ref", "Somebody was booked for a time."),
    "booking_moved": ("ref", "A booking was moved to another time or pod."),
    "bookings_swapped": ("ref", "Two people's bookings were swapped."),
    "attendance_noted": ("ref", "What became of a booking was noted."),
    "list_imported": ("nothing", "An unlock list was taken in."),
    "waiting_changed": ("ref", "Somebody's place on the waiting list changed."),
    "alerts_noted": ("ref", "What staff must know before unlocking was noted."),
    "slip_made": ("ref", "A movement slip was made for a booking."),
    "person_added": ("ref", "Somebody's name was written down."),
    "person_enrolled": ("ref", "Somebody was enrolled as a reference."),
    "person_corrected": ("ref", "A name, cell or language was corrected."),
    "note_added": ("ref", "A correction was put beside an answer."),
    "certificate_made": ("ref", "A certificate of taking part was made."),
    "answers_seen": ("ref", "Somebody's answers were looked at."),
    "need_seen": ("look", "Need and progress were looked at: why, and whose."),
    "need_listed": ("look", "Need was looked at in a list: why, and whose."),
    "need_group_seen": ("nothing", "The change of a group was looked at."),
    "need_changed": ("look", "Staff chose for somebody: why, and for whom."),
    "names_seen": ("nothing", "The list of names was looked at."),
    "record_seen": ("nothing", "This record was looked at."),
    "travel_agreed": ("ref", "Somebody agreed that their record may travel."),
    "travel_stopped": ("ref", "Somebody took that back."),
    "record_made": ("ref", "Somebody's record was made for other pods."),
    "record_taken": ("ref", "Somebody's record from another pod was taken in."),
    "went_on_elsewhere": ("ref", "It became known what somebody did at another pod."),
    "person_moved": ("ref", "Somebody's record went to another prison."),
    "person_stays": ("ref", "Somebody who was marked as moved stays."),
    "pod_known": ("ref", "Records go to and come from another pod."),
    "pod_unknown": ("ref", "They no longer do."),
    "transfer_said": ("ref", "Staff said that somebody's transfer is coming."),
    "transfer_unsaid": ("ref", "Staff said that it is not coming any more."),
    "travel_offered": ("ref", "Somebody was told that their record may travel."),
    "evaluation_withdrawn": ("ref", "Somebody withdrew from evaluation."),
    "left_programme": ("ref", "Somebody left the programme for good."),
    "erase_meant": ("ref", "Two people meant to erase somebody."),
    "erased": ("ref", "Nothing of somebody is left here."),
    "erase_heard": ("ref", "The wing said that somebody was erased or purged there."),
    "erased_too": ("ref", "Nothing of them is left here either."),
    "purged_too": ("ref", "What was kept of them was deleted in time here too."),
    "code_forget_meant": ("ref", "Two people meant to forget somebody's code."),
    "code_forgotten": ("ref", "What left of somebody is tied to nobody any more."),
    "purge_meant": ("ref", "Two people meant to purge somebody."),
    "purged": ("ref", "What was kept of somebody was deleted in time."),
    "receipt_taken": ("bundle", "An evaluator has this bundle."),
    "study_installed": ("study", "The pod serves this study."),
    "undertaking_recorded": ("day", "The undertaking on privileges was signed then."),
    "undertaking_withdrawn": ("nothing", "That undertaking stands no longer."),
    "bundle_made": ("bundle", "A bundle was made."),
    "bundle_written": ("bundle", "A bundle was written whole."),
    "bundle_void": ("bundle", "A bundle that had not left was voided."),
    "update_meant": ("word", "Somebody has an update taken in; so begins its mark."),
    "update_taken": ("word", "An update was taken in: which, and its release."),
    "update_refused": ("word", "An update was not taken in, for this."),
    "set_up_asked": ("nothing", "Staff asked for the set-up, once more."),
    "stick_registered": ("stick", "A stick became the study's."),
    "stick_forgotten": ("stick", "A stick is the study's no more."),
    "stick_in": ("stick", "A stick came back; with a number: that bundle's receipt."),
    "stick_out": ("stick", "This bundle is whole on a stick that leaves."),
    "fault_told": ("word", "The screen told of a fault."),
    "device_lost": ("word", "A kind of device was lost, once a day at most."),
    "tamper": ("cause", "Something of the pod was opened, cut or moved."),
    "tamper_cleared": ("nothing", "What was latched is clear again."),
    "tamper_checked": ("nothing", "A supervisor looked at the pod."),
    "staff_call": ("nothing", "The call button was pressed."),
    "staff_call_over": ("nothing", "The call button was reset."),
    "staff_key": ("nothing", "A staff key was read."),
    "staff_key_secure": ("nothing", "A staff key was read, sealed."),
    "power_mains": ("nothing", "Power comes from the mains."),
    "power_battery": ("nothing", "Power comes from the battery."),
    "power_low": ("nothing", "The battery is nearly empty."),
    "door_unlocked": ("nothing", "The reader saw the lock open."),
    "door_locked": ("nothing", "The reader saw the lock close."),
    "door_fault": ("nothing", "The reader cannot tell the lock."),
}
ACTS: Mapping[str, What] = {name: name for name in get_args(What)}
ROLES = frozenset(
    {
        "nobody",
        "participant",
        "facilitator",
        "supervisor",
        "technician",
        "peer",
        "pod",
    }
)


def named(untrusted: str) -> What:
    """Return the act of this name; ValueError if the record knows none."""
    if untrusted not in ACTS:
        raise ValueError(f"pod/storage/acts.py knows no act {untrusted}: add it there")
    return ACTS[untrusted]


def fits(what: What, about: str) -> bool:
    """Tell whether a line about this act may refer to this."""
    return not about or bool(PATTERNS[MEANING[what][0]].fullmatch(about))


def check(role: str, staff: str, what: str, about: str) -> None:
    """Refuse (ValueError) a line that holds anything but categories and references."""
    kind = MEANING[named(what)][0]
    if role not in ROLES:
        raise ValueError("The record knows no such role")
    if staff and not PATTERNS["staff"].fullmatch(staff):
        raise ValueError("A line of the record names staff by number")
    if not fits(named(what), about):
        raise ValueError(f"{what} is about {kind}, which this is not")
