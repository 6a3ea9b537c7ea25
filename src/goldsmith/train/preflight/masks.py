"""P5: what is learned of every row is its answer with the end of the turn, and nothing of the prompt."""

from goldsmith.train.gates import Gate, gate
from goldsmith.train.preflight.supervision import Supervision

SAYS = "the learned tokens of every row decode to its answer and the end of its turn, the others to its prompt"


def mask_gate(found: Supervision) -> Gate:
    """P5 from the trainer's own labels, batch by batch as its collator makes them."""
    figures: dict[str, float] = {
        "learned_tokens": found.learned,
        "read_tokens": found.read,
        "rows_of_mix": found.rows_of_mix,
        "prompts_with_unknown_tokens": found.unknown_prompts,
    }
    if found.learned:
        figures["learned_share"] = round(found.learned / (found.learned + found.read), 4)
        figures["learned_share_of_mix"] = round(found.learned_of_mix / found.learned, 4)
    return gate("P5", "mask", SAYS, checked=found.sequences, wrong=found.wrong, figures=figures)
