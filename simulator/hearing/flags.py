"""Owns the overlay flags: what is said carelessly, whatever the move; precision comes first, above all for `harm`."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from functools import cache

from simulator.core.moves import FLAGS, Spoken, Unit
from simulator.hearing.cues import is_question, shows
from simulator.hearing.features import Setting
from simulator.hearing.pattern import Pattern
from simulator.hearing.words import content_stems, fold, words

_ASKING = frozenset({"open_question", "dig", "closed_question", "leading_question", "debrief_prompt", "pin", "agitate"})

# Each alternative is English first, then Spanish; all are matched on folded text. Few and sure rather than many.
_HARM = (
    # Immigration status, asked or told
    r"\bare you (?:\w+ )?(?:here )?(?:legal|illegal|undocumented|documented|a citizen|legally)|\b(?:do|does) (?:you|he|she|they) have papers"
    r"|\byour (?:immigration|legal) status|\bgreen card\b[^?]*\?|\b(?:was|were|is|did) (?:he|she|they) (?:\w+ )?deport\w+"
    r"|\b(?:shes|hes|theyre|she is|he is|they are) (?:undocumented|illegal)",
    r"\b(?:tiene|tienen|tienes|trae|traen) papeles\b|\b(?:eres|son|esta|estan|es) (?:aqui )?(?:ilegales|indocumentad\w+)\b|\b(?:eres|esta|estan) (?:aqui )?(?:ilegal|legal)\b"
    r"|\b(?:su|tu) (?:estatus|situacion) (?:migratori\w+|legal)|\b(?:la|lo|los|las) deportaron\b[^.!]*\?",
    # Love on a condition, shame
    r"\bif you (?:really |truly |actually )?(?:loved|cared (?:about|for)) your\b|\bwhat kind of (?:mother|father|parent|mom|dad)\b|\bshame on you\b"
    r"|\bsuch a victim\b|\bstop (?:being|playing) (?:a|the) victim\b|\byou should be ashamed\b|\bbad (?:mother|father|parent|mom)\b",
    r"\bsi de (?:verdad|veras) (?:le|te|les) importar\w+|\bsi (?:de verdad |de veras )?quisiera\w* a sus? hij|\bque clase de (?:madre|padre|mama|papa)\b"
    r"|\b(?:deberia|deberias) (?:de )?dar(?:le|te) (?:pena|verguenza)|\bdeje de hacerse la victima|\bmal[ao] (?:madre|padre|mama|papa)\b|\bque no te importa\b",
    # Insult and threat
    r"\byou(?:re| are) (?:a |an |so )?(?:liar|stupid|idiot|racist|coward|pathetic|useless|lazy)\b|\byou(?:ll| will) (?:regret|be sorry)|\bwell get you fired"
    r"|\bwatch your back\b|\bor else\b\W*$",
    r"\b(?:es|eres|son) (?:un |una |unos |unas )?(?:mentiros[oa]s?|estupid[oa]s?|idiotas?|racistas?|cobardes?|inutil(?:es)?|floj[oa]s?)\b"
    r"|\bse (?:va|van) a arrepentir|\b(?:lo|la|los) vamos a (?:correr|quemar)\b|^\W*(?:fuera\W+){2,}|^\W*mentiros[oa]\b",
    # Detail of what wounds; promises of safety nobody can keep
    r"\bexactly what (?:they|he|she) did to you|\bevery detail\b[^.]*\b(?:abuse|happened|did)|\b(?:even|it helps) if you cry",
    r"\bcon (?:todo |todos los )?detalles?\b[^.]*\b(?:llor\w+|hicieron|paso)|\baunque llore\b",
    r"(?<!cant )(?<!not )(?<!wont )(?<!never )\bpromise\b[^.?!]{0,30}\b(?:nobody|no one|they wont|nothing|wont (?:do|happen)|safe)|\bnothing (?:bad )?(?:will|is going to) happen to you"
    r"|\byoure (?:totally|completely|100%) safe",
    r"(?<!no )(?<!no le )(?<!no te )(?<!no les )\b(?:prometo|aseguro|garantizo)\b[^.?!]{0,30}\b(?:no les? va|nadie|nada)|\bno (?:le|les|te) va a pasar nada",
    # The same in other words: how somebody came, what papers there are
    r"\b(?:undocumented|overstay\w*|visa\b|green card|(?:is|are|was) (?:she|he|they|you|your \w+)(?: \w+)? (?:legal|a citizen)\b|(?:dont|not) (?:they )?have papers"
    r"|how(?:d| did) (?:she|he|they|you) (?:get caught|come in|cross)|did (?:she|he|they|you) cross\b|white flight)",
    r"\b(?:como|por donde|con que) (?:cruz\w+|entr(?:o|aste|aron))\b|\bcoyote\b|\bvisa\b|\b(?:como esta|estan?) de papeles|\bno han? arreglado\b"
    r"|\bpapeles\b(?! (?:de|del|para|que)\b)[^.!]{0,20}\?|\ben que centro\b|\btiene record\b|\ben su situacion\b|\bmayoria no\b[^.]*\bpapeles\b",
    # Safety that nobody can promise
    r"(?<!cant )(?<!not )(?<!no )\bguarantee\b[^.?!]{0,40}|\b(?:nobody|no one)(?:s| will| is going to|ll)? (?:ever )?(?:see|know|find out|touch\w*)\b|\b(?:totally|sure its|completely) safe\b"
    r"|\bwell get (?:her|him|them) back\b|\bthey cant do anything to you",
    r"\b(?:se lo|te lo|se los) (?:garantizo|firmo|aseguro)\b|\bnadie va a saber\b|\bno (?:le|les|te) pueden (?:hacer|correr)\b|\bnunca (?:lo|la|los) van a\b"
    r"|\bno la pueden correr\b|\b(?:nadie se va a|ahi no) (?:desquitar|entran)\b|\b(?:le|te) prometo que (?:nunca|nadie|no)\b",
    # Shame and blame to the face
    r"\bembarrassing\b(?! (?:i|me|to say))|\bif (?:this|it) (?:was|were) (?:really )?important to you\b|\bno excuses\b|\bstop (?:making excuses|complaining)\b"
    r"|\bhow (?:did|could) you (?:not|let)\b|\bdidnt you notice\b|\bi told you (?:people )?(?:that )?(?:to|people|dont|you)\b",
    r"\b(?:que|deberian? (?:de )?(?:tener|dar\w*)|(?:no )?(?:le|les|te) da(?:ria)?) (?:\w+ )?verguenza\b|\bno (?:ponga|pongas|hay) (?:excusas|pretextos)\b|\bse dejen? de quejar\b"
    r"|\bno se dio cuenta\b|\bcomo (?:dejo|permitio|es que no)\b|\bque le va a decir a sus hijos\b|\bno me puedes? hacer esto\b|\besta\w* mal eso\b",
    # Insult in other words
    r"^\W*shut up\b|\bshut up!|^\W*boo+\b|\b(?:you|youre|you are|hes|shes|theyre) (?:all )?(?:an? )?racists?\b|\bbigot\b|\bignorant\b|\bpiece of crap\b|\byoure (?:just )?(?:dodging|lying)\b|\bhypocrit\w+",
    r"\b(?:rata|ratero|cobarde|ridicul[oa]|hipocrita|vendid[oa]|mentiros[oa]s?|sinverguenzas?)\b|¡mentira|\bbuu+\b|(?:¡|^)fuera!|\ble mintio\b|\bse echan la bolita\b",
    # Pressing where it hurts
    r"\bwas it physical\b|\bwhat part of (?:her|his|your) body\b|\b(?:did|does) (?:he|she|they) (?:hit|beat|touch|hurt|rape|have drugs)\b|\bwhere did (?:he|she|they) (?:grab|touch)\b"
    r"|\bwhat did your (?:step)?(?:dad|father|mom|husband|uncle) do\b",
    r"\b(?:le|la|lo) (?:pega|pegaba|golpea\w*|viol\w+|manosea\w*)\b[^.!]*\?|\bque (?:diagnostico|le hicieron)\b[^.]*\?|\bhay problemas en la casa\b",
    # A child made to interpret, and others' names and faces given away
    r"\b(?:one of (?:their|the|your) kids|mijo|mija|sweetie)\b[^.?!]{0,40}\b(?:do it|tell (?:us|her|him)|interpret|translate)\b",
    r"\b(?:mijo|mija|el nino|la nina)\b[^.!]{0,60}\b(?:dile|repite|traduc\w+|interpret\w+|preguntale)\b",
    r"\bshare (?:the |their )?names\b|\b(?:dont|wouldnt) think (?:she|he|they)d? mind\b|\bi(?:ll| can) (?:give|send) you (?:her|his|their) (?:number|name)\b",
    r"\blos nombres de las familias\b|\bte paso su (?:celular|numero|nombre)\b|\bcon (?:todo y )?nombre si\b",
    # Telling on somebody who spoke in trust
    r"\bdont tell (?:\w+ ){1,3}i (?:said|told)|\byou didnt hear (?:it|this) from me",
    r"\bno (?:le|les) (?:vayas? a )?(?:decir|digas?) (?:a \w+ )?que (?:yo )?(?:te|le) dije",
    # Safety promised once more, and pressing somebody who is afraid
    r"\bnothings? (?:is |bad )?(?:gonna|going to) happen|\b(?:100|hundred) ?(?:%|percent) (?:\w+ )?(?:protected|safe)|\bprotected (?:100|a hundred)"
    r"|\bnobodys (?:going to|gonna) (?:see|know|touch|find)|\bcant do this to (?:us|me)\b|\b(?:maybe )?this isnt for you\b",
    r"\bno pasa absolutamente nada|\bno les? pasa nada\b|\bnosotros (?:la|lo|los|las|le|les|te) (?:protegemos|cuidamos)|\bnadie (?:la|lo|los|las|te) va a (?:deportar|tocar|molestar)"
    r"|\bno es la migra\b|\bno (?:me|nos) hagas? (?:esto|eso)\b|\bno (?:me|nos) puedes? (?:fallar|quedar mal)",
    # A crowd that shames, and threats outside the room
    r"(?:\bshame\W+){2,}|(?:\bliars?\W+){2,}|\btheyre (?:all )?liars|\bwe know where you live|\bsee you in november",
    r"\brateros\b|\bcorrupt[oa]s todos|\bson unos corrupt|\b(?:vamos|iremos) a su casa|\bsabemos donde vive|\bnos ve(?:re)?mos en (?:noviembre|las urnas)"
    r"|\b(?:llamar|problemas?) (?:a|con) (?:los )?servicios sociales",
    # What was said in trust made public, tears made use of
    r"\bcan (?:we|i) quote you\b|\bim recording\b|\bposting this\b|\bto channel \w+ tonight|\bpeople (?:would|will) cry|\bcries every time",
    r"\bdecirlo en la prensa\b|\blo tiene que saber todo el mundo|\bllora bonito",
    # Blame once more
    r"\bfeel (?:\w+ )*guilty\b|\bpart of the problem\b|\bthat mindset\b|\bold fool\b|\bis it because (?:the|your) kids\b|\bwhy didnt you (?:just )?(?:say|speak)",
    r"\bno se quejen? despues|\bdespues no se quejen?|\bcon esa actitud\b|\bviej[oa] (?:ignorante|metich)|\bmachista\b|\bpor algo sera\W*\bno\b|\balgo habra hecho"
    r"|\bpor que no dijo\b|\btraia droga|\bque tomaba\b",
)
_CHILD = Pattern(r"\b(?:interpret|translat|tradu[cz])")
_YOUNG = Pattern(
    r"\b(?:eleven|ten|twelve|nine|thirteen|once|diez|doce|nueve|trece|my son|my daughter|mi hij[oa]|the kid|el nino|la nina)\b"
)
_AGREES = Pattern(
    r"\b(?:great idea|good idea|yes|sure|perfect|ok|okay|thank you|que buena idea|buena idea|claro|si|gracias|perfecto|por esta vez|just this once)\b"
)
_REFUSED = Pattern(
    r"\b(?:no deberia|should ?nt|not a (?:kid|child)|adult|adultos|play|jugar|gracias .* pero|thanks .* but|wait for|esperar|yo le voy|ill interpret)\b"
)

_DEFICIT = (
    r"\b(?:these|those|the|some) (?:parents|families|people|moms|dads|kids) (?:here |there |just |simply |really )*(?:dont|wont|never|cant) "
    r"(?:just |really |even )?(?:care|value|want|try|show|bother)|\bthose (?:kids|people)\b(?! (?:who|that))|\blazy (?:\w+ )?(?:parents|dads|moms|kids|teachers|people)"
    r"|\bteachers (?:there |here )?(?:gave up|dont care|only want|just want)|\bculture in (?:that|this) (?:community|neighborhood)|\b(?:bad|broken) (?:homes|families)\b"
    r"|\b(?:the )?(?:union|teachers) (?:does|do|is|are) (?:\w+ )?(?:a lot of damage|the problem|to blame)",
    r"\b(?:la|esta|esa) gente (?:de )?(?:aqui |alla |asi )?no (?:se )?(?:quiere|le importa|valora|hace)|\bno se quieren superar\b|\b(?:papas|padres|mamas|familias)"
    r" (?:de )?(?:aqui )?(?:son |estan )(?:bien |muy |re |tan )?(?:apatic|floj|ignorant|conformist)\w+|\bmaestros (?:nomas|solo|nada mas) (?:quieren|vienen)"
    r"|\besa gente\b|\bla culpa (?:es|la tienen) (?:de )?(?:los|las) (?:papas|padres|madres|familias|maestr[oa]s)|\bpor (?:andar )?pensa(?:r|ndo) asi\b"
    r"|\btod[oa]s l[oa]s (?:maestr|secretari|papas|mama)\w* son\b",
)

# Words of the trade and of the system. A listener who used the word first does not need it explained.
_JARGON = Pattern(
    r"\b(?:lcap|lcff|elac|delac|ssc|rfep|ltel|elpac|caaspp|sbac|iep|sst|504|plt|ibco|mtss|rti|pbis|esser|title (?:one|i)|tier [123]|501c3|brown act"
    r"|government code|supplemental|power[- ]?map\w*|secondary targets?|self-interest|base-building|base building|building power|theory of change|one-pager"
    r"|stakeholders?|parking lot|call ?out|i statements|most impacted|grassroots|intersectional\w*|capacity[- ]building|distributed leadership|systemic change"
    r"|cut the issue|differentiated|restorative|run-through|sign-off|work order"
    r"|fondos suplementarios|interes propio|uno a uno|analisis de poder|cambio sistemico|empoderamiento|historicamente marginad\w+|incidencia"
    r"|partes interesadas|blanco secundario|cortar el asunto|reclasificacion|subgrupos?|metodologia)\b"
)  # fmt: skip
_EXPLAINS = Pattern(
    r"^[\s\"»”')]*(?:\(|,? ?(?:that is|thats|which (?:is|means)|meaning|i mean|or rather|in other words|the (?:plan|committee|meeting|law|test|team|money|list|districts)"
    r"|a (?:plan|committee|meeting|law|test)|es decir|o sea|que (?:es|quiere decir|significa)|esto es|el (?:plan|comite|examen|dinero)|la (?:junta|ley|lista)"
    r"|un (?:plan|comite|examen)|una (?:junta|ley))\b|: )"
)
_EXPLAINED_BEFORE = Pattern(
    r"(?:called|known as|they call|its name is|se llama|le dicen|le llaman|conocid[oa] como|el famoso)(?: (?:the|an?|el|la|un|una))?\W*$"
)

_ANSWERS_ITSELF = Pattern(
    r"^\W*(?:(?:i|me) (?:think|bet|guess)|probably|i know|maybe its|no\W*(?:ok|well|bueno)|of course|yo creo|creo que|seguro que|"
    r"claro que|a lo mejor es|pues (?:si|no)\b|it must be|ha de ser)"
)
_TAG = Pattern(
    r"^\W*(?:do you know|you know what|is that (?:ok|right)|see my hand|did i get that right|le parece|esta bien|verdad que si|or is it .*|o es .*)\W*$"
)
_LEADER = Pattern(
    r"leader|lider|mother|father|mom\b|dad\b|parent|mama|papa|madre|padre|grand|abuel|chair|captain|capitan|tia|tio|student|alumn"
)
_BY_TITLE = Pattern(r"^\W*(?:senora|senor|dona|don|mrs|ms|mr)\.? \w+, ")
_HANDS_BACK = frozenset({"redirect_include", "open_question", "dig", "closed_question", "manage"})


@cache
def _patterns(group: str) -> tuple[Pattern, ...]:
    return tuple(Pattern(p) for p in (_HARM if group == "harm" else _DEFICIT))


def _harms(folded: str, where: Setting) -> bool:
    if any(p.search(folded) for p in _patterns("harm")):
        return True
    asked_of_child = _CHILD.search(where.said) and _YOUNG.search(where.said)
    return bool(asked_of_child and _AGREES.search(folded) and not _REFUSED.search(folded))


def _jargon(folded: str, where: Setting) -> bool:
    """A word of the trade that is not explained in the same breath, and that this listener neither used nor works with."""
    if where.part == "official":
        return False
    for match in _JARGON.each(folded):
        if match.group() in where.said or _EXPLAINS.match(folded[match.end() :]) or _EXPLAINED_BEFORE.search(folded[: match.start()]):
            continue
        return True
    return False


def _may_be_jargon(folded: str, where: Setting) -> bool:
    """Whether a learned jargon flag may stand: no word of the trade is explained here, and the listener used none first."""
    return where.part != "official" and all(
        match.group() not in where.said
        and not _EXPLAINS.match(folded[match.end() :])
        and not _EXPLAINED_BEFORE.search(folded[: match.start()])
        for match in _JARGON.each(folded)
    )


def _empty(units: Sequence[Unit], texts: Sequence[str]) -> bool:
    """Praise that names nothing anybody did."""
    for unit, text in zip(units, texts, strict=True):
        named = shows("evidence", text) or shows("own-words", text) or any(c.isdigit() for c in text)
        if unit.move == "affirm" and shows("praise", text) and not named and len(content_stems(text)) <= 5:
            return True
    return False


def _stacked(units: Sequence[Unit], texts: Sequence[str]) -> bool:
    """Two questions or more before a reply."""
    if any("?" in text for text in texts):
        # Where she types the mark at all, the mark counts; «do you know?» and «¿verdad?» are tags.
        return sum("?" in text and len(words(text)) > 1 and not _TAG.match(fold(text)) for text in texts) >= 2
    return sum(unit.move in _ASKING and is_question(text) for unit, text in zip(units, texts, strict=True)) >= 2


def _answers_itself(texts: Sequence[str]) -> bool:
    return any(
        "?" in one and len(words(one)) > 1 and not is_question(after) and _ANSWERS_ITSELF.match(fold(after))
        for one, after in itertools.pairwise(texts)
    )


def _answers_for(units: Sequence[Unit], context: Sequence[Spoken], where: Setting) -> bool:
    """The last line asked somebody else, a leader who has spoken or is called by name there, and the answer neither waits nor hands it back."""
    if not context or "?" not in context[-1].says or where.part not in {"official", "reporter", "group"}:
        return False
    said = fold(context[-1].says)
    asked = set(words(said))
    leaders = [fold(s.who) for s in context[:-1] if _LEADER.search(fold(s.who))]
    called = any(name in asked for who in leaders for name in words(who.split(",")[0]) if len(name) > 3)
    called = called or bool(leaders and _BY_TITLE.match(said))
    moves = {u.move for u in units}
    return called and not moves & _HANDS_BACK and bool(moves - {"other"})


def flags_of(
    text: str, units: Sequence[Unit], where: Setting, context: Sequence[Spoken], learned: Collection[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The flags of an answer, in the order of the codebook; and those of them that only a person can be sure of.

    They are what the rules raise, and what was `learned` where no rule speaks against it. Nobody is accused of `harm` on the word of rules alone or of
    what was learned alone: only where both say so is it sure.
    """
    folded = fold(text[:6_000])
    texts = [text[u.start : u.end] for u in units]
    hurts = [_harms(folded, where), "harm" in learned]
    found = {
        "harm": any(hurts),
        "answers-for": _answers_for(units, context, where),
        "jargon": _jargon(folded, where) or ("jargon" in learned and _may_be_jargon(folded, where)),
        "deficit": any(p.search(folded) for p in _patterns("deficit")),
        "empty": "empty" in learned or _empty(units, texts),
        "stacked": _stacked(units, texts),
        "self-answered": _answers_itself(texts),
    }
    return tuple(flag for flag in FLAGS if found.get(flag)), ("harm",) if any(hurts) and not all(hurts) else ()
