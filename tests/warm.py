"""Starts of the program without its two seconds of imports: a process that has imported it, and has done nothing else, forks.

Each run is a process with its own memory, files, exit code and end, as if it had been started; only the seed of its hashes
is that of the process it was forked from.
"""

import json
import os
import sys
from typing import Any


def serve() -> None:
    """Fork for each request on stdin, wait, and say how the run ended; returns in every child, which then is the run."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def become(asked: dict[str, Any]) -> None:
    """Take the folder, the environment, the words and the files of a request for one's own."""
    for number, (name, flags) in enumerate(
        ((os.devnull, os.O_RDONLY), (asked["out"], os.O_WRONLY), (asked["err"], os.O_WRONLY))
    ):
        opened = os.open(name, flags)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["goldsmith", *asked["words"]]
    exec(asked["before"], {})


if __name__ == "__main__":
    del sys.path[0]
    from goldsmith.cli.main import main

    serve()
    main()
