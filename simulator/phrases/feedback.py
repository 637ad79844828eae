"""What is said around critiques, marks and their reveal, on every face."""

from __future__ import annotations

from simulator.phrases import Table

FEEDBACK: Table = {
    "said-by": {"en": "{role}, {name}", "es": "{role}, {name}"},
    "role-name.self": {"en": "You", "es": "Usted"},
    "role-name.trainee": {"en": "You", "es": "Usted"},
    "role-name.counterpart": {"en": "Counterpart", "es": "Contraparte"},
    "role-name.peer": {"en": "Peer", "es": "Compañera o compañero"},
    "role-name.trainer": {"en": "Trainer", "es": "Quien entrena"},
    "role-name.facilitator": {"en": "Facilitator", "es": "Quien facilita"},
    "role-name.machine": {"en": "The program", "es": "El programa"},
    "kind-name.keep": {"en": "Keep", "es": "Para conservar"},
    "kind-name.change": {"en": "Change", "es": "Para cambiar"},
    "kind-name.question": {"en": "Question", "es": "Pregunta"},
    "critique-head": {"en": "{kind}, line {turn} ({by})", "es": "{kind}, línea {turn} ({by})"},
    "critique-head-take": {"en": "{kind}, take {take}, line {turn} ({by})", "es": "{kind}, toma {take}, línea {turn} ({by})"},
    "critique-head-aloud": {"en": "{kind}, take {take} ({by})", "es": "{kind}, toma {take} ({by})"},
    "critique-effect": {"en": "Effect seen: {text}", "es": "Efecto que se vio: {text}"},
    "critique-instead": {"en": "Say instead: {text}", "es": "En lugar de eso, diga: {text}"},
    "critique-answered": {"en": "You answered: {text}", "es": "Usted contestó: {text}"},
    "critique-rehearsed": {"en": "Rehearsed in take {take}", "es": "Ensayado en la toma {take}"},
    "stance.lands": {"en": "it lands", "es": "sí me llega"},
    "stance.unclear": {"en": "I do not see it yet", "es": "todavía no lo veo"},
    "stance.not-me": {"en": "it was not so", "es": "no fue así"},
    "stance.thanks": {"en": "thank you", "es": "gracias"},
    "critique-written": {"en": "Written down: {id}", "es": "Anotado: {id}"},
    "critique-second": {
        "en": "This is your second “{kind}” on this take. One keep and one edge is what people can carry; choose the one that matters.",
        "es": "Es su segundo «{kind}» en esta toma. Una cosa para conservar y una para trabajar es lo que se puede cargar; escoja la que importa.",
    },
    "critiques-none": {"en": "Nobody has said anything about this run yet.", "es": "Todavía nadie ha dicho nada de esta práctica."},
    "critiques-wait": {
        "en": "What others said ({count}) opens once you have said something yourself, or declined to.",
        "es": "Lo que dijeron otras personas ({count}) se abre cuando usted haya dicho algo, o haya dicho que no.",
    },
    "check.moment": {
        "en": "Which moment? Quote the words, or pin it to a line.",
        "es": "¿Qué momento? Cite las palabras, o póngalo en una línea.",
    },
    "check.effect": {
        "en": "What did you see it do to the other person? Eyes, voice, words, silence.",
        "es": "¿Qué vio que le hizo a la otra persona? Ojos, voz, palabras, silencio.",
    },
    "check.motive": {
        "en": "That says what somebody wanted. Say what you saw or heard.",
        "es": "Eso dice qué quería alguien. Diga qué vio o qué oyó.",
    },
    "check.empty": {
        "en": "That could be said of any line. What exactly happened after this one?",
        "es": "Eso se podría decir de cualquier línea. ¿Qué pasó exactamente después de ésta?",
    },
    "check.behaviour": {
        "en": "That is about the person. Say what was done, so that it can be done differently.",
        "es": "Eso es sobre la persona. Diga qué se hizo, para que se pueda hacer de otro modo.",
    },
    "check.one": {"en": "One thing. Leave the rest for another day.", "es": "Una sola cosa. Lo demás, otro día."},
    "check.instead": {
        "en": "What could be said instead? A line that a mouth can say, not advice.",
        "es": "¿Qué se podría decir? Una línea que se pueda decir con la boca, no un consejo.",
    },
    "check.instead-long": {"en": "Too long to say in one breath. Shorter.", "es": "Muy larga para decirla de un jalón. Más corta."},
    "check.principle": {"en": "Which criterion is it about?", "es": "¿De qué criterio se trata?"},
    "check.hard": {"en": "Is this the true thing, or the safe one?", "es": "¿Es lo verdadero, o lo seguro?"},
    "check.respect": {
        "en": "No comparing with others, no name-calling: this line only.",
        "es": "Sin comparar con otras personas y sin apodos: sólo esta línea.",
    },
    "check-good": {
        "en": "A useful critique: a moment, what it did, something to say instead.",
        "es": "Una crítica que sirve: un momento, lo que hizo, algo que decir en su lugar.",
    },
    "mark-given": {"en": "{name}: {level}", "es": "{name}: {level}"},
    "mark-declined": {"en": "{name}: no mark given", "es": "{name}: sin nivel"},
    "marks-wait-own": {
        "en": "Others' marks open once you have given yours, or declined to.",
        "es": "Los niveles de las otras personas se abren cuando usted dé el suyo, o diga que no.",
    },
    "marks-wait-self": {
        "en": "Others' marks open once the one who practised has given hers, or declined to.",
        "es": "Los niveles de las otras personas se abren cuando quien practicó dé el suyo, o diga que no.",
    },
    "marks-peers": {"en": "Peers, the middle of {count}: {median}", "es": "Compañeras y compañeros, el de en medio de {count}: {median}"},
    "marks-peers-few": {
        "en": "Peers who gave a mark so far: {count}. Their middle is shown from three on.",
        "es": "Compañeras y compañeros que han dado nivel: {count}. El de en medio se muestra desde tres.",
    },
    "marks-of": {"en": "{role}: {levels}", "es": "{role}: {levels}"},
    "marks-own": {"en": "Yours: {level}", "es": "El suyo: {level}"},
    "marks-own-none": {"en": "Yours: none given", "es": "El suyo: ninguno"},
    "marks-gap": {
        "en": "Only you see this: your own mark and the trainer's are {gap} apart.",
        "es": "Esto sólo lo ve usted: entre su nivel y el de quien entrena hay {gap} de diferencia.",
    },
    "marks-title": {"en": "Marks people gave", "es": "Niveles que dieron las personas"},
    "marks-none": {"en": "Nobody has given a mark yet.", "es": "Todavía nadie ha dado un nivel."},
    "unfit.no-such-take": {"en": "There is no take {name}. Those there are: {known}.", "es": "No hay toma {name}. Las que hay: {known}."},
    "unfit.no-such-line": {
        "en": "There is no line {name} in this take. Those there are: {known}.",
        "es": "No hay línea {name} en esta toma. Las que hay: {known}.",
    },
    "unfit.no-such-criterion": {
        "en": "This rubric has no criterion `{name}`. It has: {known}.",
        "es": "Esta rúbrica no tiene un criterio `{name}`. Tiene: {known}.",
    },
    "unfit.no-such-kind": {
        "en": "There is no kind `{name}`. Those there are: {known}.",
        "es": "No hay un tipo `{name}`. Los que hay: {known}.",
    },
    "unfit.no-such-role": {
        "en": "Nobody gives marks as `{name}`. Roles: {known}.",
        "es": "Nadie da niveles como `{name}`. Papeles: {known}.",
    },
    "unfit.no-such-level": {
        "en": "Levels go from 1 to 4, or none; `{name}` is neither.",
        "es": "Los niveles van del 1 al 4, o ninguno; `{name}` no es eso.",
    },
    "unfit.no-such-stance": {
        "en": "There is no answer `{name}`. Those there are: {known}.",
        "es": "No hay una respuesta `{name}`. Las que hay: {known}.",
    },
    "unfit.no-such-critique": {
        "en": "No critique is called `{name}`. Those there are: {known}.",
        "es": "Ninguna crítica se llama `{name}`. Las que hay: {known}.",
    },
    "unfit.not-in-line": {
        "en": "“{name}” does not stand in that line. Quote its own words, or leave the quote out to quote all of it.",
        "es": "«{name}» no está en esa línea. Cite sus propias palabras, o no cite nada para citarla entera.",
    },
    "unfit.no-name": {"en": "A name is missing: say who gives it.", "es": "Falta un nombre: diga quién lo da."},
    "unfit-shell.no-name": {"en": "In the shell: --by NAME.", "es": "En la terminal: --by NOMBRE."},
    "unfit.nothing-said": {
        "en": "Nothing was said. Pick an answer, or write one.",
        "es": "No dijo nada. Escoja una respuesta, o escríbala.",
    },
    "unfit.no-line": {
        "en": "This critique is pinned to no line that can be gone back to.",
        "es": "Esta crítica no está puesta en una línea a la que se pueda volver.",
    },
    "rehearse-line": {"en": "Try it aloud: {text}", "es": "Pruébelo en voz alta: {text}"},
    "rehearse-open": {
        "en": "A new take, from line {turn}. Say it your own way.",
        "es": "Una toma nueva, desde la línea {turn}. Dígalo a su modo.",
    },
    "critique-of-line": {"en": "Critique of line {number}", "es": "Crítica de la línea {number}"},
    "critique-how": {
        "en": "The words, what they did to the other person, and a line that could be said instead. One keep, one edge. F2 writes it down.",
        "es": "Las palabras, lo que le hicieron a la otra persona, y una línea que se podría decir. Una para conservar, una para trabajar. F2 lo anota.",
    },
    "critique-kept": {"en": "Written down.", "es": "Anotado."},
    "critique-which-line": {"en": "Stand on a line first.", "es": "Primero póngase en una línea."},
    "field-kind": {"en": "Kind", "es": "Tipo"},
    "field-effect": {"en": "What did you see it do?", "es": "¿Qué vio que hizo?"},
    "field-instead": {"en": "What could be said instead?", "es": "¿Qué se podría decir en su lugar?"},
    "field-criterion": {"en": "Criterion", "es": "Criterio"},
    "field-quote": {"en": "The words that are meant", "es": "Las palabras de las que se trata"},
    "field-role": {"en": "As", "es": "Como"},
    "field-by": {"en": "Your name", "es": "Su nombre"},
    "field-named": {"en": "Signed", "es": "Firmada"},
    "named-yes": {"en": "with my name", "es": "con mi nombre"},
    "named-no": {"en": "without my name", "es": "sin mi nombre"},
    "no-criterion": {"en": "none yet", "es": "ninguno todavía"},
    "field-which": {"en": "Which one", "es": "A cuál"},
    "field-stance": {"en": "You say", "es": "Usted dice"},
    "field-answer": {"en": "In your own words", "es": "Con sus palabras"},
    "answer-headline": {"en": "What was said of this line", "es": "Lo que dijeron de esta línea"},
    "answer-how": {
        "en": "Ask, or say what lands; you owe nobody a defence. F2 writes it down, F4 rehearses it: a new take from this line.",
        "es": "Pregunte, o diga qué le llega; no le debe una defensa a nadie. F2 lo anota, F4 lo ensaya: una toma nueva desde esta línea.",
    },
    "as-whom-headline": {"en": "Who is reading?", "es": "¿Quién lee?"},
    "as-whom-about": {
        "en": "Others' marks open once you have given your own. Critiques and marks go down under this name until the app is closed.",
        "es": "Los niveles de otras personas se abren cuando usted dé el suyo. Las críticas y los niveles quedan con este nombre hasta cerrar la aplicación.",
    },
    "marks-headline": {"en": "Marks on take {number}", "es": "Niveles de la toma {number}"},
    "agreement-all": {"en": "all raters", "es": "todas las personas que calificaron"},
    "agreement-none": {
        "en": "No take here has been marked by two raters yet.",
        "es": "Todavía ninguna toma tiene niveles de dos personas.",
    },
    "agreement-few": {
        "en": "{together} takes marked by both; from {enough} on it can be told",
        "es": "{together} tomas en común; se puede decir desde {enough}",
    },
    "agreement-on": {"en": "on {together} takes", "es": "en {together} tomas"},
    "agreement.good": {"en": "they see the same", "es": "ven lo mismo"},
    "agreement.talk": {"en": "worth talking over", "es": "vale la pena platicarlo"},
    "agreement.none": {
        "en": "they see different things: read the anchors together",
        "es": "ven cosas distintas: lean juntas las descripciones",
    },
    "agreement.not-enough": {"en": "not enough data", "es": "no hay datos suficientes"},
    "calibrate-ask": {"en": "1 to 4, none, or Enter to leave it out:", "es": "1 a 4, none si no se dio, o Enter para dejarlo:"},
    "calibrate-none": {"en": "not offered", "es": "no se dio"},
    "calibrate-both": {"en": "yours {mine}, with reasons {gold}", "es": "el suyo {mine}, con razones {gold}"},
    "calibrate-near": {
        "en": "Near on {near} of {of}: within one level counts as near.",
        "es": "Cerca en {near} de {of}: a un nivel todavía es cerca.",
    },
    "calibrate-lenient": {
        "en": "On the whole you give more than the reasons would.",
        "es": "En general da más de lo que darían las razones.",
    },
    "calibrate-strict": {
        "en": "On the whole you give less than the reasons would.",
        "es": "En general da menos de lo que darían las razones.",
    },
}
