"""Frozen classes made late behave as the standard library's do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
from dataclasses import FrozenInstanceError, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A class made here."""

    name: str
    count: int = 0
    words: tuple[str, ...] = ()
    kept: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    name: str
    count: int = 0
    words: tuple[str, ...] = ()
    kept: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


GIVEN = st.fixed_dictionaries(
    {"name": st.text(max_size=3)}, optional={"count": st.integers(0, 2), "words": st.tuples(st.text(max_size=2)), "kept": st.just({"a": 1})}
)


@given(GIVEN, GIVEN)
def test_what_is_made_compares_hashes_and_prints_as_the_standard_librarys(one: dict[str, typing.Any], other: dict[str, typing.Any]) -> None:
    ours, theirs = (Ours(**one), Ours(**other)), (Theirs(**one), Theirs(**other))
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    assert hash(ours[0]) == hash(theirs[0])
    assert repr(ours[0]).removeprefix("Ours") == repr(theirs[0]).removeprefix("Theirs")
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(theirs[0])


def test_it_takes_the_same_arguments() -> None:
    ours, theirs = inspect.signature(Ours), inspect.signature(Theirs)
    assert [(p.name, p.annotation, p.kind) for p in ours.parameters.values()] == [
        (p.name, p.annotation, p.kind) for p in theirs.parameters.values()
    ]
    assert typing.get_type_hints(Ours.__init__) == typing.get_type_hints(Theirs.__init__)
    assert Ours.__match_args__ == Theirs.__match_args__
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Ours("a", 1, (), {}, 5)  # type: ignore[call-arg]


def test_it_is_matched_by_place_and_by_name() -> None:
    match Ours("Lupe", 2):
        case Ours("Lupe", count=count):
            assert count == 2
        case other:
            pytest.fail(f"not matched: {other}")
    assert Ours.__match_args__ == Theirs.__match_args__


def test_two_classes_are_never_equal() -> None:
    one: object = Ours("a")
    assert one != Theirs("a")


def test_nothing_of_it_can_be_changed() -> None:
    ours = Ours("a")
    with pytest.raises(FrozenInstanceError, match="name"):
        ours.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="new"):
        ours.new = "b"  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError, match="count"):
        del ours.count
    assert not hasattr(ours, "__dict__")


def test_each_has_a_default_of_its_own() -> None:
    assert Ours("a").kept is not Ours("a").kept


def test_it_is_replaced_copied_and_pickled() -> None:
    ours = Ours("a", 2, ("b",), {"c": 1})
    assert replace(ours, name="z") == Ours("z", 2, ("b",))
    for same in (copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
        assert same == ours
        assert same.kept == {"c": 1}


def test_a_method_of_the_class_itself_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Quiet:
        """Says less."""

        secret: str

        def __repr__(self) -> str:
            return "Quiet(…)"

    assert repr(Quiet("x")) == "Quiet(…)"
    assert Quiet("x") == Quiet("x")


def test_a_class_with_more_fields_takes_its_parents_too() -> None:
    @dataclass(frozen=True, slots=True)
    class More(Ours):
        """One field more."""

        more: int = 3

    assert More("a", more=4) == More("a", 0, (), {}, 4)
    assert Ours("a") == Ours("a")
    assert More("a") != Ours("a")


def test_other_shapes_are_refused() -> None:
    with pytest.raises(TypeError, match="standard"):
        dataclass(frozen=False, slots=True)
