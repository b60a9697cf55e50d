"""What a bundle says of itself to whoever unpacks it."""

from collections.abc import Iterable, Mapping

from pod.bundle.manifest import Heading, Level

PATH = "README.txt"
_TEXT = """\
{what} of the study "{study}", bundle {sequence} of the pod {pod}.

{files}
There are no names, {numbers}dates or free text in here. Study codes are random.
{level}
Do not try to find out who somebody is.
"""
_WHAT: Mapping[Level, str] = {
    "outcomes": "Anonymised outcomes",
    "rows": "Pseudonymised research rows",
}
_LEVEL: Mapping[Level, str] = {
    "outcomes": """\
People entered in groups alike. Nobody is kept from finding somebody by answers of
theirs that they know already.
""",
    "rows": """\
They are NOT anonymous: each row stands alone under its person's code. They may be used
as the agreement {agreement} allows, and not otherwise.
""",
}
_FILES: Mapping[str, str] = {
    "data/participants.csv": "one row per person who entered with this bundle",
    "data/points.csv": "one row per person and measure point",
    "data/measures.csv": "one row per person, measure point and number",
    "data/withdrawals.csv": "earlier people who agree no more: take them out",
    "data/sittings.csv": "one row per finished sitting",
    "data/activities.csv": "one row per activity of a sitting",
    "data/attendance.csv": "one row per booking: kept, or missed and why",
    "params.json": "the parameters behind each params_hash",
    "disclosure.json": "how many are alike, and what was held back",
    "linkage.age": "codes and prison numbers, sealed for one other office alone",
    "datapackage.json": "describes every column (Data Package, version 2)",
    "manifest.json": "what belongs to this bundle, with SHA-256 of every file",
    "manifest.json.sig": "the pod's signature of it (ssh-keygen -Y verify)",
}
_TRIALS = "one row per trial of this activity"
_LAST = ("datapackage.json", "manifest.json", "manifest.json.sig")
_WIDE = 24


def readme(
    heading: Heading, level: Level, agreement: str, paths: Iterable[str]
) -> bytes:
    """Return the text that lies in a bundle for people; it claims what the level is."""
    there = (*sorted(paths), *_LAST)
    wide = max(_WIDE, *(len(path) + 2 for path in there))
    lines = [f"{path:{wide}}{_FILES.get(path, _TRIALS)}\n" for path in there]
    text = _TEXT.format(
        what=_WHAT[level],
        study=heading.study,
        sequence=heading.sequence,
        pod=heading.pod,
        files="".join(lines),
        numbers="" if "linkage.age" in there else "prison numbers, ",
        level=_LEVEL[level].format(agreement=agreement),
    )
    return text.encode()
