"""The closed word classes of English that the reader goes by; open classes are data in `vocabulary.yaml`.

All words are stems (`text.stem`), as the tokens are.
"""

from __future__ import annotations

from claimtrack.text import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


FIRST = _stems("we us our ourselves")
SECOND = _stems("you your yours yourself")
PRONOUNS = _stems("we you they it he she i")
QUESTIONS = _stems("how what which whether whom where why when whose")
RELATIVES = _stems("who that which")
NOBODY = _stems("nobody none")
INDEFINITES = _stems("everything anything something nothing thing stuff everyone anyone someone nobody none one")
AUXILIARIES = _stems("is are was were be been being am do does did has have had will would shall ll re ve")
BE = _stems("is are was were be been being remain become became stay linger made")
FRONTING = _stems("each every until since after before during once between when while")
HAVE = _stems("have has had")
ADVERBS = _stems(
    "also only always automatically typically generally usually sometimes often instead then thus therefore "
    "however currently temporarily directly further still just again and or as may might can could must should "
    "already even otherwise both either each regularly periodically occasionally voluntarily securely separately "
    "additionally specifically not never no longer n't to last first next then potentially likely"
)
DETERMINERS = _stems(
    "the a an our your their its his her my this that these those such any other another some all both each every "
    "certain no third same various many several more most limited additional relevant own"
)
ARTICLES = _stems("the a an our your their its this that these those such any some all each every")
"""Determiners that are nothing else; "limited" and "certain" are adjectives, too."""
CONJUNCTIONS = _stems("and or nor but so")
SUBORDINATORS = _stems("although though because since")
PREPOSITIONS = _stems(
    "of for in on at with to by from about into through under over between among via within without"
)
PARTICLES = _stems("out up off down away back along")
"""Small words that belong to the verb in front of them: "sets out", "jotted down"."""
MEASURING = _stems("down up close near next prior due rounded")
"""Words behind which "to" tells how far: "rounded to the nearest mile"."""
LINKS = _stems("unlike like despite due besides because although though as if given according")
"""Words beside prepositions and adverbs that open a phrase in front of a subject."""
INCLUDE = _stems("include consist contain comprise")
PASSED_OVER = ADVERBS | AUXILIARIES
"""What may stand between a subject and its verb."""
NOUNISH_BEFORE = DETERMINERS | _stems("of for in on about from into through under over via")
"""A word after one of these is a noun even where it could be a verb: "your use", "the share"."""
CAUSATIVES = _stems(
    "allow enable let permit help require ask choose want prefer decide need invite request able like wish"
)
GIVING = _stems("show provide give upload submit send enter add supply tell import sync")
"""Verbs by which a user hands data to the controller: "you provide" is collection."""
HANDING = GIVING | _stems("hand grant offer pass forward furnish serve deliver issue")
"""Verbs with two objects, of which either may be the subject of the passive: "couriers are given your address"."""
ENDOWING = _stems("provide supply furnish present equip entrust")
"""Those that name what is given behind "with": "provided with your address"."""
OPEN, CLOSE = frozenset("([{"), frozenset(")]}")
STOPS = frozenset(";")
NOUN_ENDINGS = (
    "tion",
    "tions",
    "sure",
    "sures",
    "storage",
    "sale",
    "sales",
    "removal",
    "erasure",
    "disposal",
)
PERCEIVING = _stems("see view access receive obtain get learn")
"""Verbs whose subject is given what their object names: "partners receive", "others can see"."""
MEANS = _stems(
    "means way method manner use help phone telephone letter post mail email hand click time date end day moment "
    "default mistake accident error nature design chance definition virtue reason form law"
)
"""Nouns that tell behind "by" how or when something is done, not who does it."""
PARTITIVES = _stems(
    "nobody anyone someone people person example type kind category one some few any many most all each none both "
    "several part number member company employee team subsidiary majority"
)
"""Nouns that leave it to the phrase behind them to say who is meant: "one of our partners"."""
INSTRUMENTS = _stems(
    "app application website site page service product platform software program system server device car vehicle "
    "meter camera sensor cookie robot machine tool feature algorithm"
)
"""Things that act for the controller: "the app collects"."""
ANAPHORS = _stems("this that these those they them it its such example instance eg here")
"""Words in the opening of a sentence that hand it what the sentence before spoke of."""
POINTING = _stems("this that these those such")
"""Determiners that point back: "this information" is what was just spoken of."""
STANDING_IN = _stems("it them this these those")
"""Pronouns that stand for it."""
ASKING = _stems("ask request require obtain seek need get")
"""Verbs of asking for a permission."""
PUBLIC = frozenset({"public", "publicly", "publish", "published"})
"""Words of sharing that name everyone as the recipient."""
EMPTY = _stems(
    "complete initiate commence begin start perform undertake make carry effect conduct finish take process trigger"
)
"""Verbs whose noun tells what is done: "initiate the deletion process"."""
DEMANDS = _stems("process request demand order compelled")
"""Words that make a condition of law one of somebody who asks."""
EDGES = (
    DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | FIRST | SECOND | _stems("it them as not never also")
    | _stems("only instead typically collectively together hereinafter respectively following")
)  # fmt: skip
"""Words that no value begins or ends with that no id names."""
REQUIRED = _stems("required needed necessary mandatory obligatory compulsory indispensable")
"""What data is that must be given: "your phone number is required"."""
NAMING = _stems("call term name")
"""Verbs that only give a thing its name: "we call this Usage Data"."""
