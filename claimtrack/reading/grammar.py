"""The closed word classes of English that the reader goes by; open classes are data in `vocabulary.yaml`.

All words are stems (`text.stem`), as the tokens are.
"""

from __future__ import annotations

from claimtrack.text import stem_set

FIRST = stem_set("we us our ourselves")
SECOND = stem_set("you your yours yourself")
PRONOUNS = stem_set("we you they it he she i")
QUESTIONS = stem_set("how what which whether whom where why when whose")
RELATIVES = stem_set("who that which")
NOBODY = stem_set("nobody none")
INDEFINITES = stem_set("everything anything something nothing thing stuff everyone anyone someone nobody none one")
AUXILIARIES = stem_set("is are was were be been being am do does did has have had will would shall ll re ve")
BE = stem_set("is are was were be been being remain become became stay linger made")
FRONTING = stem_set("each every until since after before during once between when while")
HAVE = stem_set("have has had")
ADVERBS = stem_set(
    "also only always automatically typically generally usually sometimes often instead then thus therefore "
    "however currently temporarily directly further still just again and or as may might can could must should "
    "already even otherwise both either each regularly periodically occasionally voluntarily securely separately "
    "additionally specifically nevertheless nonetheless not never ever no longer n't to last first next then likely "
    "potentially"
)
VERBS_IN_LY = frozenset("apply supply reply rely comply imply multiply resupply reapply assembly family".split())
"""Words that end as adverbs do and are none."""
DETERMINERS = stem_set(
    "the a an our your their its his her my this that these those such any other another some all both each every "
    "certain no third same various many several more most limited additional relevant own"
)
ARTICLES = stem_set("the a an our your their its this that these those such any some all each every")
"""Determiners that are nothing else; "limited" and "certain" are adjectives, too."""
CONJUNCTIONS = stem_set("and or nor but so")
SUBORDINATORS = stem_set("although though because since")
PREPOSITIONS = stem_set(
    "of for in on at with to by from about into through under over between among via within without"
)
PARTICLES = stem_set("out up off down away back along")
"""Small words that belong to the verb in front of them: "sets out", "jotted down"."""
JOINTS = PREPOSITIONS | CONJUNCTIONS
PEOPLE = FIRST | SECOND
"""The two sides of a policy: "we", "your"."""
NOMINAL = DETERMINERS | PEOPLE
"""What a noun phrase may begin with."""
MEASURING = stem_set("down up close near next prior due rounded")
"""Words behind which "to" tells how far: "rounded to the nearest mile"."""
LINKS = stem_set("unlike like despite due besides because although though as if given according")
"""Words beside prepositions and adverbs that open a phrase in front of a subject."""
INCLUDE = stem_set("include consist contain comprise")
PASSED_OVER = ADVERBS | AUXILIARIES
"""What may stand between a subject and its verb."""
NOUNISH_BEFORE = DETERMINERS | stem_set("of for in on about from into through under over via")
"""A word after one of these is a noun even where it could be a verb: "your use", "the share"."""
CAUSATIVES = stem_set(
    "allow enable let permit help require ask choose want prefer decide need invite request able like wish"
)
GIVING = stem_set("show provide give upload submit send enter add supply tell import sync")
"""Verbs by which a user hands data to the controller: "you provide" is collection."""
HANDING = GIVING | stem_set("hand grant offer pass forward furnish serve deliver issue")
"""Verbs with two objects, of which either may be the subject of the passive: "couriers are given your address"."""
ENDOWING = stem_set("provide supply furnish present equip entrust")
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
PERCEIVING = stem_set("see view access receive obtain get learn")
TAKING = stem_set("see view access receive get")
"""Those that say of anybody, known or not, that it is given something; a broker may "obtain" data elsewhere."""
"""Verbs whose subject is given what their object names: "partners receive", "others can see"."""
MEANS = stem_set(
    "means way method manner use help phone telephone letter post mail email hand click time date end day moment "
    "default mistake accident error nature design chance definition virtue reason form law"
)
"""Nouns that tell behind "by" how or when something is done, not who does it."""
PARTITIVES = stem_set(
    "nobody anyone someone people person example type kind category one some few any many most all each none both "
    "several part number member company employee team subsidiary majority"
)
"""Nouns that leave it to the phrase behind them to say who is meant: "one of our partners"."""
INSTRUMENTS = stem_set(
    "app application website site page service product platform software program system server device car vehicle "
    "meter camera sensor cookie robot machine tool feature algorithm"
)
"""Things that act for the controller: "the app collects"."""
ANAPHORS = stem_set("this that these those they them it its such example instance eg here")
"""Words in the opening of a sentence that hand it what the sentence before spoke of."""
POINTING = stem_set("this that these those such")
"""Determiners that point back: "this information" is what was just spoken of."""
STANDING_IN = stem_set("it them they this these those")
"""Pronouns that stand for it."""
THINGS = stem_set("it them")
"""Pronouns that stand for what was named before them in the sentence."""
ASKING = stem_set("ask request require obtain seek need get")
"""Verbs of asking for a permission."""
PUBLIC = frozenset({"public", "publicly", "publish", "published"})
"""Words of sharing that name everyone as the recipient."""
EMPTY = stem_set(
    "complete initiate commence begin start perform undertake make carry effect conduct finish take process trigger"
)
"""Verbs whose noun tells what is done: "initiate the deletion process"."""
DEMANDS = stem_set("process request demand order compelled")
"""Words that make a condition of law one of somebody who asks."""
EDGES = (
    DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | FIRST | SECOND | stem_set("it them as not never also")
    | stem_set("only instead typically collectively together hereinafter respectively following then ever")
)  # fmt: skip
"""Words that no value begins or ends with that no id names."""
REQUIRED = stem_set("required needed necessary mandatory obligatory compulsory indispensable")
"""What data is that must be given: "your phone number is required"."""
NAMING = stem_set("call term name")
"""Verbs that only give a thing its name: "we call this Usage Data"."""
