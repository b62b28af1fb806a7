from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import extract, guard
from claimtrack.guard import blocks, languages, shapes
from claimtrack.records import Document, Expect, Page, Passage, Verdict
from claimtrack.text import words
from tests.corpus import CORPUS, needs_corpus

SECTIONS = [
    "Parley Privacy Policy", "Information You Provide", "Information We Collect", "How We Use Information",
    "Information We Share", "Advertising", "Your Choices", "Children", "Storage and Deletion",
    "International Transfers", "Changes to This Policy", "How to Contact Us",
]  # fmt: skip


def page(*lines: str, language: str | None = "en", title: str = "") -> Page:
    """A page of lines; "# " makes a heading."""
    passages = tuple(block(line) for line in lines)
    return Page(passages, (), "\n".join(passage.text for passage in passages), language, title)


def block(line: str) -> Passage:
    text = line.removeprefix("# ")
    return Passage("paragraph" if text == line else "heading", text)


def prose(topic: str, sentences: int = 4) -> list[str]:
    """Paragraphs of about 30 words, no two the same."""
    return [
        f"When you use part {n} of Parley, we keep what you tell us about {topic.lower()} for {n} days, "
        "and we may give it to those who run the service for us."
        for n in range(1, sentences + 1)
    ]


def policy(headings: list[str], sentences: int = 4) -> Page:
    """A policy of about 30 words for every sentence of every section."""
    return page(*(line for it in headings for line in (f"# {it}", *prose(it, sentences))))


def document(words: int = 300, headings: list[list[str]] | None = None, language: str = "en") -> Document:
    expect = Expect(words=words, headings=headings or [])
    return Document(id="parley", title="P", url="https://parley.example/", language=language, expect=expect)


ACCEPTED = policy(SECTIONS)
EXPECTED = [["Information We Collect"], ["Information We Share", "Who We Share With"]]


def refusal(given: Page, doc: Document | None = None, accepted: Page | None = None) -> str:
    verdict = guard.judge(given, doc or document(), accepted)
    assert verdict.usable is (not verdict.reason)
    assert not verdict.reason or verdict.reason.endswith(".")
    return verdict.reason


# ── Usable ───────────────────────────────────────────────────────────────────────────────────────────

GROWN = [*SECTIONS[:4], "Payments", "Machine Learning", *SECTIONS[4:]]
NUMBERED = [f"{n}. {it.upper()}" for n, it in enumerate(SECTIONS, 1)]
REWRITTEN = [*SECTIONS[:1], "Information We Collect", *(f"Our Way with {c}" for c in "ABCDEFGHIJ"), SECTIONS[4]]


@pytest.mark.parametrize(
    ("given", "doc"),
    [
        pytest.param(ACCEPTED, document(), id="the same page"),
        pytest.param(policy(GROWN), document(), id="two new sections"),
        pytest.param(policy(SECTIONS[:6] + SECTIONS[7:]), document(), id="a section less"),
        pytest.param(policy(SECTIONS[:-1]), document(), id="the last section less"),
        pytest.param(policy(SECTIONS[::-1]), document(), id="another order"),
        pytest.param(policy(NUMBERED), document(headings=EXPECTED), id="numbers and capitals"),
        pytest.param(policy(SECTIONS, 8), document(), id="twice as long"),
        pytest.param(policy(SECTIONS, 3), document(), id="shorter sections, all there"),
        pytest.param(policy(REWRITTEN), document(headings=EXPECTED), id="a rewrite with what is expected"),
        pytest.param(policy(REWRITTEN), document(), id="a rewrite under the same title"),
        pytest.param(policy(SECTIONS), document(headings=[["What We Know"]]), id="expected once"),
        pytest.param(policy(SECTIONS[:5] + REWRITTEN[2:6]), document(), id="an end rewritten shorter"),
    ],
)
def test_an_edition_of_the_accepted_policy_is_used(given: Page, doc: Document) -> None:
    assert refusal(given, doc, ACCEPTED) == ""


def test_a_first_page_is_judged_by_what_is_expected() -> None:
    assert refusal(ACCEPTED, document(headings=EXPECTED)) == ""
    assert refusal(policy(["Welcome"], 20), document(headings=EXPECTED)) == (
        "The page has no heading “Information We Collect” and no heading “Information We Share”."
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Information We Collect", "2. Information we collect", "The Information We Collect From You",
        "INFORMATION WE COLLECT:",
    ],
)
def test_an_expected_heading_may_have_company(heading: str) -> None:
    assert refusal(policy(["Parley", heading], 8), document(headings=[["Information We Collect"]])) == ""


@pytest.mark.parametrize(
    "heading",
    ["Information You Collect", "Information", "What we mean when we say the information we collect on Parley"],
)
def test_another_heading_is_not_the_expected_one(heading: str) -> None:
    reason = refusal(policy(["Parley", heading], 8), document(headings=[["Information We Collect"]]))
    assert reason == "The page has no heading “Information We Collect”."


def test_text_is_no_heading() -> None:
    given = page("# Parley", *prose("words", 12), "Information We Collect")
    assert "no heading" in refusal(given, document(headings=[["Information We Collect"]]))


# ── Size ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("limit", "usable"), [(1, True), (30, True), (60, False)])
def test_a_short_page_is_measured_by_the_document(limit: int, usable: bool) -> None:
    given = page("# Parley", *prose("words", 1))
    assert bool(refusal(given, document(limit))) is not usable


def test_sizes_are_told() -> None:
    assert refusal(page("# Parley", *prose("words", 7)), document(2500)) == (
        "The page has 218 words; at least 2,500 are expected."
    )
    assert refusal(page(), document(1)) == "The page has 0 words; at least 1 are expected."
    short = policy(SECTIONS, 1)
    assert refusal(short, document(), policy(SECTIONS, 10)) == (
        f"The page has {len(words(short.text))} words; "
        f"at least 40% of the accepted edition's {len(words(policy(SECTIONS, 10).text)):,} are expected."
    )


# ── A part of the page, another page ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (policy(SECTIONS[:6]), ["6 of the accepted edition's 12 headings and 50% of its words", "last 6"]),
        (policy(SECTIONS[:9]), ["3 of the accepted edition's 12 headings", "the last 3"]),
        (policy(SECTIONS[:10]), ["2 of the accepted edition's 12 headings", "the last 2"]),
        (policy([*SECTIONS[:3], *SECTIONS[7:]]), ["4 of the accepted edition's 12 headings"]),
        (policy(SECTIONS[6:]), ["6 of the accepted edition's 12 headings"]),
    ],
)
def test_a_page_that_half_loaded_is_refused(given: Page, said: list[str]) -> None:
    reason = refusal(given, document(), ACCEPTED)
    assert reason.startswith("Part of the page is missing: ")
    assert [it for it in said if it not in reason] == []


def test_a_page_without_headings_can_break_off_too() -> None:
    accepted = page(*prose("words", 30))
    reason = refusal(page(*prose("words", 20)), document(), accepted)
    assert "10 of the accepted edition's 30 passages and 33% of its words are not on it" in reason
    assert refusal(page(*prose("words", 28)), document(), accepted) == ""
    assert refusal(page(*prose("words", 12), *prose("names", 8)), document(), accepted) == ""  # rewritten


def test_a_heading_that_was_there_and_is_expected_must_not_get_lost() -> None:
    given = policy([it for it in SECTIONS if it not in ("Information We Share", "Advertising")])
    assert refusal(given, document(), ACCEPTED) == ""
    assert "Part of the page is missing" in refusal(given, document(headings=EXPECTED), ACCEPTED)


TERMS = [f"Rule {c}" for c in "ABCDEFGHIJKL"]


def test_another_document_of_the_same_company_is_refused() -> None:
    assert refusal(policy(["Parley Terms of Use", *TERMS]), document(), ACCEPTED) == (
        "The page is another document, with 0 of the accepted edition's 12 headings."
    )
    assert refusal(policy(["Parley Privacy Policy", *TERMS]), document(headings=EXPECTED), ACCEPTED) == (
        "The page has no heading “Information We Collect” and no heading “Information We Share”, "
        "with 1 of the accepted edition's 12 headings."
    )


# ── Known shapes ─────────────────────────────────────────────────────────────────────────────────────

MENU = ["Features", "Download", "Help Centre", "Blog", "For Business", "© Parley Ltd."]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Sorry, something went wrong.", "Go back"], "shows an error"),
        (["Something Went Wrong", "We are on it and hope to be back soon."], "shows an error"),
        (["# 404", "Page not found"], "shows an error"),
        (["# Oops!", "We can't find it: this page isn’t available right now."], "shows an error"),
        (["# Access Denied", "You don't have permission.", "Reference #18.2f"], "shows an error"),
        (["The service is temporarily unavailable. Please try again later."], "shows an error"),
        (["502 Bad Gateway", "nginx"], "shows an error"),
        (["Please enable JavaScript to view this page."], "asks for JavaScript"),
        (["You need to enable JavaScript to run this app."], "asks for JavaScript"),
        (["Your browser is not supported"], "asks for JavaScript"),
        (["Checking your browser before you go on", "Ray ID: 7f"], "proof that a person is asking"),
        (["# Just a moment...", "Verify you are human by doing as we say."], "proof that a person"),
        (["We have seen unusual traffic from your network", "CAPTCHA"], "proof that a person is asking"),
        (["We value you", "Accept all cookies", "Reject all cookies"], "consent to cookies"),
        (["# Before you continue", "Accept all", "More options"], "consent to cookies"),
        (["This content is not available in your country."], "not available in this country or region"),
        (["Sorry, Parley isn’t available in your region yet"], "not available in this country or region"),
        (["# Log in to Parley", "Email", "Password", "Forgot password?"], "asks for a login"),
        (["You must log in to continue."], "asks for a login"),
    ],
)
@pytest.mark.parametrize("around", [[], MENU])
def test_a_page_that_stands_in_place_of_the_policy(lines: list[str], said: str, around: list[str]) -> None:
    given = page(*around, *lines)
    reason = refusal(given, document(), ACCEPTED)
    assert said in reason
    assert f"only {len(words(given.text))} words" in reason


def test_the_title_tells_too() -> None:
    assert "shows an error" in refusal(page("Nothing to see", title="404 Not Found"))


@pytest.mark.parametrize(
    "line",
    [
        "Sorry, something went wrong.", "Please enable JavaScript.", "Accept all cookies", "Log in to Parley",
        "Parley is not available in your country", "Access denied",
    ],
)  # fmt: skip
def test_a_policy_may_hold_such_a_line(line: str) -> None:
    assert refusal(page(line, *(p.text for p in ACCEPTED.passages), line)) == ""
    assert refusal(page("# Parley", line, *prose("words", 2)), document(40)) == ""  # as short as expected


@pytest.mark.parametrize(
    ("days", "usable"),
    [
        ([f"{n} January 2021 (archived)" for n in range(1, 30)], False),
        ([f"Effective January {n}, 2021" for n in range(1, 30)], False),
        ([f"2021-01-{n:02}" for n in range(1, 29)], False),
        ([f"Version of Part {n}" for n in range(1, 30)], True),
    ],
)
def test_a_list_of_past_revisions_is_no_policy(days: list[str], usable: bool) -> None:
    given = page("# Parley Privacy Policy", "Past versions of what we say to you and how it was:", *days)
    reason = refusal(given, document(20))
    assert ("lists past revisions" in reason) is not usable


def test_a_policy_with_dates_is_a_policy() -> None:
    assert refusal(page(*(p.text for p in ACCEPTED.passages), *["Changed on 1 January 2021"] * 9)) == ""


def test_a_menu_is_no_text() -> None:
    menu = page(*[f"{a} {b}" for a in ("Chat", "Pay", "Call", "Shop", "News") for b in MENU * 5])
    assert refusal(menu, document(300)) == (
        "The page is no running text in English: 7% of its words are common ones; at least 25% are expected."
    )


# ── Languages ────────────────────────────────────────────────────────────────────────────────────────

SPOKEN = {
    "en": "We keep the messages that you send to your friends until they have been delivered, and then we "
          "delete them from our servers. You can ask us what we know about you at any time.",
    "de": "Wir bewahren die Nachrichten auf, die du an deine Freunde schickst, bis sie zugestellt sind, "
          "und löschen sie dann von unseren Servern. Du kannst uns jederzeit fragen, was wir über dich "
          "wissen.",
    "fr": "Nous conservons les messages que vous envoyez à vos amis jusqu'à ce qu'ils soient remis, puis "
          "nous les supprimons de nos serveurs. Vous pouvez nous demander à tout moment ce que nous savons"
          " sur vous.",
    "es": "Guardamos los mensajes que envías a tus amigos hasta que se entregan, y después los borramos de"
          " nuestros servidores. Puedes preguntarnos en cualquier momento lo que sabemos sobre ti y para "
          "qué lo usamos.",
    "it": "Conserviamo i messaggi che invii ai tuoi amici fino alla consegna e poi li cancelliamo dai "
          "nostri server. Puoi chiederci in ogni momento che cosa sappiamo di te e per quali scopi lo "
          "usiamo.",
    "pt": "Guardamos as mensagens que você envia aos seus amigos até que elas sejam entregues e depois as "
          "apagamos dos nossos servidores. Você pode perguntar a qualquer momento o que nós sabemos sobre "
          "você.",
    "nl": "Wij bewaren de berichten die je naar je vrienden stuurt tot ze zijn bezorgd en daarna "
          "verwijderen we ze van onze servers. Je kunt ons op elk moment vragen wat we over je weten.",
    "sv": "Vi sparar de meddelanden som du skickar till dina vänner tills de har levererats och tar sedan "
          "bort dem från våra servrar. Du kan när som helst fråga oss vad vi vet om dig.",
    "da": "Vi gemmer de beskeder, som du sender til dine venner, indtil de er leveret, og derefter sletter"
          " vi dem fra vores servere. Du kan altid spørge os, hvad vi ved om dig.",
    "fi": "Säilytämme viestit, jotka lähetät ystävillesi, kunnes ne on toimitettu, ja sen jälkeen ne "
          "poistetaan. Voit myös kysyä meiltä, mitä tietoja meillä on sinusta ja kuinka niitä käytetään, "
          "jos se on sinulle tärkeää.",
    "pl": "Przechowujemy wiadomości, które wysyłasz do znajomych, do czasu ich dostarczenia, a potem "
          "usuwamy je z naszych serwerów. Możesz nas zapytać, co o tobie wiemy i do czego to jest nam "
          "potrzebne.",
    "tr": "Arkadaşlarınıza gönderdiğiniz mesajları, onlar teslim olana kadar saklarız ve daha sonra "
          "sileriz. Sizin için ne bildiğimizi ve bunu hangi nedenle veya nasıl kullandığımızı her zaman "
          "bize sorabilirsiniz.",
    "id": "Kami menyimpan pesan yang Anda kirim kepada teman sampai pesan itu diterima, dan setelah itu "
          "kami menghapusnya dari server. Anda dapat bertanya kepada kami tentang apa yang kami ketahui.",
    "cs": "Zprávy, které posíláte přátelům, uchováváme do doby, než jsou doručeny, a pak je z našich "
          "serverů mažeme. Můžete se nás kdykoli zeptat, co o vás víme a proč to je pro nás nutné.",
    "hi": "जब तक आपके संदेश पहुँच नहीं जाते, हम उन्हें सुरक्षित रखते हैं और फिर अपने सर्वर से हटा देते "
          "हैं।",
    "ru": "Мы храним сообщения, которые вы отправляете друзьям, пока они не доставлены, а затем удаляем "
          "их.",
    "el": "Κρατάμε τα μηνύματα που στέλνετε στους φίλους σας μέχρι να παραδοθούν και μετά τα διαγράφουμε.",
    "ar": "نحتفظ بالرسائل التي ترسلها إلى أصدقائك حتى يتم تسليمها ثم نحذفها من خوادمنا.",
    "zh": "我们会保存您发送给朋友的消息，直到消息送达为止，然后从服务器上删除。",
    "ja": "お友達に送ったメッセージは、届くまで保存し、その後サーバーから削除します。",
    "ko": "친구에게 보낸 메시지는 전달될 때까지 보관하고 그 후에 서버에서 삭제합니다.",
}  # fmt: skip


def seen(code: str, tag: str, declared: str | None = None) -> str | None:
    return languages.foreign(SPOKEN[code], [word.text for word in words(SPOKEN[code])], tag, declared)


@pytest.mark.parametrize("code", SPOKEN)
def test_a_language_is_known_from_every_other(code: str) -> None:
    assert seen(code, code) is None
    for tag in SPOKEN.keys() - {code, "ja"}:  # Japanese is also written in Chinese letters
        assert (seen(code, tag) or "").split(" (")[0] == languages.name(code)


@pytest.mark.parametrize("code", [code for code in SPOKEN if languages.common_share(["a"], code) is not None])
def test_prose_is_made_of_common_words(code: str) -> None:
    share = languages.common_share([word.text for word in words(SPOKEN[code])], code)
    assert share is not None
    assert share >= languages.PROSE


@pytest.mark.parametrize(
    ("code", "tag", "declared", "name"),
    [
        ("de", "de-AT", "de", None),
        ("pt", "pt-BR", None, None),
        ("da", "nb", "nb", None),  # near enough to be what the page says it is
        ("da", "sk", None, None),  # a language without a list of ours is not judged by words
        ("ru", "uk", None, None),
        ("ru", "uk", "en", None),  # as templates say it
        ("ru", "uk", "ru", "Russian (Cyrillic script)"),
        ("hi", "en", "mr", "Marathi (Devanagari script)"),
        ("hi", "en", "en", "Hindi (Devanagari script)"),
        ("zh", "en", "ja", "Japanese (Chinese script)"),
        ("en", "hi", None, "English"),
        ("ja", "zh", None, "Japanese (Hiragana script)"),
    ],
)
def test_what_the_page_declares_helps(code: str, tag: str, declared: str | None, name: str | None) -> None:
    assert seen(code, tag, declared) == name


def test_the_wrong_language_is_named() -> None:
    german = page("# Datenschutz", *[SPOKEN["de"]] * 20, language="en")
    assert refusal(german) == "The page is in German; the document is tracked in English."
    assert refusal(german, document(language="de")) == ""
    hindi = page(*[SPOKEN["hi"]] * 30, language="hi")
    assert refusal(hindi) == "The page is in Hindi (Devanagari script); the document is tracked in English."
    reason = "The page is in English; the document is tracked in German."
    assert refusal(ACCEPTED, document(language="de-CH")) == reason
    assert refusal(ACCEPTED, document(language="tlh")) == ""


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

texts = st.text(max_size=60)
pages = st.lists(st.tuples(st.booleans(), texts), max_size=12).map(
    lambda lines: page(*(f"# {text}" if heading else text for heading, text in lines))
)


@given(pages, st.none() | pages, texts)
def test_any_page_is_judged(given: Page, accepted: Page | None, language: str) -> None:
    verdict = guard.judge(given, document(language=language), accepted)
    assert isinstance(verdict, Verdict)
    assert verdict.usable is (verdict.reason == "")


@given(st.lists(st.sampled_from(SECTIONS), min_size=1), st.integers(4, 9))
def test_an_accepted_page_is_accepted_again(headings: list[str], sentences: int) -> None:
    given = policy(headings, sentences)
    assert guard.judge(given, document(1), given) == Verdict(True)


@given(st.lists(st.sampled_from(SECTIONS)), st.lists(st.sampled_from(SECTIONS)))
def test_headings_are_counted_once(before: list[str], after: list[str]) -> None:
    it = blocks.heading_overlap(policy(before, 0), policy(after, 0))
    assert it.before == len(before) == it.kept + it.lost
    assert len(after) == it.kept + it.new
    assert 0 <= it.tail <= it.before
    assert 0 <= it.beyond <= len(after)
    assert 0 <= it.share <= 1


def test_no_shape_takes_long_on_a_hostile_line() -> None:
    hostile = page("page " * 24, "not " * 24, "checking " * 24, "a" * 1_000_000)
    assert shapes.shape(hostile) is None


# ── Recorded pages ───────────────────────────────────────────────────────────────────────────────────

SHARE = ["Information You And We Share", "Information Shared by You"]
EEA = document(2500, [["Information We Collect"], SHARE])
SOCIAL = document(4000, [["Your Privacy Matters"]])
NOTICE = document(4000, [["LinkedIn European Regional Privacy Notice"]])
MOVED = "2025-06-10"  # from then on the recorded address led to another document


def edition(path: str, doc: Document) -> Page:
    kind = "text/markdown" if path.endswith(".md") else "text/html"
    return extract.page((CORPUS / path).read_bytes(), kind, doc)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("folder", "doc", "first", "last"),
    [("whatsapp-eea", EEA, "", "9"), ("linkedin", SOCIAL, "", MOVED), ("linkedin", NOTICE, MOVED, "9")],
)
def test_every_recorded_edition_is_used(folder: str, doc: Document, first: str, last: str) -> None:
    names = sorted(path.name for path in (CORPUS / folder).glob("*.md") if first <= path.name < last)
    assert len(names) >= 6
    editions = [edition(f"{folder}/{name}", doc) for name in names]
    assert [refusal(it, doc) for it in editions] == [""] * len(names)
    assert [refusal(after, doc, before) for before, after in pairwise(editions)] == [""] * (len(names) - 1)
    assert refusal(editions[-1], doc, editions[0]) == ""


@needs_corpus
@pytest.mark.corpus
def test_a_document_that_took_the_address_of_another_is_refused() -> None:
    before, after = edition("linkedin/2025-04-22.md", SOCIAL), edition(f"linkedin/{MOVED}.md", SOCIAL)
    assert "no heading “Your Privacy Matters”" in refusal(after, SOCIAL, before)
    assert "another document" in refusal(after, document(4000), before)
    assert "no heading" in refusal(before, NOTICE)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2020-08-12-full", ""),
        ("2020-09-30-full", ""),
        ("2020-11-26-shell", "at least 2,500 are expected"),
        ("2021-05-30-shell", "at least 2,500 are expected"),
        ("2025-05-07-hindi", "in Hindi (Devanagari script)"),
        ("2025-06-02-hindi", "in Hindi (Devanagari script)"),
    ],
)
@pytest.mark.parametrize("select", [[], ["#content-wrapper"]])
def test_raw_pages(name: str, reason: str, select: list[str]) -> None:
    doc = EEA.model_copy(update={"select": select})
    for accepted in (None, edition("whatsapp-raw/2020-08-12-full.html", doc)):
        found = refusal(edition(f"whatsapp-raw/{name}.html", doc), doc, accepted)
        assert reason in found
        assert bool(found) is bool(reason)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", ["whatsapp-eea/2022-10-13", "linkedin/2025-04-22", "linkedin/2026-08-22"])
@pytest.mark.parametrize(("first", "last"), [(0, 0.4), (0, 0.6), (0, 0.8), (0.5, 1)])
def test_parts_of_recorded_pages_are_refused(path: str, first: float, last: float) -> None:
    whole = edition(f"{path}.md", document())
    lines = [f"# {it.text}" if it.kind == "heading" else it.text for it in whole.passages]
    part = page(*lines[int(first * len(lines)) : int(last * len(lines))])
    assert refusal(part, document(), whole)
    assert refusal(whole, document(), part) == ""
