"""What the printed sheets of a room say."""

from __future__ import annotations

from simulator.phrases import Table

PAPER: Table = {
    "paper": {"en": "A room on paper", "es": "Una sala en papel"},
    "paper-about": {
        "en": "Print once: the block for yourself, one card for the organizer, one for the counterpart, one worksheet for each observer. Afterwards enter what matters at the console (I), or keep the sheets.",
        "es": "Imprima una vez: la guía para usted, una tarjeta para quien organiza, una para la contraparte, una hoja para cada quien que observa. Después meta lo importante en la consola (I), o guarde las hojas.",
    },
    "paper-page": {"en": "Page", "es": "Página"},
    "paper-block": {"en": "The block, step by step", "es": "El rato, paso a paso"},
    "paper-step": {"en": "Step", "es": "Paso"},
    "paper-minutes": {"en": "Minutes", "es": "Minutos"},
    "paper-say": {"en": "What to say", "es": "Qué decir"},
    "paper-author": {"en": "The author's notes", "es": "Notas de quien escribió la escena"},
    "paper-organizer": {"en": "Card of the organizer", "es": "Tarjeta de quien organiza"},
    "paper-counterpart": {"en": "Card of the counterpart: {name}. For nobody else's eyes before the notes.", "es": "Tarjeta de la contraparte: {name}. Que nadie más la vea antes de las notas."},
    "paper-watch": {"en": "The one thing to watch in me:", "es": "La única cosa en que se van a fijar de mí:"},
    "paper-worksheet": {"en": "Worksheet", "es": "Hoja de observación"},
    "paper-who": {"en": "I observe", "es": "Observo a"},
    "paper-take": {"en": "Take", "es": "Toma"},
    "paper-me": {"en": "My name (or none)", "es": "Mi nombre (o ninguno)"},
    "paper-tally": {"en": "A stroke each time", "es": "Una raya cada vez"},
    "paper-minute": {"en": "Minute", "es": "Minuto"},
    "paper-one-keep": {"en": "One to keep", "es": "Una para conservar"},
    "paper-one-change": {"en": "One to change", "es": "Una para cambiar"},
    "paper-authors-lenses": {"en": "The author suggests", "es": "Quien la escribió sugiere"},
    "paper-marks": {"en": "Marks: whoever played first, in silence. Circle one, or pass.", "es": "Marcas: primero quien actuó, en silencio. Encierre una, o pase."},
    "paper-slips": {"en": "Slips: cut here", "es": "Papelitos: corte aquí"},
    "paper-changed": {"en": "After the second try: did it change? How did you see it?", "es": "Después del segundo intento: ¿cambió? ¿En qué lo vio?"},
    "paper-private": {
        "en": "For learning only. Never for hiring, discipline or ranking. No real names of parents, children or schools.",
        "es": "Sólo para aprender. Nunca para contratar, sancionar ni comparar. Sin nombres reales de familias, niños ni escuelas.",
    },
}  # fmt: skip
