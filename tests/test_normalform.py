"""The normal form whose digests are stored is frozen: a digest that changes here is a mistake, never a new table."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import normalform, text

FROZEN = [
    ("", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("  \t\n", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("We keep logs for 30 days.", "we keep logs for 30 days",
     "41b828cc9d3eaa53ad15bc50207cdac6918f77ce1e12404522394afe6abc90e8"),
    ("WE  KEEP\xa0logs, for \u201c30\u201d days!", "we keep logs for 30 days",
     "41b828cc9d3eaa53ad15bc50207cdac6918f77ce1e12404522394afe6abc90e8"),
    ('We don\u2019t share \u2014 ever', "we don't share ever",
     "0e79e5e0bd3fa7bb94826f9d6a4dd326ac65a4267beebe7d076b60fc853b7c5e"),
    ("We don't share ever", "we don't share ever", "0e79e5e0bd3fa7bb94826f9d6a4dd326ac65a4267beebe7d076b60fc853b7c5e"),
    ("end-to-end", "end to end", "d667e73b2c23f502cd48174787a9ad05abf2bf8462876e2d47b90548b1f116dc"),
    ("E.U. law", "e.u law", "2c65c3dd899fec5e21995d704357f87b7ecd7ab66fbf4678b4b3c1df7f503abd"),
    ("e.g. a name", "e.g a name", "05791b626d24cce43d1b244070205ddb03a2b91dcd9f0fdde99ecaff05330111"),
    ("co\xadoperate", "cooperate", "30a9caa9170d230fa6b5f305f4573f5590af84084ad21a3a7e6b5574afe82b19"),
    ("\ufb01ne print", "fine print", "38dc87a6312d50636981b1153ab364770d77c892f5385432fa847c19f04d25c7"),
    ("\uff37\uff49\uff44\uff45", "wide", "0abaa40b10436a8fbba40ad39a0ba58da06f7aa0fd12a488f1ee358ed04fb942"),
    ("na\xefve Caf\xe9", "na\xefve caf\xe9", "28e86ad89c14d1298f1961e890fc980ac80a0288e949e02557b3bfd04a5efc02"),
    ("x\u200by", "xy", "769a4e6d0003189c7e96c5d9b7e810a0d11c3a12832527ec94b0f86d277f51ca"),
    ("a_b c", "a b c", "0e9f64031fcb2bc708b531c2a20441580425d151a38503f38592a7dd36019d3b"),
    ("1,000 users", "1 000 users", "497be366d7266699533d5108286aeda2327e80a0febbad9b994cfddb7f801ee1"),
    ("5 % of 20 \u20ac", "5 of 20", "444e35709233658e60df48a2719e99cfddf32773a272c26cfaec7b2a9009dd2f"),
    ("Stra\xdfe \u03a3\u0391\u03a3", "stra\xdfe \u03c3\u03b1\u03c2",
     "d348f6c7ceb9294f17263e3e019e257b57acc210bb879b5fdc86b6757eaf1304"),
    ("\u4f60\u597d\uff0c\u4e16\u754c", "\u4f60\u597d \u4e16\u754c",
     "4ec14dba94b11ab6334bd140750f9fb307ffcdc6c1b7fbb774f8659f5fa9083c"),
    ("\u2177 \xb2 \xbd", "viii 2 1 2", "09c2c50d0074446df345c31cf5e0436d77401a97d730e1f280205dce7db578a4"),
    ("\u0130stanbul", "i\u0307stanbul", "4a4df120f7d1f3c286f58651abfcec2aade892ace635f96f02b946c96e6e1f86"),
    ("\u2018quoted\u2019 `code`", "quoted code", "8b9741646c0d8784fa8d2b2a70fa835a9dbced10db5e3c2303cb06518628591a"),
    ("www.tarn.example/privacy", "www tarn example privacy",
     "62651ae6041319a9f968b72514b264151315588d77b49f370094d35f8fa5d342"),
    ("A\r\nB\x0bC\x85D", "a b cd", "1f46bc69ce5e5aeb68d9ca88090e4c533abcf28c86c0db8f289fb820195d032f"),
    ("don'\u2019t", 'don t', "8f7ea0d7cf4498c682983a6c86c5743651c4d56a281f0c255068261510e84099"),
    ("e\u0301t\xe9", "\xe9t\xe9", "bd010c64132bf5cae8aea89f6762515727dcf68a5dd1de813c87f50a16c4513c"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "words", "digest"), FROZEN)
def test_the_form_and_its_digest_are_frozen(said: str, words: str, digest: str) -> None:
    assert " ".join(normalform.words(said)) == words
    assert normalform.digest(said) == f"sha256:{digest}"
    assert hashlib.sha256(words.encode()).hexdigest() == digest


def test_the_version_is_the_one_of_this_table() -> None:
    assert normalform.VERSION == 1


DIFFERENT = [
    ("We keep logs.", "We kept logs."), ("30 days", "90 days"), ("It's ours", "Its ours"), ("re-use", "reuse"),
    ("customise", "customize"), ("We share it", "We share"), ("a b", "b a"), ("café", "cafe"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_misses_differ(one: str, other: str) -> None:
    assert normalform.digest(one) != normalform.digest(other)


@given(st.text())
def test_any_text_has_a_form_that_is_its_own(said: str) -> None:
    once = " ".join(normalform.words(said))
    assert text.words_digest(said) == normalform.digest(said)
    assert normalform.words(said + " \u200b\n") == normalform.words(said)
    assert once == once.strip()
