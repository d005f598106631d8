"""Settings: read from the environment, checked before anything starts, the repair in the message."""

import pytest

from config import BadSettings, Production, Testing, read_settings

REAL = {
    "WIJKSPEL_ENV": "production",
    "WIJKSPEL_URL": "https://wijk.example/",
    "WIJKSPEL_SECRET_KEY": "x" * 32,
    "DATABASE_URL": "postgres://me@db/wijk",
}


def test_nothing_set_gives_a_laptop_that_works() -> None:
    settings = read_settings({})
    assert settings.env == "development" and settings.is_sqlite and not settings.is_secure
    assert settings.host_names == {"127.0.0.1", "localhost"}


def test_a_real_server_is_read_from_its_environment() -> None:
    settings = read_settings(REAL | {"WIJKSPEL_HOSTS": "www.wijk.example, WIJK.local"})
    assert isinstance(settings, Production)
    assert settings.url == "https://wijk.example"
    assert settings.database_url == "postgresql+psycopg://me@db/wijk"
    assert settings.host_names == {"wijk.example", "www.wijk.example", "wijk.local"}
    assert settings.is_secure


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"WIJKSPEL_ENV": "prod"}, "Choose one of development, testing, production"),
        ({"WIJKSPEL_URL": "wijk.example"}, "Give a scheme and a host"),
        ({"WIJKSPEL_URL": "https://wijk.example/app"}, "Give a scheme and a host"),
        ({"WIJKSPEL_URL": "https://[::1"}, "Give a scheme and a host"),
        ({"WIJKSPEL_URL": "https://wijk.example:99999"}, "Give a scheme and a host"),
        ({"WIJKSPEL_REDIS_URL": "foo"}, "no address of a Redis"),
        ({"DATABASE_URL": "postgresql://a:b@h:x/d"}, "Leave it empty for SQLite"),
        ({"DATABASE_URL": "sqlite:///"}, "Leave it empty for SQLite"),
        ({"WIJKSPEL_URL": "http://wijk.example"}, "it starts with https://"),
        ({"WIJKSPEL_SECRET_KEY": "short"}, "Set it to, say,"),
        ({"DATABASE_URL": "mysql://db"}, "Leave it empty for SQLite"),
        ({"WIJKSPEL_WORKERS": "many"}, "Give a whole number"),
        ({"WIJKSPEL_WORKERS": "0"}, "at least 1"),
        ({"WIJKSPEL_WORKERS": "-1"}, "Give a whole number"),
        ({"WIJKSPEL_WORKERS": "4"}, "WIJKSPEL_REDIS_URL"),
        ({"WIJKSPEL_WORKERS": "4", "DATABASE_URL": ""}, "Set it to 1, or use PostgreSQL"),
        ({"WIJKSPEL_MEDIA": __file__}, "Name a folder"),
    ],
)
def test_a_wrong_setting_is_named_with_its_repair(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(BadSettings, match=words):
        read_settings(REAL | wrong)


def test_all_wrong_settings_are_named_at_once() -> None:
    with pytest.raises(BadSettings) as refused:
        read_settings(REAL | {"WIJKSPEL_URL": "x", "WIJKSPEL_SECRET_KEY": "", "DATABASE_URL": "x"})
    assert len(str(refused.value).splitlines()) >= 3


def test_the_tests_settings_are_those_of_a_laptop() -> None:
    assert Testing().problems() == []
