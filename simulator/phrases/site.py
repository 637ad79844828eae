"""What the catalogue's pages say."""

from __future__ import annotations

from simulator.phrases import Table

SITE: Table = {
    "site-title": {"en": "Scenes to practise", "es": "Escenas para practicar"},
    "site-say": {
        "en": "Conversations that decide campaigns, to rehearse before they count. All people, schools and numbers in them are invented.",
        "es": "Pláticas que deciden campañas, para ensayarlas antes de que cuenten. La gente, las escuelas y los números son inventados.",
    },
    "site-languages": {"en": "In English", "es": "En español"},
    "site-rubrics": {"en": "What good work looks like", "es": "Cómo se ve el buen trabajo"},
    "site-back": {"en": "All scenes", "es": "Todas las escenas"},
    "site-minutes": {"en": "{minutes} minutes", "es": "{minutes} minutos"},
    "site-difficulty": {"en": "Difficulty {number} of 3", "es": "Dificultad {number} de 3"},
    "site-spoken": {"en": "Spoken in {languages}", "es": "Se habla en {languages}"},
    "site-language.en": {"en": "English", "es": "inglés"},
    "site-language.es": {"en": "Spanish", "es": "español"},
    "site-cast": {"en": "Who is there", "es": "Quién está ahí"},
    "site-rubric": {"en": "What it is watched for", "es": "En qué se fija uno"},
    "site-practise": {"en": "To practise it", "es": "Para practicarla"},
    "site-worksheet": {"en": "Observer's worksheet, to print", "es": "Hoja de quien observa, para imprimir"},
    "site-trainers": {"en": "For trainers", "es": "Para quien entrena"},
    "site-trainers-say": {
        "en": "The whole scene, secrets too. Do not hand it to anyone who is still to practise it.",
        "es": "La escena entera, con sus secretos. No se la dé a nadie que todavía la vaya a practicar.",
    },
    "site-cards": {"en": "Role cards, to print", "es": "Tarjetas de papel, para imprimir"},
    "site-map": {"en": "Map of the scene", "es": "Mapa de la escena"},
    "site-map-say": {
        "en": "Each box is a moment and leads to it below. Round ones are endings; those with a thick border are good ones.",
        "es": "Cada caja es un momento y lleva a él más abajo. Las redondas son finales; los de borde grueso son buenos.",
    },
    "site-notes": {"en": "Running it in a room", "es": "Para jugarla en grupo"},
    "site-lenses": {"en": "Lenses for observers", "es": "Lentes para quien observa"},
    "site-openings": {"en": "Ways it begins", "es": "Maneras en que empieza"},
    "site-moments": {"en": "Moment by moment", "es": "Momento por momento"},
    "site-endings": {"en": "Endings", "es": "Finales"},
    "site-cue": {"en": "Cue", "es": "Pista"},
    "site-leads": {"en": "Leads to", "es": "Lleva a"},
    "site-moves": {"en": "Moves", "es": "Movimientos"},
    "site-if": {"en": "If", "es": "Si"},
    "site-silence": {"en": "(silence)", "es": "(silencio)"},
    "site-otherwise": {"en": "Words that fit nothing", "es": "Palabras que no caen en nada"},
    "site-card-you": {"en": "You are the organizer", "es": "Usted es quien organiza"},
    "site-card-about": {"en": "Who you are", "es": "Quién es usted"},
    "site-card-interest": {"en": "What moves you", "es": "Lo que le mueve"},
    "site-card-secret": {"en": "What you have not told anyone", "es": "Lo que no le ha dicho a nadie"},
    "site-card-feels": {"en": "How you begin (0 to 5)", "es": "Cómo empieza (de 0 a 5)"},
    "site-card-private": {"en": "Only for whoever plays this part.", "es": "Sólo para quien hace este papel."},
    "site-sheet-lens": {"en": "My lens", "es": "Mi lente"},
    "site-sheet-line": {"en": "The line, word for word", "es": "La línea, palabra por palabra"},
    "site-sheet-effect": {"en": "What it did to the other person", "es": "Lo que le hizo a la otra persona"},
    "site-sheet-instead": {"en": "Say instead", "es": "En lugar de eso"},
    "site-sheet-say": {
        "en": "One line to keep, one to change. Write what was said and what you saw, not what you think of it.",
        "es": "Una línea para conservar y una para cambiar. Escriba lo que se dijo y lo que vio, no lo que opina.",
    },
    "site-level": {"en": "Level {number}", "es": "Nivel {number}"},
    "site-criterion": {"en": "Criterion", "es": "Criterio"},
    "site-my-name": {"en": "Observer", "es": "Quien observa"},
}
