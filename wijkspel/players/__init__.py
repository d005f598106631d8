"""Players: who plays in a neighbourhood. A nickname, the phones it is played from, and which spot feels like home.

Nobody gives a name, an e-mail or a password. A phone is known by a cookie that only the pages of the game get to see.
"""
