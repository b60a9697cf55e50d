"""The evidence folder for accreditation: what was delivered, in which version."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import StringIO

import msgspec

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.report.ending import stamp_lines
from pod.evaluation.report.figures import POINT_NAMES
from pod.evaluation.report.numbers import count, estimated, number
from pod.programme import SHIPPED, Programme, read_programme

INDEX = "index.csv"
TOLD = {
    "delivered.csv": "What was delivered: people by point, sittings, minutes, bookings",
    "content.csv": "Activities that people did, their versions and their scoring",
    "course.csv": "The course as written: its sittings and their parts",
    "outcomes.csv": "Outcomes chosen beforehand, with intervals",
    "quality.csv": "What arrived, what is missing from the series",
    "versions.json": "Versions and hashes of data, program, policy and study pack",
    "README.txt": "What this folder is and is not",
}
README = """{title}
{stamp}

Evidence of delivery, for whoever accredits the course. Small groups are withheld.
Training of staff is not in here, for pods do not send it: whoever runs each site holds
that record, and adds it.
{index} lists every file with its SHA-256. The report beside this folder says how each
number was worked out, and what none of it can show.
"""


def evidence_of(found: Findings) -> Mapping[str, bytes]:
    """Return the folder's files by name; the index is the last of them."""
    stamp = found.stamp
    files = {
        "delivered.csv": _delivered(found),
        "content.csv": _content(found),
        "course.csv": _course(found),
        "outcomes.csv": _outcomes(found),
        "quality.csv": _quality(found),
        "versions.json": msgspec.json.format(msgspec.json.encode(stamp)) + b"\n",
        "README.txt": README.format(
            title=stamp.title, stamp=". ".join(stamp_lines(stamp)), index=INDEX
        ).encode(),
    }
    rows = [
        (name, sha256(content).hexdigest(), TOLD[name])
        for name, content in files.items()
    ]
    return {**files, INDEX: sheet(("file", "sha256", "what"), rows)}


def sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def _delivered(found: Findings) -> bytes:
    told = found.fidelity
    parts = {
        "point": [(POINT_NAMES[one.name], one.n) for one in found.flow.steps],
        "sittings": [(one.name, one.n) for one in told.sittings],
        "minutes": [(one.name, one.n) for one in told.minutes],
        "bookings missed": [(one.name, one.n) for one in told.missed],
        "programme": [(one.name, one.n) for one in told.programmes],
        "language": [(one.name, one.n) for one in told.languages],
        "answered with": [(one.name, one.n) for one in told.modes],
    }
    rows = [(part, name, count(n)) for part, some in parts.items() for name, n in some]
    return sheet(("what", "of", "people"), rows)


def _content(found: Findings) -> bytes:
    rows = [
        (one.task, one.version, count(one.people), one.scoring)
        for one in found.quality.content
    ]
    return sheet(("activity", "version", "people", "scoring"), rows)


def _course(found: Findings) -> bytes:
    """Return each programme that people had, as far as this program has it."""
    names = sorted({one.name.split(" ")[0] for one in found.fidelity.programmes})
    known = [
        read_programme(name) for name in names if (SHIPPED / f"{name}.toml").exists()
    ]
    rows = [row for programme in known for row in _sittings(programme)]
    return sheet(("programme", "version", "sitting", "point", "parts"), rows)


def _sittings(programme: Programme) -> Iterable[Sequence[object]]:
    for number_, sitting in enumerate(programme.sittings, 1):
        parts = [
            part if isinstance(part, str) else _part(part) for part in sitting.parts
        ]
        yield (
            *(programme.name, programme.version, number_),
            *(sitting.point or "", "; ".join(parts)),
        )


def _part(part: object) -> str:
    """Say what a part offers: an activity, a pack, or a choice."""
    if isinstance(part, str):
        return part
    told = msgspec.to_builtins(part)
    said = (told.get("do"), told.get("pack"), " or ".join(told.get("choose") or ()))
    return next(one for one in said if one)


def _outcomes(found: Findings) -> bytes:
    columns = ("outcome", "better", "n", "change_95_ci", "p_adjusted", "cannot_show")
    rows = [
        (
            *(one.title, one.better, count(one.everyone.n)),
            estimated(one.everyone.change),
            number(one.p_adjusted, 4),
            one.honest.cannot,
        )
        for one in found.outcomes
        if one.chosen
    ]
    return sheet(columns, rows)


def _quality(found: Findings) -> bytes:
    names = ("bundles", "pods", "silent", "rows", "refused", "gaps", "breaks")
    rows = [(name, getattr(found.quality, name)) for name in names]
    return sheet(("what", "number"), rows)
