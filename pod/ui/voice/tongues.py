"""Which language a sentence is in, learnt beside the pages so that none waits."""

import threading

from pod.settings import Language, languages
from pod.ui.voice.fixed import fixed_in
from pod.ui.voice.sentence import hash_of


class Tongues:
    """Knows the fixed sentences of every language soon after it was made.

    A published question with no wording in the page's language is read as it is
    written, and so is the name of another language. Until it knows, and for words that
    vary, the page's language counts.
    """

    def __init__(self) -> None:
        self._known: dict[Language, frozenset[str]] = {}
        self._thread = threading.Thread(target=self._learn, name="tongues", daemon=True)
        self._thread.start()

    def of(self, words: str, shown: Language) -> Language:
        """Return the language of words on a page in `shown`."""
        name = hash_of(words)
        if name in self._known.get(shown, frozenset((name,))):
            return shown
        known = self._known.items()
        return next((one for one, names in known if name in names), shown)

    def close(self) -> None:
        """Wait until it knows."""
        self._thread.join()

    def _learn(self) -> None:
        self._known = {one: frozenset(fixed_in(one).by_hash) for one in languages()}
