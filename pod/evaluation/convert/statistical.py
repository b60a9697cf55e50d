"""SPSS and Stata files, by pyreadstat: labels, value labels and codes for missing."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from pod.errors import Usage
from pod.evaluation.convert.sheet import (
    FIRST_REASON,
    MOST_REASONS,
    Field,
    Sheet,
    numbered,
    short_names,
)

_SPSS_NAME, _SPSS_LABEL, _SPSS_VALUE = 64, 255, 120
_STATA_NAME, _STATA_LABEL = 32, 80
_SPSS_WORDS = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)
_STATA_WORDS = frozenset(
    ("byte", "double", "float", "if", "in", "int", "long", "n", "pi", "str", "strl")
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write_sav(sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """Write each table for SPSS; why a number is missing is a user-missing value."""
    paths = []
    for sheet in map(numbered, sheets):
        names = short_names([f.name for f in sheet.fields], _SPSS_NAME, _SPSS_WORDS)
        coded = [one for one in sheet.fields if one.reasons]
        last = FIRST_REASON - MOST_REASONS + 1
        paths.append(folder / f"{sheet.name}.sav")
        pyreadstat.write_sav(
            _frame(sheet, names),
            str(paths[-1]),
            file_label=sheet.about[:64],
            column_labels={
                names[f.name]: _cut(f.said, _SPSS_LABEL) for f in sheet.fields
            },
            row_compress=True,
            variable_value_labels=_labels(sheet, names, _SPSS_VALUE),
            missing_ranges={
                names[one.name]: [{"lo": last, "hi": FIRST_REASON}] for one in coded
            },
        )
    return paths


def write_dta(sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """Write each table for Stata; why a number is missing is .a to .z, with labels.

    Usage where one column has more reasons than there are letters.
    """
    paths = []
    for sheet in map(numbered, sheets):
        names = short_names([f.name for f in sheet.fields], _STATA_NAME, _STATA_WORDS)
        frame, labels = _frame(sheet, names), _labels(sheet, names, _STATA_LABEL)
        user: dict[str, list[str]] = {}
        for field in (one for one in sheet.fields if one.reasons):
            name = names[field.name]
            letters = _lettered(field)
            frame[name] = _with_letters(sheet.rows[field.name].to_pylist(), letters)
            labels[name] = {letters.get(c, c): t for c, t in labels[name].items()}
            user[name] = list(letters.values())
        paths.append(folder / f"{sheet.name}.dta")
        pyreadstat.write_dta(
            frame,
            str(paths[-1]),
            file_label=sheet.about[:_STATA_LABEL],
            column_labels={names[f.name]: f.said[:_STATA_LABEL] for f in sheet.fields},
            variable_value_labels=labels,
            missing_user_values=user or None,
        )
    return paths


def _frame(sheet: Sheet, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows with words as objects and numbers as floats."""
    columns = {}
    for field in sheet.fields:
        values = sheet.rows[field.name].to_pylist()
        word = field.sort == "string" and not field.codes
        columns[names[field.name]] = pd.Series(
            [("" if v is None else v) if word else _float(v) for v in values],
            dtype="object" if word else "float64",
        )
    return pd.DataFrame(columns)


def _float(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _labels(
    sheet: Sheet, names: Mapping[str, str], most: int
) -> dict[str, dict[Any, str]]:
    return {
        names[one.name]: {code: _cut(text, most) for code, text in one.labels.items()}
        for one in sheet.fields
        if one.labels
    }


def _cut(text: str, most: int) -> str:
    """Return a text that has so many bytes in UTF-8, or less."""
    return text.encode()[:most].decode(errors="ignore")


def _lettered(field: Field) -> Mapping[int, str]:
    codes = list(field.missing_codes.values())
    if len(codes) > len(_LETTERS):
        raise Usage(f"Stata has no letters for all that is missing in {field.name}.")
    return dict(zip(codes, _LETTERS, strict=False))


def _with_letters(
    values: Iterable[float | None], letters: Mapping[int, str]
) -> pd.Series:
    told = [float("nan") if v is None else letters.get(int(v), v) for v in values]
    return pd.Series(told, dtype="object")
