"""Turns what somebody wishes for on the command line into a truth."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from pod.errors import Usage
from pod.evaluation.bounds import plainly
from pod.evaluation.synthetic.truth import (
    Attrition,
    Design,
    TrueArm,
    Truth,
    check_truth,
)
from pod.evaluation.synthetic.usual import in_sds, usual_outcomes

EFFECT = 0.4
"""How much better people get unless told otherwise, in d_z."""
IN_SDS = ("tau", "practice", "dose_slope")
OF_OUTCOMES = ("outcomes", "effect", "icc", *IN_SDS)
"""Wishes that are about every outcome; a file says them outcome by outcome."""


def truth_of(wishes: Mapping[str, Any], file: Path | None) -> Truth:
    """Return the truth that is wished for, over that of a file; Usage if it cannot be.

    `effect` is a d_z; `tau`, `practice` and `dose_slope` are in standard deviations of
    the first measure, `icc` is a share. `attrition` is KIND:SHARE:STRENGTH, `points`
    have commas between.
    """
    told = {name: wish for name, wish in wishes.items() if wish not in (None, ())}
    _check_numbers(told)
    of_outcomes = {name: told.pop(name) for name in OF_OUTCOMES if name in told}
    if file is not None and (of_outcomes or "design" in told):
        raise Usage("The truth's file says the design, and all about each outcome.")
    raw = _of_file(file) if file else {"outcomes": _outcomes(of_outcomes)}
    if "attrition" in told:
        told["attrition"] = _attrition(told["attrition"])
    if "points" in told:
        told["points"] = told["points"].split(",")
    truth = _converted(raw | told)
    if "design" in told:
        truth = msgspec.structs.replace(truth, arms=arms_of(truth))
    check_truth(truth)
    return truth


def arms_of(truth: Truth) -> tuple[TrueArm, ...]:
    """Return the usual arms of a design.

    The later of a waiting list begin when the others have finished; the steps of a
    wedge are half a course apart, so that each measure finds one more of them begun.
    """
    course = truth.course_weeks
    usual: Mapping[Design, Mapping[str, int]] = {
        "one": {},
        "waiting": {"now": 0, "later": course},
        "wedge": {"step1": 0, "step2": course // 2, "step3": course},
    }
    waits = usual[truth.design]
    return tuple(TrueArm(name=name, wait_weeks=weeks) for name, weeks in waits.items())


def _of_file(path: Path) -> dict[str, Any]:
    try:
        raw: object = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Usage(f"{path.name} cannot be read as a truth: {error}") from error
    if not isinstance(raw, dict):
        raise Usage(f"{path.name} is not a truth.")
    return raw


def _check_numbers(told: Mapping[str, Any]) -> None:
    """Refuse what a command line reads as a number and nobody can draw from."""
    for name, wish in told.items():
        if isinstance(wish, float) and not math.isfinite(wish):
            raise Usage(f"--{name.replace('_', '-')} must be a number, not {wish}.")


def _outcomes(told: Mapping[str, Any]) -> list[Any]:
    """Return the outcomes wished for, as plain data."""
    names, d_z = told.get("outcomes", ()), told.get("effect", EFFECT)
    scaled = {name: told[name] for name in IN_SDS if name in told}
    alike = {"icc": told["icc"]} if "icc" in told else {}
    usual = (in_sds(one, scaled) for one in usual_outcomes(names, d_z))
    found = [msgspec.structs.replace(one, **alike) for one in usual]
    plain: list[Any] = msgspec.to_builtins(found)
    return plain


def _attrition(text: str) -> dict[str, Any]:
    """Read KIND, KIND:SHARE or KIND:SHARE:STRENGTH."""
    told = dict(zip(Attrition.__struct_fields__, text.split(":"), strict=False))
    try:
        if text.count(":") < len(Attrition.__struct_fields__):
            plain: dict[str, Any] = msgspec.to_builtins(
                msgspec.convert(told, Attrition, strict=False)
            )
            return plain
    except msgspec.ValidationError:
        pass
    raise Usage(f"{text} is not MCAR, MAR or MNAR with :SHARE:STRENGTH, as MAR:0.2:1.")


def _converted(raw: Mapping[str, Any]) -> Truth:
    try:
        return msgspec.convert(raw, Truth)
    except msgspec.ValidationError as error:
        raise Usage(f"That study cannot be made: {plainly(error)}.") from error
