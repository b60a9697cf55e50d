"""How whoever uses a server is told of it: a pod's staff, or an evaluator."""

from pod.values import Value


class Words(Value, frozen=True, kw_only=True):
    """What differs in the sentences: who cannot get on, and what is to be done then."""

    who: str = "this pod"
    known: str = "this pod knows"
    write_key: str = "write it as `host_key` in pod.toml"
    compare: str = "compare the fingerprint before it goes into pod.toml"
    login: str = "Give its administrator the line that `pod export key` prints."
    folder: str = (
        "Ask its administrator whether the folder's name is right in pod.toml."
    )
    later: str = "Nothing is lost: it is tried again by itself."


POD = Words()
