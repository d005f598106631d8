"""Somebody walks a tour to its end: with and without script, by eye, by ear and by keyboard, in Dutch and in Arabic."""

import pytest

from tests.journeys.steps import walk_to_the_end
from tests.server import Server
from tests.shop import Shop

WALKS = "/de-koppel/wandelingen"
TOURS = [("langs-het-water", "Langs het water"), ("van-klok-tot-moestuin", "Van klok tot moestuin")]


@pytest.mark.parametrize(("slug", "name"), TOURS)
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_walker_finds_the_tour_at_home_and_walks_it_to_the_end(
    street: Server, shop: Shop, slug: str, name: str, script: bool
) -> None:
    with shop.phone(street.url, script=script) as phone:
        phone.open("/de-koppel")
        phone.tap(name)
        phone.see("9 haltes")
        seen = walk_to_the_end(phone, "Begin bij halte 1", "Verder", "Dit is de laatste halte")
        assert seen == [f"{WALKS}/{slug}/{number}" for number in range(1, 10)]
        phone.tap("Naar halte 1")
        phone.see("halte 1 van 9")


@pytest.mark.parametrize(("slug", "_name"), [TOURS[0], pytest.param(*TOURS[1], marks=pytest.mark.drill)])
@pytest.mark.parametrize("way", ["with-script", "without-script", "location-denied"])
def test_a_walker_who_reads_arabic_walks_it_from_right_to_left(
    street: Server, shop: Shop, slug: str, _name: str, way: str
) -> None:
    with shop.phone(street.url, language="ar", script=way != "without-script") as phone:
        if way == "location-denied":
            phone.deny_location()
        phone.open(f"{WALKS}/{slug}")
        if way == "location-denied":
            phone.tap("أظهر مكاني", role="button")
            phone.see("هاتفك")
        phone.tap_first_link_to(f"{WALKS}/{slug}/1")
        for number in range(2, 10):
            phone.tap_first_link_to(f"{WALKS}/{slug}/{number}")
        assert phone.path.endswith("/9") and not phone.is_too_wide


@pytest.mark.parametrize("language", ["nl-NL", "ar"])
def test_sound_comes_first_its_button_stands_above_the_dock_at_every_stop(
    street: Server, shop: Shop, language: str
) -> None:
    with shop.phone(street.url, language=language) as phone:
        room = {}
        for slug, _ in TOURS:
            for number in range(1, 10):
                phone.open(f"{WALKS}/{slug}/{number}")
                room[slug, number] = phone.room_under_the_play_button
        assert min(room.values()) >= 0, room


def test_a_walk_is_a_list_first_and_a_map_second(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water")
        phone.find("Open de kaart", role="button")
        order = phone.headings_and_buttons
        wanted = ["Langs het water", "De haltes", "Het bankje aan de Kom", "De kaart", "Open de kaart", "Begin bij"]
        places = [next(at for at, words in enumerate(order) if at and name in words) for name in wanted]
        assert places == sorted(places), order


def test_a_walk_begins_at_any_stop(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water")
        phone.tap("De sluis")
        phone.see("halte 5 van 9", "Hierna: De Wasvrouw")


def test_a_scan_on_the_way_leads_into_the_walk(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open("/q/W3NPC9")
        phone.see("Hierna: De Wasvrouw", "Langs het water")
        phone.tap("Verder")
        phone.see("halte 6 van 9")


def test_then_and_now_slide_by_keyboard_and_say_how_far(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        before = phone.share_of_then
        phone.focus_on("Schuif tussen toen en nu", role="slider")
        phone.press("ArrowRight", 20)
        assert phone.share_of_then == before + 20
        assert "70" in phone.value_of_focus and "toen" in phone.value_of_focus
        phone.slide_with_a_finger("Schuif tussen toen en nu", to=0.2)
        assert 15 <= phone.share_of_then <= 25


def test_then_and_now_slide_the_other_way_for_who_reads_from_the_right(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, language="ar") as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.slide_with_a_finger(0, to=0.2)
        assert 75 <= phone.share_of_then <= 85


def test_without_script_both_pictures_are_there_to_swipe(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, script=False) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.see("1962", "computerstem")
        assert not phone.has("Schuif tussen toen en nu", role="slider")


def test_the_sound_goes_on_while_another_story_of_the_stop_is_read(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/4")
        phone.tap("Speel af: Dirk vertelt", role="button")
        assert phone.plays(0)
        phone.scroll_to("Nadia vertelt")
        assert phone.plays(0)


def test_the_sentence_that_is_spoken_is_marked_and_a_tap_on_another_goes_there(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.tap("Speel af: Riet vertelt", role="button")
        first = phone.marked_sentence
        assert "Ik was negen" in first
        phone.tap_words("Wist je dat warm brood blijft drijven?")
        assert "Wist je dat" in phone.marked_sentence
        assert phone.seconds_played() > 10


def test_plain_words_come_without_ending_the_sound(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.tap("Speel af: Riet vertelt", role="button")
        assert phone.plays()
        phone.tap("In gewone taal")
        phone.see("Zoals het verteld is")
        assert phone.plays() and "tekst=eenvoudig" in phone.path
        phone.open_menu("Tekst bij het geluid")
        assert phone.marked_sentence
        phone.tap("Zoals het verteld is")
        phone.see("In gewone taal", "Ik was negen")
        assert phone.plays() and phone.marked_sentence


def test_who_reads_another_language_sees_the_spoken_sentence_in_the_text_of_the_sound(
    street: Server, shop: Shop
) -> None:
    with shop.phone(street.url, language="en-GB") as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.open_menu("Text of the sound")
        phone.tap("Play: Riet tells", role="button")
        assert "Ik was negen" in phone.marked_sentence


def test_a_phone_remembers_how_far_it_listened_and_how_fast(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.tap("Speel af: Riet vertelt", role="button")
        assert phone.plays()
        phone.tap("Snelheid", role="button")
        phone.seek(40)
        assert phone.plays() and phone.seconds_played() >= 40
        phone.open("/over")
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.see("0:4", "1,25×")
        phone.tap("Speel af: Riet vertelt", role="button")
        assert phone.plays() and phone.seconds_played() >= 40


def test_the_lock_screen_knows_who_tells_and_where_the_next_stop_is(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.tap("Speel af: Riet vertelt", role="button")
        assert phone.plays()
        assert phone.lock_screen == {
            "title": "De bakker van de Kade",
            "artist": "Riet · De oude bakkerij aan de Kade",
            "album": "Hierna: Het Marktplein",
            "pictures": 1,
            "playing": True,
        }


def test_a_screen_reader_meets_the_stop_in_the_order_of_the_walk(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{WALKS}/langs-het-water/3")
        phone.find("Speel af: Riet vertelt", role="button")
        order = phone.headings_and_buttons
        wanted = ["De bakker van de Kade", "Speel af: Riet vertelt", "Deze plek", "Dichtbij", "Verder"]
        places = [next(at for at, words in enumerate(order) if name in words) for name in wanted]
        assert places == sorted(places), order
