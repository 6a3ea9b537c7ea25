"""A judge of what no pattern reads: it labels or drops, pays nothing twice, and verify finds what its meta may not say."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml

from forgery import Rows, certify, forge, rows_of
from goldsmith.core.errors import UsageError
from goldsmith.datasets import recipe as recipes
from goldsmith.datasets.finished import Built
from goldsmith.datasets.lessons.build import build
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.verify import verify
from goldsmith.generators.teachers.prompts import built_in
from goldsmith.generators.teachers.scripted.teacher import reply
from openai_server import Fault, Served, serving

pytest.importorskip("openai")

KEY = "sk-canary-31ce"
UNREAD = (
    "Compared with other languages the {} of Italian keeps more of its gender.",
    "Only practice makes the {} feel like a verb of one's own.",
    "Nobody I know thinks of the {} when choosing a tense in daily talk.",
    "My grandmother mixed the {} with the subjunctive on purpose.",
    "Children hear a participle long before the {}.",
)
"""Sentences about grammar that no pattern reads."""
THINGS = ("kitchen", "train", "summer", "letter", "garden", "window", "market", "river")
GRANDMOTHER = "the grandmother is beside the point"


def digit(text: str, of: int) -> int:
    return int(sha256(text.encode()).hexdigest(), 16) % of


def taught(asked: str) -> str:
    """A good lesson, every other one with a sentence that cannot be read."""
    made = json.loads(reply(asked, 0))
    if digit(asked, 2):
        made["turns"][-1]["content"] += " " + UNREAD[digit(asked, 5)].format(THINGS[digit(asked, 8)])
    return json.dumps(made)


def judged(asked: str) -> str:
    """The grandmother is unsound, the participle no subject for JSON, and all else sound."""
    unread = asked.split("The facts of the lesson:")[0]
    if "participle" in unread:
        return "I would rather not say."
    return json.dumps(
        {"sound": "grandmother" not in unread, "reason": GRANDMOTHER if "grandmother" in unread else "ok"}
    )


def said(asked: str) -> str:
    """What the server says as either model; a second asking ends in the schema alone."""
    if asked.startswith("That answer cannot be used"):
        return "Still not."
    return judged(asked) if asked.startswith(("Below stands", "Judge.")) else taught(asked)


def recipe_at(folder: Path, url: str, does: str = "label", **more: Any) -> LessonRecipe:
    """A recipe whose teacher and judge the server stands in for; `judge` adds to the judge's keys."""
    folder.mkdir(exist_ok=True)
    served = {"base_url": url, "key_env": "TEACHER_KEY", "concurrency": 4, "tries": 1}
    judge = None if does == "nobody" else {**served, "model": "j", "does": does, **more.pop("judge", {})}
    teacher = {**served, "model": "m", **more.pop("teacher", {})}
    keys = {"name": "seen", "version": "1.0.0", "track": "teacher", "count": 14, "round_size": 14, "unread": "mark"}
    path = folder / "seen.yaml"
    path.write_text(yaml.safe_dump({**keys, "teacher": teacher, "judge": judge, **more}), encoding="utf-8")
    found = recipes.load(str(path), {})
    assert isinstance(found, LessonRecipe)
    return found


def metas(release: Path) -> list[Any]:
    return [json.loads(row["meta"]) for row in rows_of(release).values()]


def certificate_of(release: Path) -> Any:
    return json.loads((release / "certificate.json").read_bytes())


def asked_as(served: Served, model: str) -> int:
    return sum(one["model"] == model for one in served.requests)


@pytest.fixture(scope="module", autouse=True)
def key() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEACHER_KEY", KEY)
        yield


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A release in which a judge labelled what was not read; it was built twice and offline, and paid once."""
    home = tmp_path_factory.mktemp("judge")
    with serving(Served(reply=said)) as served:
        recipe = recipe_at(home, served.url)
        made = build(recipe, home / "out")
        paid = len(served.requests)
        assert asked_as(served, "j") > 0
        assert build(recipe, home / "out").unchanged
        assert len(served.requests) == paid
    assert build(recipe, home / "out", offline=True).unchanged
    return made


def test_a_judge_labels_what_was_not_read_and_nothing_else(labelled: Built) -> None:
    assert verify(labelled.folder).findings == []
    found = metas(labelled.folder)
    assert {meta["status"] for meta in found} == {"verified", "judged", "unread"}
    for meta in found:
        assert (meta["status"] == "judged") == ("judge" in meta)
    opinions = [meta["judge"] for meta in found if "judge" in meta]
    assert all((one["model"], len(one["request"])) == ("j", 64) for one in opinions)
    assert {(one["sound"], one["reason"]) for one in opinions} == {(True, "ok"), (False, GRANDMOTHER)}


def test_the_certificate_and_the_card_say_who_looked(labelled: Built) -> None:
    told, found = certificate_of(labelled.folder), metas(labelled.folder)
    unsound = sum(meta["judge"]["sound"] is False for meta in found if "judge" in meta)
    sound = sum(meta["status"] == "judged" for meta in found) - unsound
    assert told["judge"] == {"model": "j", "does": "label", "sound": sound, "unsound": unsound}
    assert told["asks"]["of_judge"] >= sound + unsound
    assert told["asks"]["without_opinion"] >= told["status"]["unread"] > 0
    card = (labelled.folder / "README.md").read_text(encoding="utf-8")
    assert "a language model (j) gave its opinion" in card
    assert f"{told['status']['unread']:,} are `unread`" in card
    for file in labelled.folder.parent.parent.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()


def test_what_a_judge_does_not_find_sound_is_dropped_with_the_reason(tmp_path: Path) -> None:
    prompt = "Judge.\n" + built_in("judge").text.replace("Below stands a", "There is a")
    (tmp_path / "own.j2").write_text(prompt, encoding="utf-8")
    with serving(Served(reply=said)) as served:
        made = build(recipe_at(tmp_path, served.url, "drop", judge={"prompt": "own.j2"}), tmp_path / "out")
    assert verify(made.folder).findings == []
    assert {meta["status"] for meta in metas(made.folder)} == {"verified", "judged"}
    assert all(meta.get("judge", {"sound": True})["sound"] for meta in metas(made.folder))
    drops = [json.loads(line) for line in (made.folder / "dropped.jsonl").read_bytes().splitlines()]
    reasons = {entry["reason"].split(":")[0] for entry in drops if entry["gate"] == "judge"}
    assert reasons == {f"unsound, says {'j'!r}", "no opinion"}
    assert made.certificate["judge"]["unsound"] == 0
    assert made.certificate["attempts"]["by_gate"]["judge"] > 0
    assert (made.folder / "prompts" / "judge.j2").read_text(encoding="utf-8") == prompt


def test_where_nobody_judges_what_was_not_read_is_called_unread(tmp_path: Path) -> None:
    with serving(Served(reply=said)) as served:
        made = build(recipe_at(tmp_path, served.url, "nobody"), tmp_path / "out")
        assert asked_as(served, "j") == 0
    assert {meta["status"] for meta in metas(made.folder)} == {"verified", "unread"}
    card = (made.folder / "README.md").read_text(encoding="utf-8")
    assert "nobody looked at it" in card
    assert "judged" not in card
    assert verify(made.folder).findings == []


def test_a_judge_that_is_down_ends_the_build_in_one_line_and_costs_no_answer_of_the_teacher(tmp_path: Path) -> None:
    with serving(Served(reply=said)) as served:
        down = recipe_at(tmp_path, served.url, judge={"base_url": "http://127.0.0.1:9/v1"})
        with pytest.raises(UsageError, match=r"model 'j'|judge 'j'") as caught:
            build(down, tmp_path / "out")
        assert "\n" not in str(caught.value)
        paid = asked_as(served, "m")
        up = recipe_at(tmp_path, served.url)
        assert up.digest == down.digest
        build(up, tmp_path / "out")
        assert asked_as(served, "m") >= paid > 0
        in_two = asked_as(served, "m"), asked_as(served, "j")
        build(up, tmp_path / "anew")
        assert (asked_as(served, "m"), asked_as(served, "j")) == (2 * in_two[0], 2 * in_two[1])


def test_one_request_that_is_never_answered_leaves_its_conversation_unread(tmp_path: Path) -> None:
    with serving(Served(reply=said)) as served:
        build(recipe_at(tmp_path, served.url), tmp_path / "out")
        one = next(one for one in served.requests if one["model"] == "j" and "grandmother" in json.dumps(one))
        poisoned = Served(reply=said, poison={one["messages"][-1]["content"]: 500})
    with serving(poisoned) as served:
        made = build(recipe_at(tmp_path / "anew", served.url), tmp_path / "anew" / "out")
    assert verify(made.folder).findings == []
    assert made.certificate["asks"]["without_opinion"] > 0


def test_the_budget_of_the_teacher_counts_what_the_judge_is_asked(tmp_path: Path) -> None:
    with serving(Served(reply=said)) as served:
        recipe = recipe_at(tmp_path, served.url, teacher={"budget": {"requests": 16}})
        with pytest.raises(UsageError, match="the budget of 16 requests is used up: 16 spent"):
            build(recipe, tmp_path / "out")
        assert (asked_as(served, "m"), asked_as(served, "j")) == (14, 2)


def test_a_page_instead_of_an_opinion_ends_the_build_in_one_line(tmp_path: Path) -> None:
    with (
        serving(Served(reply=said)) as served,
        serving(Served(faults=[Fault(body="<html>", times=99)])) as other,
        pytest.raises(UsageError, match="model 'j', gives") as caught,
    ):
        build(recipe_at(tmp_path, served.url, judge={"base_url": other.url}), tmp_path / "out")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"unread": "refuse"}, "judge: it sees what is marked as unread"),
        ({"judge": {"budget": {"requests": 3}}}, "judge.budget: teacher.budget counts the judge's requests, too"),
        ({"does": "rewrite"}, "judge.does: must be 'label' or 'drop'"),
        ({"judge": {"colour": "red"}}, "judge.colour: unknown key; keys are model"),
    ],
    ids=str,
)
def test_a_judge_that_could_not_work_is_named(tmp_path: Path, more: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        recipe_at(tmp_path, "http://localhost:1/v1", **more)


def opinion(change: Callable[[Any], object]) -> Callable[[Any], bool]:
    """Change the opinion of a row that was judged sound."""

    def made(meta: Any) -> bool:
        if not meta.get("judge", {}).get("sound"):
            return False
        change(meta)
        return True

    return made


def proved(meta: Any) -> bool:
    """Give a row that was proved an opinion."""
    if meta["status"] != "verified":
        return False
    meta |= {"judge": {"sound": True, "reason": "ok", "model": "j", "request": "0" * 64}}
    return True


LIES: list[tuple[Callable[[Any], bool], str]] = [
    (opinion(lambda meta: meta.pop("judge")), "status: 1 failed"),
    (opinion(lambda meta: meta.update(status="verified")), "status: 1 failed"),
    (opinion(lambda meta: meta.update(status="unread")), "status: 1 failed"),
    (opinion(lambda meta: meta["judge"].update(model="other")), "judge: 1 failed"),
    (opinion(lambda meta: meta["judge"].update(sound="yes")), "judge: 1 failed"),
    (opinion(lambda meta: meta["judge"].update(reason="")), "judge: 1 failed"),
    (opinion(lambda meta: meta["judge"].update(request="none")), "judge: 1 failed"),
    (opinion(lambda meta: meta["judge"].update(score=9)), "judge: 1 failed"),
    (opinion(lambda meta: meta.update(judge=["sound"])), "judge: 1 failed"),
    (opinion(lambda meta: meta["judge"].update(sound=False)), "figures of judge are not those found now"),
    (proved, "judge: 1 failed"),
]


@pytest.mark.parametrize(("lie", "why"), LIES, ids=[str(number) for number in range(len(LIES))])
def test_an_opinion_that_cannot_be_one_is_found(
    labelled: Built, tmp_path: Path, lie: Callable[[Any], bool], why: str
) -> None:
    release = copytree(labelled.folder, tmp_path / "seen" / "1.0.0")
    told: list[str] = []

    def change(rows: Rows) -> None:
        for row in rows.values():
            meta = json.loads(row["meta"])
            if not told and lie(meta):
                told.append(row["id"])
                row["meta"] = json.dumps(meta)

    forge(release, change)
    assert told
    assert why in "\n".join(verify(release).findings)


def test_a_certificate_that_counts_other_opinions_is_found(labelled: Built, tmp_path: Path) -> None:
    release = copytree(labelled.folder, tmp_path / "seen" / "1.0.0")
    certify(release, lambda claimed: claimed["judge"].update(unsound=0))
    assert "the certificate's figures of judge are not those found now" in verify(release).findings
