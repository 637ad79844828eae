"""What the facilitator may say at each step of a block, in both languages: the forty-five minutes, minute by minute (DOMAIN 6.2)."""

from __future__ import annotations

from simulator.phrases import Table

NOTES: Table = {
    "notes.lobby": {
        "en": "Let people come in. Read the code aloud once. No phone, no problem: write the name down for them (paper works the whole way). Say what is kept and who sees it.",
        "es": "Deje que vayan entrando. Lea el código en voz alta una vez. Sin teléfono no hay problema: apunte usted el nombre (con papel se puede todo). Diga qué se guarda y quién lo ve.",
    },
    "notes.frame": {
        "en": "“We practise one thing today. We talk about lines, not people. Anybody may say pausa.” Ask for two volunteers. Give out cards and lenses. Ask the organizer: “What is the one thing you want us to watch?”",
        "es": "«Hoy practicamos una sola cosa. Hablamos de líneas, no de personas. Cualquiera puede decir pausa.» Pida dos voluntarios. Reparta tarjetas y lentes. Pregúntele a quien organiza: «¿En qué quiere que nos fijemos?»",
    },
    "notes.take": {
        "en": "Say nothing. Freeze at a choice, ask the room for one line, rewind thirty seconds, go again. Mark the lines you will want back. Stop while it is alive: five minutes are long.",
        "es": "No diga nada. Congele en un momento de decidir, pídale una línea a la sala, regrese treinta segundos y otra vez. Marque las líneas que va a querer. Pare mientras está viva: cinco minutos son muchos.",
    },
    "notes.silent": {
        "en": "“Out of role: say your own name. Two minutes, in silence.” Whoever played marks first, or passes. Nobody shows anything.",
        "es": "«Fuera del papel: diga su nombre. Dos minutos, en silencio.» Quien actuó se marca primero, o pasa. Nadie enseña nada.",
    },
    "notes.voices": {
        "en": "One word each. Then the organizer: what she tried, where it tightened, what line she would take back. Then the counterpart, still inside: “I opened when… I closed when…” No answers, no advice yet.",
        "es": "Una palabra cada quien. Luego quien organizó: qué intentó, dónde se le apretó, qué línea se tragaría. Luego la contraparte, todavía adentro: «Me abrí cuando… me cerré cuando…» Todavía sin consejos.",
    },
    "notes.reveal": {
        "en": "One note at a time, said to her by whoever wrote it: the line, what it did, another line. Two to keep, one to change. Then your one point: a keep, an edge, a question only she can answer. Marks last.",
        "es": "Una nota a la vez, dicha a ella por quien la escribió: la línea, lo que hizo, otra línea. Dos para conservar, una para cambiar. Luego su único punto: algo que conservar, algo que trabajar, una pregunta que sólo ella contesta. Las marcas al final.",
    },
    "notes.rehearse": {
        "en": "The same sixty seconds, differently. Do not talk about it: “I'll be her. Go.” Stop while it is good. Ask the room: did it change?",
        "es": "Los mismos sesenta segundos, de otro modo. No lo platique: «Yo soy ella. Va.» Pare mientras está bien. Pregunte a la sala: ¿cambió?",
    },
    "notes.commit": {
        "en": "“This week, with whom, on what day, you will do what? Who asks you about it?” Write it down as she says it. Read it back.",
        "es": "«Esta semana, ¿con quién, qué día, qué va a hacer? ¿Quién le va a preguntar?» Apúntelo como lo dice. Léaselo.",
    },
    "notes.rotate": {
        "en": "Everybody out of role. Next pair, or two minutes on the block itself: one word, one learning. You are critiqued too, about once a day.",
        "es": "Todos fuera del papel. La siguiente pareja, o dos minutos sobre este rato: una palabra, un aprendizaje. A usted también le toca crítica, como una vez al día.",
    },
    "notes.closed": {
        "en": "The transcripts are ready: Look back, on Home.",
        "es": "Las transcripciones están listas: Repasar, en Inicio.",
    },
}
