"""The small world that every test knows: De Koppel from the demo's own files, and noise around it.

The noise is what a query must not see: another association with a spot on the very same place, a story that was told
and never published, one that was hidden again, one whose teller took the yes back, and a sticker that is out of use.
A sticker of the other association was scanned and reported.
"""

import io
from dataclasses import dataclass
from datetime import timedelta

from PIL import Image
from sqlalchemy import select

from wijkspel import geo
from wijkspel.clock import now
from wijkspel.curation.actions import decide, decide_about_tour, decide_all, withdraw_story
from wijkspel.db import db
from wijkspel.demo.files import read_folder
from wijkspel.demo.plant import make_media, plant
from wijkspel.game.actions.complaining import complain, stay_apart
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.flagging import flag_nickname
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.actions.objecting import object_to_nickname
from wijkspel.game.models import Meeting
from wijkspel.hosting.actions.vouching import ask_for_vouch
from wijkspel.hosting.queries import pair_of
from wijkspel.media.actions import MadePicture, keep_picture, make_picture
from wijkspel.media.models import Picture
from wijkspel.people.actions import add_person, give_consent
from wijkspel.people.models import Person
from wijkspel.photos.actions.choosing import choose
from wijkspel.photos.actions.flagging import flag_photo
from wijkspel.photos.actions.sending import add_photo
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker, retire_sticker
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.players.actions.cards import hand_out, make_card
from wijkspel.players.actions.hosts import invite_host, take_up
from wijkspel.players.actions.players import choose_home, player_on, say_age
from wijkspel.rounds.actions import announce_round, plan_round
from wijkspel.storage import Store
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.models import Story
from wijkspel.tours.actions import PlannedStop, plan_tour
from wijkspel.upkeep.actions import add_scans, report_sticker
from wijkspel.wordlists.signs import SIGNS

BAKERY, LOCK, RETIRED, ELSEWHERE, EMPTY = "bakkerij", "sluis", "ZZZ222", "NNN333", "MMM444"
HOST_ELSEWHERE, CARD_ELSEWHERE = "HHHH2222KKKK", "CCCC4444"
SECRET = "Dit mag niemand lezen"


@dataclass(frozen=True)
class MadeWorld:
    """What was made outside the transaction."""

    wijk: object
    media: object
    picture: MadePicture
    photo: MadePicture


def jpeg(colour: str = "#a93d24", size: tuple[int, int] = (400, 260)) -> bytes:
    """Return a small picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return buffer.getvalue()


def make_world(store: Store) -> MadeWorld:
    """Make the pictures and the sound of the world."""
    wijk = read_folder()
    return MadeWorld(wijk, make_media(wijk, store), make_picture(jpeg(), store), make_picture(jpeg("#0f5552"), store))


def plant_world(made: MadeWorld) -> None:
    """Plant De Koppel and the noise. Call it inside `write()`."""
    koppel = plant(made.wijk, made.media)
    bakery = spot_called(koppel, BAKERY)
    picture = _keep(koppel, made.picture)
    _told(bakery, "nooit-gepubliceerd", picture)
    decide_all(_told(bakery, "weer-verborgen"), ["hand_in", "approve", "publish", "hide"], by="Noor")
    withdrawn = _told(bakery, "teruggenomen")
    decide_all(withdrawn, ["hand_in", "approve", "publish"], by="Noor")
    withdraw_story(withdrawn, by="Noor", why="the teller asked")
    retire_sticker(make_sticker(bakery, code=RETIRED))
    _plan_unseen_tours(bakery, spot_called(koppel, LOCK))
    _plan_unseen_rounds(koppel)
    _plant_elsewhere(bakery, made.photo)


def a_person(neighbourhood: Neighbourhood, first_name: str = "Bo") -> Person:
    """Add somebody to a neighbourhood."""
    return add_person(
        organisation_id=neighbourhood.organisation_id, neighbourhood_id=neighbourhood.id, first_name=first_name
    )


def koppel() -> Neighbourhood:
    """Return De Koppel."""
    return neighbourhood_called("de-koppel")


def publications(neighbourhood: Neighbourhood) -> int:
    """Return how often something was published or hidden in a neighbourhood, as its table says now."""
    count = select(Neighbourhood.publication_version).where(Neighbourhood.id == neighbourhood.id)
    return db.session.execute(count).scalar_one()


def _told(spot: Spot, slug: str, picture: Picture | None = None, words: str = SECRET) -> Story:
    teller = a_person(spot.neighbourhood)
    texts = [ToldText("nl", "original", words, f"{words}, en meer niet.")]
    story = tell_story(teller=teller, spot=spot, slug=slug, texts=texts, old_picture=picture)
    give_consent(teller, story=story, purpose="public", how="in een test")
    return story


def _plan_unseen_tours(bakery: Spot, lock: Spot) -> None:
    """A walk that nobody published, and one that was hidden again."""
    stops = [PlannedStop(bakery), PlannedStop(lock)]
    for slug in ("een-klad", "weer-verborgen"):
        tour = plan_tour(bakery.neighbourhood, slug=slug, names={"nl": SECRET}, theme="work", stops=stops, order=9)
    for step in ("publish", "hide"):
        decide_about_tour(tour, step, by="Noor")


def _plan_unseen_rounds(wijk: Neighbourhood) -> None:
    """A round of last year that is closed, and a draft that nobody announced."""
    year_ago, today = now() - timedelta(days=365), now() - timedelta(hours=1)
    for begin in (year_ago, today):
        times = (begin, begin + timedelta(days=40), begin + timedelta(days=50), begin + timedelta(days=400))
        planned = plan_round(wijk, names={"nl": SECRET}, goal=10, reward={"nl": SECRET}, times=times)
        if begin == year_ago:
            planned.announced_at, planned.announced_by = year_ago, "Noor"  # then; nobody can announce it any more
            db.session.flush()


def _keep(neighbourhood: Neighbourhood, made: MadePicture) -> Picture:
    return keep_picture(
        made,
        organisation_id=neighbourhood.organisation_id,
        neighbourhood_id=neighbourhood.id,
        maker="Niemand",
        licence="CC BY 4.0",
        alternative={"nl": "Een rood vlak"},
    )


def _plant_elsewhere(bakery: Spot, photo: MadePicture) -> None:
    """Another association, on the very same ground."""
    where = geo.LonLat(bakery.lon, bakery.lat)
    ring = geo.outer_ring(bakery.neighbourhood.boundary_geojson)
    organisation = add_organisation(slug="de-buren", name="De Buren (verzonnen)")
    wijk = add_neighbourhood(organisation, slug="de-overkant", name="De Overkant", boundary=ring, languages=["nl"])
    spot = add_spot(wijk, slug=BAKERY, kind="shop", names={"nl": "Winkel van de buren"}, lon=where.lon, lat=where.lat)
    sticker = make_sticker(spot, code=ELSEWHERE)
    add_scans({(sticker.id, now().date()): 3})
    report_sticker(spot, reason="gone", note=SECRET, sticker=sticker)
    story = _told(spot, "van-de-overkant", words="Aan de overkant")
    for step in ("hand_in", "approve", "publish"):
        decide(story, step, by="Iemand anders")
    bench = add_spot(wijk, slug="bankje", kind="bench", names={"nl": "Bankje"}, lon=where.lon, lat=where.lat + 0.001)
    make_sticker(bench, code=EMPTY)
    _play_elsewhere(spot, photo)


def _play_elsewhere(spot: Spot, made: MadePicture) -> None:
    """Two neighbours of the other association who met, in a round of their own, and a photo that both released."""
    wijk = spot.neighbourhood
    times = (
        now() - timedelta(days=9),
        now() + timedelta(days=9),
        now() + timedelta(days=19),
        now() + timedelta(days=29),
    )
    announce_round(plan_round(wijk, names={"nl": SECRET}, goal=10, reward={"nl": SECRET}, times=times), by="Noor")
    one, other = (player_on(name, wijk, language="nl") for name in ("a" * 43, "b" * 43))
    for player in (one, other):
        say_age(player, is_grown_up=True)
    choose_home(one, spot)
    be_present(one, spot)
    meeting = confirm_meeting(invite(one, spot, signs=SIGNS), other)
    complain(one, other, meeting, words=SECRET)
    photo = add_photo(meeting, one, made, sent="")
    for player in (one, other):
        choose(photo, player, gallery=True, in_print=True)
    flag_photo(photo, None, words=SECRET)
    photo.shows_on = now().date() - timedelta(days=2)
    stay_apart(one, other)
    flag_nickname(one, other, reason="insulting")
    object_to_nickname(other, words=SECRET)
    _host_elsewhere(spot, meeting)


def _host_elsewhere(spot: Spot, meeting: Meeting) -> None:
    """A host of the other association, a card that a child got, and a meeting that somebody is asked about."""
    invite_host(spot, first_name="Sien", code=HOST_ELSEWHERE)
    host = take_up(HOST_ELSEWHERE, "c" * 43, spot.neighbourhood)
    card = make_card(spot.neighbourhood, language="nl")
    hand_out(card, host, age="younger", a_parent_told=True)
    card.code = CARD_ELSEWHERE
    pair = pair_of(meeting, *(met.player_id for met in meeting.people))
    pair.outcome = "doubtful"
    ask_for_vouch(pair, meeting.people[0].player)
