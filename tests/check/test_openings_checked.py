"""What `check` sees of openings: every one is a start, a hopeless or idle one is named, par is fair to all of them."""

from __future__ import annotations

from pathlib import Path

from made_up import compiled, made_up, reactions
from porch_light import check, codes, lay_over

from simulator.check.par import computed_par
from simulator.check.playthroughs import play
from simulator.check.proof import prove

HEAD = made_up(1).split("start: b0")[0]


def scenario(openings: str, beats: str) -> str:
    ends = "".join(f"  {name}:\n    kind: {kind}\n    scene: |\n      End.\n" for name, kind in (("good", "step"), ("bad", "nothing")))
    return f"{HEAD}openings:\n{openings}start: b0\nbeats:\n{beats}endings:\n{ends}"


def opening(name: str, **keys: str) -> str:
    return f"  {name}:\n    scene: |\n      A door.\n" + "".join(f"    {key}: {value}\n" for key, value in keys.items())


def beat(name: str, *replies: str) -> str:
    return f"  {name}:\n    scene: |\n      Ann: Well.\n    replies:\n" + "".join(replies)


def reply(name: str, then: str, **keys: str) -> str:
    given = {key.rstrip("_"): value for key, value in keys.items()}
    return f"      {name}:\n        say: |\n          Yes.\n" + "".join(
        f"        {key}: {value}\n" for key, value in {**given, "then": then}.items()
    )


def test_a_beat_only_an_opening_leads_to_and_a_fact_only_it_sets_are_neither_unreachable_nor_never_set(tmp_path: Path) -> None:
    over = (
        "facts: warned\nopenings:\n  evening:\n    scene: |\n      Dark.\n  gate:\n    scene: |\n      A gate.\n    sets: warned\n    then: gate\n"
        "beats:\n  gate:\n    scene: |\n      A gate.\n    replies:\n      in:\n        say: |\n          May I?\n        then: door if warned else end thursday\n"
    )
    found = codes(check(tmp_path, lay_over(over)))
    assert not found & {"unreachable-beat", "never-reached", "fact-never-set", "fact-never-read", "same-opening"}


def test_where_every_opening_leads_elsewhere_the_start_itself_may_be_unreachable(tmp_path: Path) -> None:
    over = (
        "openings:\n  gate:\n    scene: |\n      A gate.\n    then: gate\n"
        "beats:\n  gate:\n    scene: |\n      A gate.\n    replies:\n      in:\n        say: |\n          May I?\n        then: end thursday\n"
    )
    assert "unreachable-beat" in codes(check(tmp_path, lay_over(over)))


def test_a_reply_that_one_opening_alone_allows_can_be_taken() -> None:
    text = scenario(opening("calm") + opening("late", sets="told"), beat("b0", reply("r", "end good"), reply("s", "end bad", if_="told")))
    assert prove(compiled(text), reactions()).takeable == {"b0.r", "b0.s"}


def test_who_gets_stuck_is_told_with_the_opening_it_happens_in() -> None:
    text = scenario(opening("calm", sets="told") + opening("late"), beat("b0", reply("r", "end good", if_="told")))
    (stuck,) = prove(compiled(text), reactions()).stuck
    assert stuck.path == ("opening late",)


def test_an_opening_without_a_way_to_a_good_ending_is_named_and_others_are_not() -> None:
    text = scenario(opening("calm", sets="told") + opening("late"), beat("b0", reply("r", "end good if told else end bad")))
    assert dict(prove(compiled(text), reactions()).openings) == {"calm": True, "late": False}


def test_a_good_ending_that_comes_after_the_last_turn_is_none() -> None:
    beats = beat("b0", reply("r", "b1")) + beat("b1", reply("r", "b2")) + beat("b2", reply("r", "end good"))
    text = scenario(opening("calm") + opening("late", then="b1"), beats)
    for turns, good in ((3, {"calm": True, "late": True}), (2, {"calm": False, "late": True}), (1, {"calm": False, "late": False})):
        limited = text.replace("difficulty: 1", f"max-turns: {turns} then bad")
        assert dict(prove(compiled(limited), reactions()).openings) == good


def test_openings_that_nothing_can_tell_apart_are_alike() -> None:
    beats = beat("b0", reply("r", "end good if ann.trust >= 2 else end bad"))
    text = scenario(opening("calm") + opening("cool", feel="ann.guard +1") + opening("cold", feel="ann.trust -1"), beats)
    assert prove(compiled(text), reactions()).alike == (("calm", "cool"),)


def test_par_is_the_least_over_openings_that_pay_a_criterion_at_all() -> None:
    beats = (
        beat("b0", reply("r", "b1", shows="digging +2"))
        + beat("b1", reply("r", "end good", shows="digging +1, close +1"))
        + beat("b2", reply("r", "end good", shows="close +2"))
    )
    rich, lean, without = opening("rich"), opening("lean", then="b1"), opening("without", then="b2")
    assert computed_par(compiled(scenario(rich, beats)), reactions()).points == {"digging": 3, "close": 1}
    assert computed_par(compiled(scenario(rich + lean, beats)), reactions()).points == {"digging": 1, "close": 1}
    assert computed_par(compiled(scenario(rich + without, beats)), reactions()).points == {"digging": 3, "close": 1}


def test_playthroughs_draw_every_opening() -> None:
    beats = beat("b0", reply("r", "end good")) + beat("b1", reply("r", "end good"))
    played = play(compiled(scenario(opening("calm") + opening("late", then="b1"), beats)), reactions(), 40)
    assert 0 < played.taken["b0.r"] < 40
    assert 0 < played.taken["b1.r"] < 40


def test_a_loose_file_is_not_asked_for_openings(tmp_path: Path) -> None:
    from simulator.check import check_path
    from simulator.content.catalogue import Catalogue

    assert "few-openings" in codes(check(tmp_path, lay_over("")))
    loose = tmp_path / "loose.yaml"
    loose.write_text(lay_over(""), encoding="utf-8")
    assert "few-openings" not in codes(check_path(loose, Catalogue()))


def test_jargon_and_words_put_in_the_trainees_mouth_are_seen_in_openings_too(tmp_path: Path) -> None:
    over = "openings:\n  evening:\n    scene: |\n      Mrs. Alder: The LCAP again?\n"
    report = check(tmp_path, lay_over(over))
    lines = {d.code: d.line for d in report.diagnostics}
    assert "unexplained-jargon" in lines
    voiced = lay_over(over).replace("you: organizer", "you: alder")
    assert "speaks-for-trainee" in codes(check(tmp_path, voiced))


def test_a_missing_translation_of_an_opening_is_named(tmp_path: Path) -> None:
    home = tmp_path / "porch-light"
    home.mkdir()
    (home / "es.yaml").write_text("scenario: porch-light\nlanguage: es\n", encoding="utf-8")
    report = check(tmp_path, lay_over("openings:\n  evening:\n    scene: |\n      Dark.\n"))
    missing = next(d for d in report.diagnostics if d.code == "missing-translation")
    assert "openings.evening.scene" in missing.message or "more" in missing.message
