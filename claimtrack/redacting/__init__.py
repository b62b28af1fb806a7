"""Sentences without their text: what a redacted snapshot keeps of a page, and what can be said of it again.

`hiding` turns a page that was read into digests and facts; `recalling` turns these into readings again, with the text
of a later page wherever a digest proves that it says the same; `pairing` tells which of the others became which.

This is about republishing, not about secrecy: who guesses a sentence can compare its digest, and short sentences are
easily guessed.
"""

from claimtrack.redacting.hiding import FACETS, sentences
from claimtrack.redacting.pairing import aligned
from claimtrack.redacting.recalling import Recalled, in_words, not_kept, recalled, told_facts

__all__ = ["FACETS", "Recalled", "aligned", "in_words", "not_kept", "recalled", "sentences", "told_facts"]
