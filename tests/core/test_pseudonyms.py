"""What stands for a name."""

from __future__ import annotations

from simulator.core.pseudonyms import is_pseudonym, pseudonym, public_name


def test_a_sign_is_the_same_in_one_place_and_another_elsewhere() -> None:
    assert pseudonym("run-1", "Ana  Ruiz") == pseudonym("run-1", "ana ruiz")
    assert pseudonym("run-1", "Ana Ruiz") != pseudonym("run-2", "Ana Ruiz")
    assert is_pseudonym(pseudonym("x", "Ana"))
    assert public_name(pseudonym("x", "Ana")) == ""
    assert public_name("~~gone~~") == "~~gone~~"
    assert pseudonym("x", "") == ""
