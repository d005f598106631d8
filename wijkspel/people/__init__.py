"""People: whoever we know anything of, and what each of them agreed to.

A person belongs to one neighbourhood and often has no more than a first name. Consent is kept as it was given, per
purpose, and is never overwritten: taking it back adds the moment at which that happened.
"""
