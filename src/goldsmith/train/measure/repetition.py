"""Whether an answer that never came to an end went round in circles.

Only such an answer is looked at: a table of ten rows, a list of sixty zeros and rows of equal objects repeat themselves
and are right.
"""

TIMES = 4
SHARE = 0.3
"""A loop stands at least so often at the end of the answer, and fills so much of it."""
SHORTEST = 20
"""Characters of the shortest loop."""
LONGEST_UNIT = 400
TAIL = 20_000
"""Characters from the end that are looked at."""


def loops(text: str, *, ended: bool) -> bool:
    """Whether the end of an unfinished answer is one unit, over and over; the last one may be cut."""
    return not ended and loop_length(text) >= max(SHORTEST, SHARE * len(text[-TAIL:]))


def loop_length(text: str) -> int:
    """The length of the longest end of a text that repeats one unit four times or more; 0 where none does.

    The failure function of Knuth, Morris and Pratt (1977) over the reversed text gives the period of every end of it.
    """
    backward = text[-TAIL:][::-1]
    border = [0] * len(backward)
    longest = at = 0
    for place in range(1, len(backward)):
        while at and backward[place] != backward[at]:
            at = border[at - 1]
        at += backward[place] == backward[at]
        border[place] = at
        length, unit = place + 1, place + 1 - at
        if unit <= LONGEST_UNIT and length >= TIMES * unit:
            longest = length
    return longest
