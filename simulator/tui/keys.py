"""The one registry of actions: what may be done where, by which keys, under which name; footer, help, palette and docs read it.

A key that terminals or multiplexers swallow is not in it (no ctrl+enter/m/h/i/j/[, alt, super, F11, ctrl+s/z), and single letters rest
while a text field has the focus. Every action also stands in the palette, most in the footer, where a click does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from textual.binding import Binding

from simulator.core.records import dataclass
from simulator.phrases import Voice

SWALLOWED = frozenset({
    "ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+left_square_bracket", "ctrl+enter", "ctrl+s", "ctrl+z", "ctrl+b", "ctrl+space",
    "ctrl+at", "f10", "f11", "f12", "enter", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "backspace", "delete", "space",
})  # fmt: skip
"""Keys that terminals, multiplexers, lists or text fields keep for themselves."""

_WORKING_KEY = re.compile(r"f\d+|page(up|down)")
TYPED = frozenset({"practice", "debrief", "library", "settings", "form", "answer", "swallowed"})
"""Screens with a text field: there a letter is a letter, so none can be chosen as a key."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do.

    `id` is permanent (a person's own keys are kept under it), `does` is Textual's action string, `keys` the ways to reach it by key, the
    first is the one shown. `on` names its screens, none meaning all of them but those in `but`. `rank` orders the footer: 1 is never lost, 9 goes
    first when room is short, 0 never stands in it. The phrases `key.<id>` (footer) and `key.<id>.help` (help, palette) name it.
    """

    id: str
    does: str
    keys: tuple[str, ...]
    on: tuple[str, ...] = ()
    rank: int = 5
    but: tuple[str, ...] = ()

    def stands_on(self, screen: str) -> bool:
        """Whether it is possible on `screen` at all."""
        return screen in self.on if self.on else screen not in self.but

    def shares_a_screen_with(self, other: Action) -> bool:
        """Whether a key cannot serve both."""
        if self.on and other.on:
            return not set(self.on).isdisjoint(other.on)
        narrow, wide = (self, other) if self.on else (other, self)
        return not narrow.on or any(wide.stands_on(screen) for screen in narrow.on)


READ = ("brief", "practice", "debrief", "review", "help", "marks", "form", "answer", "swallowed", "person", "progress", "room")
FORMS = ("form", "answer", "swallowed")

ACTIONS: tuple[Action, ...] = (
    Action("help", "help", ("f1", "question_mark"), rank=1),
    Action("quit", "quit", ("ctrl+q",), rank=1),
    Action("copy-or-quit", "copy_or_quit", ("ctrl+c",), rank=0),
    Action("back", "back", ("escape",), rank=2, but=("home", "practice", "pause", "first", "room")),
    Action("language", "switch_language", ("f9",), rank=6),
    Action("palette", "command_palette", ("ctrl+p",), rank=7),
    Action(
        "copy", "copy", ("f8",), rank=8, but=("home", "first", "pause", "settings", "own-keys", "library", "runs", "room-open", "room-ask")
    ),
    Action("continue", "continue", ("c",), ("home",), 3),
    Action("practise", "library", ("p",), ("home",), 3),
    Action("drill", "drill", ("d",), ("home",), 4),
    Action("review", "review", ("r",), ("home",), 4),
    Action("room", "room", ("o",), ("home",), 4),
    Action("settings", "settings", ("s",), ("home",), 5),
    Action("search", "search", ("slash",), ("library",), 3),
    Action("filter-form", "filter_form", ("f2",), ("library",), 4),
    Action("filter-language", "filter_language", ("f3",), ("library",), 4),
    Action("filter-difficulty", "filter_difficulty", ("f4",), ("library",), 5),
    Action("own-words", "choices", ("f2",), ("brief",), 4),
    Action("say", "say", ("f2",), ("practice",), 3),
    Action("cue", "cue", ("f3",), ("practice",), 3),
    Action("wait", "wait", ("f4",), ("practice",), 4),
    Action("replies", "replies", ("f6",), ("practice",), 4),
    Action("take-back", "again", ("f5",), ("practice",), 4),
    Action("pause", "pause", ("f7", "escape"), ("practice",), 2),
    Action("back-in", "back_in", ("f7", "escape"), ("pause",), 3),
    Action("next", "next", ("f2",), ("debrief",), 3),
    Action("previous", "previous", ("f3",), ("debrief",), 3),
    Action("save", "export", ("f6",), ("debrief",), 5),
    Action("again", "again", ("g",), ("review",), 3),
    Action("go-on", "continue", ("c",), ("review",), 4),
    Action("debrief", "debrief", ("d",), ("review",), 4),
    Action("other-take", "other_take", ("t",), ("review",), 4),
    Action("beside", "side_by_side", ("b",), ("review",), 5),
    Action("critique", "critique", ("n",), ("review",), 3),
    Action("answer", "answer", ("a",), ("review",), 3),
    Action("marks", "marks", ("m",), ("review",), 4),
    Action("as-whom", "as_whom", ("w",), ("review", "marks"), 6),
    Action("save-run", "export", ("f6",), ("review",), 5),
    Action("room-script", "script", ("f2",), ("room-open",), 4),
    Action("room-institute", "institute", ("f3",), ("room-open",), 4),
    Action("room-naming", "naming", ("f4",), ("room-open",), 4),
    Action("room-triads", "triads", ("f5",), ("room-open",), 5),
    Action("room-paper", "paper", ("f6",), ("room-open",), 5),
    Action("room-next", "word('next')", ("n",), ("room",), 3),
    Action("room-take", "word('take')", ("t",), ("room",), 3),
    Action("room-freeze", "word('freeze')", ("f",), ("room",), 3),
    Action("room-mark", "word('mark')", ("m",), ("room",), 3),
    Action("room-rewind", "word('rewind')", ("w",), ("room",), 4),
    Action("room-swap", "word('swap')", ("s",), ("room",), 4),
    Action("room-voice", "word('voice')", ("v",), ("room",), 3),
    Action("room-reveal", "word('reveal')", ("r",), ("room",), 3),
    Action("room-rehearse", "word('rehearse')", ("a",), ("room",), 4),
    Action("room-vote", "vote", ("o",), ("room",), 3),
    Action("room-blank", "word('blank')", ("b",), ("room",), 5),
    Action("room-minute", "word('minute')", ("plus", "equals_sign"), ("room",), 5),
    Action("room-undo", "word('undo')", ("u",), ("room",), 4),
    Action("room-write", "write", ("i", "colon"), ("room",), 5),
    Action("room-people", "people", ("p",), ("room",), 6),
    Action("room-lens", "lens", ("l",), ("room",), 7),
    Action("room-hide", "hide", ("h",), ("room",), 6),
    Action("room-pick", "pick", ("k",), ("room",), 7),
    Action("room-ban", "ban", ("x",), ("room",), 8),
    Action("room-door", "door", ("d",), ("room",), 6),
    Action("room-projector", "projector", ("j",), ("room",), 6),
    Action("room-own-phone", "own_phone", ("c",), ("room",), 8),
    Action("room-group", "group", ("g",), ("room",), 4),
    Action("room-leave", "leave", ("escape",), ("room",), 2),
    *(Action(f"give-{level}", f"give({level})", (str(level),), ("marks",), 3 if level in (1, 0) else 4) for level in (1, 2, 3, 4, 0)),
    Action("write-down", "write_down", ("f2",), FORMS, 3),
    Action("strip-names", "strip_names", ("f3",), FORMS, 5),
    Action("rehearse", "rehearse", ("f4",), ("answer",), 3),
    Action("rehearse-near", "rehearse_near", ("f4",), ("swallowed",), 3),
    Action("send", "send", ("f7",), ("review",), 5),
    Action("meetings", "meetings", ("m",), ("home",), 4),
    Action("people", "people", ("g",), ("home",), 5),
    Action("progress", "progress", ("v",), ("home",), 5),
    Action("name-somebody", "name_somebody", ("n",), ("meetings",), 3),
    Action("swallowed", "swallowed", ("l",), ("meetings",), 3),
    Action("take-in", "take_in", ("i",), ("people",), 3),
    Action("read-on", "read_on", ("pagedown",), READ, 5),
    Action("read-back", "read_back", ("pageup",), READ, 0),
)
"""Every action of the app. Screens add theirs in this tuple, not elsewhere."""

BY_ID = {action.id: action for action in ACTIONS}
SCREENS = tuple(dict.fromkeys(screen for action in ACTIONS for screen in action.on))
"""The screens that have actions of their own."""


def actions_of(screen: str) -> tuple[Action, ...]:
    """The actions possible on `screen`, its own first."""
    here = [action for action in ACTIONS if action.stands_on(screen)]
    return tuple(sorted(here, key=lambda action: not action.on))


def keys_of(action: Action, own: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that do it: the person's own where there is one, else those it came with."""
    return tuple(own[action.id].split(",")) if own.get(action.id) else action.keys


def bindings(actions: Iterable[Action], say: Voice, own: Mapping[str, str]) -> list[Binding]:
    """Textual bindings for `actions`, a key each, named in the voice's language; `own` maps action ids to the person's own keys.

    F-keys, paging and the two ways out come before what a text field or a list would do with them.
    """
    return [
        Binding(
            key,
            action.does,
            say(f"key.{action.id}"),
            id=action.id,
            tooltip=say(f"key.{action.id}.help"),
            priority=bool(_WORKING_KEY.fullmatch(key)) or action.id in ("quit", "copy-or-quit"),
        )
        for action in actions
        for key in keys_of(action, own)
    ]


def why_not(action: Action, key: str, own: Mapping[str, str]) -> tuple[str, Action | None]:
    """Why `key` cannot do `action`: (id of a phrase, whose key it is already), or ("", None) where it can."""
    if key in SWALLOWED or key.startswith(("alt+", "super+", "meta+", "hyper+")):
        return "key-swallowed", None
    if "+" not in key and not _WORKING_KEY.fullmatch(key) and key != "escape" and (not action.on or TYPED.intersection(action.on)):
        return "key-is-typed", None
    for other in ACTIONS:
        if other.id != action.id and other.shares_a_screen_with(action) and key in keys_of(other, own):
            return "key-taken", other
    return "", None
