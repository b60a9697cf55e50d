"""Two sound cards that are files: what a person would hear, byte for byte."""

from array import array

ALSA = "/usr/share/alsa/alsa.conf"
LOUD, EARS = "loud", "ears"
RATE = 22_050


def sound_cards(folder, monkeypatch):
    """Make the two outputs; return the file that each is heard in."""
    files = {name: folder / f"{name}.raw" for name in (LOUD, EARS)}
    told = "\n".join(
        f'pcm.{name} {{ type file slave.pcm null file "|cat >> {file}" format raw }}'
        for name, file in files.items()
    )
    own = folder / "cards.conf"
    own.write_text(told + "\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"{ALSA}:{own}")
    return files


def hush(cards, name):
    """Forget what an output was heard to say."""
    cards[name].unlink()


def heard_at(cards, name, what="seconds"):
    """Return how long an output sounded at all, its loudest sample, or its bytes."""
    file = cards[name]
    samples = array("h", file.read_bytes() if file.exists() else b"")
    loudest = max(samples, default=0)
    loud = sum(abs(one) > 50 for one in samples)
    return {"seconds": loud / RATE, "peak": loudest, "bytes": 2 * len(samples)}[what]
