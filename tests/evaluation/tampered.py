"""A bundle whose tables hold other cells, signed by the pod that says so."""

import hashlib
import json

from pod.bundle.archive import unzipped
from pod.seal import unseal
from tests.export.makers import POD_KEY, heading, sent, zipped


def with_cell(sealed, keys, cell, text):
    """Return the bundle with one cell changed, all of it hashed and signed anew.

    A cell is the path of its table, its row from 1, and its column.
    """
    path, row, column = cell
    files = unzipped(unseal(sealed.content, [keys.study]))
    lines = files[path].decode().split("\r\n")
    cells = lines[row].split(",")
    cells[lines[0].split(",").index(column)] = text
    lines[row] = ",".join(cells)
    return _sent({**files, path: "\r\n".join(lines).encode()}, keys, path)


def with_line_twice(sealed, keys, path, row):
    """Return the bundle with one line of a table there twice."""
    files = unzipped(unseal(sealed.content, [keys.study]))
    lines = files[path].decode().split("\r\n")
    lines.insert(row, lines[row])
    return _sent({**files, path: "\r\n".join(lines).encode()}, keys, path, more=1)


def _sent(files, keys, path, more=0):
    name = path.removeprefix("data/").removesuffix(".csv")
    described = json.loads(files["datapackage.json"])
    (resource,) = (one for one in described["resources"] if one["path"] == path)
    resource["bytes"] = len(files[path])
    resource["hash"] = f"sha256:{_hash(files[path])}"
    files["datapackage.json"] = json.dumps(described).encode()
    manifest = json.loads(files["manifest.json"])
    for changed in (path, "datapackage.json"):
        manifest["files"][changed] = _hash(files[changed])
    manifest["counts"][name] += more
    files["manifest.json"] = json.dumps(manifest).encode()
    files["manifest.json.sig"] = POD_KEY.sign(files["manifest.json"]).encode()
    return sent(zipped(files), heading(keys.recipients))


def _hash(content):
    return hashlib.sha256(content).hexdigest()
