"""What is said around coaching, sending, progress and real meetings, on every face."""

from __future__ import annotations

from simulator.phrases import Table

COACHING: Table = {
    "language-code": {"en": "en", "es": "es"},
    # sending
    "send-notes": {
        "en": "Send what you wrote to yourself too: your word, the line you would take back, your promises?",
        "es": "¿Mandar también lo que escribió para usted: su palabra, la línea que se tragaría, sus compromisos?",
    },
    "send-name": {"en": "Send it with your name?", "es": "¿Mandarlo con su nombre?"},
    "names-in-run": {
        "en": "Before you send it: these lines of yours seem to name real people or schools: {lines}. Your words are never changed; send another run, "
        "or ask them first.",
        "es": "Antes de mandarlo: estas líneas suyas parecen nombrar personas o escuelas de verdad: {lines}. Sus palabras no se cambian; mande otra "
        "práctica, o pídales permiso primero.",
    },
    "bundle-written": {
        "en": "Runs in it: {count}. What you did not agree to send is not in it.",
        "es": "Prácticas que lleva: {count}. Lo que usted no quiso mandar no va.",
    },
    "bundle-taken": {
        "en": "New runs: {count}. Events taken in: {added}; already here: {known}.",
        "es": "Prácticas nuevas: {count}. Datos que entraron: {added}; ya estaban: {known}.",
    },
    "bundle-stays-deleted": {
        "en": "Deleted here, and it stays so: {count}.",
        "es": "Borradas aquí, y así se quedan: {count}.",
    },
    "bundle-differs": {
        "en": "Left out, because something else stands here under the same id: {count}. What was here is unchanged.",
        "es": "No entraron, porque aquí hay otra cosa con la misma clave: {count}. Lo de aquí no cambió.",
    },
    "bundle-signed": {"en": "Signed with the key {key}….", "es": "Firmado con la clave {key}…."},
    "bundle-signed-unchecked": {
        "en": "It says it was signed with the key {key}…; this installation cannot check that.",
        "es": "Dice que está firmado con la clave {key}…; esta instalación no lo puede comprobar.",
    },
    "bundle-deleted-there": {
        "en": "Deleted where this file was made, and still here: {count}. --honour-deletions deletes them here too.",
        "es": "Borradas donde se hizo este archivo, y todavía aquí: {count}. Con --honour-deletions se borran aquí también.",
    },
    "bundle-deleted-too": {"en": "Deleted here too, as there: {count}.", "es": "Borradas también aquí, como allá: {count}."},
    "bundle-nothing-taken": {
        "en": "Nothing of it was taken in. Ask for the file again, by another way if this happens twice.",
        "es": "No entró nada. Pida el archivo otra vez, y por otro camino si pasa dos veces.",
    },
    "bundle.no-bundle": {"en": "This is not a bundle of runs.", "es": "Esto no es un archivo de prácticas."},
    "bundle.changed": {
        "en": "It was changed on the way: {what} is not as it was sent.",
        "es": "Lo cambiaron en el camino: {what} no está como se mandó.",
    },
    "bundle.missing": {"en": "A part of it is missing: {what}.", "es": "Le falta una parte: {what}."},
    "bundle.odd-part": {"en": "It holds something that does not belong in it: {what}.", "es": "Trae algo que no va: {what}."},
    "bundle.odd-event": {"en": "Entry {what} is not shaped as an entry is.", "es": "El dato {what} no tiene la forma de un dato."},
    "bundle.odd-run": {"en": "A run in it cannot be read: {what}.", "es": "Una práctica no se puede leer: {what}."},
    "bundle.too-large": {"en": "It is larger than a bundle may be: {what}.", "es": "Es más grande de lo que puede ser: {what}."},
    "bundle.differs": {
        "en": "It tells something else under an id that is here already: {what}. One of the two was changed by hand.",
        "es": "Cuenta otra cosa con una clave que ya está aquí: {what}. Una de las dos la cambiaron a mano.",
    },
    "bundle.newer": {
        "en": "A newer version of the program made it (format {what}). Install that one and take it in there.",
        "es": "Lo hizo una versión más nueva del programa (formato {what}). Instale ésa y ábralo con ella.",
    },
    "bundle.bad-signature": {"en": "Its signature is not that of the key {what}….", "es": "La firma no es de la clave {what}…."},
    # people
    "nobody-called": {"en": "Nobody here is called “{name}”. There are: {known}.", "es": "Aquí nadie se llama «{name}». Hay: {known}."},
    "several-called": {"en": "Several are called “{name}”: {known}.", "es": "Varias personas se llaman «{name}»: {known}."},
    "people-none": {
        "en": "Nobody is coached here yet. Begin with: simulator people add NAME",
        "es": "Todavía no acompaña a nadie aquí. Empiece con: simulator people add NOMBRE",
    },
    "people-unknown": {
        "en": "Runs from somebody who is not on your list: {name} ({count}). simulator people set NAME --sign {name}",
        "es": "Prácticas de alguien que no está en su lista: {name} ({count}). simulator people set NOMBRE --sign {name}",
    },
    "person-added": {"en": "{name} is on your list.", "es": "{name} está en su lista."},
    "person-both": {
        "en": "{field}: set differently on two computers, both kept: {values}",
        "es": "{field}: distinto en dos computadoras, se guardaron los dos: {values}",
    },
    "person-deleted": {"en": "Deleted for good: {name}, with {count} runs.", "es": "Se borró de verdad: {name}, con {count} prácticas."},
    "person-delete-sure": {
        "en": "Delete {name} and every run of hers that is here, for good?",
        "es": "¿Borrar de verdad a {name} y todas sus prácticas que están aquí?",
    },
    "board-waiting": {"en": "waiting for you: {count}", "es": "le esperan: {count}"},
    "board-contacts": {"en": "contacts in six months: {count} of {wanted}", "es": "contactos en seis meses: {count} de {wanted}"},
    "board-promises": {"en": "promises to ask about: {count}", "es": "compromisos por preguntar: {count}"},
    "board-sent-only": {
        "en": "You see what you were sent, and nothing else. In order of name; nobody is compared with anybody.",
        "es": "Usted ve lo que le mandaron, y nada más. Por orden de nombre; no se compara a nadie con nadie.",
    },
    "fact-promise": {"en": "Promised: {what}{when} ({date})", "es": "Se comprometió: {what}{when} ({date})"},
    "fact-kept": {"en": "Last promise: {what}: {kept}", "es": "Último compromiso: {what}: {kept}"},
    "fact-no-promise": {"en": "No promise that you were sent.", "es": "Ningún compromiso que le hayan mandado."},
    "fact-seen": {"en": "Seen in unaided first takes: {what}", "es": "Visto en primeras tomas sin ayuda: {what}"},
    "fact-nothing-seen": {"en": "No unaided first take that you were sent.", "es": "Ninguna primera toma sin ayuda que le hayan mandado."},
    "fact-last": {
        "en": "Last sent something: {date}. Contacts in six months: {count} (four keep a skill alive).",
        "es": "Mandó algo por última vez: {date}. Contactos en seis meses: {count} (cuatro mantienen viva una habilidad).",
    },
    "fact-never": {
        "en": "Has sent nothing yet. Contacts in six months: {count} (four keep a skill alive).",
        "es": "Todavía no ha mandado nada. Contactos en seis meses: {count} (cuatro mantienen viva una habilidad).",
    },
    "kept.yes": {"en": "kept", "es": "cumplido"},
    "kept.partly": {"en": "kept in part", "es": "cumplido en parte"},
    "kept.no": {"en": "not kept", "es": "no cumplido"},
    "ask-title": {"en": "One question for next time", "es": "Una pregunta para la próxima vez"},
    "ask.promise": {
        "en": "You said you would. What happened at the first one: was it that you did not want to hear a no, did not know how to begin, or had no hour for it?",
        "es": "Usted dijo que lo haría. ¿Qué pasó con el primero: no quería oír un no, no supo cómo empezar, o no hubo hora?",
    },
    "ask.silent": {
        "en": "What got in the way: something you would rather not try, something nobody showed you, or the week itself?",
        "es": "¿Qué se atravesó: algo que prefiere no intentar, algo que nadie le enseñó, o la pura semana?",
    },
    "ask.avoids": {
        "en": "The same door stood open twice and you passed it. Did you not see it, not know what to say, or not want to hear what was behind it?",
        "es": "La misma puerta estuvo abierta dos veces y la pasó de largo. ¿No la vio, no supo qué decir, o no quiso oír lo que había detrás?",
    },
    "ask.stuck": {
        "en": "It has stood where it is for three takes. Shall we find out together whether it is the words, the nerve or the time? Show me the line.",
        "es": "Lleva tres tomas en lo mismo. ¿Vemos juntas si son las palabras, el miedo o el tiempo? Enséñeme la línea.",
    },
    "ask.first": {
        "en": "What would make the first ten minutes of practice possible this week, and what makes you not want to?",
        "es": "¿Qué haría posibles los primeros diez minutos de práctica esta semana, y qué le quita las ganas?",
    },
    "ask.grows": {
        "en": "Where in a real conversation did you do this last week, and where did you swallow it?",
        "es": "¿En qué plática de verdad lo hizo la semana pasada, y dónde se lo tragó?",
    },
    "assigned": {"en": "{what}{more}", "es": "{what}{more}"},
    "assign.scenario": {"en": "practise {what}", "es": "practicar {what}"},
    "assign.critique": {"en": "critique {what}", "es": "criticar {what}"},
    "assign.reading": {"en": "read {what}", "es": "leer {what}"},
    "assign.writing": {"en": "write: {what}", "es": "escribir: {what}"},
    "assign-takes": {"en": "{count} takes", "es": "{count} tomas"},
    "assign-unaided": {"en": "without help", "es": "sin ayuda"},
    "assign-words": {"en": "{count} words", "es": "{count} palabras"},
    "assign-due": {"en": "by {day}", "es": "para el {day}"},
    "assign-given": {"en": "Given to {name}: {what}", "es": "Para {name}: {what}"},
    "assign-none": {"en": "Nothing is open.", "es": "No hay nada pendiente."},
    "assign-send": {
        "en": 'It reaches her with: simulator bundle export --person "{name}" -o FILE',
        "es": 'Le llega con: simulator bundle export --person "{name}" -o ARCHIVO',
    },
    "contact-kept": {"en": "Written down. The note stays on this computer.", "es": "Anotado. La nota se queda en esta computadora."},
    "asked-kept": {"en": "Written down.", "es": "Anotado."},
    "cohort-none": {
        "en": "There is no cohort yet. Begin with: simulator cohort start NAME --from 2026-09-01",
        "es": "Todavía no hay generación. Empiece con: simulator cohort start NOMBRE --from 2026-09-01",
    },
    "cohort-started": {
        "en": "{name}: {count} dates, to be moved with: simulator cohort date",
        "es": "{name}: {count} fechas, se mueven con: simulator cohort date",
    },
    "retreat": {"en": "Retreat {number}, until {ends}", "es": "Retiro {number}, hasta el {ends}"},
    "no-team": {"en": "no team yet", "es": "sin equipo todavía"},
    # progress
    "progress-title": {"en": "What practice has shown", "es": "Lo que ha mostrado la práctica"},
    "progress-how": {
        "en": "Levels seen in unaided first takes, oldest first; what anybody thinks of herself is not in it. A trainer's mark stands above the program's.",
        "es": "Niveles vistos en primeras tomas sin ayuda, primero la más vieja; lo que cada quien piensa de sí no cuenta. El nivel de quien entrena va por encima.",
    },
    "progress-none": {
        "en": "Nothing to show yet. An unaided first take in your own words, to its end, is what counts.",
        "es": "Todavía no hay nada que mostrar. Cuenta una primera toma sin ayuda, con sus palabras, hasta el final.",
    },
    "progress-due": {"en": "again on {day}", "es": "otra vez el {day}"},
    "progress-due-now": {"en": "due now", "es": "ya toca"},
    "progress-again": {"en": "Due now: {what}", "es": "Ya toca: {what}"},
    "progress-gap": {
        "en": "For your eyes only. Where your own mark and a trainer's differ: {what}",
        "es": "Sólo para usted. Donde su nivel y el de quien entrena son distintos: {what}",
    },
    "progress-gap-one": {"en": "{name}: yours {mine}, hers {theirs}", "es": "{name}: el suyo {mine}, el de ella {theirs}"},
    "progress-chart": {"en": "{name}: levels {levels}", "es": "{name}: niveles {levels}"},
    "progress-column.criterion": {"en": "Criterion", "es": "Criterio"},
    "progress-column.levels": {"en": "Levels seen", "es": "Niveles vistos"},
    "progress-column.again": {"en": "Again", "es": "Otra vez"},
    "progress-by-trainer": {"en": "by a trainer", "es": "de quien entrena"},
    "assigned-title": {"en": "From your coach", "es": "De quien la acompaña"},
    # the app's forms
    "people-headline": {"en": "Whom you coach", "es": "A quién acompaña"},
    "people-add": {"en": "Somebody to coach", "es": "Alguien a quien acompañar"},
    "people-take-in": {"en": "Take in a file that was sent", "es": "Recibir un archivo"},
    "people-unknown-app": {
        "en": "Runs from somebody not on your list: {name} ({count})",
        "es": "Prácticas de alguien que no está en su lista: {name} ({count})",
    },
    "person-name": {"en": "Her name", "es": "Su nombre"},
    "person-organization": {"en": "Her organization", "es": "Su organización"},
    "person-team": {"en": "Her team", "es": "Su equipo"},
    "person-sign": {
        "en": "What stands for her name in what she sends without it",
        "es": "Lo que va en lugar de su nombre cuando lo manda sin él",
    },
    "person-contact": {"en": "We spoke today", "es": "Hoy platicamos"},
    "person-assign": {"en": "Give her something to practise", "es": "Darle algo que practicar"},
    "person-asked": {"en": "Ask about a promise", "es": "Preguntar por un compromiso"},
    "contact-note": {"en": "For yourself; it stays on this computer", "es": "Para usted; se queda en esta computadora"},
    "asked-which": {"en": "The promise", "es": "El compromiso"},
    "asked-kept-question": {"en": "It was", "es": "Fue"},
    "asked-why": {"en": "In her words: fear, skill or circumstance", "es": "Con sus palabras: miedo, habilidad o circunstancia"},
    "assign-kind": {"en": "What", "es": "Qué"},
    "assign-kind.scenario": {"en": "practise a scene", "es": "practicar una escena"},
    "assign-kind.critique": {"en": "critique a conversation", "es": "criticar una plática"},
    "assign-kind.reading": {"en": "read something", "es": "leer algo"},
    "assign-kind.writing": {"en": "write something", "es": "escribir algo"},
    "assign-scene": {"en": "Scene", "es": "Escena"},
    "assign-what": {"en": "What to critique, read or write", "es": "Qué criticar, leer o escribir"},
    "assign-how-many": {"en": "Takes", "es": "Tomas"},
    "assign-how-long": {"en": "Words, for writing", "es": "Palabras, si es escribir"},
    "assign-until": {"en": "By which day, like 2026-10-02", "es": "Para qué día, como 2026-10-02"},
    "assign-why": {"en": "Why this, for her", "es": "Por qué esto, para ella"},
    "yes": {"en": "yes", "es": "sí"},
    "no": {"en": "no", "es": "no"},
    "no-day": {"en": "“{text}” is no day. Like 2026-10-02.", "es": "«{text}» no es un día. Como 2026-10-02."},
    "not-read": {"en": "It cannot be read: {problem}", "es": "No se puede leer: {problem}"},
    "take-in-about": {
        "en": "All of it, or nothing if any of it was changed on the way. It can be taken in twice; nothing comes twice.",
        "es": "Entra todo, o nada si algo cambió en el camino. Se puede recibir dos veces; nada se repite.",
    },
    "take-in-file": {"en": "The file", "es": "El archivo"},
    "send-headline": {"en": "Send this run", "es": "Mandar esta práctica"},
    "send-about": {
        "en": "Her lines, what they did, and what others said of them go into one file. What you wrote to yourself, and your name, only if you say so.",
        "es": "Las líneas, lo que hicieron y lo que otras personas dijeron van en un archivo. Lo que escribió para usted, y su nombre, sólo si usted quiere.",
    },
    "send-notes-short": {"en": "With your notes and promises", "es": "Con sus notas y compromisos"},
    "send-name-short": {"en": "With your name", "es": "Con su nombre"},
    "send-file": {"en": "Into the file", "es": "En el archivo"},
    "page-of": {"en": "Written on {date}, {words} words", "es": "Escrito el {date}, {words} palabras"},
    "page-sent": {
        "en": 'It goes with: simulator bundle export --person "{name}" -o FILE ({words} words).',
        "es": 'Se va con: simulator bundle export --person "{name}" -o ARCHIVO ({words} palabras).',
    },
    "page-short": {"en": "{words} of {wanted} words.", "es": "{words} de {wanted} palabras."},
    "page-no-coach": {
        "en": "No coach has sent you anything on this computer yet, so there is nowhere to send it. Write the page to a file instead.",
        "es": "Todavía nadie que la acompañe le ha mandado algo a esta computadora, así que no hay a dónde mandarlo. Mejor escriba la página en un archivo.",
    },
}
