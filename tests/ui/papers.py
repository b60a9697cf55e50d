"""Every paper there is, as it may look at its longest: nobody is real."""

from datetime import date, timedelta

from msgspec.structs import replace

from pod.core.device_notes import code_of
from pod.core.month import DONE, FAULTS, TERMS
from pod.desk.certificate import Certificate
from pod.desk.diary import TodayRow, TodayView
from pod.desk.help import FormFacts, Step
from pod.desk.sharing import KeyWorkCard
from pod.desk.shift import NoteLine, PartWay
from pod.desk.staff import TroubleTile
from pod.diary.slip import Slip
from pod.events import DEVICE_KINDS
from pod.settings import Likes
from pod.ui.common.words import read_text
from pod.ui.printing.card_sheet import card_sheet
from pod.ui.printing.certificate_page import certificate_page
from pod.ui.printing.day_sheet import day_sheet
from pod.ui.printing.month_sheet import month_sheet
from pod.ui.printing.sheets import form_sheet, handover_sheet
from pod.ui.printing.slip_sheet import slip_sheet
from pod.ui.sample_help import LATE, NOT_SAFE, NOW, TAKEN, VIEW
from pod.ui.sample_month import MONTH
from pod.ui.sample_training import HOLDS
from pod.ui.staff.training_pages import certificate_sheet

LONG = "Bartholomew-Maximilian Featherstonehaugh"
CELL = "Separation and Care B2-14"
NOTE = "He asked for a call to his sister about the visit on Saturday. " * 3
CONCERNS = tuple(
    replace(one, concern=f"c{n:04}", first_name=LONG, cell=CELL)
    for n, one in enumerate((NOT_SAFE, LATE, TAKEN) * 4)
)
NOTED = NoteLine(
    written_at=NOW,
    staff="100012",
    happened="not_safe",
    did="stayed",
    told="manager",
    then="watch",
    first_name=LONG,
    cell=CELL,
    note=NOTE[:160],
)
BUSY = replace(
    VIEW,
    needs=CONCERNS,
    notices=("no_voice", "too_hot", "backup_away", "language_gone"),
    troubles=VIEW.troubles
    + tuple(
        TroubleTile("It does not answer.", "", code_of(kind), "check_cable")
        for kind in DEVICE_KINDS
    ),
    part_way=tuple(
        PartWay(first_name=LONG, cell=CELL, done=n % 4, of=4) for n in range(20)
    ),
    tomorrow=(("am", 12), ("pm", 11), ("ed", 9)),
    notes=(NOTED,) * 8,
)
FULL_MONTH = replace(
    MONTH,
    bookings=dict.fromkeys(TERMS, 123),
    booked=123 * len(TERMS),
    calls={"in_time": 110, "not_in_time": 12},
    called=122,
    done=dict.fromkeys(DONE, 31),
    faults=dict.fromkeys(FAULTS, 12),
    lost=dict.fromkeys(DEVICE_KINDS, 7),
)
SLIP = Slip(
    prison="HMP Exampleton and Young Offender Institution, North Site",
    name=LONG,
    number="A1234BC",
    cell=CELL,
    appointment="Training",
    when="05/01/2026, 10:30",
    location="B Wing, the quiet room beside the education corridor, first floor",
    information="Bring your glasses. " * 6,
    printed="05/01/2026, 09:40",
)
CARD = KeyWorkCard(
    first_name=LONG,
    cell=CELL,
    came=14,
    plans=("When I am wound up after a call, I breathe slowly and count to ten",) * 6,
    likes=Likes(language="cy", text_size="large", calm=True, steady=True),
)
DAY = TodayView(
    on=date(2026, 1, 5),
    pod="pod07",
    slot="am",
    rows=tuple(
        TodayRow(
            booking=f"b{n:04}",
            person=f"p{n:04}",
            starts=f"{8 + n // 3:02}:{n % 3 * 20:02}",
            slot="am" if n < 12 else "pm",
            minutes=20,
            first_name=LONG,
            cell=CELL,
            pod="pod07",
            state="auto_suspended",
        )
        for n in range(24)
    ),
)
STEPS = tuple(
    Step(done_at=NOW + timedelta(minutes=n), staff="100012", did=did, note=note)
    for n, (did, note) in enumerate((("going", ""), ("talked", NOTE[:160])) * 6)
)
FORM = FormFacts(
    need=replace(LATE, first_name=LONG, cell=CELL, steps=STEPS),
    pod="pod07",
    now=NOW,
    second="the duty manager",
    number="A1234BC",
)
MADE = Certificate(
    first_name="Siân",
    language="en",
    sittings=14,
    first_on=date(2026, 1, 5),
    last_on=date(2026, 3, 9),
)


def every_paper(language):
    """Make every paper, first as it usually is and then at its longest."""
    text = read_text(language)
    made = replace(MADE, language=language)
    yield "handover", handover_sheet(text, VIEW)
    yield "handover-long", handover_sheet(text, BUSY)
    yield "slip", slip_sheet(text, replace(SLIP, name="Tomasz", information=""))
    yield "slip-long", slip_sheet(text, SLIP)
    yield "card", card_sheet(text, KeyWorkCard(first_name="Jo", cell="B1-02", came=3))
    yield "card-long", card_sheet(text, CARD)
    yield "day", day_sheet(text, replace(DAY, rows=DAY.rows[:5]))
    yield "day-long", day_sheet(text, DAY)
    yield "form", form_sheet(text, replace(FORM, need=TAKEN))
    yield "form-long", form_sheet(text, FORM)
    yield "certificate", certificate_page(made)
    yield "certificate-long", certificate_page(replace(made, first_name=LONG))
    yield "month", month_sheet(text, MONTH)
    yield "month-long", month_sheet(text, FULL_MONTH)
    yield "training", certificate_sheet(text, HOLDS)
