"""What is asked of a list of parts (SBOM): of the one made here, and of a package's."""

import json

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def flaws_of(document):
    """Return where a document is not what CycloneDX 1.6 asks for: the first few."""
    asks = JsonStrictValidator(SchemaVersion.V1_6)
    found = asks.validate_str(json.dumps(document), all_errors=True) or ()
    return [str(one)[:200] for one in found][:5]


def bare_parts(document):
    """Return the parts that lack a version, a licence, a package address or a sum."""
    return [
        one["name"]
        for one in document["components"]
        if not (one["version"] and one["purl"] and one["licenses"] and _has_sum(one))
    ]


def _has_sum(part):
    files = [one for one in part.get("components", ()) if one["type"] == "file"]
    return "hashes" in part or (files and all("hashes" in one for one in files))
