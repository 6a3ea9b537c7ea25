"""Compares every verb of the Italian lexicon, form by form, with verbecc, and prints each disagreement as a CSV row.

    pip install verbecc && pip install --no-deps .    # in an environment of its own; its first start takes minutes
    python benchmarks/italian_oracle.py verdicts.csv

VERDICTS is a table of judged disagreements (tests/languages/italian/oracle.csv); what stands there is not printed. The exit
status is 1 when something else is found. Verbs that verbecc only predicts are compared too, its words for the persons of one
form count together, and so do ours.
"""

import csv
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.verb_forms import ENDINGS, PERSONS, lacks
from goldsmith.languages.italian.verbs import SIMPLE, Verb, gerund, lemmas, participle, verb
from goldsmith.languages.language import NotCovered

NAMES = {"passato remoto": "passato-remoto", "futuro semplice": "futuro"}
Row = tuple[str, str, str, str, str, str]
"""Verb, mood, tense, person or shape, our forms, theirs."""


def split(words: list[str]) -> list[str]:
    return [option for word in words for option in word.split(" ")[-1].split("/")]


def finite(item: Verb, moods: dict[str, Any]) -> Iterator[Row]:
    for (mood, tense), slots in SIMPLE.items():
        name = "affermativo" if mood == "imperativo" else NAMES.get(tense, tense)
        for ours, (person, number) in zip(slots(item), PERSONS, strict=True):
            if ours and not lacks(item, mood, person):
                entries = [entry for entry in moods[mood][name] if (entry["p"], entry["n"]) == (person, number)]
                theirs = split([word for entry in entries for word in entry["c"]])
                yield item.infinitive, mood, tense, person + number, "|".join(ours), "|".join(dict.fromkeys(theirs))


def others(item: Verb, moods: dict[str, Any]) -> Iterator[Row]:
    for gender, number, ending in ENDINGS:
        entries = [
            entry
            for entry in moods["participio"]["participio-passato"]
            if (entry.get("g"), entry.get("n")) == (gender, number)
        ]
        ours = "|".join(text[:-1] + ending for text in participle(item))
        yield item.infinitive, "participio", "passato", gender + number, ours, "|".join(split(entries[0]["c"]))
    theirs = split([word for entry in moods["infinito"]["gerundio"] for word in entry["c"]])
    yield item.infinitive, "gerundio", "presente", "", gerund(item), "|".join(theirs)
    helper = moods["indicativo"]["passato-prossimo"][0]["c"][0].split(" ")[-2]
    yield item.infinitive, "auxiliary", "", "", "|".join(ours_of(item)), "essere" if helper == "sono" else "avere"


def ours_of(item: Verb) -> tuple[str, ...]:
    try:
        return auxiliaries(item.infinitive).choice
    except NotCovered:
        return ("avere", "essere")


def compared() -> Iterator[Row]:
    from verbecc import CompleteConjugator

    oracle = CompleteConjugator(lang="it")
    for infinitive, item in {verb(lemma).infinitive: verb(lemma) for lemma in lemmas()}.items():
        try:
            moods = oracle.conjugate(infinitive).get_data()["moods"]
        except Exception as error:
            print(f"{infinitive}: the oracle fails, {error!r}", file=sys.stderr)
            continue
        yield from finite(item, moods)
        yield from others(item, moods)


def main(judged: Path) -> int:
    logging.disable(logging.CRITICAL)
    known = {tuple(row.values())[:6] for row in csv.DictReader(judged.read_text(encoding="utf-8").splitlines())}
    rows = list(compared())
    apart = [row for row in rows if not set(row[4].split("|")) & set(row[5].split("|"))]
    new = [row for row in apart if row not in known]
    csv.writer(sys.stdout, lineterminator="\n").writerows(new)
    print(f"{len(rows)} compared, {len(apart)} apart, {len(new)} not judged yet", file=sys.stderr)
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
