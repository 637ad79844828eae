"""Owns the cues of the craft: named patterns, each written for English and for Spanish alike, over folded text."""

from __future__ import annotations

from functools import lru_cache

from simulator.hearing.pattern import Pattern
from simulator.hearing.words import fold, words

_DAY_EN = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|tonight|tomorrow|next week|this week|weekend"
_DAY_ES = r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|manana|esta semana|la proxima semana|esta noche"
_MONTH_EN = r"january|february|march|april|may \d+|june|july|august|september|october|november|december"
_MONTH_ES = r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_LEAD_EN = r"^\W*(?:(?:and|so|but|ok|okay|well|then|like|also|hey|oh|yes|no|now)\b\W*)*"
_LEAD_ES = r"^\W*(?:(?:y|e|pero|ok|bueno|entonces|pues|oiga|oye|so|luego|a ver|ay|si|no|mire|ah)\b\W*)*"

CUES: dict[str, tuple[str, str]] = {
    # How it is asked
    "asks-mark": (r"\?", r"\?|¿"),
    "asks-what": (rf"{_LEAD_EN}(?:what|whats|whatd)\b", rf"{_LEAD_ES}(?:que|a que|en que|de que|con que|para que|cual|cuales)\b"),
    "asks-how": (rf"{_LEAD_EN}(?:how|hows|howd)\b(?! (?:many|much|long|old|often))", rf"{_LEAD_ES}como\b"),
    "asks-why": (r"\b(?:why|how come|what for|what makes)\b", r"\bpor que\b(?=.*\?)|^\W*(?:y |pero )?por ?que\b|¿porque|\ba que se debe\b"),
    "asks-who": (rf"{_LEAD_EN}(?:who|whos|whod|whose)\b", rf"{_LEAD_ES}(?:a |de |con )?quien(?:es)?\b"),
    "asks-amount": (r"\bhow (?:many|much|long|old|often)\b", r"\bcuant[oa]s?\b"),
    "asks-when-where": (rf"{_LEAD_EN}(?:when|where|which|what (?:time|grade|day|date|school))\b",
                        rf"{_LEAD_ES}(?:cuando|desde cuando|donde|a donde|en que (?:grado|escuela)|que (?:dia|fecha|hora)|a que hora)\b"),
    "asks-yes-no": (rf"{_LEAD_EN}(?:do|does|did|is|are|was|were|have|has|had|dont|didnt|isnt|any)\b",
                    r"^[^?]*\b(?:tiene|tienen|hay|es|esta|estan|fue|era|sabe|conoce|ya|le|les|se|ha|han)\b[^?]*\?"),
    "asks-modal": (rf"{_LEAD_EN}(?:can|could|would|will)\b",
                   rf"{_LEAD_ES}(?:me |nos |le |les |se )?(?:puede|pueden|podria|podrian|puedes|podrias|quiere|quieres|quisiera|va a|vas a|gusta)"),
    "asks-account": (r"\b(?:tell (?:me|us)|walk (?:me|us)|say more|describe|explain|want(?:ed)? to (?:hear|know|understand)|curious)\b",
                     r"\b(?:cuente|cuentame|cuenteme|cuentenos|contame|platique|platiqueme|platicame|digame mas|explique|quier[oe] (?:oir|saber|entender))"),
    "asks-either": (r"\bor\b[^?]*\?", r"\b(?:o|u) [^?]*\?"),
    "asks-name": (r"\b(?:name|called)\b[^?]*\?", r"\b(?:se llama|nombre)\b[^?]*\?"),
    "tag": (r"(?:,|\b) ?(?:right|huh|correct|isnt it|doesnt it|dont you think|dont you|wouldnt you)\W*\?",
            r"(?:,|\b) ?(?:verdad|no|cierto|o no|no cree|no creen|a poco no|que no|eh)\W*\?"),
    "leads": (r"\b(?:dont you (?:think|want|agree)|wouldnt (?:it|you)|isnt it|arent you|must (?:have|be|feel|worry)|you actually|did nobody)\b",
              r"\b(?:no (?:cree|cre[ea]n|piensa|seria|le parece)|verdad que|a poco|debe (?:de )?(?:ser|estar|haber)|seguro que)\b"),
    # Digging
    "past-scene": (r"\b(?:did (?:you|he|she|they|it)|whatd|happened|said|told|felt|were you|was (?:it|she|he)|you (?:were|saw|went|did))\b",
                   r"\b(?:paso|dijo|dijeron|hizo|hicieron|sintio|contesto|penso|fue|vio|le (?:dijo|dijeron|contesto)|dijiste|hiciste)\b"),
    "goes-on": (r"\b(?:and then|after that|what happened|the (?:first|second|third|last) time|how so|like what|say more)\b",
                r"\b(?:y luego|y despues|y entonces|que paso|la (?:primera|segunda|tercera|ultima) vez|como asi|por ejemplo)\b"),
    "feels": (r"\b(?:feel|feels|felt|cost|hurt|hard|scare[sd]?|afraid|bug(?:s|ged)|goes through you|matters?)\b",
              r"\b(?:siente|sienten|sintio|dolio|duele|pesa|costo|miedo|da coraje|le llega|llegado|importa|molesta)\b"),
    "short-how": (r"^\W*\w+ (?:how|what|who|why|when)\W*$|^\W*(?:who|what|why|how|when)(?: \w+){0,3}\W*$",
                  r"^\W*\w+ (?:como|que|quien|por que)\W*$|^\W*(?:y )?(?:quien|que|por que|como|cuando)(?: \w+){0,3}\W*$"),
    # Asking for something
    "yes-or-no": (r"\byes or (?:a )?no\b|\ba yes or a no\b|\ba (?:no|yes)(?:,| )? (?:tonight|correct|then)", r"\bsi o (?:es )?no\b|\bes un (?:no|si)\b"),
    "commits": (r"\b(?:will you|would you (?:commit|support|vote|recommend)|do you commit|can you commit|asking you to|will (?:the|your))\b",
                r"\b(?:se compromete|compromiso de|va a (?:poner|votar|apoyar|firmar|reunirse)|le pid[oe]|apoyara|votara|pedimos que|firmara)\b"),
    "official-act": (r"\b(?:vote|fund|recommend|agenda|budget|proposal|restore|adopt|sign|put .* on|in writing)\b",
                     r"\b(?:voto|votar|votacion|presupuesto|agenda|propuesta|recomendar|financiar|aprobar|por escrito|poner .* en)\b"),
    "asks-you": (r"\b(?:can|could|would|will) (?:you|we|i|somebody|someone|anyone)\b|\b(?:please|id like you to)\b",
                 r"\b(?:puede|podria|podrian|puedes|podrias|quiere|quisiera|le gustaria|te gustaria|me (?:da|pasa|presta)|por favor|nos (?:ayuda|acompana))\b"),
    "day": (rf"\b(?:{_DAY_EN})\b", rf"\b(?:{_DAY_ES})\b"),
    "date": (rf"\b(?:{_MONTH_EN}|the \d+(?:st|nd|rd|th)?)\b", rf"\b(?:{_MONTH_ES}|el \d+)\b"),
    "clock": (r"\b\d{1,2}(?::\d\d)? ?(?:am|pm|oclock)\b|\bat (?:\d|noon|six|seven|five|four)", r"\ba las? (?:\d|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)|\bmediodia\b"),
    "act": (r"\b(?:come|call|bring|sign|invite|host|meet|send|talk to|sit (?:down|with)|practice|write|visit|show me|keep|fill)\b",
            r"\b(?:venir|venga|viene|vengan|llamar|llame|traer|traiga|firmar|firme|invite|invita|sentamos|mande|practicar|visitar|visita|apunt[oe]|escrib[ae]|ensen[ae])\b"),
    "vague": (r"\b(?:help|involved|be part|join us|support us|some ?time|stay in touch|any ?time|let me know|down (?:to|for)|if you could|whatever you|volunteer|somebody|would be (?:great|amazing))\b",
              r"\b(?:ayudar|ayude|ayuda|participar|participe|involucr\w+|ser parte|unirse|algun dia|cuando pueda|cuando guste|echar la mano|si gusta|si quiere|apoyarnos|en lo que pueda)\b"),
    "maybe": (r"\b(?:maybe|perhaps|kind of|i guess|possibly)\b", r"\b(?:tal vez|quizas?|a lo mejor|chance|como que)\b"),
    # The speaker herself
    "i-am": (r"\b(?:im (?:with|from|an?|the|just)|my name is|i work|sent me|were (?:from|with|an?)|i represent|on behalf)\b",
             r"\b(?:soy|somos|me llamo|mi nombre|trabajo (?:con|en|para)|me (?:mando|dio su|paga)|vengo (?:de|por)|venimos|represento)\b"),
    "i-lived": (r"\b(?:i (?:was|used to|grew|had|went|came|remember|almost|never|lost|didnt)|when i|me (?:too|neither)|happened to me)\b",
                r"\b(?:a mi (?:tambien|me)|yo (?:era|tambien|tenia|vi|crec\w+|estaba|le)|me (?:paso|toco|daba)|cuando yo|de nin[oa]|apenas)\b"),
    "my-people": (r"\bmy (?:mom|mother|dad|father|son|daughter|kids?|sister|brother|family|grand\w+|parents|uncle|aunt|nephews?)\b",
                  r"\bmis? (?:mama|papa|hij[oa]s?|herman[oa]|familia|abuel[oa]|ti[oa]|sobrin[oa]s?|nin[oa]s?|espos[oa])\b"),
    "i-feel": (r"\b(?:honestly|to be honest|i feel|im (?:nervous|tired|scared|sorry|not sure)|i dont know|i think|i was wrong|my (?:bad|fault)|thats (?:mine|on me))\b",
               r"\b(?:la verdad|le soy franc[oa]|yo siento|estoy (?:cansad|nervios)\w+|no se\b|yo (?:creo|pienso)|mi (?:culpa|error)|me equivoque|empece mal)"),
    # What it gives
    "thanks": (r"\b(?:thanks?|thank you|appreciate|grateful)\b", r"\b(?:gracias|agradez\w+|agradec\w+)\b"),
    "praise": (r"\b(?:great|awesome|amazing|wonderful|perfect|good job|well done|excellent|beautiful|incredible|love (?:that|it|the|this)|congrat\w*|nice|proud|powerful|fantastic|so (?:good|strong)|machine|rock ?star)\b",
               r"\b(?:que (?:bueno|bien|padre|bonit[oa]|lind[oa]|chido|fuerte)|felicidades|excelente|perfect[oa]|muy bien|bien hecho|increible|admiro|orgull\w+|guerrera|crack|maravill\w+|fabulos\w+|aplauso|bendicion|genial|bravo)\b"),
    "evidence": (r"\b(?:you (?:\w+ed|came|did|said|stood|told|asked|kept|went|spoke|got|held|brought|made|didnt|took|never)|because you|the way you|youre the)\b",
                 r"\b(?:usted (?:\w+o|hizo|dijo|fue)|(?:hablo|pregunto|vino|hizo|aguanto|llego|dijo|paro|junto|trajo)\b|no se deja|por (?:decir|venir|preguntar|abrir)\w*|hiciste|dijiste|viniste)"),
    "strength": (r"\b(?:brave|courage|strong|guts|patient|steady|honest|you have (?:so much|a)|leader(?:ship)?|took something|took guts)\b",
                 r"\b(?:valiente|valor|valentia|fuerza|fuerte|paciencia|firme|madera|lider|liderazgo|honest[oa]|tiene razon)\b"),
    "own-words": (r"\byou (?:said|told|always say|mentioned|promised|agreed)|\byour words?\b|\byoure the one who", r"\b(?:usted (?:me )?dijo|me dijo|dijo que|siempre dice|decias|dijiste|prometio|quedamos|usted misma?)\b"),
    "gap": (r"\b(?:and yet|what are you waiting|who told you|are you (?:comfortable|okay with|ok with)|what(?:s| is) (?:stopping|holding)|do you (?:believe|really)|so who will|if not you)\b",
            r"\b(?:y sin embargo|que esta esperando|quien le dijo|esta usted (?:comod\w|conforme)|que l[oa] detiene|por que en .* si|si usted no|si no es usted|y si es[ae]|me hace pensar|cual .* pesa)\b"),
    "feeds-back": (rf"{_LEAD_EN}(?:so|sounds like|let me (?:read|see|check)|i (?:heard|hear)|what im hearing|if i (?:heard|understand)|youre (?:saying|for)|its not .* its)\b",
                   r"\b(?:entonces|o sea que|a ver si|lo que (?:oigo|escucho|me dice)|si (?:le )?entendi|suena a|escuche|le entendi|no es .* es)\b"),
    "you-were": (rf"{_LEAD_EN}you (?:\w+ed|were|went|had|sat|came|felt|saw|lost|got|put|kept|walk\w*|waited)\b", r"^\W*(?:y )?(?:usted )?(?:se (?:quedo|fue|sintio|aguanto)|l[aeo]s? (?:dolio|hicieron|dejaron|mandaron|dijeron|pusieron)|duele)\b"),
    "wants": (r"\b(?:you(?:d| really)? (?:want|need|like|care)|drives you|matters to you|what you(?:re)? (?:want|after)|both (?:of us )?(?:want|need)|am i (?:close|right))\b",
              r"\b(?:lo (?:suyo|que usted|que le)|usted (?:quiere|busca|necesita)|se me hace que|l[oa]s dos queremos|todos queremos|voy bien|le importa)\b"),
    "empathy": (r"\b(?:so sorry|im sorry (?:about|for|that|youre)|oh no|thats (?:hard|awful|terrible|messed|crazy)|i cant imagine)\b", r"\b(?:lo siento|que (?:pena|coraje|triste|duro|fuerte|feo)|hijole|ay no|no manche|mi pesame|animo)\b"),
    # What it sells, tells or takes over
    "we-offer": (r"\b(?:we(?:ve|re)? (?:help|offer|have|won|are|build|fight|work|got|believe|do|support)|our (?:\w+ )?(?:program|group|team|campaign|training|work|approach|organization|meeting|movement|institute))\b",
                 r"\b(?:nosotros|ayudamos|ofrecemos|hemos (?:ganado|logrado)|estamos (?:trabajando|organizando|luchando|juntando)|tenemos un|somos un[ao]?|nuestr[oa]s? (?:grupo|programa|campana|equipo|trabajo))\b"),
    "sells": (r"\b(?:youll (?:love|see)|free|amazing|change (?:your|the)|power(?:ful)?|voice|together|fit|opportunity|movement|community|voices|change|stronger|won|win|difference|join|childcare|food|incredible)\b",
              r"\b(?:le va a (?:encantar|gustar|servir|cambiar)|gratis|cambi(?:ar|o)|poder|voz|juntos|oportunidad|movimiento|comunidad|lucha|ganar|ganamos|logr\w+|unidos|diferencia|comida|sistemic\w+|organiz\w+)\b"),
    "should": (r"\b(?:you (?:should|need to|have to|could|might want|gotta|can (?:just|always))|try (?:to|not)|ask for|make sure|just (?:email|tell|ask|speak|go|be)|id (?:try|add|say|ask|go)|have you tried|remember to|what you need|next time)\b",
               r"\b(?:tiene que|tienes que|deberia|debe\b|hay que|yo que usted|mejor|pida|vaya|hable con|digale|le recomiendo|le aconsejo|trate de|ponga|para la proxima|acuerdese|piensa en|no se le olvide|necesita)\b"),
    "takes-over": (r"\b(?:ill (?:call|talk|handle|take care|do|make|email|tell|fix|write|read|ask|put in)|i can (?:call|talk|help|get|walk|do|write|email)|let me (?:talk|call|handle|do)|we can get|ill get (?:you|it|him|her)|take it (?:straight )?to)\b",
                   r"\b(?:yo (?:le|lo|la|me|se lo|hablo|consigo) ?(?:ayudo|hablo|arreglo|encargo|consigo|interpreto|leo|hago|digo|paso)?|deje(?:me|melo)|le (?:ayudo|consigo|paso el)|puedo (?:hablar|ayudar|llamar)|me encargo|se l[oa] consigo)\b"),
    "for-you": (r"\b(?:for you|in your place|on your behalf)\b", r"\b(?:por (?:usted|ti|ustedes)|en su lugar|se l[oa] (?:hago|arreglo|consigo))\b"),
    "orders": (r"^\W*(?:(?:ok|please|just|and|then|also|but|so|no)\W+)*(?:take|bring|write|tell|send|give|call|ask|say|start|skip|breathe|look|put|stop|show|make|go|talk|pick|try|remember|read)\b",
               r"^\W*(?:(?:ok|por favor|y|pero|bueno|no|mire|oiga)\W+)*(?:\w{2,}(?:ele|eles|eme|enme|ense|ese|elo|ela|enos|ame|ate|ale)|diga|deme|dame|dime|pida|vaya|venga|traiga|respir[ae]|escrib[ae]|ponga|tome|llame|haga|pong\w+|sient[ae]n?\w*)\b"),
    "fact": (r"\b(?:percent|out of|the law|by law|illegal|according|data|report|study|numbers|score|required|on average|policy|state|county|rate|it says)\b",
             r"\b(?:por ciento|de cada|ley|ilegal|segun|dato|datos|reporte|estudio|numeros|examen|derecho|obligacion|estado|condado|oficial|permiso|politica)\b"),
    "number": (r"\d|\b(?:twenty|thirty|forty|fifty|hundred|thousand|million|half of)\b", r"\d|\b(?:veinte|treinta|cuarenta|cincuenta|cien|ciento|mil|millon(?:es)?|la mitad)\b"),
    "percent": (r"\d ?%|percent|\d (?:out )?of (?:every )?\d|in \d0", r"\d ?%|por ciento|de cada (?:\d|diez)|\d de \d"),
    "follows-up": (r"\b(?:ill (?:text|call|send|bring|check|be there|find out|add|follow|write (?:up|down)|let you|come|see|remind|take you|do mine)|we(?:ll| will) (?:bring|send|be|redo|follow|call|come)|putting you down|see you|i can find out|talk (?:then|soon))\b",
                   r"\b(?:le (?:hablo|mando|aviso|llamo|marco|digo|texteo|escribo|confirmo|apunto)|te (?:hablo|mando|aviso|llamo|marco)|nos vemos|quedamos|paso por|se l[oa] mando|les (?:mando|aviso)|averiguo|pregunto y|traigo|regreso con)\b"),
    # Running the meeting, moving the floor
    "meeting": (r"\b(?:minutes?|agenda|time|interpreter|one at a time|in this room|stays here|next (?:item|question|step)|ground rules?|record|notes?|begin|get started|wrap up|on time|raise|hands|list|sheet|mic|question number)\b",
                r"\b(?:minutos?|agenda|tiempo|interprete|uno por uno|no sale de aqui|siguiente|reglas?|silencio|empe[zc]\w+|termina\w+|lista|hoja|hojita|microfono|apunten|frases|turno|orden|juntas?)\b"),
    "we-will": (r"\b(?:lets|were going to|we will|well (?:start|end|go|move|do|take|pause)|first|before we|were (?:here|gonna))\b", r"\b(?:vamos a|vamos|primero|antes de|ahorita|seguimos|sigo con|empezamos|hoy venimos|pasar a)\b"),
    "privacy": (r"\b(?:between us|stays|confidential|no names?|dont (?:have|need) to (?:answer|talk|share)|you can pass|im not here to)\b", r"\b(?:entre nosotr\w+|no sale|confidencial|sin nombres?|no (?:tiene|tienen) que|puede pasar|no vengo a|no le vamos a|sin compromiso)\b"),
    "invites-voice": (r"\b(?:who else|anyone else|anybody else|what do you (?:all )?think|havent heard|hear from|go around|your turn|lets hear|what did you all|somebody else|who has(?:nt)?|one more voice|what about you)\b",
                      r"\b(?:quien mas|alguien mas|alguna otra|que opina\w*|que piensan?|no ha hablado|quiero oir|le toca|su turno|los demas|las demas|otra persona|quien sigue|quien falta|usted que|tu como)\b"),
    "back-to": (r"\b(?:back to|come back|hold (?:that|on|onto)|later|the question (?:is|was)|topic|focus|another time|park(?:ing lot)?|going to skip|first though|instead|that s? ?a question for|talk to (?:our|the|her|him))\b",
                r"\b(?:volv\w+|regres\w+|despues|el tema|otra cosa|luego|al final|lo anoto|parking lot|eso (?:le toca|lo ve)|no nos toca|que (?:lo|la) diga|contestele|adelante|perdon que l[oa] corte|no nos metamos|puede (?:esperar|decir))\b"),
    "names-someone": (r"\b(?:mr|mrs|ms|dr|doctor|don|dona|pastor|trustee|sister|superintendent|director)\b", r"\b(?:don|dona|senor|senora|senorita|doctor|doctora|companer[oa]s?|ms|mr|director|directora|maestra)\b"),
    # Letting go, and looking back
    "lets-off": (r"\b(?:no (?:worries|problem|pressure)|totally|(?:i|we) (?:totally |completely )?(?:understand|get it)|good enough|whenever you can|whatever works|life happens|dont worry|(?:its|thats) (?:ok|okay|fine|fair)|its complicated|how (?:busy|hard)|budgets? (?:is|are)|no big deal|never ?mind|youre right)\b",
                 r"\b(?:no (?:se|te) (?:preocupe|preocupes|apure|apures)|no hay problema|esta bien|no pasa nada|entiendo|entendemos|algo es algo|ni modo|cuando pueda|lo que pueda|de todos modos|no importa|sabemos que|es complicado|tranquil\w+|lo tomamos como|familia es primero)\b"),
    "apologises": (r"\b(?:sorry to|sorry,? (?:we|for)|we dont mean|didnt mean to|sorry\W*$|we wont take)\b", r"\b(?:perdon por|disculpe|perdone|perdon (?:director|doctor)|no (?:es|era) por|una disculpa|seremos breves|la molestia)\b"),
    "looks-back": (r"\b(?:do (?:differently|different|again)|what (?:worked|went|did we|did you (?:see|notice|learn|hear))|how did (?:it|that|we)|learn(?:ed)?|one word|how do you feel|what happened (?:out )?there|teach|keep or change|when did (?:we|you first)|didnt we say|who noticed|turning point|the moment)\b",
                   r"\b(?:que (?:cambiaria\w*|funciono|aprendi\w+|vio\b|vieron|notaron|haria)|como (?:se siente|vio la|les fue|nos fue|salio)|una palabra|en que momento|que (?:les )?(?:dejo|ensena)|la tension|nos (?:fallo|falto)|quien voto)\b"),
    # Not, and what kind of utterance
    "negates": (r"\b(?:not|no|dont|didnt|doesnt|cant|wont|isnt|never|nobody|nothing|wouldnt|arent)\b", r"\b(?:no|nunca|nada|nadie|ni|ningun[oa]?|tampoco|jamas)\b"),
    "exclaims": (r"!", r"!|¡"),
    "fear-of-no": (r"\bnot going to (?:tell|ask|sell)|\bi wont (?:ask|tell)|\bno ask\b", r"\bno (?:le )?(?:voy a|vengo a) (?:decir|pedir|vender)\w*|\bsin pedirle nada\b"),
    "starts-you": (rf"{_LEAD_EN}you(?:re|ve|d|ll)?\b", rf"{_LEAD_ES}(?:usted|tu|ustedes)\b"),
    "starts-i": (rf"{_LEAD_EN}i(?:m|ve|d|ll)?\b", rf"{_LEAD_ES}(?:yo|me|soy|a mi)\b"),
    "starts-we": (rf"{_LEAD_EN}(?:we|our|lets)\b", rf"{_LEAD_ES}(?:nosotr[oa]s|nuestr\w+|vamos|somos)\b"),
    "interjects": (r"^\W*(?:ok(?:ay)?|oh|ah|wow|man|ha(?:ha)*|lol|hmm*|mm+|yes|no|yeah|right|sure|hey|ouch|ha fair|fair)(?:\W+\w+){0,2}\W*$",
                   r"^\W*(?:ok|ah|ay|orale|hijole|si|no|aja|mmm*|jaja\w*|claro|vamos|bueno|uy|andale)(?:\W+\w+){0,2}\W*$"),
    "stage": (r"^\W*\(", r"^\W*\("),
    "if": (r"\bif\b", r"\bsi (?:usted|no|quiere|hay|nomas|fuera|estuviera|las?|los?|pudiera)\b"),
    "ours-now": (r"\b(?:team|together we|campaign|action|turnout|rally)\b", r"\b(?:equipo|comite|campana|accion|marcha|mitin)\b"),
}  # fmt: skip
"""Name of the cue → its English and its Spanish pattern. Both are always tried: people mix the two in one breath."""


_PATTERNS = {name: Pattern(f"(?:{english})|(?:{spanish})") for name, (english, spanish) in CUES.items()}


@lru_cache(maxsize=512)
def cues(text: str) -> tuple[str, ...]:
    """The names of the cues that `text` shows, in the order of `CUES`."""
    folded = fold(text)
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(folded))


def shows(name: str, text: str) -> bool:
    """Whether `text` shows the cue `name`."""
    return _PATTERNS[name].search(fold(text)) is not None


def match_of(name: str, text: str) -> tuple[int, int] | None:
    """Which folded words of `text` the cue `name` matched: the number of the first, and one past the last; None where there is no match."""
    folded = fold(text)
    found = _PATTERNS[name].search(folded)
    if found is None:
        return None
    first = len(words(folded[: found.start()]))
    return first, first + max(1, len(words(found.group())))


QUESTION = ("asks-mark", "asks-what", "asks-how", "asks-who", "asks-amount", "asks-when-where")


@lru_cache(maxsize=512)
def is_question(text: str) -> bool:
    """Whether `text` asks, with or without the mark: many people type neither `¿` nor `?`."""
    if "?" in text or "¿" in text:
        return True
    return any(shows(name, text) for name in QUESTION[1:]) or bool(_UNMARKED.search(fold(text)))


_UNMARKED = Pattern(rf"{_LEAD_EN}(?:do|does|did|are|is|was|were|can|could|would|will|have) (?:you|he|she|they|it|we|your|the|there)\b")
