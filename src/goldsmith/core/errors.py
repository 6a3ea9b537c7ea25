"""One small tree of errors, each printed as one line on stderr.

GoldsmithError
├── UsageError      the command, recipe or input file cannot be used; exit 2
└── Findings        the command ran and found something wrong; exit 1

Anything else that escapes is a bug and keeps its traceback.
"""


class GoldsmithError(Exception):
    """Something a person can act on; the message names the thing, its value and what to do."""

    exit_code = 2


class UsageError(GoldsmithError):
    """The input cannot be used as it is: a recipe key, a path, a version, a count."""


class Findings(GoldsmithError):
    """Verification found violations; the message says how many and names the first."""

    exit_code = 1
