"""Log entries that break exactly the relation named."""

import random

from goldsmith.schemas.vocabulary import column, grouped
from goldsmith.validators.breakers.changes import Answer, Breaker, too_early, too_late

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
NO_PROGRAMS = ("Michael Henry", "INFO", "error", "Laura Whitfield", "42", "ops@example.com", "Priya O'Hara")
STRANGE_LOGGERS = ("auth_service", "payments", "orders.api.v2", "main", "root", "kernel", "nginx")


def no_program(answer: Answer, rng: random.Random) -> bool:
    """A person, a level or a number in the place of a logger."""
    if "source" not in answer:
        return False
    answer["source"] = rng.choice(NO_PROGRAMS)
    return True


def strange_logger(answer: Answer, rng: random.Random) -> bool:
    """A logger that we do not have."""
    if "source" not in answer:
        return False
    answer["source"] = rng.choice((*STRANGE_LOGGERS, f"{answer['source']}.local"))
    return True


def wrong_level(answer: Answer, rng: random.Random) -> bool:
    """A level that this logger never writes at, or else a logger that never writes at this level."""
    if "source" not in answer:
        return False
    known = {row["level"] for row in grouped("log_messages", "source")[answer["source"]]}
    levels = [level for level in LEVELS if level not in known]
    silent = {row["source"] for row in grouped("log_messages", "level")[answer["level"]]}
    others = [source for source in column("log_messages", "source") if source not in silent]
    if levels and rng.randrange(2):
        answer["level"] = rng.choice(levels)
    else:
        answer["source"] = rng.choice(others)
    return True


BREAKERS: dict[str, Breaker] = {
    "timestamp_is_not_before_2005": too_early,
    "timestamp_is_not_after_2026": too_late,
    "source_is_a_program": no_program,
    "source_is_a_known_logger": strange_logger,
    "source_logs_at_this_level": wrong_level,
}
