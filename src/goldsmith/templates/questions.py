"""Questions about a manual in words: the frames that fit what is asked, and a frame filled with the names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from zlib import crc32

import yaml

from goldsmith.extractors.manual.asked import VALUE, Asked, Names
from goldsmith.extractors.manual.spoken import tokens
from goldsmith.schemas.questions import vocabulary
from goldsmith.templates import kinds
from goldsmith.templates.names import STYLES, Style, heading, part_of_sentence, small, takes_article, typed

SPEC = "spec"
GROUPS = {
    kinds.ANY: (kinds.ANY, SPEC),
    kinds.MEASURE: (kinds.ANY, SPEC, kinds.MEASURE),
    kinds.TEXT: (kinds.ANY, SPEC, kinds.TEXT),
    kinds.CODE: (kinds.ANY, SPEC, kinds.TEXT, kinds.CODE),
    kinds.PART: (kinds.ANY, SPEC, kinds.TEXT, kinds.PART),
    kinds.PROSE: (kinds.ANY, kinds.PROSE),
    kinds.STEPS_KIND: (kinds.STEPS_KIND,),
    kinds.STEP_KIND: (kinds.STEP_KIND,),
} | {dimension: (kinds.ANY, SPEC, kinds.MEASURE, dimension) for dimension in sorted(kinds.DIMENSIONS)}
"""The groups of frames that fit each kind; nothing but frames for anything fits a question without an answer."""
FLUIDS = frozenset(
    ("oil", "oils", "fluid", "fluids", "coolant", "fuel", "petrol", "gasoline", "diesel", "grease", "water", "tank",
     "tanks", "sump", "reservoir", "antifreeze", "refrigerant", "electrolyte", "lubricant")
)  # fmt: skip
"""What is filled in, or filled."""
NOUNS_IN_ING = frozenset(
    ("bearing", "bushing", "casing", "coupling", "fitting", "housing", "lining", "ring", "spring", "steering", "string",
     "thing", "tubing", "wing", "wiring")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """A wording of a question with places for names; an unseen one is for tests alone."""

    name: str
    text: str
    group: str
    unseen: bool

    @property
    def slots(self) -> frozenset[str]:
        """The places for names that it has."""
        return frozenset(slot for _, slot, _, _ in Formatter().parse(self.text) if slot)

    @property
    def words(self) -> frozenset[str]:
        """Its own words."""
        return frozenset(one.word for one in tokens(self.text.translate({ord("{"): " {", ord("}"): "} "})))


@cache
def all_frames() -> dict[str, Frame]:
    """Every frame by its name."""
    data = yaml.safe_load(files("goldsmith.templates").joinpath("questions.yaml").read_text(encoding="utf-8"))
    made = [
        Frame(name, text, group, seen == "unseen")
        for group, parts in data.items()
        for seen, those in parts.items()
        for name, text in those.items()
    ]
    return {frame.name: frame for frame in made}


def frames(asked: Asked, kind: str, *, unseen: bool = False) -> tuple[str, ...]:
    """The names of the frames that fit what is asked and its kind: those seen in training, or those for tests alone."""
    return tuple(frame.name for frame in _fitting(asked, kind) if frame.unseen == unseen)


def _fitting(asked: Asked, kind: str) -> Iterator[Frame]:
    said = {one.word for name in _given(asked.names) for one in tokens(name)}
    groups = GROUPS.get(kind, GROUPS[kinds.ANY])
    for group in (*groups, "fill") if kind == "volume" and said & FLUIDS else groups:
        for frame in _groups()[group]:
            if _says_it_once(frame, said) and _has_slots(frame, asked):
                yield frame


def _has_slots(frame: Frame, asked: Asked) -> bool:
    """Whether there are words for all its places: few steps have a numeral, and "To bleed the filter" is no object."""
    numeral = "nth" not in frame.slots or asked.number in vocabulary().ordinals.values()
    return numeral and not ("doing" in frame.slots and _to_do(asked.names.row[-1]))


@cache
def _groups() -> dict[str, tuple[Frame, ...]]:
    return {
        group: tuple(frame for frame in all_frames().values() if frame.group == group)
        for group in dict.fromkeys(frame.group for frame in all_frames().values())
    }


def _says_it_once(frame: Frame, said: set[str]) -> bool:
    """Whether the names hold no word of the kind that the frame asks with: no "torque of the torque", no "spec of the specs"."""
    known = vocabulary()
    asks_for = {kind for word in frame.words & known.quantities.keys() for kind in known.quantities[word]}
    doubled = any(known.quantities[word] & asks_for for word in said & known.quantities.keys())
    steps = frame.words & known.steps and said & known.steps
    specs = any(word.startswith("spec") for word in frame.words) and any(word.startswith("spec") for word in said)
    return not (doubled or steps or specs)


def _given(names: Names) -> tuple[str, ...]:
    return (*names.row, names.qualifier, *names.column, names.table, *names.section, names.model)


def question(asked: Asked, frame: str) -> str:
    """What is asked in the words of a frame."""
    chosen = all_frames()[frame]
    names, style = asked.names, _style(frame)
    if asked.what == VALUE:
        slots = {"it": part_of_sentence(names, style), "label": heading(names, style), "low": typed(names, style)}
    else:
        slots = _of_list(asked, style)
    said = chosen.text.format(**{slot: slots[slot] for slot in chosen.slots})
    return _tidy(said)


def _style(frame: str) -> Style:
    return STYLES[crc32(frame.encode()) % len(STYLES)]


def _of_list(asked: Asked, style: Style) -> dict[str, str]:
    names = asked.names
    title = names.row[-1]
    above = part_of_sentence(Names(("",), table=names.table, section=names.section, model=names.model), style)
    to_do = _to_do(title)
    begun = to_do or _is_work(title)
    work = f"{title[:1].lower()}{small(title[1:])}" if begun else small(title) if takes_article(title) else title
    work = f"the {work}" if takes_article(title) and not begun else work
    return {
        "title": heading(names, style),
        "low": typed(names, style),
        "how": (work if to_do else f"for {work}") + above,
        "of": (f"of the procedure {work}" if to_do else f"of {work}") + above,
        "doing": work + above,
        "n": str(asked.number),
        "nth": next((word for word, number in vocabulary().ordinals.items() if number == asked.number), ""),
    }


def _is_work(title: str) -> bool:
    """Whether a heading names a work: "Removing the battery"."""
    first = title.split(" ")[0].lower()
    return first.endswith("ing") and len(first) > 4 and first not in NOUNS_IN_ING


def _to_do(title: str) -> bool:
    return title.startswith(("To ", "to "))


def _tidy(said: str) -> str:
    """A question with one sign at its end, where a name ends in a sign of its own."""
    return said.replace("..", ".").replace("?.", "?").strip()
