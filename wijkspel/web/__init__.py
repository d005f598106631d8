"""The web door: every blueprint with its prefix, and what happens around every request."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from config import Default
from wijkspel.publication import KeptPages
from wijkspel.web import (
    about,
    assets,
    boards,
    card_to_phone,
    cards,
    complaints,
    entrance,
    errors,
    exports,
    family,
    gallery,
    game,
    game_words,
    health,
    hosts,
    limits,
    logs,
    machines,
    maps,
    media,
    my_game,
    nicknames,
    objections,
    photos,
    phrases,
    places,
    porter,
    prints,
    reading,
    reports,
    safety,
    scanner,
    scans,
    screens,
    sheets,
    shell,
    stickers,
    texts,
    tours,
    witnesses,
)
from wijkspel.web import bricks as bricks_page

BLUEPRINTS = [
    (entrance.blueprint, ""),
    (stickers.blueprint, ""),
    (media.blueprint, "/media"),
    (assets.blueprint, "/static"),
    (health.blueprint, "/health"),
    (shell.blueprint, ""),
    (about.blueprint, ""),
    (places.blueprint, ""),
    (reports.blueprint, ""),
    (game.blueprint, ""),
    (my_game.blueprint, ""),
    (boards.blueprint, ""),
    (nicknames.blueprint, ""),
    (objections.blueprint, ""),
    (photos.blueprint, ""),
    (gallery.blueprint, ""),
    (complaints.blueprint, ""),
    (scanner.blueprint, ""),
    (phrases.blueprint, ""),
    (cards.blueprint, ""),
    (card_to_phone.blueprint, ""),
    (hosts.blueprint, ""),
    (family.blueprint, ""),
    (witnesses.blueprint, ""),
    (screens.blueprint, ""),
    (tours.blueprint, ""),
    (maps.blueprint, ""),
    (exports.blueprint, ""),
    (prints.blueprint, ""),
    (sheets.blueprint, "/bureau"),
    (machines.blueprint, ""),
]


class PublicId(BaseConverter):
    """The random name of a row in an address; anything else is not looked for in the database."""

    regex = "[0-9a-z]{12}"


class Slug(BaseConverter):
    """The name of a thing in an address: lower-case letters, digits and single dashes."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def open_doors(app: Flask) -> None:
    """Give the app its pages."""
    settings: Default = app.config["SETTINGS"]
    app.extensions["kept_pages"] = KeptPages()
    scans.set_up(app)
    porter.set_up(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.url_map.converters |= {"public": PublicId, "slug": Slug}
    assets.set_up(app)
    logs.set_up(app)
    safety.set_up(app)
    texts.set_up(app)
    game_words.set_up(app)
    reading.set_up(app)
    limits.set_up(app)
    errors.set_up(app)
    for blueprint, prefix in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=prefix or None)
    if settings.env == "development":
        app.register_blueprint(bricks_page.blueprint, url_prefix="/bureau")
