"""Regular endings of the three conjugations, and how a stem is spelled before them."""

PRESENT = {
    "are": ("o", "i", "a", "iamo", "ate", "ano"),
    "ere": ("o", "i", "e", "iamo", "ete", "ono"),
    "ire": ("o", "i", "e", "iamo", "ite", "ono"),
}
SUBJUNCTIVE = {
    "are": ("i", "i", "i", "iamo", "iate", "ino"),
    "ere": ("a", "a", "a", "iamo", "iate", "ano"),
    "ire": ("a", "a", "a", "iamo", "iate", "ano"),
}
IMPERFECT = {
    vowel + "re": tuple(vowel + ending for ending in ("vo", "vi", "va", "vamo", "vate", "vano")) for vowel in "aei"
}
REMOTE = {
    "are": (("ai",), ("asti",), ("ò",), ("ammo",), ("aste",), ("arono",)),
    "ere": (("etti", "ei"), ("esti",), ("ette", "é"), ("emmo",), ("este",), ("ettero", "erono")),
    "ire": (("ii",), ("isti",), ("ì",), ("immo",), ("iste",), ("irono",)),
}
FUTURE = ("ò", "ai", "à", "emo", "ete", "anno")
CONDITIONAL = ("ei", "esti", "ebbe", "emmo", "este", "ebbero")


def joined(stem: str, ending: str, conjugation: str, *, keeps_i: bool = False) -> str:
    """A stem and an ending as they are spelled together.

    In -are: h after c and g before e and i (cerchi), no i of -ci- -gi- before e and i (mangerò), one i for two (studi)
    unless the stem's i is stressed (`keeps_i`: invii, but inviamo).
    """
    if conjugation != "are" or ending[0] not in "ei":
        return stem + ending
    if stem.endswith(("c", "g")):
        return stem + "h" + ending
    if not stem.endswith("i"):
        return stem + ending
    if keeps_i:
        return stem[:-1] + ending if ending in ("iamo", "iate") else stem + ending
    return stem[:-1] + ending if ending[0] == "i" or stem.endswith(("ci", "gi")) else stem + ending
