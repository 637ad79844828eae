"""The one registry of actions: what may be done where, by which keys, under which name; footer, help, palette and docs read it.

A key that terminals or multiplexers swallow is not in it (no ctrl+enter/m/h/i/j/[, alt, super, F11, ctrl+s/q as the only way), and
single letters rest while a text field has the focus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding

from simulator.phrases import Voice

EVERYWHERE = "everywhere"
SWALLOWED = frozenset({
    "ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+left_square_bracket", "ctrl+enter", "ctrl+s", "ctrl+z", "f11", "enter", "tab", "shift+tab", "up", "down",
})  # fmt: skip
"""Keys that terminals, multiplexers or lists keep for themselves."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do on `screen`.

    `id` is permanent (a person's own keys are kept under it), `does` is Textual's action string, `keys` the ways to reach it by key, the
    first is the one shown. `rank` orders the footer: 1 is never lost, 9 goes first when room is short, 0 never stands in it. The phrases
    `key.<id>` (footer) and `key.<id>.help` (help, palette) name it.
    """

    id: str
    does: str
    keys: tuple[str, ...]
    screen: str = EVERYWHERE
    rank: int = 5
    priority: bool = False


ACTIONS: tuple[Action, ...] = (
    Action("help", "help", ("f1", "question_mark"), rank=1),
    Action("back", "back", ("escape",), rank=2),
    Action("quit", "quit", ("ctrl+q", "ctrl+c"), rank=1, priority=True),
    Action("language", "switch_language", ("f9",), rank=6),
    Action("palette", "command_palette", ("ctrl+p",), rank=7),
    Action("copy", "copy", ("f8",), rank=0),
    Action("continue", "continue", ("c",), "home", rank=3),
    Action("practise", "library", ("p",), "home", rank=3),
    Action("review", "review", ("r",), "home", rank=4),
    Action("settings", "settings", ("s",), "home", rank=5),
    Action("search", "search", ("slash",), "library", rank=3),
    Action("filter-form", "filter_form", ("f2",), "library", rank=4),
    Action("filter-language", "filter_language", ("f3",), "library", rank=4),
    Action("filter-difficulty", "filter_difficulty", ("f4",), "library", rank=5),
    Action("own-words", "choices", ("f2",), "brief", rank=4),
    Action("say", "say", ("f2",), "practice", rank=3),
    Action("cue", "cue", ("f3",), "practice", rank=3),
    Action("wait", "wait", ("f4",), "practice", rank=4),
    Action("replies", "replies", ("f6",), "practice", rank=4),
    Action("take-back", "again", ("f5",), "practice", rank=4),
    Action("pause", "pause", ("f7", "escape"), "practice", rank=2),
    Action("back-in", "back_in", ("f7",), "pause", rank=3),
    Action("next", "next", ("f2", "pagedown"), "debrief", rank=3),
    Action("previous", "previous", ("f3", "pageup"), "debrief", rank=3),
    Action("save", "export", ("f6",), "debrief", rank=5),
    Action("other-take", "other_take", ("t",), "review", rank=4),
    Action("again", "again", ("g",), "review", rank=3),
    Action("go-on", "continue", ("c",), "review", rank=4),
    Action("debrief", "debrief", ("d",), "review", rank=4),
    Action("save-run", "export", ("f6",), "review", rank=4),
)
"""Every action of the app. Screens add theirs in this tuple, not elsewhere."""


def actions_of(screen: str) -> tuple[Action, ...]:
    """The actions possible on `screen`, its own first."""
    return tuple(a for a in ACTIONS if a.screen == screen) + tuple(a for a in ACTIONS if a.screen == EVERYWHERE)


def bindings(actions: Iterable[Action], say: Voice, own: Mapping[str, str] | None = None) -> list[Binding]:
    """Textual bindings for `actions`, named in the voice's language; `own` maps action ids to the person's own keys."""
    own = own or {}
    return [
        Binding(
            own.get(action.id) or ",".join(action.keys),
            action.does,
            say(f"key.{action.id}"),
            show=action.rank > 0,
            id=action.id,
            tooltip=say(f"key.{action.id}.help"),
            priority=action.priority,
        )
        for action in actions
    ]
