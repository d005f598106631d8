"""Somebody stands before a sticker that is broken, and says so; and what a phone does by itself is no scan."""

from config import Testing
from tests.journeys.steps import database_of
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.places.queries import all_stickers
from wijkspel.upkeep.queries import reports_of, scans_by_sticker


def test_a_broken_sticker_is_reported_in_arabic_on_a_phone_without_script(
    server: Server, settings: Testing, shop: Shop
) -> None:
    with shop.phone(server.url, language="ar-MA", script=False) as phone:
        phone.open("/de-koppel/wandelingen/langs-het-water/3")
        phone.tap("هل الملصق تالف أو غريب؟")
        phone.see("ما خطب الملصق؟", "لا تصوّره", f"127.0.0.1:{server.port}")
        assert phone.direction == "rtl"
        phone.write("هل تريد أن تضيف شيئًا؟", "ممزق من المنتصف")
        phone.send()
        phone.see("اختر ما تراه.", "ممزق من المنتصف")
        phone.screenshot("journey-report-in-arabic", whole=True)
        phone.choose("تالف أو لا يمكن تصويره")
        phone.send()
        phone.see("شكرًا لك")
        phone.tap("عودة إلى المكان")
        phone.see("هل الملصق تالف أو غريب؟")
    with database_of(settings):
        kept = [(report.reason, report.note) for report in reports_of(koppel())]
    assert kept == [("broken", "ممزق من المنتصف")]


def test_a_phone_that_keeps_the_first_page_for_later_scans_once(server: Server, settings: Testing, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        phone.open("/q/D8RVTX")
        phone.keeps_pages()
        phone.wait_until_kept("/q/D8RVTX")
        phone.open("/q/W3NPC9")
        phone.open("/q/D8RVTX")
    server.stop()
    with database_of(settings):
        codes = {sticker.id: sticker.code for sticker in all_stickers()}
        counted = {codes[sticker]: scans.total for sticker, scans in scans_by_sticker().items()}
    assert (counted["D8RVTX"], counted["W3NPC9"]) == (2, 1)
