"""Psych-DS: CSV files named as it demands, and one description of all their columns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pod.evaluation.convert.plain import write_rows
from pod.evaluation.convert.sheet import Field, Sheet

DESCRIPTION = "dataset_description.json"
FILE = re.compile(r"([a-z]+-[a-zA-Z0-9]+)(_[a-z]+-[a-zA-Z0-9]+)*_data\.csv")
"""What a file of data may be called (Psych-DS 1.0)."""


@dataclass(frozen=True)
class Named:
    """What the data set is called, and what it says of itself."""

    study: str
    title: str
    about: str


def write_psychds(sheets: Iterable[Sheet], folder: Path, named: Named) -> list[Path]:
    """Write `data/study-x_table-y_data.csv` each, and `dataset_description.json`.

    Every column of every file is in its `variableMeasured`, once.
    """
    (folder / "data").mkdir()
    paths: list[Path] = []
    told: dict[str, Mapping[str, object]] = {}
    for sheet in sheets:
        paths.append(folder / "data" / file_name(named.study, sheet.name))
        write_rows(sheet.rows, paths[-1])
        for field in sheet.fields:
            told.setdefault(field.name, _variable(field))
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": named.title,
        "description": named.about,
        "schemaVersion": "Psych-DS 1.0.0",
        "variableMeasured": list(told.values()),
    }
    paths.append(folder / DESCRIPTION)
    paths[-1].write_bytes(msgspec.json.format(msgspec.json.encode(described)) + b"\n")
    return paths


def file_name(study: str, table: str) -> str:
    """Return a file's name that keeps to the rule, whatever it is made of."""
    return f"study-{_word(study)}_table-{_word(table)}_data.csv"


def _word(text: str) -> str:
    return re.sub("[^a-zA-Z0-9]", "", text) or "x"


def _variable(field: Field) -> Mapping[str, object]:
    told: dict[str, object] = {
        "@type": "PropertyValue",
        "name": field.name,
        "description": field.label,
    }
    if field.unit:
        told["unitText"] = field.unit
    if field.values:
        told["valueReference"] = [
            {"@type": "PropertyValue", "value": value, "name": label}
            for value, label in field.values
        ]
    return told
