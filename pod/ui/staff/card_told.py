"""The key-work card in sentences: what somebody chose to share, and nothing else."""

from pod.desk.sharing import KeyWorkCard
from pod.settings import Likes, pack_of
from pod.ui.common.words import Text
from pod.ui.staff.reading import Facts


def card_facts(text: Text, card: KeyWorkCard) -> Facts:
    """Return the page of a card; what is not shared is said to be not."""
    words = text.seeing_to.card
    hidden = words.not_shared
    came = hidden if card.came is None else str(card.came)
    plans = hidden if card.plans is None else "; ".join(card.plans) or "-"
    likes = hidden if card.likes is None else _liked(text, card.likes)
    return Facts(
        name="staff-key-work",
        title=words.title.format(name=card.first_name),
        lines=(
            words.came.format(count=came),
            words.plans.format(plans=plans),
            words.likes.format(likes=likes),
        ),
        firm=(words.chosen,),
    )


def _liked(text: Text, likes: Likes) -> str:
    """Return how somebody likes the pod, in the words of My settings."""
    words = text.likes
    size = words.large if likes.text_size == "large" else words.standard
    read = words.aloud if likes.voice == "aloud" else words.asked
    speed = words.slow if likes.speed == "slow" else words.normal
    said = (
        pack_of(likes.language).name,
        f"{words.size}: {size}",
        f"{words.reading}: {read}",
        f"{words.speed}: {speed}",
    )
    eased = (
        (likes.calm, words.motion, words.still),
        (likes.steady, words.keys, words.steady),
    )
    return ", ".join((*said, *(f"{name}: {how}" for on, name, how in eased if on)))
