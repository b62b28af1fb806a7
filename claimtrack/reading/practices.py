"""From clauses to practices: who does what with which data, for whom, why, and on what condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimtrack.reading import grammar as g
from claimtrack.reading.quantities import quantities
from claimtrack.reading.slots import Clause, after_be, before, head
from claimtrack.reading.tokens import Word
from claimtrack.records import Practice, Sentence, Value
from claimtrack.text import stem
from claimtrack.vocabulary import Hit, Vocabulary

RECEIVING = frozenset({"collect", "read", "store"})
"""Actions that make somebody else than the controller a recipient: "partners receive", "others can see"."""
TOP = "personal-data"
CONTROLLER = Value("", "controller")
STATED_INSIDE = frozenset({"share", "collect", "store", "sell", "transfer", "delete"})
"""Actions that a relative clause can state; "the features you use" states no use of data."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence may leave to the one before it, and to its headings."""

    action: Value | None = None
    actor: Value | None = None
    recipients: tuple[Value, ...] = ()
    data: tuple[Value, ...] = ()
    purposes: tuple[Value, ...] = ()


class Reader:
    """One sentence's words and clauses, asked facet by facet."""

    def __init__(self, sentence: Sentence, words: Sequence[Word], clauses: Sequence[Clause], context: Context,
                 vocabulary: Vocabulary) -> None:  # fmt: skip
        self.sentence, self.words, self.clauses = sentence, words, clauses
        self.context, self.vocabulary = context, vocabulary

    def practices(self) -> Iterator[Practice]:
        """Every practice that the sentence states."""
        for n, clause in enumerate(self.clauses):
            seen: set[str | None] = set()
            for verb in clause.verbs:
                action = self._action(verb)
                if action and action.id not in seen:
                    seen.add(action.id)
                    yield self._practice(n, clause, verb, action)
            if not seen:
                yield from self._verbless(n, clause)
            for verb in clause.embedded:
                yield from self._embedded(n, clause, verb)

    def _said(self, hit: Hit) -> str:
        return " ".join(self.words[i].text for i in hit.at)

    def settle(self) -> None:
        """Give the words in front of a verb the slot they turned out to fill: data, where the verb is passive, or
        recipients, where it says that they are given something.
        """
        for clause in self.clauses:
            verb = clause.verbs[0] if clause.verbs else None
            if verb is None:
                continue
            passive = self._passive(verb)
            given = (
                not passive
                and bool(self._subject(clause, verb))
                and self._perceives(Value(self.words[verb].text))
            )
            for i in clause.words("actor"):
                if self.words[i].slot == "actor" and (passive or given):
                    self.words[i].slot = "data" if passive else "recipient"
            agent = clause.words("recipient") if passive else []
            if agent and self.words[agent[0]].stem == "by":
                for i in agent:
                    self.words[i].slot = "actor" if self.words[i].slot == "recipient" else self.words[i].slot

    # ── facets ──

    def _action(self, verb: int) -> Value | None:
        word = self.words[verb]
        hit = next((h for h in word.hits if h.group in ("actions", "safeguards") and head(self.words, h) == verb), None)
        if hit:
            return Value(self._said(hit), "encrypt" if hit.group == "safeguards" else hit.id)
        if "engage" in word.lists:
            return Value(word.text, "share")
        if word.stem in g.INCLUDE and self.context.action and self._points_back(verb):
            return Value(word.text, self.context.action.id)
        return Value(word.text)

    def _points_back(self, verb: int) -> bool:
        """Whether "includes" has for its subject what was spoken of: "this", "such information"."""
        subject = [word for word in self.words[max(0, verb - 5) : verb] if word.own]
        return any(word.stem in g.ANAPHORS | {"which"} or TOP in word.ids("data") for word in subject)

    def _practice(self, n: int, clause: Clause, verb: int, action: Value) -> Practice:
        actor = self._actor(clause, verb)
        recipients = self._recipients(clause, verb)
        data = self._data(n, clause, verb)
        if action.id == "share" and "access" in action.words.split():
            data, recipients = self._access(clause, verb, data, recipients)
        if action.id == "share" and "engage" in self.words[verb].lists:
            recipients = (*recipients, *(v for v in self.context.recipients if v not in recipients))
        if (
            action.id == "share"
            and actor.id != "user"
            and not self._passive(verb)
            and self._perceives(action)
        ):
            recipients = (*self._subject(clause, verb), *recipients)
            actor = Value("", "controller")
        if action.id == "use" and not any(v.id for v in data):
            engaged = self._values(("actors",), clause.words("data"))
            others = tuple(v for v in engaged if v.id not in ("user", "controller"))
            action = Value(action.words, "share") if others else action
            recipients = (self.context.recipients or others) + recipients if others else recipients
        if (
            not recipients
            and action.id == "share"
            and {"public", "publicly", "publish"} & set(action.words.split())
        ):
            recipients = (Value(action.words, "anyone"),)
        action, actor, recipients = _seen_from_the_controller(self.words[verb], action, actor, recipients)
        if self.words[verb].stem in g.INCLUDE:
            actor, recipients = self.context.actor or actor, recipients or self.context.recipients
        return Practice(
            self.sentence.text, self.sentence.section, self.sentence.lead_in, actor, action,
            data or self.context.data, recipients or self._context_recipients(action), self._purposes(n, clause, verb),
            self._modality(clause, verb), self._polarity(n, clause, verb), self._conditions(n),
            tuple(Value(str(q), str(q)) for q in quantities(self.words)), self._safeguards(clause), n,
        )  # fmt: skip

    def _embedded(self, n: int, clause: Clause, verb: int) -> Iterator[Practice]:
        """What a relative clause states of the phrase it hangs on: "location that you share with contacts"."""
        action = self._action(verb)
        data = self._values(("data",), [i for i in clause.roles if verb - 12 < i < verb])
        if not action or action.id not in STATED_INSIDE or not data:
            return
        actor = self._actor(clause, verb)
        recipients = self._values(("actors",), [i for i in clause.roles if verb < i < verb + 8])
        action, actor, recipients = _seen_from_the_controller(self.words[verb], action, actor, recipients)
        yield Practice(
            self.sentence.text, self.sentence.section, self.sentence.lead_in, actor, action, data[-1:], recipients,
            modality=self._modality(clause, verb), polarity=self._negated(before(self.words, verb), verb),
            conditions=self._conditions(n), safeguards=self._safeguards(clause), clause=n,
        )  # fmt: skip

    def _context_recipients(self, action: Value) -> tuple[Value, ...]:
        return self.context.recipients if action.id in ("share", "transfer", "sell", None) else ()

    def _verbless(self, n: int, clause: Clause) -> Iterator[Practice]:
        """A clause without a known verb: a list item, or one that a safeguard makes a statement."""
        safeguards = self._safeguards(clause)
        data = self._values(("data",), list(clause.roles))
        if any(self.vocabulary.is_a(v.id or "", "encryption") for v in safeguards):
            action = Value(safeguards[0].words, "encrypt")
        elif data and self.context.action and not clause.verbs:
            action = self.context.action
        else:
            return
        yield Practice(
            self.sentence.text, self.sentence.section, self.sentence.lead_in,
            self.context.actor or Value("", "controller"), action, data or self.context.data,
            self._recipients(clause, clause.start) or self.context.recipients,
            self._purposes(n, clause, clause.start), polarity=self._polarity(n, clause, max(clause.roles, default=0)), conditions=self._conditions(n),
            quantities=tuple(Value(str(q), str(q)) for q in quantities(self.words)), safeguards=safeguards, clause=n,
        )  # fmt: skip

    def _actor(self, clause: Clause, verb: int) -> Value:
        """Who acts: behind "by" where the verb is passive, else the subject, else the nearest person to the left."""
        if self._passive(verb):
            by = [i for i in clause.words("recipient") if i > verb]
            agents = self._values(("actors",), by[:6]) if by and self.words[by[0]].stem == "by" else ()
            return next(iter(agents), CONTROLLER)
        subject = self._subject_head(clause, verb)
        if subject:
            return self._person(reversed(subject)) or self._unnamed(subject) or self.context.actor or CONTROLLER
        return self._person(range(verb - 1, -1, -1)) or self.context.actor or CONTROLLER

    def _subject_head(self, clause: Clause, verb: int) -> list[int]:
        """The words in front of the verb, without the relative clause that may hang on them."""
        if verb not in clause.verbs:
            return []
        places = [i for i in clause.words("actor") if i < verb and self.words[i].slot != "condition"]
        ends = (n for n, i in enumerate(places) if self.words[i].stem in g.RELATIVES)
        return places[: next(ends, len(places))]

    def _person(self, places: Iterable[int]) -> Value | None:
        for k in places:
            word = self.words[k]
            if word.stem in g.FIRST:
                return Value(word.text, "controller")
            if word.text == "you":
                return Value(word.text, "user")
            if word.ids("actors"):
                hit = next(h for h in word.hits if h.group == "actors")
                return Value(self._said(hit), hit.id)
        return None

    def _unnamed(self, subject: Sequence[int]) -> Value | None:
        """A subject that no id names: "the broker obtains …"; not what points back, and not data."""
        if any(self.words[i].ids("data") or self.words[i].stem in g.ANAPHORS for i in subject):
            return None
        found = self._values(("actors",), subject, unknown=True)
        return next((value for value in found if len(value.words) > 2), None)

    def _passive(self, verb: int) -> bool:
        word = self.words[verb]
        if word.text.endswith("ing"):
            return False
        return (
            word.stem in g.BE
            or after_be(self.words, verb)
            or (word.text.endswith("ed") and verb > 0 and bool(self.words[verb - 1].ids("data")))
        )

    def _access(
        self, clause: Clause, verb: int, data: tuple[Value, ...], recipients: tuple[Value, ...]
    ) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """ "Give partners access to your data": who stands before "access", what behind it."""
        at = next((i for i in clause.roles if i >= verb and self.words[i].stem == stem("access")), None)
        if at is None:
            return data, recipients
        behind = self._values(("data",), [i for i in clause.roles if i > at], unknown=True)
        people = self._values(("actors",), [i for i in clause.roles if verb < i < at], unknown=True)
        return behind or data, people or tuple(v for v in recipients if v.id)

    def _perceives(self, action: Value) -> bool:
        return any(stem(word) in g.PERCEIVING for word in action.words.split())

    def _subject(self, clause: Clause, verb: int) -> tuple[Value, ...]:
        """Who stands in front of the verb: the known, else the words."""
        places = [i for i in clause.words("actor") if i < verb]
        found = self._values(("actors",), places) or self._values(("actors",), places, unknown=True)
        return tuple(v for v in found if v.id not in ("user", "controller"))

    def _places(self, places: Sequence[int], verb: int) -> list[int]:
        """Without the words of conditions, unless the verb itself stands in one."""
        inside = self.words[verb].slot == "condition"
        return [i for i in places if inside or self.words[i].slot != "condition"]

    def _data(self, n: int, clause: Clause, verb: int) -> tuple[Value, ...]:
        objects = clause.words("data")
        if self._passive(verb):
            objects = clause.words("actor") + objects
            if clause.inherits and not clause.words("actor") and n:
                objects = (
                    self._phrase_before(verb)
                    or self.clauses[n - 1].words("actor") + self.clauses[n - 1].words("data") + objects
                )
        found = self._values(("data",), self._places(objects, verb), unknown=True)
        if n and not found and any(self.words[i].stem in g.ANAPHORS for i in objects):
            return self._values(
                ("data",), [i for c in self.clauses[:n] for i in c.roles]
            )  # "… and do not share it"
        return found

    def _phrase_before(self, verb: int) -> list[int]:
        """The words between the verb and what last parted the sentence: "when [our business] is sold"."""
        places: list[int] = []
        for k in range(before(self.words, verb), -1, -1):
            word = self.words[k]
            if (
                word.verb
                or not word.text[0].isalnum()
                or "condition_openers" in word.lists
                or word.stem in g.CONJUNCTIONS
            ):
                break
            places.insert(0, k)
        return places

    def _recipients(self, clause: Clause, verb: int) -> tuple[Value, ...]:
        places = self._places(clause.words("recipient"), verb)
        if places and self.words[places[0]].stem in ("by", "from"):
            return ()
        found = self._values(("actors",), self._heads(places), unknown=True)
        return found or self._given(clause, verb)

    def _heads(self, places: Sequence[int]) -> list[int]:
        """Without the relative clauses that hang on people: "the provider [you have selected]"."""
        kept: list[int] = []
        inside = False
        for i in places:
            word = self.words[i]
            if word.text in ",;" or word.stem in g.CONJUNCTIONS:
                inside = False
            elif i and (word.stem in g.RELATIVES or (word.stem in ("you", "we") and self.words[i - 1].text[0].isalpha()
                        and self.words[i - 1].stem not in g.PREPOSITIONS | g.CONJUNCTIONS | g.QUESTIONS)):
                inside = True
            if not inside:
                kept.append(i)
        return kept

    def _given(self, clause: Clause, verb: int) -> tuple[Value, ...]:
        """ "We show other members your location": who stands between a verb of sharing and the data."""
        if "share" not in self.words[verb].ids("actions") and self.words[verb].stem not in g.GIVING:
            return ()
        objects = clause.words("data")
        first = next((n for n, i in enumerate(objects) if self.words[i].ids("data")), 0)
        people = self._values(("actors",), objects[:first])
        return tuple(v for v in people if v.id not in ("user", "controller"))

    def _purposes(self, n: int, clause: Clause, verb: int) -> tuple[Value, ...]:
        """Purposes of the clause, and of the infinitives and gerunds that hang on it."""
        places = list(clause.roles)
        for later in self.clauses[n + 1 :]:
            if not later.inherits or self.words[later.start - 1].stem in g.CONJUNCTIONS:
                break
            places += later.roles
        if n and clause.inherits and (self.words[verb].text.endswith("ing") or not clause.words("purpose")):
            last = self.clauses[n - 1]
            places = (
                list(last.roles) if self.words[verb].text.endswith("ing") else last.words("purpose")
            ) + places
        if {"share", "collect", "store", "sell"} & set(self.words[verb].ids("actions")):
            places = [
                i for i in places if self.words[i].slot != "data"
            ]  # "log and troubleshooting information"
        known = self._values(("purposes",), self._places(places, verb))
        unknown = self._values(("purposes",), self._places(clause.words("purpose"), verb), unknown=True)
        return known or unknown or self.context.purposes

    def _modality(self, clause: Clause, verb: int) -> Value:
        for k in range(verb, clause.start - 1, -1):
            for name, id in (("must", "must"), ("may", "may")):
                if name in self.words[k].lists:
                    return Value(self.words[k].text, id)
        return Value("", "does")

    def _polarity(self, n: int, clause: Clause, verb: int) -> Value:
        start = clause.start
        if clause.inherits and n and self.words[clause.start - 1].stem in ("or", "nor"):
            start = self.clauses[n - 1].start
        return self._negated(start, min(verb + 2, len(self.words)))

    def _negated(self, start: int, end: int) -> Value:
        for word in self.words[max(start, 0) : end]:
            if "negators" in word.lists and word.slot == "polarity":
                return Value(word.text, "is-not")
        return Value("", "is")

    def _conditions(self, n: int) -> tuple[Value, ...]:
        values: list[Value] = []
        run: list[Word] = []
        for word in [*self.words, None]:
            if word is not None and word.slot == "condition":
                run.append(word)
            elif run:
                ids = [i for w in run for i in w.ids("conditions")]
                words = " ".join(w.text for w in run)
                values += [Value(words, id) for id in dict.fromkeys(ids)] or [Value(words)]
                run = []
        return tuple(dict.fromkeys(values))

    def _safeguards(self, clause: Clause) -> tuple[Value, ...]:
        return self._values(("safeguards",), list(clause.roles))

    def _values(
        self, groups: tuple[str, ...], places: Sequence[int], *, unknown: bool = False
    ) -> tuple[Value, ...]:
        """The concepts of these groups at these places, and the words of list members that have none."""
        values: list[Value] = []
        member: list[int] = []
        for i in [*places, -1]:
            word = self.words[i] if i >= 0 else None
            broken = (
                word is None
                or word.text in ",/;()"
                or word.stem in g.CONJUNCTIONS
                or "including" in word.lists
            )
            if not broken and (not member or i == member[-1] + 1):
                member.append(i)
                continue
            values += self._member(member, groups, unknown)
            member = [] if broken else [i]
        return tuple(dict.fromkeys(values))

    def _member(self, member: Sequence[int], groups: tuple[str, ...], unknown: bool) -> list[Value]:
        found = []
        for i in member:
            for hit in self.words[i].hits:
                if hit.group in groups and hit.start == i:
                    found.append(Value(self._said(hit), hit.id))
        if found or not unknown:
            return found
        words = [self.words[i].text for i in member]
        while words and (words[0] in _TRIM or not words[0][0].isalnum()):
            words.pop(0)
        while words and (words[-1] in _TRIM or not words[-1][0].isalnum()):
            words.pop()
        return [Value(" ".join(words))] if words else []


_TRIM = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "your",
        "their",
        "its",
        "his",
        "her",
        "my",
        "this",
        "that",
        "these",
        "those",
        "such",
        "any",
        "other",
        "with",
        "to",
        "by",
        "from",
        "of",
        "and",
        "or",
        "for",
        "in",
        "on",
        "us",
        "we",
        "you",
        "it",
        "them",
        "is",
        "are",
        "be",
        "as",
    ]
)


def _others(people: Iterable[Value]) -> bool:
    return any(value.id not in (None, "user", "controller") for value in people)


def _seen_from_the_controller(
    verb: Word, action: Value, actor: Value, recipients: tuple[Value, ...]
) -> tuple[Value, Value, tuple[Value, ...]]:
    """What others receive the controller shares; what the user gives the controller it collects."""
    names_us = any(r.id == "controller" for r in recipients)
    if (
        actor.id == "user"
        and action.id in ("share", None)
        and (names_us or (verb.stem in g.GIVING and not recipients))
    ):
        return Value(action.words, "collect"), Value("", "controller"), ()
    if actor.id not in ("controller", "user", None) and action.id in RECEIVING:
        return Value(action.words, "share"), Value("", "controller"), (actor, *recipients)
    if actor.id not in ("controller", "user", None) and action.id == "share" and names_us:
        return Value(action.words, "collect"), Value("", "controller"), (actor,)
    return action, actor, recipients


def context(sentence: Sentence, previous: Sequence[Practice], headings: Context) -> Context:
    """What the headings hand on, and the sentence before, where this one points back: its first practice leads."""
    opening = sentence.text.lower().replace(",", " ").split()[:4]
    if not previous or not g.ANAPHORS & {stem(word) for word in opening}:
        return headings
    head = previous[0]
    recipients = next((p.recipients for p in previous if p.recipients), ())
    return Context(head.action, head.actor, recipients or headings.recipients, headings.data, head.purposes)
