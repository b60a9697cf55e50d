"""The parts of a frozen program as a CycloneDX 1.6 document."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from shipped import OURS, Part, sum_of

WORDS = (" OR ", " AND ", " WITH ")


def document(
    parts: Sequence[Part], frozen: Path, us: Mapping[str, Any], moment: datetime
) -> str:
    """Return the document; `us` is our `version` and the parts that we ask for.

    Its serial number is made of its parts; it tells of no machine.
    """
    components = [_component(one, frozen) for one in parts]
    needs = list(_dependencies(parts, us["needs"]))
    named = json.dumps([us["version"], components])
    serial = uuid.uuid5(uuid.NAMESPACE_URL, named)
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": _about(us["version"], moment),
        "components": components,
        "dependencies": needs,
    }
    return json.dumps(told, indent=1) + "\n"


def _about(version: str, moment: datetime) -> Mapping[str, Any]:
    ours = {
        "type": "application",
        "bom-ref": OURS,
        "name": OURS,
        "version": version,
        "purl": f"pkg:generic/{OURS}@{version}",
        "licenses": _licences("MIT"),
    }
    return {"timestamp": moment.isoformat().replace("+00:00", "Z"), "component": ours}


def _component(one: Part, frozen: Path) -> Mapping[str, Any]:
    """Return a part: its wheel's sum, or the sum of each file that it ships as."""
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(one),
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
        "licenses": _licences(one.licence),
        "evidence": {"occurrences": [{"location": place} for place in one.places]},
    }
    if one.sha256:
        told["hashes"] = _hashes(one.sha256)
    inside = [_listed(entry) for entry in one.lists]
    if not one.sha256:
        inside = [_file(place, frozen) for place in one.places]
    if inside:
        told["components"] = inside
    return told


def _file(place: str, frozen: Path) -> Mapping[str, Any]:
    return {"type": "file", "name": place, "hashes": _hashes(sum_of(frozen / place))}


def _listed(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what makers say that their wheel holds, in our form."""
    told = {key: entry[key] for key in ("type", "name", "version", "purl")}
    if "hashes" in entry:
        told["hashes"] = entry["hashes"]
    return told | {"licenses": _licences(entry["licence"])}


def _dependencies(
    parts: Sequence[Part], ours: Sequence[str]
) -> Iterator[Mapping[str, Any]]:
    """Give what asks for what; what nobody asks for, the program itself does."""
    refs = {one.name: _ref(one) for one in parts}
    asks = {one.name: [*one.needs, *one.holds] for one in parts}
    asked = {name for needs in asks.values() for name in needs}
    first = {*ours, *(refs.keys() - asked)}
    yield {"ref": OURS, "dependsOn": sorted(refs[name] for name in first)}
    for name, needs in asks.items():
        there = sorted({refs[need] for need in needs if need in refs})
        yield {"ref": refs[name], "dependsOn": there}


def _licences(said: str) -> Sequence[Mapping[str, Any]]:
    if any(word in said for word in WORDS):
        return [{"expression": said}]
    return [{"license": {"id": said}}]


def _hashes(sha256: str) -> Sequence[Mapping[str, str]]:
    return [{"alg": "SHA-256", "content": sha256}]


def _ref(one: Part) -> str:
    return f"{one.name}@{one.version}"
