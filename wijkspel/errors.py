"""What can be refused, as codes with values. The doors turn a code into a sentence in the reader's language."""


class Refused(Exception):
    """Something was asked that cannot be done; nothing has been changed.

    `code` names the reason in English words with underscores; `values` fill in the sentence a door makes of it.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code


class Missing(Refused):
    """There is nothing here for this reader (404)."""


class Gone(Refused):
    """There was something here, and it was taken back for good (410)."""


class NotAllowed(Refused):
    """The reader may see this and may not do that (403)."""


class Conflict(Refused):
    """Somebody was first, or the thing is no longer in that state (409)."""


class Busy(Refused):
    """The database stayed locked; trying again in a moment helps (503)."""


class Invalid(Refused):
    """What was given does not fit (422). `fields` holds a code for each field that is wrong."""

    def __init__(self, **fields: str) -> None:
        super().__init__("invalid", **fields)
        self.fields = fields
