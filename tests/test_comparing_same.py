"""Edits that a reader would not call a difference, by what makes them none; near misses beside them."""

from __future__ import annotations

import pytest

from claimtrack.records import Claim
from tests.editions import claim, finding, kinds

SHARED = claim(action="share", data=["location"], recipients=["third-party"])
ADS = claim(action="use", data=["location"], purposes=["advertising"])
NO_ADS = claim(action="use", data=["message-content"], purposes=["advertising"], polarity="is-not")
KEPT = claim(action="store", data=["log-data"], quantities=["<= 30 days"])
NUMBER = claim(action="collect", data=["phone-number"])
NO_SALE = claim(action="sell", data=["personal-data"], polarity="is-not")
POLICE = claim(action="share", data=["message-content"], recipients=["authority"])
GROUP = claim(action="share", data=["phone-number"], recipients=["group-company"])
NO_AGE = claim(action="collect", data=["personal-data"], polarity="is-not", quantities=["<= 13 years"])
ABROAD = claim(action="transfer", data=["personal-data"])
IMPROVE = claim(action="use", data=["usage-data"], purposes=["service-improvement"])
BOOK = claim(
    action="share", data=["contact-list"], recipients=["financial-institution"], conditions=["permission"]
)
NO_AGES = claim(action="sell", data=["age"], polarity="is-not")
NO_NUMBER = claim(action="share", data=["phone-number"], recipients=["other-users"], polarity="is-not")
PLACE = claim(action="collect", data=["location"])
DEVICE = claim(action="share", data=["device-information"], recipients=["service-provider"])

WE_SHARE = "We share your location with our partners"
BOOKED = "We share your contacts with banks"
WE_TELL = "We share your messages with the police"
WE_KEEP = "We keep server logs for 30 days"
Row = tuple[Claim, str, str]

SAME: dict[str, list[Row]] = {
    "openers of a condition": [
        (SHARED, f"{WE_SHARE} even when the app is closed.", f"{WE_SHARE} even while the app is closed."),
        (SHARED, f"{WE_SHARE} as long as the map is open.", f"{WE_SHARE} while the map is open."),
        (SHARED, f"If the map is open and where you have chosen a route, {WE_SHARE.replace('We', 'we')}.",
         f"If the map is open and you've chosen a route, {WE_SHARE.replace('We', 'we')}."),
        (POLICE, f"{WE_TELL} in the event that a judge signs a warrant.", f"{WE_TELL} if a judge signs a warrant."),
        (POLICE, f"{WE_TELL} provided that a judge signs a warrant.", f"{WE_TELL} if a judge signs a warrant."),
        (SHARED, f"{WE_SHARE} only if you opt in.",
         "We will only share your location with our partners if you opt in."),
    ],
    "voice in a condition": [
        (KEPT, f"If you delete your account, {WE_KEEP.replace('We', 'we')}.",
         f"When your account is deleted, {WE_KEEP.replace('We', 'we')}."),
        (POLICE, f"{WE_TELL} if the law requires it.", f"{WE_TELL} if required by law."),
    ],
    "phrases of function words": [
        (SHARED, f"{WE_SHARE} prior to your trip.", f"{WE_SHARE} before your trip."),
        (KEPT, f"{WE_KEEP} after the trip because tax rules ask for it.",
         f"{WE_KEEP} following the trip as tax rules ask for it."),
        (ADS, "We use your location for the purpose of advertising.", "We use your location for advertising."),
        (ADS, "We use your location for advertising purposes.", "We use your location for advertising."),
        (SHARED, f"{WE_SHARE} when you fill out a form.", f"{WE_SHARE} when you fill in a form."),
        (KEPT, "We keep server logs for a period of 30 days.", f"{WE_KEEP}."),
        (NO_AGE, "We do not collect personal data from children under 13.",
         "We do not collect personal data from children under the age of 13."),
        (NO_ADS, "We do not use your messages to show you ads.", "Your messages are never used to show you ads."),
        (ABROAD, "We transfer your personal data to the US.", "We transfer your personal data to the United States."),
        (SHARED, f"{WE_SHARE}, and you can turn this off.", f"{WE_SHARE}, and you can switch this off."),
        (DEVICE, "We share device information, including but not limited to the model, with our service providers.",
         "We share device information, including the model, with our service providers."),
    ],
    "conditions that say the same": [
        (SHARED, f"{WE_SHARE} if you permit us to do so.", f"{WE_SHARE} with your permission."),
        (SHARED, f"{WE_SHARE} only with your permission.", f"{WE_SHARE} only if you give it permission."),
    ],
    "consent": [
        (BOOK, f"{BOOKED} only if you give your explicit consent.", f"{BOOKED} only with your explicit consent."),
        (BOOK, f"{BOOKED} only if you give your express consent.", f"{BOOKED} only if you expressly agree."),
        (BOOK, f"{BOOKED} only with your consent.", "Only with your consent do we share your contacts with banks."),
        (BOOK, f"{BOOKED} only if you agree.", "It is only if you agree that we share your contacts with banks."),
        (BOOK, f"{BOOKED} only with your consent.", "We do not share your contacts with banks without your consent."),
        (BOOK, f"{BOOKED} only if you consent.", "We do not share your contacts with banks unless you consent."),
        (BOOK, f"{BOOKED} only with your consent.", "Your contacts are shared with banks only with your consent."),
    ],
    "a sentence turned round": [
        (NO_AGES, "We never sell your age.", "Your age is not something we sell, ever."),
        (NO_AGES, "We never sell your age.", "Selling your age is something we do not do."),
        (NO_AGES, "We do not sell your age.", "Selling your age is not something that we do."),
        (NO_AGES, "We do not sell your age.", "There is no sale of your age."),
        (NO_AGES, "We do not sell your age.", "Under no circumstances will we sell your age."),
        (NO_AGES, "We do not sell your age.", "In no event shall we sell your age."),
        (NO_AGES, "We do not sell your age.", "We do not and will not sell your age."),
        (NO_AGES, "We do not sell your age.", "To nobody do we sell your age."),
        (NO_AGES, "We do not sell your age.", "Your age is not for sale."),
        (NO_AGES, "We do not sell your age.", "What we never do is sell your age."),
        (NO_SALE, "We never sell your personal data.", "Your data is never sold."),
        (PLACE, "We collect your location only while you are sailing.",
         "Only while you are sailing do we collect your location."),
        (PLACE, "We collect your location only while the map is open.",
         "Only while the map is open is your location collected."),
    ],
    "use and what is made with it": [
        (NO_ADS, "We never use your messages for advertising.", "Advertising is never based on your messages."),
        (NO_ADS, "We never use your messages for advertising.", "We base no advertising on your messages."),
        (NO_ADS, "We never use your messages for ads.", "Ads are not chosen using your messages."),
        (NO_ADS, "We never use your messages for advertising.", "Your messages play no part in advertising."),
        (NO_ADS, "We never use your messages for advertising.", "Your messages have no bearing on the ads you see."),
        (ADS, "We use your location for advertising.", "Advertising is based on your location."),
        (NO_ADS, "We never use your messages for advertising.",
         "Advertising is never chosen with the help of your messages."),
        (IMPROVE, "We use your viewing history to improve our services.",
         "Your viewing history helps us improve our services."),
    ],
    "who sees and what is hidden": [
        (NO_NUMBER, "Drivers do not see your phone number.", "Your phone number is hidden from drivers."),
        (NO_NUMBER, "Drivers never see your phone number.", "At no time is your phone number shown to drivers."),
    ],
    "verbs of giving": [
        (SHARED, f"{WE_SHARE} if you agree.", "Our partners are given your location if you agree."),
    ],
    "a condition told by a noun": [
        (KEPT, "When the lease ends, we keep server logs for 30 days.",
         "We keep server logs for 30 days at the end of the lease."),
        (POLICE, "We only hand your messages over to the police if they have a warrant.",
         "Without a warrant, we do not hand your messages over to the police."),
    ],
    "words in another order": [
        (DEVICE, "We share your device model, your device type and your browser with our service providers.",
         "Your browser, your device type and your device model are shared by us with our service providers."),
    ],
    "what several sentences repeat": [
        (SHARED, "We may share your location and your age with our partners.",
         "We may share your location with our partners. We may also share your age with our partners."),
    ],
    "what hangs on a purpose": [
        (ADS, "We use your location for advertising, so that you find shops.",
         "We use your location for advertising, so that you can find shops."),
    ],
    "verb and noun": [
        (NO_ADS, "We do not use your messages for ad targeting or other commercial purposes.",
         "We do not use your messages for targeting ads or for other commercial purposes."),
        (ADS, "We use your location for the personalisation of ads.", "We use your location for personalising ads."),
        (ADS, "We use your location for ad measurement.", "We use your location for the measurement of ads."),
    ],
    "one word or two": [
        (NUMBER, "We collect your phone number at signup.", "We collect your phone number at sign up."),
        (SHARED, "We share your location with third party partners.",
         "We share your location with thirdparty partners."),
    ],
    "a denial carried on": [
        (NO_SALE, "We do not sell your personal data, neither to banks nor to airlines.",
         "We do not sell your personal data, not to banks or to airlines."),
        (NO_SALE, "We neither sell nor rent your personal data.", "We do not sell or rent your personal data."),
        (NO_SALE, "We do not sell your personal data, nor do we rent it out.",
         "We do not sell your personal data or rent it out."),
    ],
    "names of companies": [
        (GROUP, "We share your phone number with the other Fellmere Companies.",
         "We share your phone number with the other companies of the Fellmere Group."),
        (GROUP, "We share your phone number with Fellmere.",
         "We share your phone number with Fellmere, our parent company."),
    ],
    "pointers": [
        (SHARED, f"{WE_SHARE}, as [explained here](https://tarn.example/pay).",
         f"{WE_SHARE}, as [explained in our report](https://tarn.example/report)."),
        (ADS, "We use your location to show you ads, as our help page explains.",
         "We use your location to show you ads, as our guide explains."),
        (SHARED, f"{WE_SHARE} as described in Section 4.", f"{WE_SHARE} as set out in section 7 below."),
        (SHARED, f"{WE_SHARE}; see our help page.", f"{WE_SHARE}; learn more in our guide."),
        (SHARED, f"{WE_SHARE}.", f"{WE_SHARE} (read more in our Harbour Guide)."),
    ],
    "asides": [
        (SHARED, f"{WE_SHARE}, which is why a map hangs in each office.",
         f"{WE_SHARE}, which is why you will find a map in each office."),
        (KEPT, f"{WE_KEEP}; signs at every door remind you of the cameras.",
         f"{WE_KEEP}; signs at each entrance draw your attention to the cameras."),
        (DEVICE, "We share device information with our hosting provider, which uses servers in Norvik.",
         "We share device information with our hosting provider, whose servers are in Norvik."),
    ],
    "the controller's services": [
        (IMPROVE, "We use usage data on how you use Tarn to improve our services.",
         "We use usage data on how you use our services to improve our services."),
        (IMPROVE, "We use usage data to improve and develop our services.",
         "We use usage data to develop and improve our services."),
    ],
    "examples by name": [
        (IMPROVE, "We use usage data to improve our services.",
         "We use usage data to improve our services (for example, Lanternlight or Harbour Rewind)."),
    ],
    "names in full": [
        (SHARED, "We share your location with the chart partners when you open a map.",
         "We share your location with the map chart partners when you open a map."),
        (claim(action="collect", data=["email-address"]), "We collect your email.", "We collect your email address."),
    ],
}  # fmt: skip

OTHER: dict[str, list[Row]] = {
    "who sees and what is hidden": [
        (NO_NUMBER, "Drivers do not see your phone number.", "Drivers see your phone number."),
        (NO_NUMBER, "Your phone number is hidden from drivers.", "Your phone number is shown to drivers."),
    ],
    "a condition told by a noun": [
        (KEPT, "When the lease ends, we keep server logs for 30 days.",
         "We keep server logs for 30 days at the beginning of the lease."),
        (POLICE, "We only hand your messages over to the police if they have a warrant.",
         "Without a warrant, we hand your messages over to the police."),
    ],
    "consent": [
        (BOOK, f"{BOOKED} only with your consent.", f"{BOOKED} unless you object."),
        (BOOK, f"{BOOKED} only with your consent.", f"{BOOKED} without your consent."),
        (BOOK, f"{BOOKED} if you opt in.", f"{BOOKED} if you opt out."),
        (BOOK, f"{BOOKED} only with your consent.", f"{BOOKED} only on a court order."),
        (BOOK, f"{BOOKED} only with your consent.", f"{BOOKED}."),
        (BOOK, f"{BOOKED} only with your consent.", "Only on a court order do we share your contacts with banks."),
    ],
    "a sentence turned round": [
        (NO_AGES, "We never sell your age.", "Your age is something we sell."),
        (NO_AGES, "We never sell your age.", "Selling your age is something we do."),
        (NO_AGES, "We never sell your age.", "Only with your consent do we sell your age."),
        (PLACE, "We collect your location only while you are sailing.",
         "Only after you have moored do we collect your location."),
        (PLACE, "We collect your location only while the map is open.",
         "Only while the map is closed is your location collected."),
    ],
    "use and what is made with it": [
        (NO_ADS, "We never use your messages for advertising.", "Advertising is based on your messages."),
        (NO_ADS, "We never use your messages for advertising.", "Your messages play a part in advertising."),
        (IMPROVE, "Your viewing history helps us improve our services.",
         "Your viewing history helps us improve our services and sell ads."),
        (SHARED, f"{WE_SHARE} if you agree.", "We auction your location to our partners if you agree."),
        (NO_ADS, "We never use your messages for advertising.", "Research is never based on your messages."),
        (ADS, "We use your location for advertising.", "Advertising is based on your age."),
    ],
    "openers of a condition": [
        (SHARED, f"{WE_SHARE} while the map is open.", f"{WE_SHARE} once the map was opened."),
        (SHARED, f"{WE_SHARE} if you opt in.", f"{WE_SHARE} unless you opt out."),
        (SHARED, f"{WE_SHARE} when the map is open.", f"{WE_SHARE} even when the map is closed."),
        (POLICE, f"{WE_TELL} in the event that a judge signs a warrant.", f"{WE_TELL} in the event of an inquiry."),
        (SHARED, f"{WE_SHARE} only if you opt in.", f"{WE_SHARE} if you opt in."),
    ],
    "phrases of function words": [
        (SHARED, f"{WE_SHARE} before your trip.", f"{WE_SHARE} following your trip."),
        (SHARED, f"{WE_SHARE} prior to your trip.", f"{WE_SHARE} after your trip."),
        (NO_AGE, "We do not collect personal data from children under 13.",
         "We do not collect personal data from children under the age of 16."),
        (ABROAD, "We transfer your personal data to the US.", "We transfer your personal data to the EU."),
        (ADS, "We use your location for advertising.", "We use your location for advertising and other purposes."),
        (ADS, "We use your location for advertising purposes.", "We use your location for any purpose."),
    ],
    "voice in a condition": [
        (KEPT, f"If you delete your account, {WE_KEEP.replace('We', 'we')}.",
         f"If your account is suspended, {WE_KEEP.replace('We', 'we')}."),
    ],
    "the controller's services": [
        (DEVICE, "We share device information with our service providers.",
         "We share device information with our service providers and our vendors."),
        (IMPROVE, "We use usage data to improve our services.", "We use usage data to improve our parrots."),
    ],
    "examples by name": [
        (IMPROVE, "We use usage data to improve our services.",
         "We use usage data to improve our services and to train Lanternlight models."),
    ],
    "verb and noun": [
        (NO_ADS, "We do not use your messages for ad targeting.",
         "We do not use your messages for ad targeting without your permission."),
        (ADS, "We use your location for ad measurement.", "We use your location for ad targeting."),
    ],
    "one word or two": [
        (SHARED, f"{WE_SHARE} if you opt in.", f"{WE_SHARE} unless you optout."),
    ],
    "a denial carried on": [
        (NO_SALE, "We neither sell nor rent your personal data.", "We sell and rent your personal data."),
        (NO_SALE, "We do not sell your personal data.", "We sell your personal data."),
        (NO_SALE, "We do not sell your personal data, nor do we rent it out.",
         "We do not rent out your personal data, but we sell it."),
    ],
    "names of companies": [
        (GROUP, "We share your phone number with Fellmere.",
         "We share your phone number with Fellmere and other companies."),
        (GROUP, "We share your phone number with Fellmere.",
         "We share your phone number with Fellmere and its friends."),
    ],
    "pointers": [
        (SHARED, f"{WE_SHARE}, as explained here.", f"{WE_SHARE} and with Norvik, as explained here."),
        (SHARED, f"{WE_SHARE} as described in section 4.", f"{WE_SHARE} as described in section 4 if you opt in."),
        (SHARED, f"{WE_SHARE}.", f"{WE_SHARE} (and with airlines)."),
        (DEVICE, "We share device information such as the model with our service providers.",
         "We share device information such as the model and the glow of its lamp with our service providers."),
    ],
    "asides": [
        (SHARED, f"{WE_SHARE}, who may not sell it.", f"{WE_SHARE}, who may sell it."),
        (SHARED, f"{WE_SHARE}; the chart makers burn it.", f"{WE_SHARE}; the chart makers print it."),
        (SHARED, f"{WE_SHARE}; our offices stand by the sea.", f"{WE_SHARE}; advertisers get a copy."),
        (KEPT, f"{WE_KEEP}; signs at every door remind you of the cameras.",
         f"{WE_KEEP}; signs at every door remind you of the cameras unless you object."),
    ],
    "names in full": [
        (DEVICE, "We share device information with our service providers.",
         "We share device information with our service providers and advertising agencies."),
        (SHARED, "We share your location with our partners when you open a map.",
         "We share your location with our partners and map when you open a map."),
        (GROUP, "We share your phone number with Fellmere.", "We share your phone number with Fellmere and banks."),
    ],
}  # fmt: skip


def rows(table: dict[str, list[Row]]) -> list[tuple[str, Claim, str, str]]:
    return [(why, *row) for why, group in table.items() for row in group]


@pytest.mark.parametrize(("why", "asked", "before", "after"), rows(SAME))
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_says_the_same(why: str, asked: Claim, before: str, after: str, back: bool) -> None:
    found = finding(asked, after, before) if back else finding(asked, before, after)
    assert kinds(found) == set()
    assert not found.flagged


@pytest.mark.parametrize(("why", "asked", "before", "after"), rows(OTHER))
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_near_misses_are_flagged(why: str, asked: Claim, before: str, after: str, back: bool) -> None:
    assert finding(asked, after, before).flagged if back else finding(asked, before, after).flagged
