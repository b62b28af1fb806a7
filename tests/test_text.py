"""Normal forms of words: tables with near misses, and their laws."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimtrack import text

# ── normal ───────────────────────────────────────────────────────────────────────────────────────────

NORMAL = [
    ("“Tarn’s” app", "\"Tarn's\" app", "curly quotes are straight"),
    ("‘as is’", "'as is'", "single ones too"),
    ("«Tarn»", '"Tarn"', "and guillemets"),
    ("2019–2024", "2019-2024", "an en dash is a hyphen"),
    ("we—and you—agree", "we-and you-agree", "an em dash too"),
    ("end‑to‑end", "end-to-end", "a hyphen that does not break"),
    ("a\u00a0b\u2009c\td\ne", "a b c d e", "every space is one space"),
    ("  a   b  ", "a b", "white space is collapsed"),
    ("ﬁle oﬀer", "file offer", "ligatures come apart"),
    ("co\u00adoperate", "cooperate", "a soft hyphen is nothing"),
    ("zero\u200bwidth\ufeff", "zerowidth", "so is what takes no room"),
    ("a\u202eb\u2066c", "abc", "and what turns the direction"),
    ("a\x00b\x1bc", "abc", "and what steers a terminal"),
    ("cafe\u0301", "café", "an accent joins its letter"),
    ("３０ days", "30 days", "wide digits are digits"),
    ("• item", "* item", "a bullet is an asterisk"),
    ("", "", "nothing stays nothing"),
    ("Tarn", "Tarn", "case stays"),
    ("naïve", "naïve", "letters of other languages stay"),
    ("a_b", "a_b", "an underscore stays"),
]


@pytest.mark.parametrize(("given", "expected", "why"), NORMAL, ids=[row[2] for row in NORMAL])
def test_normal(given: str, expected: str, why: str) -> None:
    assert text.normal(given) == expected


@given(st.text())
def test_a_normal_text_is_its_own_normal_form(given: str) -> None:
    once = text.normal(given)
    assert text.normal(once) == once


@given(st.text())
def test_a_normal_text_has_no_white_space_but_single_spaces(given: str) -> None:
    assert text.normal(given) == " ".join(text.normal(given).split())


# ── words ────────────────────────────────────────────────────────────────────────────────────────────

WORDS = [
    ("We share your data.", "we share your data"),
    ("We don’t SELL it", "we don't sell it"),
    ("end-to-end", "end to end"),
    ("IP-address", "ip address"),
    ("name/number", "name number"),
    ("user_id", "user id"),
    ("30 days, 24h", "30 days 24h"),
    ("the users' choice", "the users choice"),
    ("Café Zürich", "café zürich"),
    ("(or both)", "or both"),
    ("e-mail", "e mail"),
    ("Wi‑Fi", "wi fi"),
    ("“quoted”", "quoted"),
    ("… !?", ""),
    ("", ""),
]


@pytest.mark.parametrize(("given", "expected"), WORDS)
def test_words(given: str, expected: str) -> None:
    assert " ".join(word.text for word in text.words(given)) == expected


@given(st.text())
def test_a_word_is_found_at_its_offsets(given: str) -> None:
    for word in text.words(given):
        there = given[word.start : word.end]
        assert there.lower().replace("’", "'") == word.text or there.lower() not in ("", " ")
        assert len(there) == word.end - word.start


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_in_plain_text_the_words_are_the_text_in_lower_case(given: str) -> None:
    for word in text.words(given):
        assert given[word.start : word.end].lower().replace("`", "'") == word.text


@given(st.text())
def test_plain_words_are_the_words(given: str) -> None:
    assert text.plain_words(given) == [word.text for word in text.words(given)]


@given(st.text())
def test_words_stand_in_order_and_do_not_overlap(given: str) -> None:
    ends = [0]
    for word in text.words(given):
        assert ends[-1] <= word.start < word.end <= len(given)
        ends.append(word.end)


# ── stem ─────────────────────────────────────────────────────────────────────────────────────────────

SAME = [
    "share shares shared sharing",
    "collect collects collected collecting",
    "store stores stored storing",
    "use uses used using",
    "delete deletes deleted deleting",
    "process processes processed processing",
    "access accesses accessed accessing",
    "disclose discloses disclosed disclosing",
    "transfer transfers transferred transferring",
    "permit permits permitted permitting",
    "stop stops stopped stopping",
    "log logs logged logging",
    "encrypt encrypts encrypted encrypting",
    "notify notifies notified notifying",
    "copy copies copied copying",
    "sell sells sold selling",
    "give gives gave given giving",
    "keep keeps kept keeping",
    "hold holds held holding",
    "send sends sent sending",
    "choose chooses chose chosen choosing",
    "see sees saw seen seeing",
    "customise customises customised customising customize customizes customized customizing",
    "organisation organisations organization organizations",
    "personalisation personalization",
    "analyse analyses analysed analyze analyzes analyzed",
    "behaviour behaviours behavior behaviors",
    "favour favours favor favors",
    "party parties",
    "address addresses",
    "cookie cookies",
    "company companies",
    "child children",
    "person people",
    "box boxes",
    "purpose purposes",
    "device devices",
    "third-party's third-party",
    "tarn's tarn",
]


@pytest.mark.parametrize("forms", SAME, ids=[row.split()[0] for row in SAME])
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    stems = {form: text.stem(form) for form in forms.split()}
    assert len(set(stems.values())) == 1, stems


DIFFERENT = [
    ("organisation", "organ"), ("contacts", "contact"), ("customs", "custom"), ("news", "new"),
    ("others", "other"), ("settings", "setting"), ("goods", "good"), ("orders", "order"),
    ("use", "us"), ("user", "use"), ("share", "shard"), ("store", "story"), ("device", "devise"),
    ("personal", "personnel"), ("person", "personal"), ("message", "massage"), ("advertiser", "advertising"),
    ("content", "contents page"), ("consent", "content"), ("policy", "police"), ("process", "processor"),
    ("encryption", "encrypt"), ("anonymous", "synonymous"), ("thing", "the"), ("being", "bee"), ("30", "3"),
    ("this", "thi"), ("bus", "bu"), ("is", "i"), ("address", "addres"), ("red", "r"), ("king", "k"),
    ("string", "str"), ("need", "ne"), ("feed", "fe"), ("hours", "our"), ("four", "for"), ("your", "yor"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_misses_keep_their_own_stem(one: str, other: str) -> None:
    assert text.stem(one) != text.stem(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_a_stem_is_never_empty_and_never_much_longer(word: str) -> None:
    assert 0 < len(text.stem(word)) <= len(word) + 1


@example(1000)
@given(st.integers(0, 10**9))
def test_numbers_are_their_own_stem(number: int) -> None:
    assert text.stem(str(number)) == str(number)


@given(st.text())
def test_stems_go_word_by_word(given: str) -> None:
    assert text.stems(given) == [text.stem(word.text) for word in text.words(given)]


# ── Digests ──────────────────────────────────────────────────────────────────────────────────────────

SAME_WORDS = [
    ("We don’t share – ever.", "We don't share - ever!"),
    ("your  “data”", 'Your "data"'),
    ("end‑to‑end", "End-to-end"),
    ("ﬁles", "files"),
]
OTHER_WORDS = [("30 days", "90 days"), ("we share", "we do not share"), ("your data", "data your"), ("a", "")]


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_typography_leaves_the_digest_as_it_was(one: str, other: str) -> None:
    assert text.words_digest(one) == text.words_digest(other)


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_other_words_have_another_digest(one: str, other: str) -> None:
    assert text.words_digest(one) != text.words_digest(other)


@given(st.text())
def test_the_normal_form_has_the_digest_of_the_text(given: str) -> None:
    assert text.words_digest(unicodedata.normalize("NFD", given)) == text.words_digest(text.normal(given))


def test_a_digest_names_its_method() -> None:
    assert text.digest(b"").startswith("sha256:e3b0c442")
