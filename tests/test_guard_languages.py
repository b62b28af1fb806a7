from __future__ import annotations

import pytest

from claimtrack.guard import languages
from claimtrack.text import words
from tests.policies import ACCEPTED, document, page, refusal

# ── Languages ────────────────────────────────────────────────────────────────────────────────────────────


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
