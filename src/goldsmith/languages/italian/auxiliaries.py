"""Essere or avere: which auxiliary a verb takes, and on what that depends."""

from dataclasses import dataclass

from goldsmith.languages.italian.data import keyed
from goldsmith.languages.language import NotCovered

USES = {
    "transitive": {"transitive": "avere", "intransitive": "essere"},
    "direction": {"activity": "avere", "direction": "essere"},
    "sense": {"avere": "avere", "essere": "essere"},
    "modal": {"": "avere", "avere": "avere", "essere": "essere"},
    "free:avere": {"": "avere", "avere": "avere", "essere": "essere"},
    "free:essere": {"": "essere", "avere": "avere", "essere": "essere"},
}
"""For verbs with both: what `use` may say, and the auxiliary that follows."""


@dataclass(frozen=True, slots=True)
class Auxiliaries:
    """The auxiliaries of a verb; for one with both, the condition of each and the uses that decide."""

    lemma: str
    choice: tuple[str, ...]
    avere: str
    essere: str
    uses: tuple[str, ...]


def auxiliaries(lemma: str) -> Auxiliaries:
    """What is known of a verb's auxiliary; a pronominal verb takes essere, a verb of the lexicon without a row avere."""
    row = keyed("auxiliaries").get(lemma)
    if lemma.endswith("rsi"):
        return Auxiliaries(lemma, ("essere",), "", "always: the verb is pronominal", ())
    if row is None:
        if lemma not in keyed("verbs"):
            raise NotCovered("auxiliary.unknown", f"no auxiliary is known for {lemma!r}")
        return Auxiliaries(lemma, ("avere",), "always", "", ())
    if row["auxiliary"] == "essere":
        return Auxiliaries(lemma, ("essere",), "", "always", ())
    return Auxiliaries(lemma, ("avere", "essere"), row["avere"], row["essere"], tuple(USES[row["rule"]]))


def auxiliary(lemma: str, use: str = "") -> str:
    """The auxiliary of a verb in one use; raises NotCovered where the use decides and is not said."""
    known = auxiliaries(lemma)
    if len(known.choice) == 1:
        if use in ("avere", "essere") and use not in known.choice:
            raise NotCovered("auxiliary.use", f"{lemma!r} takes {known.choice[0]}, not {use}")
        return known.choice[0]
    uses = USES[keyed("auxiliaries")[lemma]["rule"]]
    if use not in uses:
        if use in ("avere", "essere"):
            return use
        raise NotCovered("auxiliary.use", f"{lemma!r} takes avere {known.avere}, essere {known.essere}; say which")
    return uses[use]
