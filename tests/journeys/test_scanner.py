"""The scanner in our own pages: a real camera before the real square of another phone, and whatever else it may see."""

import time
from pathlib import Path

import pytest
import qrcode

from tests.journeys.steps import GAME, HERE, comes
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop

SCANNER = f"{GAME}/scan"
OPEN = "Open de camera om een code te lezen"


def _square(text: str, folder: Path) -> Path:
    """Draw a square that says something."""
    path = folder / f"square-{abs(hash(text))}.png"
    qrcode.make(text).save(path)
    return path


def _opens_the_camera(phone: Phone) -> None:
    phone.open(SCANNER)
    phone.tap(OPEN, role="button")


def test_strangers_meet_by_the_camera_in_our_own_page(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one:
        comes(one)
        one.press_to(f"{HERE}/uitnodiging", assignment="")
        with shop.phone_that_sees(server.url, one.photographed("scanner-sees-this")) as other:
            comes(other)
            other.tap("Scan een code")
            other.screenshot("scanner")
            other.tap(OPEN, role="button")
            other.see("Ontmoet je", "Zien jullie allebei deze twee?")
            assert other.signs == one.signs
            other.tap("Ja, wij ontmoeten elkaar", role="button")
            other.see("Het klikt!", "40 punten")
            one.see("Het klikt!", "40 punten")
            assert one.wrong == other.wrong == []


def test_a_square_of_others_is_text_and_looking_goes_on_until_one_of_ours_comes(
    server: Server, shop: Shop, tmp_path: Path
) -> None:
    foreign = _square("https://boef.example/q/D8RVTX", tmp_path)
    ours = _square(f"{server.url.upper()}/Q/D8RVTX", tmp_path)
    # Held before the first for long: a busy machine looks late, and whoever sees the second one is gone.
    with shop.phone_that_sees(server.url, foreign, foreign, foreign, ours, width=320) as phone:
        _opens_the_camera(phone)
        phone.see("Dit is geen code van Wijkspel", "https://boef.example/q/D8RVTX")
        assert phone.path == SCANNER and phone.camera_is_on and not phone.is_too_wide
        phone.screenshot("scanner-foreign")
        phone.wait_until_left(SCANNER)
        assert phone.path == "/Q/D8RVTX"
        assert phone.wrong == []


def test_a_phone_that_reads_squares_itself_needs_no_program_of_others(
    server: Server, shop: Shop, tmp_path: Path
) -> None:
    with shop.phone_that_sees(server.url, _square("hallo", tmp_path)) as phone:
        phone.open(SCANNER)
        phone.evaluate(
            """url => { window.BarcodeDetector = class {
            static getSupportedFormats() { return Promise.resolve(['qr_code']) }
            async detect(video) { return video.videoWidth ? [{rawValue: url}] : [] } } }""",
            f"{server.url}/q/D8RVTX",
        )
        phone.tap(OPEN, role="button")
        phone.wait_until_left(SCANNER)
        assert phone.path == "/q/D8RVTX"


def test_a_page_that_nobody_looks_at_has_its_camera_off_and_comes_back(
    server: Server, shop: Shop, tmp_path: Path
) -> None:
    with shop.phone_that_sees(server.url, _square("hallo", tmp_path)) as phone:
        _opens_the_camera(phone)
        phone.see("Dit is geen code van Wijkspel", "hallo")
        phone.look_away()
        assert not phone.camera_is_on
        phone.look_again()
        phone.wait_until_true("() => document.querySelector('video').srcObject?.active")
        phone.tap("Stop de camera", role="button")
        assert not phone.camera_is_on
        phone.find(OPEN, role="button")
        phone.look_away()
        phone.look_again()
        time.sleep(0.3)
        assert not phone.camera_is_on, "what somebody stopped stays off"


def test_of_two_cameras_one_can_be_chosen_and_a_light_is_lit(server: Server, shop: Shop, tmp_path: Path) -> None:
    with shop.phone_that_sees(server.url, _square("hallo", tmp_path)) as phone:
        phone.open(SCANNER)
        phone.evaluate("""() => {
            const media = navigator.mediaDevices, ask = media.getUserMedia.bind(media);
            window.asked = [];
            media.enumerateDevices = async () => ['back', 'front'].map(deviceId => ({kind: 'videoinput', deviceId}));
            media.getUserMedia = async ({video: {deviceId, facingMode}}) => {
                window.asked.push(deviceId?.exact ?? facingMode.ideal);
                const stream = await ask({video: true}), [track] = stream.getVideoTracks();
                track.getSettings = () => ({deviceId: deviceId?.exact ?? 'back'});
                track.getCapabilities = () => ({torch: true});
                track.applyConstraints = async wish => { window.lit = wish.advanced[0].torch };
                return stream;
            } }""")
        phone.tap(OPEN, role="button")
        phone.tap("Lamp", role="button")
        assert phone.evaluate("() => window.lit") is True
        phone.tap("Andere camera", role="button")
        phone.wait_until_true("() => window.asked.length === 2")
        phone.tap("Andere camera", role="button")
        phone.wait_until_true("() => window.asked.length === 3")
        assert phone.evaluate("() => window.asked") == ["environment", "front", "back"]
        phone.screenshot("scanner-two-cameras")


def test_whoever_says_no_to_the_camera_or_has_none_can_type_the_code(
    server: Server, shop: Shop, tmp_path: Path
) -> None:
    with shop.phone_that_sees(server.url, _square("hallo", tmp_path), may=False) as phone:
        _opens_the_camera(phone)
        phone.see("De camera mag hier niet aan.")
        phone.screenshot("scanner-denied", whole=True)
        assert phone.wrong == []
    with shop.phone(server.url) as phone:
        _opens_the_camera(phone)
        phone.see("Dit apparaat heeft geen camera.")
        phone.type("Typ de code van een sticker", "d8r-vtx")
        phone.wait_until_left(SCANNER)
        assert phone.path.lower() == "/q/d8rvtx"


def test_a_tap_before_the_program_has_come_is_not_lost(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        let_it_come = phone.hold_back("scan-code")
        phone.open(SCANNER)
        assert phone.evaluate("() => document.querySelector('[data-key=open]').disabled")
        phone.screenshot("scanner-not-there-yet")
        let_it_come()
        phone.tap(OPEN, role="button")
        phone.see("Dit apparaat heeft geen camera.")


def test_a_camera_that_does_not_answer_is_told_and_the_code_can_be_typed(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        phone.open(SCANNER)
        phone.evaluate("""() => {
            const canvas = document.createElement('canvas'), draw = () => canvas.getContext('2d').fillRect(0, 0, 9, 9);
            navigator.mediaDevices.getUserMedia = () => new Promise(yes => {
                window.answer = () => { yes(canvas.captureStream()); setInterval(draw, 50) } }) }""")
        phone.tap(OPEN, role="button")
        phone.see("De camera komt nog niet.")
        phone.screenshot("scanner-late")
        phone.find("Typ de code van een sticker", role="textbox")
        phone.evaluate("() => window.answer()")
        phone.see("Houd het vierkant in het kader.")


def test_without_script_or_a_safe_connection_the_page_says_what_works(server: Server, shop: Shop) -> None:
    with shop.phone(server.url, script=False) as phone:
        phone.open(SCANNER)
        phone.see("Zonder script kan deze pagina de camera niet gebruiken.")
        phone.hold(width=320, height=640)
        phone.screenshot("scanner-without-script")
        bars = phone.evaluate("() => [...document.querySelectorAll('.dock')].filter(e => e.checkVisibility()).length")
        assert bars == 0, "no empty bar lies over the field"
        assert not phone.has(OPEN, role="button")
    with shop.phone(server.url) as phone:
        phone.has_no_camera_here()
        phone.open(SCANNER)
        phone.see("een adres dat begint met https")
        assert not phone.has(OPEN, role="button")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{url}/q/D8RVTX", "/q/D8RVTX"),
        ("{URL}/Q/D8RVTX", "/Q/D8RVTX"),
        ("{url}/de-koppel/spel/met/abc_DEF-1?taal=ar", "/de-koppel/spel/met/abc_DEF-1"),
        ("{url}/de-koppel/spel/kaart/abc", "/de-koppel/spel/kaart/abc"),
        ("{url}/de-koppel/spel", "/de-koppel/spel"),
        ("{url}/over", None),
        ("{url}/de-koppel/spel/../../over", None),
        ("{url}/de-koppel/spel/%2e%2e/x", None),
        ("{url}@boef.example/q/D8RVTX", None),
        ("https://boef.example/q/D8RVTX", None),
        ("//boef.example/q/D8RVTX", None),
        ("javascript:alert(1)//{url}/q/D8RVTX", None),
        ("/q/D8RVTX", None),
        ("WIFI:S:thuis;P:geheim;;", None),
        ("", None),
    ],
)
def test_only_stickers_and_the_game_of_this_site_are_opened(
    street: Server, shop: Shop, text: str, path: str | None
) -> None:
    text = text.format(url=street.url, URL=street.url.upper())
    with shop.phone(street.url) as phone:
        phone.open(SCANNER)
        script = "async text => (await import('own-code')).ownPath(text, [location.origin])"
        assert phone.evaluate(script, text) == path
