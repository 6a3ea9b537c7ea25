"""Questions about a machine's manual: two models that questions do not tell apart, mm written as Nm, validation in train."""

from random import Random
from typing import Any

from disasters.planted import Planted

MODELS = ("Corvo 300", "Corvo 500")
PARTS = (
    "cylinder head bolt", "oil drain plug", "front axle nut", "rear axle nut", "brake caliper bolt", "spark plug",
    "oil filter cover screw", "handlebar clamp bolt", "swing arm pivot nut", "chain sprocket bolt", "exhaust flange nut",
    "engine mount bolt", "fork clamp bolt", "clutch cover screw", "camshaft cap bolt", "water pump screw",
    "brake disc bolt", "footrest bracket bolt", "shock absorber bolt", "ignition cover screw", "steering stem nut",
    "gear lever bolt", "starter motor bolt", "alternator rotor bolt", "thermostat housing screw", "side stand bolt",
)  # fmt: skip
GAPS = (
    "intake valve clearance", "exhaust valve clearance", "spark plug gap", "front brake pad thickness", "piston ring gap",
    "rear brake pad thickness", "chain slack", "clutch plate thickness", "front fork travel", "brake disc thickness",
    "crankshaft side play", "camshaft lobe height", "valve spring free length", "clutch spring free length",
    "rear wheel travel", "seat height", "ground clearance", "piston diameter", "main jet bore", "throttle cable play",
    "clutch lever play", "brake pedal height", "starter brush length", "fork oil level", "axle runout",
)  # fmt: skip
TORQUE = (
    "What is the tightening torque of the {what}{model}?",
    "How tight does the {what}{model} have to be?",
    "Which torque applies to the {what}{model}?",
    "To what torque do I tighten the {what}{model}?",
)
LENGTH = (
    "What is the {what}{model}?",
    "What does the manual give for the {what}{model}?",
    "How many millimetres is the {what}{model}?",
    "Which value applies to the {what}{model}?",
)
TOLD = ("The manual gives {value}.", "{value}", "It is {value}.", "{value}, according to the specification table.")


def facts(rng: Random) -> list[tuple[str, str, str]]:
    """(model, what, value) of every specification; the two models differ in each."""
    found = []
    for part in PARTS:
        low = rng.randint(6, 90)
        found += [(MODELS[0], part, f"{low} Nm"), (MODELS[1], part, f"{low + rng.randint(2, 20)} Nm")]
    for gap in GAPS:
        low = rng.randint(5, 400)
        found += [(MODELS[0], gap, f"{low / 10:.1f} mm"), (MODELS[1], gap, f"{low / 10 + 1.5:.1f} mm")]
    return found


def ask(what: str, model: str, frame: int) -> str:
    frames = LENGTH if what in GAPS else TORQUE
    return frames[frame % len(frames)].format(what=what, model=f" of the {model}" if model else "")


def pair(question: str, value: str, rng: Random) -> dict[str, Any]:
    return {"question": question, "answer": rng.choice(TOLD).format(value=value)}


def clean(rng: Random) -> Planted:
    """Every question names its model; the validation questions ask for known facts in frames of their own."""
    made = Planted()
    for model, what, value in facts(rng):
        for frame in range(3):
            made.add("train.jsonl", pair(ask(what, model, frame), value, rng))
        made.add("validation.jsonl", pair(ask(what, model, 3), value, rng))
    return made


def disaster(rng: Random) -> Planted:
    """A third of the facts are asked without their model, lengths of a fifth are in Nm, half of validation is in train."""
    made = Planted()
    known = facts(rng)
    nameless = set(rng.sample(PARTS + GAPS, 16))
    wrong_unit = set(rng.sample([gap for gap in GAPS if gap not in nameless], 5))
    for model, what, value in known:
        told = value.replace("mm", "Nm") if what in wrong_unit else value
        defects = ["two answers"] * (what in nameless) + ["mm became Nm"] * (what in wrong_unit)
        for frame in range(3):
            made.add("train.jsonl", pair(ask(what, "" if what in nameless else model, frame), told, rng), *defects)
    for number, row in enumerate(list(made.files["train.jsonl"])):
        if number % 7 == 0:
            made.add("validation.jsonl", row, "validation in train")
    return made
