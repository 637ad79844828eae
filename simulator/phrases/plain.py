"""What plain mode says."""

from __future__ import annotations

from simulator.phrases import Table

PLAIN: Table = {
    "private": {
        "en": "Only you see this. It is kept on this computer and nowhere else.",
        "es": "Esto sólo lo ve usted. Se guarda en esta computadora y en ningún otro lado.",
    },
    "title": {"en": "{title}. {form}, about {minutes} minutes.", "es": "{title}. {form}, unos {minutes} minutos."},
    "content-note": {"en": "Before you go in: {note}", "es": "Antes de entrar: {note}"},
    "goal": {"en": "Goal: {goal}", "es": "Meta: {goal}"},
    "voice-organizer": {"en": "You speak as the organizer.", "es": "Usted habla como organizadora u organizador."},
    "voice": {"en": "You speak as {name}.", "es": "Usted habla como {name}."},
    "how-words": {
        "en": "Say it aloud, then type it. An empty line is silence. /help shows the commands.",
        "es": "Dígalo en voz alta y luego escríbalo. Una línea vacía es silencio. /help muestra los comandos.",
    },
    "how-choices": {
        "en": "Type the number of a reply, or your own words. An empty line is silence. /help shows the commands.",
        "es": "Escriba el número de una respuesta, o sus propias palabras. Una línea vacía es silencio. /help muestra los comandos.",
    },
    "edge-which": {
        "en": "Pick one thing to watch in yourself (a number, or Enter for none):",
        "es": "Escoja una cosa para observarse (un número, o Enter para ninguna):",
    },
    "resumed": {"en": "You are back where you were. Line {turn}.", "es": "Está de vuelta donde se quedó. Línea {turn}."},
    "draft": {"en": "You had typed, and not yet said: {text}", "es": "Había escrito, y todavía no decía: {text}"},
    "prompt": {"en": "> ", "es": "> "},
    "reply": {"en": "{number}. {say}", "es": "{number}. {say}"},
    "reply-wait": {"en": "{number}. (say nothing)", "es": "{number}. (no decir nada)"},
    "subtitle": {"en": "    [{text}]", "es": "    [{text}]"},
    "limit": {"en": "(you have {words} words before you are cut off)", "es": "(tiene {words} palabras antes de que le corten)"},
    "cue": {"en": "Cue: {cue}", "es": "Pista: {cue}"},
    "no-cue": {"en": "There is no cue here.", "es": "Aquí no hay pista."},
    "no-such-number": {
        "en": "There are {most} replies. Type a number from 1 to {most}.",
        "es": "Hay {most} respuestas. Escriba un número del 1 al {most}.",
    },
    "no-such-command": {"en": "There is no command {command}. /help shows them.", "es": "No hay un comando {command}. /help los muestra."},
    "no-such-line": {"en": "There is no line {line} to go back to.", "es": "No hay una línea {line} a la cual volver."},
    "help": {
        "en": "/cue a question that may help · /replies what could be said here · /back [LINE] again from a line, as a new take · "
        "/pause step out · /again [LINE] after the end · /levels · /quit keep it and stop",
        "es": "/cue una pregunta que puede ayudar · /replies lo que se podría decir aquí · /back [LÍNEA] otra vez desde una línea, como toma nueva · "
        "/pause salir un momento · /again [LÍNEA] después del final · /levels · /quit guardar y terminar",
    },
    "paused": {
        "en": "Paused. Nothing runs. Enter goes on; /quit keeps it and stops.",
        "es": "En pausa. Nada corre. Enter para seguir; /quit guarda y termina.",
    },
    "stepped-in": {"en": "You step back in.", "es": "Usted vuelve a entrar."},
    "going-back": {
        "en": "Take {take}, again from line {turn}. The other one is kept.",
        "es": "Toma {take}, otra vez desde la línea {turn}. La otra se queda guardada.",
    },
    "kept": {"en": "Kept. Go on any time with: simulator resume {run}", "es": "Guardado. Siga cuando quiera con: simulator resume {run}"},
    "ended": {"en": "— {kind} —", "es": "— {kind} —"},
    "debrief": {"en": "Debrief", "es": "Reflexión"},
    "ask-feeling": {"en": "One word: how do you feel?", "es": "En una palabra, ¿cómo se siente?"},
    "ask-regret": {"en": "Which line would you take back? (its number, or Enter)", "es": "¿Qué línea se tragaría? (su número, o Enter)"},
    "ask-avoided": {"en": "What did you avoid?", "es": "¿Qué evitó?"},
    "ask-meant": {
        "en": "Line {turn}: “{quote}” We answered as if you meant: {meant}. Right? (y, n, or Enter)",
        "es": "Línea {turn}: «{quote}» Le contestamos como si quisiera: {meant}. ¿Sí? (s, n, o Enter)",
    },
    "unsure-lines": {
        "en": "Lines that were not heard for sure and were left to a person:",
        "es": "Líneas que no se oyeron con seguridad y se dejan a una persona:",
    },
    "keep": {"en": "Keep (line {turn}, {criterion}): “{quote}”", "es": "Para conservar (línea {turn}, {criterion}): «{quote}»"},
    "edge": {"en": "Edge (line {turn}, {criterion}): “{quote}”", "es": "Para trabajar (línea {turn}, {criterion}): «{quote}»"},
    "missed": {
        "en": "A door you passed (line {turn}, {criterion}): {speaker} said “{quote}” and you said “{said}”",
        "es": "Una puerta que pasó de largo (línea {turn}, {criterion}): {speaker} dijo «{quote}» y usted dijo «{said}»",
    },
    "missed-silent": {
        "en": "A door you passed (line {turn}, {criterion}): {speaker} said “{quote}”",
        "es": "Una puerta que pasó de largo (línea {turn}, {criterion}): {speaker} dijo «{quote}»",
    },
    "reaction": {"en": "  What came back: {speaker}: {reaction}", "es": "  Lo que vino: {speaker}: {reaction}"},
    "reaction-narrated": {"en": "  What came back: {reaction}", "es": "  Lo que vino: {reaction}"},
    "because": {"en": "  Why: {why}", "es": "  Por qué: {why}"},
    "coach": {"en": "  {coach}", "es": "  {coach}"},
    "nothing-to-quote": {"en": "There was too little to quote yet.", "es": "Todavía hay muy poco que citar."},
    "compare": {"en": "Other things that could be said at line {turn}:", "es": "Otras cosas que se podían decir en la línea {turn}:"},
    "predict": {
        "en": "Before you look: which one opens the most? (a number, or Enter)",
        "es": "Antes de ver: ¿cuál abre más? (un número, o Enter)",
    },
    "would-get": {"en": "  {number}. {say}", "es": "  {number}. {say}"},
    "would-answer": {"en": "     → {answer}", "es": "     → {answer}"},
    "later": {"en": "A week later: {text}", "es": "Una semana después: {text}"},
    "marks": {"en": "Levels, by criterion:", "es": "Niveles, por criterio:"},
    "mark": {"en": "{name}: {level} — {why}", "es": "{name}: {level} — {why}"},
    "mark-quote": {"en": "    {sign}{points} line {turn}: “{quote}”", "es": "    {sign}{points} línea {turn}: «{quote}»"},
    "levels-later": {
        "en": "Levels are shown from your third run on, or now with /levels.",
        "es": "Los niveles se muestran desde su tercera práctica, o ahora con /levels.",
    },
    "levels-at-the-end": {"en": "Levels come after the ending.", "es": "Los niveles vienen después del final."},
    "enough": {"en": "Two takes. Enough: call {name}.", "es": "Van dos tomas. Ya estuvo: llámele a {name}."},
    "enough-nobody": {"en": "Two takes. Enough: call somebody real.", "es": "Van dos tomas. Ya estuvo: llámele a alguien de verdad."},
    "consent-ask": {
        "en": "What you practise stays on this computer until you send it. May what you send to your coach hold your notes and your name? (y or n; you "
        "are asked again each time)",
        "es": "Lo que practica se queda en esta computadora hasta que usted lo mande. ¿Lo que mande a quien la acompaña puede llevar sus notas y su "
        "nombre? (s o n; se le pregunta otra vez cada vez)",
    },
    "again": {"en": "Go again from any line: /again LINE. Or /quit.", "es": "Otra vez desde cualquier línea: /again LÍNEA. O /quit."},
    "ask-who": {
        "en": "A real person you will talk to this week (a name, or Enter):",
        "es": "Una persona de verdad con quien va a hablar esta semana (un nombre, o Enter):",
    },
    "ask-what": {"en": "What will you do?", "es": "¿Qué va a hacer?"},
    "ask-when": {"en": "Which day, at what hour?", "es": "¿Qué día, a qué hora?"},
    "committed": {"en": "Written down: {who}, {what}, {when}.", "es": "Anotado: {who}, {what}, {when}."},
    "takes-apart": {
        "en": "Line {turn}. Take {a}: “{first}” Take {b}: “{second}”",
        "es": "Línea {turn}. Toma {a}: «{first}» Toma {b}: «{second}»",
    },
    "yes-letters": {"en": "y yes s si sí", "es": "s si sí y yes"},
    "no-letters": {"en": "n no", "es": "n no"},
}
