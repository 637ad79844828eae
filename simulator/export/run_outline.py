"""One run laid out as blocks, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.export.outline import Block, Comment, Figure, Heading, Outline, Paragraph, Span, Style, Table
from simulator.export.svg import feelings_svg, marks_svg
from simulator.export.telling import Data


def outline(given: Data) -> Outline:
    """The document of one run, out of what templates are given (`documents.context`)."""
    run = given["run"]
    made = _Outline(given)
    title = f"{run['scenario']['title']['text']} · {run['person']} · {made.say['document']}" if run["person"] else ""
    title = title or f"{run['scenario']['title']['text']} · {made.say['document']}"
    return Outline(title, run["language"], run["person"], run["started"], tuple(made.blocks()), made.say["page"])


class _Outline:
    def __init__(self, given: Data) -> None:
        self.run: Data = given["run"]
        self.say: dict[str, str] = given["say"]
        self.charts: list[Data] = given["charts"]
        self.marks_chart: Data | None = given["marks_chart"]
        self.apart: list[Data] = given["apart"]
        self.several = len(self.run["takes"]) > 1
        self.told: Data | None = next((take for take in self.run["takes"] if take["number"] == self.run["told"]), None)
        self.critiques = [remark for remark in self.run["remarks"] if remark["type"] == "critique_given"]

    # -- small pieces ----------------------------------------------------------------------------------------------------------

    def span(self, text: str, language: str | None = None, *, bold: bool = False, italic: bool = False) -> Span:
        return Span(text, self.run["language"] if language is None else language, bold, italic)

    def para(self, *spans: Span | str, style: Style = "normal", comments: tuple[Comment, ...] = ()) -> Paragraph:
        return Paragraph(tuple(self.span(part) if isinstance(part, str) else part for part in spans if part), style, comments)

    def quoted(self, said: Data) -> Span:
        return self.span(self.say["quoted"].format(text=said["text"]), said["language"])

    def ref(self, at: Data) -> str:
        return self.say["of-take" if self.several else "line"].format(take=at["take"], turn=at["turn"], number=at["turn"])

    def spoken(self, line: Data | None) -> Iterator[Block]:
        if line is None:
            return
        words = self.span(line["text"], line["language"], italic=not line["speaker"])
        if line["speaker"]:
            yield self.para(self.span(f"{line['speaker']}: ", line["language"], bold=True), words, style="speech")
        else:
            yield self.para(words, style="narration")
        if line["subtitle"]:
            yield self.para(line["subtitle"], style="subtitle")

    def said_of(self, turn: Data) -> Span:
        if turn["said"]:
            return self.span(turn["said"]["text"], turn["said"]["language"])
        return self.span(self.say["time-ran"] if turn["way"] == "clock" else self.say["said-nothing"], italic=True)

    def sign(self, points: int) -> str:
        return "+" if points > 0 else "−"

    # -- the whole -------------------------------------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        yield from self.head()
        yield from self.home()
        yield from self.scene()
        yield from self.side_by_side()
        yield from self.feelings()
        yield from self.marks()
        yield from self.counts()
        yield from self.later()
        yield from self.notes()
        yield from self.ratings()
        yield from self.said_by_others()
        yield from self.foot()

    def head(self) -> Iterator[Block]:
        run, say = self.run, self.say
        yield self.para(f"{say['document']} · {run['scenario']['form']['name']}", style="label")
        yield Heading(1, run["scenario"]["title"]["text"], run["scenario"]["title"]["language"])
        facts = [(say["who"], run["person"]), (say["when"], run["date"]), (say["mode"], say[f"mode.{run['mode']}"])]
        facts.append((say["watching"], ", ".join(one["name"] for one in run["watching"])))
        for label, text in facts:
            if text:
                yield self.para(self.span(f"{label}: ", bold=True), text)
        if run["scenario"]["goal"]:
            goal = run["scenario"]["goal"]
            yield self.para(self.span(f"{say['goal']}: ", bold=True), self.span(goal["text"], goal["language"]))
        if run["rehearsed_from"]:
            yield self.para(say["rehearsed"], style="small")

    def home(self) -> Iterator[Block]:
        run, say = self.run, self.say
        of = f" ({say['from-take'].format(number=self.told['number'])})" if self.several and self.told else ""
        yield Heading(2, f"{say['at-a-glance']}{of}")
        for found in (run["keep"], run["edge"]):
            if found:
                yield from self.highlight(found)
        if not run["keep"] and not run["edge"]:
            yield self.para(say["no-highlights"])
        if run["reader"] in ("trainee", "trainer"):
            yield Heading(3, say["commitment"])
            for promise in run["commitments"]:
                when = f" ({promise['when']})" if promise["when"] else ""
                what = f": {promise['what']}" if promise["what"] else ""
                yield self.para(self.span(promise["who"] or "", bold=True), f"{what}{when}")
            if not run["commitments"]:
                yield self.para(say["no-commitment"], style="small")
        if run["next"]:
            yield Heading(3, say["next-practice"])
        for one in run["next"]:
            yield self.para(self.span(one["criterion"]["name"], bold=True), f" ({one['date']})")

    def highlight(self, found: Data) -> Iterator[Block]:
        say = self.say
        yield Heading(3, f"{say[found['kind']]}: {found['criterion']['name']}, {self.ref(found)}")
        if found["kind"] == "missed":
            if found["theirs"]:
                yield self.para(say["was-offered"], style="label")
                yield from self.spoken(found["theirs"])
            if found["mine"]:
                yield self.para(say["said-instead"], style="label")
                yield self.para(self.quoted(found["mine"]), style="quote")
        else:
            if found["mine"]:
                yield self.para(self.quoted(found["mine"]), style="quote")
            if found["theirs"]:
                yield self.para(say["her-answer"], style="label")
                yield from self.spoken(found["theirs"])
        if found["why"]:
            yield self.para(self.span(f"{say['why']}: ", bold=True), found["why"], style="small")
        if found["coach"]:
            yield self.coached(found["coach"])

    def coached(self, coach: Data) -> Paragraph:
        of = f"{coach['of']} " if coach["of"] else ""
        return self.para(of, self.span(coach["text"], coach["language"], italic=True), style="small")

    def scene(self) -> Iterator[Block]:
        say = self.say
        yield Heading(2, say["scene"])
        yield self.para(say["legend"], style="small")
        if brief := self.run["scenario"]["brief"]:
            yield self.para(self.span(f"{say['brief']}: ", bold=True), self.span(brief["text"], brief["language"]))
        for take in self.run["takes"]:
            yield Heading(
                3,
                say["take-again" if take["from_take"] else "take"].format(
                    number=take["number"], take=take["from_take"], turn=take["from_turn"]
                ),
            )
            for turn in take["turns"]:
                yield from self.exchange(turn)
            for line in take["closing"]:
                yield from self.spoken(line)
            ended = f"{say['ended-as']}: {take['kind']['name']}" if take["kind"] else say["take-goes-on"]
            yield self.para(self.span(ended, bold=True))

    def exchange(self, turn: Data) -> Iterator[Block]:
        say = self.say
        for line in turn["before"]:
            yield from self.spoken(line)
        if turn["turning_point"]:
            point = turn["turning_point"]
            yield self.para(self.span(f"◆ {say['turning-point']}: ", bold=True), self.span(point["text"], point["language"]), style="small")
        who = self.span(f"{turn['turn']} · {turn['speaker']}: ", bold=True)
        cut = self.span(f" {say['cut-off']}", bold=True) if turn["cut"] is not None else ""
        yield self.para(who, self.said_of(turn), cut, style="mine", comments=tuple(self.comments(turn)))
        if turn["unheard"]:
            yield self.para(f"{say['unheard']} ", self.span(turn["unheard"], ""), style="subtitle")
        if turn["subtitle"]:
            yield self.para(turn["subtitle"], style="subtitle")
        for note in self.notes_of(turn):
            yield self.para(note, style="note")
        if turn["coach"]:
            yield self.coached(turn["coach"])
        for line in turn["answer"]:
            yield from self.spoken(line)

    def notes_of(self, turn: Data) -> Iterator[str]:
        say = self.say
        if turn["corrected_by"]:
            yield say["heard-corrected"].format(who=turn["corrected_by"], moves=", ".join(move["name"] for move in turn["moves"]) or "–")
        elif turn["confirmed"] is False:
            yield f"? {say['heard-wrong']}"
        elif not turn["certain"]:
            yield f"? {say['not-sure']}"
        for piece in turn["evidence"] if turn["certain"] else ():
            why = f" ({piece['why']})" if piece["why"] else ""
            yield f"{self.sign(piece['points'])} {say['helped'] if piece['points'] > 0 else say['cost']}: {piece['criterion']['name']}{why}"
        for person in turn["opened"]:
            yield f"◇ {say['opened'].format(name=person['name'])}"
        felt: dict[str, list[str]] = {}
        for change in turn["felt"]:
            felt.setdefault(change["name"], []).append(change["says"])
        for name, changes in felt.items():
            yield f"{name}: {', '.join(changes)}"
        if turn["heard"] and turn["certain"] and turn["moves"]:
            yield f"{say['heard-as']}: {', '.join(move['name'] for move in turn['moves'])}"
        if turn["aided"]:
            yield say["with-help"]

    def comments(self, turn: Data) -> Iterator[Comment]:
        """What others said of this line."""
        for note in self.critiques:
            if note["line"] and (note["line"]["take"], note["line"]["turn"]) == (turn["take"], turn["turn"]):
                words = [self.kind_of(note), *(f"{self.say[key]}: {note[key]}" for key in ("effect", "instead") if note[key])]
                by = self.author(note)
                yield Comment(by, "".join(word[0] for word in by.split()[:3]).upper(), note["at"], "\n".join(words))

    def kind_of(self, note: Data) -> str:
        kind = self.say.get(f"critique.{note['kind']}") or self.say["critique.change"]
        return f"{kind}: {note['criterion']['name']}" if note["criterion"] else kind

    def author(self, note: Data) -> str:
        return note["by"]["name"] or self.say.get(f"role.{note['by']['role']}", "")

    def side_by_side(self) -> Iterator[Block]:
        say = self.say
        if self.apart:
            yield Heading(2, say["side-by-side"])
        for pair in self.apart:
            names = [say["take"].format(number=pair[key]) for key in ("first", "second")]
            rows = tuple(
                ((self.span(say["line"].format(number=row["turn"])),), tuple(self.cell(row["first"])), tuple(self.cell(row["second"])))
                for row in pair["rows"]
            )
            yield Table(
                say["parts-at"].format(first=pair["first"], second=pair["second"], turn=pair["turn"]), (say["line-column"], *names), rows
            )

    def cell(self, turn: Data | None) -> Iterator[Span]:
        if turn is None:
            yield self.span(self.say["no-line"], italic=True)
            return
        yield self.said_of(turn)
        if back := turn["reaction"]:
            yield self.span(f"\n→ {back['speaker']}{': ' if back['speaker'] else ''}{back['text']}", back["language"], italic=True)

    def feelings(self) -> Iterator[Block]:
        say = self.say
        if self.charts:
            yield Heading(2, say["feelings"])
            yield self.para(say["feelings-say"], style="small")
        for chart in self.charts:
            caption = say["feelings-of"].format(name=chart["name"], number=chart["take"])
            moments = range(len(chart["lines"][0]["levels"]))
            rows = tuple(
                ((self.span(str(at) if at else say["at-start"]),), *((self.span(str(line["levels"][at])),) for line in chart["lines"]))
                for at in moments
            )
            table = Table(caption, (say["line-column"], *(line["name"] for line in chart["lines"])), rows)
            alt = "; ".join(f"{line['name']}: {', '.join(map(str, line['levels']))}" for line in chart["lines"])
            yield Figure(caption, feelings_svg(chart, say["at-start"]), f"{caption}. {alt}", table)

    def marks(self) -> Iterator[Block]:
        say = self.say
        if not self.told or not self.told["marks"]:
            return
        yield Heading(2, say["marks"])
        yield self.para(say["marks-say"].format(number=self.told["number"]), style="small")
        for mark in self.told["marks"]:
            yield Heading(3, mark["criterion"]["name"])
            if mark["question"]:
                yield self.para(mark["question"], style="small")
            for piece in mark["evidence"]:
                points = f"({self.sign(piece['points'])}{abs(piece['points'])}) "
                why = f": {piece['why']}" if piece["why"] else ""
                unsure = "" if piece["certain"] else f" ({say['unsure']})"
                yield self.para(points, self.quoted(piece["quote"]), f", {self.ref(piece)}{why}{unsure}", style="note")
            if mark["door"] and mark["door"]["theirs"]:
                yield self.para(f"{say['missed-door']}, {self.ref(mark['door'])}:", style="label")
                yield from self.spoken(mark["door"]["theirs"])
            level = f"{say['level']} {mark['level']}, {mark['level_name']}: " if mark["level"] else ""
            yield self.para(self.span(level, bold=True), mark["says"])
            if mark["anchor"]:
                yield self.para(mark["anchor"], style="small")

    def counts(self) -> Iterator[Block]:
        if not self.told or not self.told["counts"]:
            return
        yield Heading(2, self.say["counts"])
        for count in self.told["counts"]:
            yield self.para(self.span(count["says"], bold=True), f" ({count['guide']})")
            for line in count["lines"]:
                yield self.para(self.quoted(line["quote"]), f", {self.ref(line)}", style="note")

    def later(self) -> Iterator[Block]:
        say, found = self.say, [take for take in self.run["takes"] if take["later"]]
        if found:
            yield Heading(2, say["later"])
        for take in found:
            head = f"{say['take'].format(number=take['number'])}, {take['kind']['name']}: " if self.several else ""
            yield self.para(self.span(head, bold=True), self.span(take["later"]["text"], take["later"]["language"]))

    def notes(self) -> Iterator[Block]:
        say = self.say
        order = ("feeling_named", "line_regretted", "avoidance_named", "hearing_answered", "answer_predicted")
        noted = [remark for type in order for remark in self.run["remarks"] if remark["type"] == type]
        if noted:
            yield Heading(2, say["notes"])
        for note in noted:
            spans: list[Span | str] = [self.span(f"{say['note.' + note['type']]}: ", bold=True)]
            if note["type"] == "feeling_named":
                spans.append(self.span(note["word"] or "", ""))
            elif note["type"] == "avoidance_named":
                spans.append(self.span(note["text"] or "", ""))
            elif note.get("said"):
                spans.append(self.quoted(note["said"]))
            elif note["line"]:
                spans.append(self.quoted(note["line"]["said"]))
            if note["type"] == "hearing_answered":
                spans.append(f" {say['heard-right' if note['right'] else 'heard-not-right']}")
            if note["line"]:
                spans.append(f" ({self.ref(note['line'])})")
            yield self.para(*spans)

    def ratings(self) -> Iterator[Block]:
        run, say = self.run, self.say
        if not run["ratings"]:
            return
        yield Heading(2, say["marks-title"])
        yield self.para(say["ratings-say"], style="small")
        if self.marks_chart is not None:
            yield Figure(say["marks-chart"], marks_svg(self.marks_chart), self.marks_chart["alt"], self.ratings_table())
        else:
            yield self.ratings_table()
        for row in run["ratings"]:
            if row["waits_for"]:
                yield self.para(f"{row['criterion']['name']}: ", say[f"marks-wait-{row['waits_for']}"], style="small")

    def ratings_table(self) -> Table:
        say = self.say
        rows = []
        for row in self.run["ratings"]:
            name = row["criterion"]["name"] + (f" ({say['take'].format(number=row['take'])})" if self.several else "")
            shown = {mark["role"]: mark for mark in row["shown"]}
            cells = [name, str(row["own"]["level"] or say["no-level"]) if row["own"] else "–"]
            cells.append(f"{shown['peer']['median']:g} ({shown['peer']['count']})" if "peer" in shown else "–")
            cells += [
                ", ".join(str(level["level"]) for level in shown[role]["levels"]) if role in shown else "–"
                for role in ("counterpart", "trainer")
            ]
            rows.append(tuple((self.span(cell),) for cell in cells))
        head = (say["criterion"], *(say[f"legend.{role}"] for role in ("own", "peer", "counterpart", "trainer")))
        return Table(say["marks-chart"], head, tuple(rows))

    def said_by_others(self) -> Iterator[Block]:
        say = self.say
        if self.critiques:
            yield Heading(2, say["critiques"])
        for note in self.critiques:
            yield Heading(3, self.kind_of(note))
            if note["quote"] or note["line"]:
                at = f", {self.ref(note['line'])}" if note["line"] else ""
                quote = self.span(say["quoted"].format(text=note["quote"]), "") if note["quote"] else self.quoted(note["line"]["said"])
                yield self.para(quote, at, style="quote")
            for key in ("effect", "instead"):
                if note[key]:
                    yield self.para(self.span(f"{say[key]}: ", bold=True), self.span(note[key], ""))
            for answer in note["answers"]:
                between = ": " if answer["name"] and answer["text"] else ""
                yield self.para(self.span(f"{say['answered']}: ", bold=True), f"{answer['name']}{between}", self.span(answer["text"], ""))
            yield self.para(self.span(f"{say['by']}: ", bold=True), self.author(note))

    def foot(self) -> Iterator[Block]:
        run, say = self.run, self.say
        yield self.para(run["consent"], style="small")
        if run["left_out"]:
            yield self.para(f"{say['left-out']}: {'; '.join(run['left_out'])}.", style="small")
        yield self.para(f"{say['may-misread']} {say['belongs']}", style="small")
