"""Kept pages: found under their key, never more than fits, safe for many threads."""

import threading

from wijkspel.publication import KeptPage, KeptPages


def _page(size: int, version: int = 1) -> KeptPage:
    return KeptPage(1, version, None, f'W/"nl-{version}"', "/q/<code>", {"identity": b"x" * size}, ())


def test_a_page_is_found_under_its_key_until_another_takes_its_place() -> None:
    pages = KeptPages()
    pages.keep("a", _page(10, 1))
    pages.keep("a", _page(20, 2))
    found = pages.find("a")
    assert found and found.version == 2
    assert pages.find("b") is None
    assert pages.bytes == 20


def test_the_page_that_was_read_longest_ago_leaves_first() -> None:
    pages = KeptPages(most_bytes=30)
    for key in "abc":
        pages.keep(key, _page(10))
    pages.find("a")
    pages.keep("d", _page(10))
    assert pages.find("b") is None
    assert all(pages.find(key) for key in "acd")
    assert pages.bytes == 30


def test_a_page_that_is_larger_than_the_room_is_not_kept() -> None:
    pages = KeptPages(most_bytes=5)
    pages.keep("a", _page(10))
    assert pages.find("a") is None
    assert pages.bytes == 0


def test_many_threads_leave_the_count_right() -> None:
    pages = KeptPages(most_bytes=500)

    def keep_many(start: int) -> None:
        for number in range(start, start + 200):
            pages.keep(number % 70, _page(10))
            pages.find(number % 60)

    threads = [threading.Thread(target=keep_many, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages.bytes == 500
