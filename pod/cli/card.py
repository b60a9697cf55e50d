"""The key-work card in plain lines: what somebody chose to share, and nothing else."""

from collections.abc import Iterator

from pod.desk.sharing import KeyWorkCard

NOT_SHARED = "not shared"


def card_lines(card: KeyWorkCard) -> Iterator[str]:
    """Say what is shared; what is not is said to be not, whatever there is of it."""
    yield f"{card.first_name}, {card.cell}: what they chose to share"
    came = NOT_SHARED if card.came is None else f"{card.came} sittings"
    yield f"Came: {came}"
    yield f"Plans: {NOT_SHARED if card.plans is None else '; '.join(card.plans) or '-'}"
    likes = NOT_SHARED if card.likes is None else _liked(card)
    yield f"How they like the pod: {likes}"


def _liked(card: KeyWorkCard) -> str:
    likes = card.likes
    if likes is None:
        return NOT_SHARED
    read = "read aloud" if likes.voice == "aloud" else "read when asked"
    eased = [name for name in ("calm", "steady") if getattr(likes, name)]
    text = f"{likes.text_size} text"
    return ", ".join((likes.language, text, read, f"{likes.speed} speed", *eased))
