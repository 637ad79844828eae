"""Files to core and back: YAML source with positions, the little grammars, compilers, the catalogue of what can be practised."""
