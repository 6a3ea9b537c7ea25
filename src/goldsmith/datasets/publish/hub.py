"""The one place that talks to the Hugging Face Hub; the token is the environment's or the Hub login's and never seen here."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.core.errors import UsageError

if TYPE_CHECKING:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

KIND = "dataset"
MISSING = "publishing needs the extra `hub`: pip install 'goldsmith[hub]'"
PAUSES = (1, 4)
"""Seconds before a commit is tried again."""
SERVER_ERROR = 500
KEPT_BY_THE_HUB = (".gitattributes",)
"""Files that the Hub itself puts into a repository."""


class HubError(UsageError):
    """The Hub refused, or could not be reached; the message says which call and what to do."""


def heads(repo: str) -> dict[str, str]:
    """The commit of `main` and of every tag; empty for a repository that is not there."""
    api = _api()
    from huggingface_hub.errors import RepositoryNotFoundError

    with _told(repo, "list its versions"):
        try:
            refs = api.list_repo_refs(repo, repo_type=KIND)
        except RepositoryNotFoundError as error:
            if error.response.status_code == 401:
                raise
            return {}
    main = {branch.name: branch.target_commit for branch in refs.branches if branch.name == "main"}
    return main | {tag.name: tag.target_commit for tag in refs.tags}


def create(repo: str, *, private: bool) -> None:
    """Make the repository if it is not there."""
    with _told(repo, "create it"):
        _api().create_repo(repo, repo_type=KIND, private=private, exist_ok=True)


def send(repo: str, folder: Path, message: str, *, whole: bool) -> str:
    """Put the folder's files onto `main` in one commit; gives its digest. `whole` removes every file that is not among them.

    A commit that the Hub failed at (5xx) is tried again on whatever `main` is then, so that it never lands twice.
    """
    with _told(repo, "upload the files"):
        for pause in PAUSES:
            try:
                return _committed(repo, folder, message, whole=whole)
            except _http_error() as error:
                if error.response.status_code < SERVER_ERROR:
                    raise
                time.sleep(pause)
        return _committed(repo, folder, message, whole=whole)


def _committed(repo: str, folder: Path, message: str, *, whole: bool) -> str:
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    api = _api()
    head = api.repo_info(repo, repo_type=KIND, revision="main").sha
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    there = api.list_repo_files(repo, repo_type=KIND, revision=head) if whole else []
    adds = [CommitOperationAdd(name, str(folder / name)) for name in names]
    gone = [CommitOperationDelete(name) for name in sorted(set(there) - set(names) - set(KEPT_BY_THE_HUB))]
    made = api.create_commit(
        repo, [*adds, *gone], commit_message=message, repo_type=KIND, revision="main", parent_commit=head
    )
    return str(made.oid)


def tag(repo: str, version: str, commit: str) -> None:
    """Give the commit its version as a tag, for good."""
    with _told(repo, f"tag {version}"):
        _api().create_tag(repo, tag=version, revision=commit, repo_type=KIND)


def fetch(repo: str, revision: str, into: Path, only: Sequence[str] | None = None) -> list[str]:
    """Download the files of a revision, or `only` those that are named and there; gives their names."""
    api = _api()
    with _told(repo, f"download {revision}"):
        there = api.list_repo_files(repo, repo_type=KIND, revision=revision)
        wanted = [name for name in there if name not in KEPT_BY_THE_HUB and (only is None or name in only)]
        for name in wanted:
            api.hf_hub_download(repo, name, repo_type=KIND, revision=revision, local_dir=into)
    return wanted


def url(repo: str) -> str:
    """Where people find the page."""
    return f"{_api().endpoint}/datasets/{repo}"


def _api() -> "HfApi":
    """The Hub's client; its bars are for terminals, in a log they would be hundreds of lines."""
    try:
        from huggingface_hub import HfApi
        from huggingface_hub.utils.tqdm import disable_progress_bars
    except ImportError as error:
        raise UsageError(MISSING) from error
    if not sys.stderr.isatty():
        disable_progress_bars()
    return HfApi(library_name="goldsmith")


def _http_error() -> "type[HfHubHTTPError]":
    from huggingface_hub.errors import HfHubHTTPError

    return HfHubHTTPError


@contextmanager
def _told(repo: str, doing: str) -> Iterator[None]:
    """Errors of the Hub's client as one line that says what to do."""
    from httpx2 import HTTPError
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        yield
    except HfHubHTTPError as error:
        status = error.response.status_code
        raise HubError(f"the Hub answers {status} to {doing!r} for {repo}: {_advice(status, error)}") from error
    except HFValidationError as error:
        raise UsageError(f"--repo {repo!r} is no ORG/NAME: {_first_line(error)}") from error
    except (HTTPError, OSError, RuntimeError, ValueError) as error:
        cause = error.__cause__ or error
        raise HubError(
            f"the Hub cannot be reached to {doing} for {repo}: {type(cause).__name__}: {_first_line(cause)}"
        ) from error


ADVICE = {
    401: "log in with `hf auth login` or set HF_TOKEN to a token that may write there",
    403: "the token may not write there; make one with write access",
    404: "there is no such repository, or the token may not see it",
    409: "someone else changed it meanwhile; run the command again",
    412: "someone else changed it meanwhile; run the command again",
    429: "too many requests; wait and run the command again",
}


def _advice(status: int, error: Exception) -> str:
    return ADVICE.get(status, f"{_first_line(error)}; run the command again, nothing is tagged before it is read back")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
