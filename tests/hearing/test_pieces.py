"""Words are cut into the likeliest pieces, the same in any company, and nothing that can be typed stops it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.hearing.pieces import LONGEST_WORD, UNKNOWN, Pieces

FEW = Pieces(["<s>\t0", "</s>\t0", "<unk>\t0", "▁\t-5", "▁pa\t-4", "▁padre\t-6", "dre\t-4", "s\t-3", "a\t-6", "p\t-6", "▁p\t-6"])


def named(pieces: Pieces, text: str, names: list[str]) -> list[str]:
    return [names[number] for number in pieces.of(text)]


def test_a_word_is_cut_where_its_pieces_are_likeliest() -> None:
    names = ["<s>", "</s>", "<unk>", "▁", "▁pa", "▁padre", "dre", "s", "a", "p", "▁p"]
    assert named(FEW, "padre", names) == ["▁padre"]
    assert named(FEW, "padres", names) == ["▁padre", "s"]
    assert named(FEW, "pas pa", names) == ["▁pa", "s", "▁pa"]


def test_a_letter_that_no_piece_holds_is_unknown_and_the_rest_is_read() -> None:
    assert FEW.of("paß☕s") == [4, UNKNOWN, UNKNOWN, 7]


def test_wide_letters_and_joined_accents_are_read_as_plain_ones() -> None:
    assert FEW.of("ｐａ") == FEW.of("pa")
    assert FEW.of("pa\u00a0pa\n\tpa") == FEW.of("pa pa pa")


def test_a_line_without_its_likelihood_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        Pieces(["<s>\t0", "▁pa"])


@given(st.text(max_size=200), st.text(max_size=50))
def test_a_word_is_cut_the_same_in_any_company(text: str, more: str) -> None:
    assert FEW.of(f"{text} {more}") == FEW.of(text) + FEW.of(more)


def test_an_endless_word_is_read_at_its_beginning() -> None:
    assert len(FEW.of("pa" * 50_000)) <= LONGEST_WORD + 1
