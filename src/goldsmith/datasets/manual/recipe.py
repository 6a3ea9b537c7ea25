"""The recipe of questions about a manual: its pages, how often each fact is asked, in which forms, and what cannot be answered."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, field_validator

from goldsmith.datasets.keys import Caps, Part, Percent, Recipe
from goldsmith.generators.teachers.config import INCIDENTAL, Config

CLOSED_BOOK, WITH_PAGE = "closed-book", "with-page"
"""The forms of a question: alone, or behind an excerpt of the page that answers it."""
OWN_PAGES = "pages"
"""The folder of a release that holds its pages: the source that its own recipe names."""


class Paraphrase(Part):
    """Other wordings of training questions by a language model; one is kept only if it still means the same fact."""

    teacher: Config
    share: Percent = 25
    """How many of 100 training questions without their page a teacher is asked for."""
    wanted: Annotated[int, Field(ge=1, le=20)] = 5
    """Candidates of one request; the first that passes is kept."""
    round_size: Annotated[int, Field(ge=1, le=10_000)] = 64


class ManualRecipe(Recipe):
    """Rows that ask for what a folder of pages states.

    The number of rows follows from the pages. `source` is the folder of the pages, "" for those that ship with the package;
    a release holds its pages, and `pages_sha256` pins them.
    """

    INCIDENTAL: ClassVar[dict[str, Any]] = {"paraphrase": {"teacher": INCIDENTAL}}
    track: Literal["manual"] = "manual"
    caps: Caps = Caps()
    source: str = ""
    pages_sha256: str = ""
    repairs: bool = True
    """Whether facts may be used whose text had to be repaired."""
    phrasings: Annotated[int, Field(ge=3, le=20)] = 4
    """Wordings in which each fact is asked in training, without its page."""
    page_phrasings: Annotated[int, Field(ge=1, le=20)] = 1
    """Wordings in which each fact is asked with its page."""
    forms: Literal["closed-book", "with-page", "both"] = "both"
    prefixes: Literal["on", "off", "mixed"] = "mixed"
    """Whether a task prefix such as [SPEC] stands before the question; mixed means before every other one."""
    unanswerable: Annotated[int, Field(ge=0, le=50)] = 8
    """How many of 100 questions ask for what the pages do not give."""
    excerpt: Annotated[int, Field(ge=200, le=100_000)] = 4_000
    """Characters of a page that are shown at most."""
    least_coverage: Percent = 0
    """The share in percent of the value-bearing cells that must have become facts."""
    paraphrase: Paraphrase | None = None
    system: str = ""
    """The system turn of every row; "" for none."""

    @field_validator("prefixes", mode="before")
    @classmethod
    def _not_a_truth_value(cls, value: Any) -> Any:
        """YAML reads a bare on or off as true or false."""
        return {True: "on", False: "off"}[value] if isinstance(value, bool) else value

    @property
    def size(self) -> str:
        """How much the recipe asks for, in words."""
        pages = f"the pages in {self.source}" if self.source else "the pages that ship with it"
        return f"every fact of {pages} in {self.phrasings} wordings"

    @property
    def wanted_forms(self) -> tuple[str, ...]:
        """The forms in which questions are asked, in their order everywhere."""
        return (CLOSED_BOOK, WITH_PAGE) if self.forms == "both" else (self.forms,)

    def problems(self, known_kinds: Mapping[str, Any]) -> list[str]:
        """What no release could fulfil, each in words."""
        del known_kinds
        return []

    def beside(self, folder: Path) -> Self:
        """The recipe with its source and its teacher's prompt taken from the folder in which its file lies."""
        keys: dict[str, Any] = {}
        if self.source and not Path(self.source).is_absolute():
            keys["source"] = str(folder / self.source)
        if self.paraphrase:
            keys["paraphrase"] = self.paraphrase.model_copy(update={"teacher": self.paraphrase.teacher.beside(folder)})
        return self.model_copy(update=keys)
