"""A certificate of taking part, as a page: who, how often, between which days."""

from pod.desk.certificate import Certificate
from pod.settings import spoken
from pod.ui.common.words import read_text
from pod.ui.printing.sheet import Award


def certificate_page(made: Certificate) -> Award:
    """Return the page in the person's own language.

    No prison is named: whoever shows it to an employer says as much as they like.
    """
    words = read_text(spoken(made.language)).certificate
    first, last = (f"{day:%d.%m.%Y}" for day in (made.first_on, made.last_on))
    return Award(
        title=words.title,
        name=made.first_name,
        lines=(
            words.took_part,
            words.sittings.format(number=made.sittings),
            words.between.format(first=first, last=last),
        ),
        signatures=(words.signed, words.day),
    )
