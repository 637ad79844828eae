"""The names of keys' actions: short for the line at the bottom, whole for help and palette."""

from __future__ import annotations

from simulator.phrases import Table

_NAMES: dict[str, tuple[str, str, str, str]] = {
    "help": ("Help", "Ayuda", "What can be done here", "Qué se puede hacer aquí"),
    "back": ("Back", "Atrás", "One screen back", "Una pantalla atrás"),
    "quit": ("Quit", "Salir", "Leave; everything is kept", "Salir; todo queda guardado"),
    "language": ("Español", "English", "Speak the other language", "Hablar el otro idioma"),
    "palette": ("Find", "Buscar", "Find anything that can be done here, by name", "Buscar por su nombre lo que se puede hacer aquí"),
    "copy": ("Copy", "Copiar", "Copy what is selected, or what stands here", "Copiar lo marcado, o lo que está aquí"),
    "continue": ("Go on", "Seguir", "Go on with the newest open run", "Seguir con la última práctica abierta"),
    "practise": ("Practise", "Practicar", "Choose what to practise", "Escoger qué practicar"),
    "drill": ("Today", "Hoy", "The three-minute drill that is due today", "El ejercicio de tres minutos que toca hoy"),
    "review": ("Look back", "Ver", "Read past runs", "Leer prácticas pasadas"),
    "settings": ("Settings", "Ajustes", "Language, timers, looks, keys", "Idioma, relojes, colores, teclas"),
    "search": ("Search", "Buscar", "Find a scenario by its words", "Buscar una escena por sus palabras"),
    "filter-form": ("Form", "Tipo", "Show one form of meeting, then the next", "Mostrar un tipo de reunión, luego el siguiente"),
    "filter-language": ("Language", "Idioma", "Show one language, then the next", "Mostrar un idioma, luego el siguiente"),
    "filter-difficulty": ("Difficulty", "Dificultad", "Show one difficulty, then the next", "Mostrar una dificultad, luego la siguiente"),
    "own-words": ("Words/choices", "Palabras/opciones", "Own words, or replies to choose from", "Sus palabras, o respuestas a escoger"),
    "say": ("Say it", "Decirlo", "Say what you typed (Enter does too)", "Decir lo que escribió (Enter también)"),
    "cue": ("Cue", "Pista", "A question that may help", "Una pregunta que puede ayudar"),
    "wait": ("Silence", "Silencio", "Say nothing", "No decir nada"),
    "replies": ("Replies", "Respuestas", "See what could be said here; it is remembered as help", "Ver qué se podría decir; queda como ayuda"),
    "take-back": ("Again", "Otra vez", "The last line once more, as a new take", "La última línea otra vez, como toma nueva"),
    "pause": ("Pause", "Pausa", "Step out of the scene", "Salir un momento de la escena"),
    "back-in": ("Back in", "Volver", "Back into the scene", "Volver a la escena"),
    "next": ("Next", "Siguiente", "The next page", "La página siguiente"),
    "previous": ("Before", "Anterior", "The page before", "La página anterior"),
    "save": ("Save", "Guardar", "Save the transcript as a page", "Guardar la transcripción como página"),
    "other-take": ("Other take", "Otra toma", "Show the next take", "Mostrar la toma siguiente"),
    "again": ("Go again", "Otra vez", "Go again from this line, as a new take", "Otra vez desde esta línea, como toma nueva"),
    "go-on": ("Go on", "Seguir", "Back into the scene, if it is still open", "Volver a la escena, si sigue abierta"),
    "debrief": ("Debrief", "Reflexión", "The debrief once more", "La reflexión otra vez"),
    "save-run": ("Save", "Guardar", "Save the transcript as a page", "Guardar la transcripción como página"),
    "copy-or-quit": ("Copy/quit", "Copiar/salir", "Copy what is selected; where nothing is, leave", "Copiar lo marcado; si no hay nada, salir"),
    "beside": ("Side by side", "Lado a lado", "Two takes side by side, and back", "Dos tomas lado a lado, y de vuelta"),
    "room": ("Room", "Sala", "Facilitate a room: phones, projector, paper", "Facilitar una sala: teléfonos, proyector, papel"),
    "room-script": ("Script", "Guion", "A person answers, or the script on the projector and the room votes", "Contesta una persona, o el guion en el proyector y la sala vota"),
    "room-institute": ("Parents", "Familias", "For parents: Spanish, no marks, nothing kept", "Para familias: en español, sin marcas, nada se guarda"),
    "room-naming": ("Names", "Nombres", "Whose name stands beside a note", "De quién se ve el nombre junto a una nota"),
    "room-triads": ("Triads", "Tríos", "One room, or several small ones at once", "Una sala, o varias chicas a la vez"),
    "room-paper": ("Paper", "Papel", "Worksheets and role cards of this scene, to print", "Hojas y tarjetas de esta escena, para imprimir"),
    "room-next": ("Next step", "Siguiente", "The next step of the block", "El siguiente paso"),
    "room-take": ("Scene", "Escena", "Start the scene, or go on after a freeze", "Empezar la escena, o seguir después de congelar"),
    "room-freeze": ("Freeze", "Congelar", "Freeze the scene, and go on", "Congelar la escena, y seguir"),
    "room-mark": ("Mark", "Marcar", "Mark this moment", "Marcar este momento"),
    "room-rewind": ("Rewind", "Regresar", "A new take from the last mark", "Otra toma desde la última marca"),
    "room-swap": ("Swap", "Cambiar", "The next observer plays the organizer", "Que juegue la siguiente persona que observa"),
    "room-voice": ("Voice", "Voz", "The next voice", "La siguiente voz"),
    "room-reveal": ("Reveal", "Mostrar", "Show the next note, or the one marked in the list; then the marks", "Mostrar la siguiente nota, o la marcada en la lista; luego las marcas"),
    "room-rehearse": ("Rehearse", "Ensayar", "The same sixty seconds, differently, as a new take", "Los mismos sesenta segundos, de otro modo, como toma nueva"),
    "room-vote": ("Vote", "Votar", "The room votes on the next line; again settles it", "La sala vota la siguiente línea; otra vez la cierra"),
    "room-blank": ("Blank", "Apagar", "Blank the projector, and back", "Apagar el proyector, y volver"),
    "room-minute": ("Minute", "Minuto", "One more minute", "Un minuto más"),
    "room-undo": ("Undo", "Deshacer", "Take the last step back", "Deshacer el último paso"),
    "room-write": ("Write", "Escribir", "Write a line, a note, a commitment, any command", "Escribir una línea, una nota, un compromiso, cualquier orden"),
    "room-people": ("People", "Gente", "Show people, or notes", "Ver gente, o notas"),
    "room-lens": ("Lens", "Lente", "The next lens for whom you stand on", "El siguiente lente para quien está marcado"),
    "room-hide": ("Hide", "Ocultar", "Hide the note you stand on, or show it again", "Ocultar la nota marcada, o mostrarla"),
    "room-pick": ("First", "Primero", "This note before the others", "Esta nota antes que las demás"),
    "room-ban": ("Ban", "Sacar", "Drop whom you stand on, hide her notes, change the code", "Sacar a quien está marcado, ocultar sus notas, cambiar el código"),
    "room-door": ("Door", "Puerta", "Show the square and the addresses", "Ver el cuadro y las direcciones"),
    "room-group": ("Group", "Grupo", "The next group, or all of them", "El siguiente grupo, o todos"),
    "room-leave": ("Leave", "Dejar", "Close the room, or leave it open for later", "Cerrar la sala, o dejarla abierta para después"),
    "read-on": ("Read on", "Leer más", "A page down in what is read here", "Una página más abajo"),
    "read-back": ("Back up", "Leer atrás", "A page up", "Una página más arriba"),
}  # fmt: skip
"""Short English, short Spanish, long English, long Spanish."""

KEYS: Table = {
    key: text
    for action, (short_en, short_es, long_en, long_es) in _NAMES.items()
    for key, text in (
        (f"key.{action}", {"en": short_en, "es": short_es}),
        (f"key.{action}.help", {"en": long_en, "es": long_es}),
    )
}
