"""Scores of people, written as a CSV or as JSON."""

import csv
import io
from collections.abc import Mapping, Sequence

import msgspec

from pod.cli.rows import PERSON
from pod.cli.since import ScoresOf

WHY = "_why"


def as_csv(names: Sequence[str], scores: ScoresOf) -> str:
    """Write one line of scores per person.

    A missing score is an empty cell, and its column `_why` gives the reason's code.
    """
    by_name, text = "" not in scores, io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = [column for name in names for column in (name, name + WHY)]
    writer.writerow([PERSON, *columns] if by_name else columns)
    for person, of in scores.items():
        values = [cell for name in names for cell in (of[name].value, of[name].why)]
        writer.writerow([person, *values] if by_name else values)
    return text.getvalue()


def as_json_text(said: Mapping[str, object], scores: ScoresOf) -> str:
    """Write the scores of each person with the reasons of those that are missing."""
    people = [{PERSON: person or None, "scores": of} for person, of in scores.items()]
    return pretty({**said, "people": people})


def pretty(said: object) -> str:
    """Write JSON to be read."""
    return msgspec.json.format(msgspec.json.encode(said)).decode() + "\n"
