"""Asks a teacher for other wordings of a question about a manual, and takes the candidates out of what it says.

Nothing here judges them: what may be kept is decided by `validators.manual.paraphrase` and by reading the question back.
"""

from collections.abc import Sequence

from goldsmith.core.canonical import to_json
from goldsmith.generators.teachers.prompts import Prompt, built_in
from goldsmith.generators.teachers.teacher import Message, Request, Response, Sampling

PLAIN = Sampling()
MOST = 20
"""Candidates of one request at the most."""


def paraphrase_request(
    question: str,
    keep: Sequence[str],
    *,
    wanted: int = 5,
    avoid: Sequence[str] = (),
    sampling: Sampling = PLAIN,
    sample: int = 0,
    prompt: Prompt | None = None,
) -> Request:
    """The request for `wanted` other wordings, which all hold the pieces to keep and none of the openings to avoid.

    Raises UsageError where a prompt of the recipe's own cannot be filled.
    """
    schema = _schema(wanted)
    text = (prompt or built_in("paraphrase")).filled(
        question=question, keep=list(keep), wanted=wanted, avoid=list(avoid), schema=schema
    )
    return Request((Message("user", text),), schema, sampling, sample)


def candidates(response: Response) -> tuple[str, ...]:
    """The wordings of a response, each once; none where it was not answered."""
    if response.outcome != "answered":
        return ()
    said = (" ".join(one.split()) for one in response.value["questions"])
    return tuple(dict.fromkeys(one for one in said if one))


def _schema(wanted: int) -> str:
    asked = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": max(wanted, MOST)}
    return to_json(
        {
            "type": "object",
            "properties": {"questions": asked},
            "required": ["questions"],
            "additionalProperties": False,
        }
    )
