"""The words that the rules of this package look for."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Tags: what is never text, what stays in its line, and what is drawn with space around it.
NEVER = _set(
    "head script style template noscript svg math object embed iframe canvas audio video select "
    "datalist textarea meta link title map"
)
INLINE = _set(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd mark output q "
    "rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr label button"
)
SPACED = _set("button label input img")

# Tags and roles that stand around a page's text.
CHROME = _set("nav header footer aside navigation banner contentinfo complementary")

# Sentences: short forms that never end one, that seldom do, that stand before a number; words that open one.
NEVER_LAST = _set("e.g i.e eg ie mr mrs ms dr prof st vs cf viz approx messrs hon incl")
SELDOM_LAST = _set("inc ltd llc co corp plc gmbh etc al jr sr bros dept est ave blvd a.m p.m")
NUMBERED = _set("no nos art arts sec secs fig figs vol para paras ch cl reg p pp pt tel ext")
OPENERS = _set(
    "a all an and any as at because before both but by each every for from here how however if in it "
    "its many may most my neither no nor not on once only or other our please she he since so some such "
    "that the their then there these they this those to under unless until upon we what when where "
    "whether which while who with without you your"
)

# Titles: words that open one in sentence form, words that open a statement, and verbs that make one.
QUESTION = _set("how what why when where who which whose")
SUBJECT = _set(
    "we you they it this these those there i he she nobody nothing neither please if no never do don't"
)
VERB = _set(
    "is are was were be can cannot will would may might must shall should do does did have has had "
    "isn't aren't won't don't doesn't can't never"
)

RELATIVE = _set("we you they that who which")  # "data we may share": the verb belongs to a noun

# Stems: last words that a list completes, and words that point at it.
STEM = _set(
    "we by to including include includes with that for of as from following follows when if and or in "
    "on about through are is"
)
POINTERS = _set("following below these")
