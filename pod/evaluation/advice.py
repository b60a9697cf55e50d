"""What to do about a bundle that was set aside, where its reason does not say it."""

from collections.abc import Mapping

from pod.errors import Malformed, PartRefused, Sealed, Trouble, Untrusted

_DO: Mapping[int, str] = {
    PartRefused.exit_code: "Import the pod's earlier bundles; ask the pod if it stays.",
    Untrusted.exit_code: "Ask the pod for it again; trust a new key with add-pod.",
    Sealed.exit_code: "Put the key it was made for into keys, or ask for it again.",
    Malformed.exit_code: "Ask the pod for it again, and tell whoever looks after it.",
}


def to_do(why: Trouble) -> str:
    """Return what to do, one sentence; every reason for which bundles wait has one."""
    usual = _DO.get(why.exit_code, "Ask whoever looks after the pod")
    return f"{(why.do or usual).rstrip('.')}."
