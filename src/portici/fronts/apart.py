"""Values that are comparable only inside one area: the word of an address that chooses which."""

#: Names, by its code, the area within which values may stand side by side.
WITHIN = "entro"
