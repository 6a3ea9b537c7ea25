"""Tag lists that break exactly the relation named."""

import random

from goldsmith.schemas.vocabulary import column, grouped
from goldsmith.validators.breakers.changes import Answer, Breaker

NO_AUTHORS = ("2024-05-17", "4711", "added by the import on Monday", "who knows?", "!", "-")
STRANGE_ITEMS = ("widget", "thing", "item", "asset", "recipes")


def _item(answer: Answer) -> str:
    """The item of our table that the identifier spells."""
    stem = answer["item_id"].rpartition("-")[0]
    return next(item for item in column("tags", "item") if item.replace("'", "").replace(" ", "-") == stem)


def tag_twice(answer: Answer, rng: random.Random) -> bool:
    """One tag a second time, as it stands or in capitals."""
    tag = rng.choice(answer["tags"])
    answer["tags"].insert(rng.randint(0, len(answer["tags"])), rng.choice((tag, tag, tag.upper())))
    return True


def not_a_label(answer: Answer, rng: random.Random) -> bool:
    """Two tags in one string, a sentence, or nothing that can be read."""
    position = rng.randrange(len(answer["tags"]))
    tag = answer["tags"][position]
    slips = (f"{tag}, new", f"{tag};new", "this one should be looked at again next month", "", " ", "---")
    answer["tags"][position] = rng.choice(slips)
    return True


def no_identifier(answer: Answer, rng: random.Random) -> bool:
    """An identifier without a digit, or with a blank inside."""
    stem = answer["item_id"].rpartition("-")[0]
    plain = stem.translate(str.maketrans("", "", "0123456789"))
    answer["item_id"] = rng.choice(("Strategy", plain, answer["item_id"].replace("-", " "), f"{plain}-"))
    return True


def no_author(answer: Answer, rng: random.Random) -> bool:
    """A date, a number or a sentence in the place of an author."""
    if "created_by" not in answer:
        return False
    answer["created_by"] = rng.choice(NO_AUTHORS)
    return True


def strange_item(answer: Answer, rng: random.Random) -> bool:
    """An identifier of an item that is none of ours."""
    number = answer["item_id"].rpartition("-")[2]
    answer["item_id"] = rng.choice((f"{rng.choice(STRANGE_ITEMS)}-{number}", answer["item_id"].replace("-", "_")))
    return True


def foreign_tag(answer: Answer, rng: random.Random) -> bool:
    """A tag that only other items have."""
    own = {row["tag"] for row in grouped("tags", "item")[_item(answer)]}
    others = [tag for tag in column("tags", "tag") if tag not in own]
    answer["tags"][rng.randrange(len(answer["tags"]))] = rng.choice(others)
    return True


def contradiction(answer: Answer, rng: random.Random) -> bool:
    """Two tags of which the item can have one alone."""
    rows = grouped("tag_conflicts", "item").get(_item(answer), ())
    if not rows:
        return False
    choice = rng.choice(rows)["choice"]
    pair = rng.sample([row["tag"] for row in rows if row["choice"] == choice], 2)
    answer["tags"] = [tag for tag in answer["tags"] if tag not in pair]
    for tag in pair:
        answer["tags"].insert(rng.randint(0, len(answer["tags"])), tag)
    return True


BREAKERS: dict[str, Breaker] = {
    "tags_are_unique": tag_twice,
    "tags_are_single_labels": not_a_label,
    "item_id_looks_like_an_identifier": no_identifier,
    "author_is_a_person_or_user": no_author,
    "item_is_known": strange_item,
    "tags_fit_the_item": foreign_tag,
    "tags_do_not_contradict": contradiction,
}
