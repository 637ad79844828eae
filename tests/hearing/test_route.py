"""A typed answer finds the reply it comes nearest to, or none."""

from __future__ import annotations

from simulator.core.scenario import Reply, Target, Then
from simulator.hearing import hear
from simulator.hearing.route import route, similar

ON = Then(((None, Target(("next",))),))


def reply(name: str, say: str, *moves: str, also: tuple[str, ...] = ()) -> Reply:
    return Reply(name, say, ON, also, moves)


PORCH = (
    reply("credential", "No clipboard. I'm Sam; Lupe from the corner house said I should meet you. What were the other two after?",
          "self_share", "open_question", also=("Lupe sent me. What did the other two want?",)),
    reply("pitch", "We have an amazing program for families like yours. Can I come in?", "pitch", "ask_vague"),
    reply("ask", "Could we sit down Thursday at six, with Lupe?", "ask_specific", also=("¿Nos sentamos el jueves a las seis, con Lupe?",)),
    reply("wait", "", "wait"),
)  # fmt: skip


def taken(text: str, replies: tuple[Reply, ...] = PORCH) -> str | None:
    found = route(text, hear(text, (), "one_to_one"), replies)
    return found.reply if found else None


def test_her_own_wording_of_a_reply_takes_it() -> None:
    assert taken("I'm Sam, Lupe told me to come by. what did the other two want") == "credential"
    assert taken("our program is amazing for families, can I come in?") == "pitch"
    assert taken("Can we sit down on Thursday at six?") == "ask"


def test_the_other_language_finds_the_same_reply() -> None:
    assert taken("nos sentamos el jueves a las seis con Lupe") == "ask"


def test_a_reply_said_word_for_word_scores_full_marks() -> None:
    for one in PORCH[:3]:
        found = route(one.say, hear(one.say), PORCH)
        assert found
        assert found.reply == one.id
        assert found.score > 0.95


def test_words_that_fit_nothing_take_no_reply() -> None:
    assert taken("My grandfather kept bees behind the church.") is None
    assert taken("😊") is None


def test_silence_takes_wait_and_words_never_do() -> None:
    assert taken("") == "wait"
    assert taken("wait") != "wait"
    assert route("", hear(""), PORCH[:3]) is None


def test_a_mere_question_never_takes_an_ask_for_sharing_its_words() -> None:
    only = (reply("ask", "Bring Lupe to the meeting on Thursday at six.", "ask_specific"),)
    assert taken("Was Lupe at the meeting on Thursday?", only) is None


def test_a_pitch_never_takes_a_question_for_sharing_its_words() -> None:
    only = (reply("ask", "What would a reading program do for your family?", "open_question"),)
    assert taken("Our amazing reading program will do so much for your family!", only) is None


def test_replies_that_fit_alike_are_named() -> None:
    twins = (reply("one", "What happened that day at the office?", "dig"), reply("two", "What happened at the office that day?", "dig"))
    found = route("what happened at the office", hear("what happened at the office"), twins)
    assert found
    assert set(found.alike) | {found.reply} == {"one", "two"}


def test_similar_sees_through_accents_endings_and_case() -> None:
    assert similar("¿Qué le contestó la maestra?", "que le contesto la MAESTRA") > 0.99
    assert similar("the teachers called", "the teacher calls") > 0.8
    assert similar("What happened that day?", "We have four tutors.") < 0.2
    assert similar("", "x") == 0.0
