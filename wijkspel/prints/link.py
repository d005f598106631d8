"""The signed link by which somebody prints the stickers of one neighbourhood, for an hour, without an account."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from wijkspel.errors import Missing

HOUR = 3600  # seconds
_PURPOSE = "the stickers of a neighbourhood"


def signed(slug: str, secret: str) -> str:
    """Return the end of a link that opens the stickers of the neighbourhood with this name in addresses."""
    return str(_signer(secret).dumps(slug))


def neighbourhood_in(link: str, secret: str) -> str:
    """Return the name of the neighbourhood that a link opens. Raises Missing when it is over, or not ours."""
    try:
        return str(_signer(secret).loads(link, max_age=HOUR))
    except BadSignature as error:
        raise Missing("link_over") from error


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=_PURPOSE)
