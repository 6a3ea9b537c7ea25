"""The simple forms of a verb: the regular endings with their spelling, and the irregular stems of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from goldsmith.languages.italian.data import Row, keyed, table
from goldsmith.languages.italian.endings import CONDITIONAL, FUTURE, IMPERFECT, PRESENT, REMOTE, SUBJUNCTIVE, joined
from goldsmith.languages.language import NotCovered

Slots = tuple[tuple[str, ...], ...]
"""Six persons, io to loro; each holds its spellings, the preferred one first, or nothing."""
UNDER_PREFIX = {"fa": "fà", "fa'": "fà", "di'": "dici"}
"""What is one syllable alone is another form under a prefix: fa, rifà; di', contraddici."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lexicon: its infinitive without -si, its conjugation (are, ere, ire), its class and irregular cells."""

    lemma: str
    infinitive: str
    conjugation: str
    model: str
    only: str
    irregular: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def pronominal(self) -> bool:
        """It is used with a reflexive pronoun: svegliarsi."""
        return self.infinitive != self.lemma

    @property
    def rule(self) -> str:
        """The class in words, for the rule of a form."""
        return "irregular" if self.irregular else f"-{self.conjugation}" + (" -isc-" if self.model == "isc" else "")

    @property
    def stem(self) -> str:
        """The infinitive without its ending; of bere, fare, dire, porre, trarre and condurre the old long stem."""
        return self.cell("stem")[0][0] if self.cell("stem") else self.infinitive[:-3]

    def cell(self, name: str) -> Slots:
        """The irregular forms of one column; none where the verb is regular there."""
        return dict(self.irregular).get(name, ())


def row_of(lemma: str) -> Row:
    """The row of a verb in the lexicon."""
    row = keyed("verbs").get(lemma)
    if row is None:
        raise NotCovered("verb.unknown", f"the lexicon has no verb {lemma!r}")
    return row


@cache
def verb(lemma: str) -> Verb:
    """A verb of the lexicon with its irregular cells resolved."""
    row = row_of(lemma)
    infinitive = lemma[:-2] + "e" if lemma.endswith("rsi") else lemma
    contracted = infinitive.endswith("rre") or {infinitive, row["model"]} & {"fare", "dire"}
    conjugation = "ere" if contracted else infinitive[-3:]
    return Verb(lemma, infinitive, conjugation, row["model"], row["only"], irregular(infinitive, row["model"]))


def irregular(infinitive: str, model: str) -> tuple[tuple[str, Slots], ...]:
    """The cells of the irregular verb that this one follows, with the prefix put before each form."""
    if model in ("", "isc", "ì"):
        return ()
    name = infinitive if model == "irr" else model
    row = keyed("irregular_verbs")[name]
    prefix = infinitive.removesuffix(name.removeprefix("-"))
    return tuple(
        (
            column,
            tuple(
                tuple(prefixed(prefix, option.removeprefix("-")) for option in slot.split("|")) for slot in cell.split()
            ),
        )
        for column, cell in row.items()
        if cell and column != "lemma"
    )


def prefixed(prefix: str, form: str) -> str:
    """A form of a compound verb."""
    return prefix + UNDER_PREFIX.get(form, form) if prefix else form


def regular(item: Verb, endings: Mapping[str, tuple[str, ...]]) -> Slots:
    """The stem with six regular endings; -isc- stands where the stress is on the stem."""
    slots = []
    for place, ending in enumerate(endings[item.conjugation]):
        stressed = place in (0, 1, 2, 5)
        stem = item.stem + ("isc" if item.model == "isc" and stressed else "")
        slots.append((joined(stem, ending, item.conjugation, keeps_i=item.model == "ì"),))
    return tuple(slots)


def present(item: Verb) -> Slots:
    """Indicativo presente."""
    return item.cell("present") or regular(item, PRESENT)


def subjunctive(item: Verb) -> Slots:
    """Congiuntivo presente; noi as in the indicative, voi with -te for its -mo."""
    cell = item.cell("subjunctive")
    if not cell:
        return regular(item, SUBJUNCTIVE)
    one = cell[0]
    we = present(item)[3]
    return one, one, one, we, tuple(form[:-2] + "te" for form in we), tuple(form + "no" for form in one)


def imperfect(item: Verb) -> Slots:
    """Indicativo imperfetto."""
    return item.cell("imperfect") or tuple((item.stem + ending,) for ending in IMPERFECT[item.conjugation])


def remote(item: Verb) -> Slots:
    """Indicativo passato remoto; a strong stem stands in io, lui and loro alone."""
    cell = item.cell("remote")
    if len(cell) == 6:
        return cell
    weak = tuple(
        tuple(joined(item.stem, ending, item.conjugation) for ending in options if fits_remote(item.stem, ending))
        for options in REMOTE[item.conjugation]
    )
    if not cell:
        return weak
    strong = cell[0][0][:-1]
    return (strong + "i",), weak[1], (strong + "e",), weak[3], weak[4], (strong + "ero",)


def fits_remote(stem: str, ending: str) -> bool:
    """Verbs whose stem ends in -t have no -etti: riflettei."""
    return not (stem.endswith("t") and ending in ("etti", "ette", "ettero"))


def future_stem(item: Verb) -> str:
    """What futuro and condizionale are built on: parler-, finir-, andr-."""
    cell = item.cell("future")
    if cell:
        return cell[0][0]
    if item.conjugation == "are":
        return joined(item.stem, "er", "are", keeps_i=item.model == "ì")
    return item.infinitive[:-1]


def future(item: Verb) -> Slots:
    """Indicativo futuro semplice."""
    return tuple((future_stem(item) + ending,) for ending in FUTURE)


def conditional(item: Verb) -> Slots:
    """Condizionale presente."""
    return tuple((future_stem(item) + ending,) for ending in CONDITIONAL)


def imperfect_subjunctive(item: Verb) -> Slots:
    """Congiuntivo imperfetto, on the stem of the passato remoto's tu: facesti, facessi."""
    stem = remote(item)[1][0].removesuffix("sti")
    return tuple((stem + ending,) for ending in ("ssi", "ssi", "sse", "ssimo", "ste", "ssero"))


def imperative(item: Verb) -> Slots:
    """Imperativo presente for tu, Lei, noi, voi and Loro; Lei and Loro are the subjunctive's third persons."""
    now, wish = present(item), subjunctive(item)
    you = (joined(item.stem, "a", "are"),) if item.conjugation == "are" and not item.cell("present") else now[1]
    cell = item.cell("imperative")
    if cell:
        you = cell[0]
    return (), you, wish[2], now[3], cell[1] if len(cell) > 1 else now[4], wish[5]


def participle(item: Verb) -> tuple[str, ...]:
    """The masculine singular of the participio passato, the preferred spelling first."""
    cell = item.cell("participle")
    if cell:
        return cell[0]
    return (item.infinitive[:-3] + {"are": "ato", "ere": "uto", "ire": "ito"}[item.infinitive[-3:]],)


def gerund(item: Verb) -> str:
    """The gerundio presente."""
    cell = item.cell("gerund")
    return cell[0][0] if cell else joined(item.stem, "ando" if item.conjugation == "are" else "endo", item.conjugation)


SIMPLE = {
    ("indicativo", "presente"): present,
    ("indicativo", "imperfetto"): imperfect,
    ("indicativo", "passato remoto"): remote,
    ("indicativo", "futuro semplice"): future,
    ("condizionale", "presente"): conditional,
    ("congiuntivo", "presente"): subjunctive,
    ("congiuntivo", "imperfetto"): imperfect_subjunctive,
    ("imperativo", "presente"): imperative,
}
"""The finite simple tenses by mood and tense."""


def takes_object(lemma: str) -> bool:
    """The verb may have a direct object, and so lo, la, li, le; of a pronominal verb the lexicon does not say."""
    return row_of(lemma)["frame"] != "i" or lemma == "essere"  # lo sono


def lemmas() -> tuple[str, ...]:
    """The verbs of the lexicon."""
    return tuple(row["lemma"] for row in table("verbs"))
