"""The commands around the game: a score put right, and nicknames that somebody looks at."""

import json

from config import Testing
from tests.cli.test_cli import run
from tests.conftest import on_both_engines
from tests.moving import at
from tests.playing import meet, new_player, photograph, score, the_round
from tests.world import SECRET
from wijkspel.db import write
from wijkspel.game.actions.flagging import flag_nickname
from wijkspel.game.actions.objecting import object_to_nickname
from wijkspel.photos.actions.flagging import judge_photo, object_to_photo
from wijkspel.players.actions.players import rename_player


def test_a_score_is_put_right_in_words_and_twice_on_a_day_is_once(settings: Testing) -> None:
    with at(settings):
        player = new_player()
        meet(player, new_player())
        with write():
            rename_player(player, "Fietsbel")
        name, before = the_round().public_id, score(player)
    for _ in range(2):
        said = run(settings, "rounds", "correct", name, "fietsbel", "-40", "--why", "Dubbel geteld")
        assert f"has {before - 40} points" in said
    assert "no player" in run(settings, "rounds", "correct", name, "Niemand", "5", "--why", "x", status=1)
    assert "why is missing" in run(settings, "rounds", "correct", name, "Fietsbel", "5", "--why", " ", status=1)
    assert "no round" in run(settings, "rounds", "correct", "nergens", "Fietsbel", "5", "--why", "x", status=1)


def _somebody_flagged(settings: Testing) -> str:
    """Let a nickname not feel good to somebody, and return whose it is."""
    with at(settings):
        player, other = new_player(), new_player()
        meet(player, other)
        with write():
            rename_player(player, "Fietsbel")
            flag_nickname(other, player, reason="insulting")
        return player.public_id


def test_flags_are_listed_with_their_clock_and_a_nickname_is_kept_or_taken_away(settings: Testing) -> None:
    name = _somebody_flagged(settings)
    rows = {row["player"]: row for row in json.loads(run(settings, "players", "flags", "--json"))}
    found = rows[name]
    assert (found["nickname"], found["reason"], found["had_met"], found["state"]) == (
        "Fietsbel",
        "insulting",
        "met",
        "hidden",
    )
    assert found["clock"] == "23 hours left"
    assert "is called" in run(settings, "players", "rename", name, "--by", "Noor")
    assert name not in run(settings, "players", "flags")
    assert "stays" in run(settings, "players", "keep", name, "--by", "Noor")
    assert "no player" in run(settings, "players", "keep", "222222222222", "--by", "Noor", status=1)


@on_both_engines
def test_objections_are_listed_with_their_clock_and_answered_once(settings: Testing) -> None:
    with at(settings):
        player, other = new_player(), new_player()
        photo = photograph(meet(player, other), player)
        with write():
            rename_player(player, "Fietsbel")
            flag_nickname(other, player, reason="insulting")
            object_to_nickname(player, words="Het is maar een bel.")
            judge_photo(photo, by="Noor", outcome="Er staat een kind op.", hidden=True)
            object_to_photo(photo, other, words="")
        name, picture = player.public_id, photo.public_id
    elsewhere, first, second = json.loads(run(settings, "players", "objections", "--json"))
    assert elsewhere["words"] == SECRET
    said = (first["player"], first["about"], first["subject"], first["words"], first["clock"])
    assert said == (name, "nickname", "Fietsbel", "Het is maar een bel.", "23 hours left")
    assert (second["about"], second["subject"]) == ("photo", picture) and second["file"].endswith("-800.jpg")
    answered = ["players", "answer", first["objection"], "--by", "Noor", "--outcome", "Je hebt gelijk."]
    assert "is answered" in run(settings, *answered)
    assert "Noor answered" in run(settings, *answered, status=1)
    assert first["objection"] not in run(settings, "players", "objections")
    assert "There is no objection" in run(
        settings, "players", "answer", "222222222222", "--by", "Noor", "--outcome", "x", status=1
    )
    assert "photos show" in run(settings, "players", "answer", "--help")


def test_a_nickname_that_was_taken_away_is_given_back(settings: Testing) -> None:
    name = _somebody_flagged(settings)
    back = ["players", "keep", name, "--by", "Noor", "--back"]
    assert "No nickname was taken away" in run(settings, *back, status=1)
    run(settings, "players", "rename", name, "--by", "Noor")
    assert "is called “Fietsbel” again" in run(settings, *back)
    assert "No nickname was taken away" in run(settings, *back, status=1)
