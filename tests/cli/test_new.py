"""`goldsmith new` and `--domain`: a record type of one's own, from the starter to a verified release."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.datasets.records.domain import load_domain
from goldsmith.datasets.records.trial import try_out
from goldsmith.schemas.records import KINDS
from program import goldsmith


def test_the_new_domain_builds_at_once_and_every_lie_is_caught(domain_release: Path) -> None:
    made = json.loads((domain_release / "certificate.json").read_bytes())
    assert (made["ok"], made["rows"]["total"], made["name"], made["version"]) == (True, 400, "bikes", "0.1.0")
    assert {one["rule"]: one["killed"] for one in made["liars"]["rules"]} == dict.fromkeys(
        (
            "total_is_days_times_price",
            "price_is_the_bikes",
            "bike_is_known",
            "rented_for_four_weeks_at_most",
            "rental_number_has_digits",
        ),
        200,
    )
    assert all(one["killed"] == one["tried"] for one in made["liars"]["mutants"])
    assert {stratum.split("/")[3] for stratum in made["strata"]} == {"stated", "derived"}


def test_its_release_verifies_with_its_folder_and_several_workers(domain: Path, domain_release: Path) -> None:
    said = goldsmith("verify", domain_release, "--domain", domain, "--workers", 2).succeeded().out
    assert "bikes/0.1.0: verified, 400 rows" in said
    assert "another state of the domain folder" not in said


def test_verify_without_its_folder_says_what_could_not_be_checked(domain_release: Path) -> None:
    ran = goldsmith("verify", domain_release)
    assert ran.code == 1
    assert "no rules for 'bike_rental': its prompts were not read and its relations did not run" in ran.out
    assert "not run without them: duplicates, leakage, balance, wording shares and strata" in ran.out
    assert "NOT verified" in ran.out
    assert "the prompt has one reading" not in ran.out


def test_its_release_carries_rules_schema_and_vocabulary_and_says_what_a_reader_needs(domain_release: Path) -> None:
    for file in ("rules/bike_rental.sql", "schemas/bike_rental.json", "vocabulary/bikes.parquet"):
        assert (domain_release / file).is_file()
    assert "goldsmith verify . --domain DIR" in (domain_release / "README.md").read_text(encoding="utf-8")


def test_own_and_built_in_record_types_stand_in_one_release(domain: Path, tmp_path: Path) -> None:
    text = (domain / "recipe.yaml").read_text(encoding="utf-8").replace("[bike_rental]", "[bike_rental, location]")
    (tmp_path / "both.yaml").write_text(text.replace("request: 5", "request: 8\n  opening: 10"), encoding="utf-8")
    build = (
        "build",
        tmp_path / "both.yaml",
        "--domain",
        domain,
        "--out",
        tmp_path,
        "--set",
        "count=240",
        "--workers",
        2,
        "--json",
    )
    made = json.loads(goldsmith(*build).succeeded().out)
    assert made["rows"]["kinds"] == {"bike_rental": 120, "location": 120}


def test_a_recipe_of_an_own_record_type_needs_the_folder(domain: Path, tmp_path: Path) -> None:
    ran = goldsmith("build", domain / "recipe.yaml", "--out", tmp_path)
    assert (ran.code, "kinds: 'bike_rental' is no record type" in ran.error) == (2, True)


def test_list_shows_own_record_types_and_their_rules(domain: Path) -> None:
    assert "bike_rental" in goldsmith("list", "--domain", domain).succeeded().out
    assert (
        "bike_is_known (closed, row)" in goldsmith("list", "--domain", domain, "--rules", "bike_rental").succeeded().out
    )
    assert '"number_of_days"' in goldsmith("list", "--domain", domain, "--schema", "bike_rental").succeeded().out


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ran = goldsmith("new", tmp_path)
    assert (ran.code, ran.error) == (2, f"'{tmp_path}' is not empty; `goldsmith new` overwrites nothing")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_recipe_is_named_after_the_folder(tmp_path: Path) -> None:
    goldsmith("new", "My Boats", cwd=tmp_path).succeeded()
    assert (tmp_path / "My Boats" / "recipe.yaml").read_text(encoding="utf-8").startswith("name: my-boats\n")
    assert "@" not in (tmp_path / "My Boats" / "README.md").read_text(encoding="utf-8")


def test_a_new_domain_that_has_been_changed_makes_another_release(domain: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(domain, tmp_path / "mine")
    before = load_domain(str(mine))["bike_rental"].kind.schema
    swap(mine / "records.py", "le=28", "le=14")
    after = load_domain(str(mine))["bike_rental"].kind.schema
    assert before != after
    assert after["properties"]["number_of_days"]["maximum"] == 14


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: swap(folder / name, old, new)


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def add(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return write


BAD: list[tuple[Callable[[Path], None], str]] = [
    (remove("records.py"), "domain 'mine' has no records.py"),
    (remove("breakers.py"), "domain 'mine' has no breakers.py"),
    (remove("rules/bike_rental.sql"), "record type 'bike_rental' has no rules; write rules/bike_rental.sql"),
    (
        change("records.py", "class BikeRental(Record):", "class BikeRental(Record:"),
        "records.py does not load: SyntaxError",
    ),
    (change("records.py", "import random", "import randum"), "records.py does not load: ModuleNotFoundError"),
    (change("records.py", "KINDS = {", "TYPES = {"), "records.py needs KINDS, a dict by record type of Kind values"),
    (change("records.py", '"bike_rental": bike_rental}', "}"), "record type 'bike_rental' has no sampler in SAMPLERS"),
    (
        change("records.py", '"bike_rental": bike_rental}', '"bike_rental": bike_rental, "boat": bike_rental}'),
        "and KINDS no such record type",
    ),
    (
        change("records.py", 'Kind("bike_rental"', 'Kind("bike"'),
        "names a record type 'bike_rental' and its Kind 'bike'",
    ),
    (
        change("records.py", '{"bike_rental": Kind("bike_rental"', '{"invoice": Kind("invoice"'),
        "record type 'invoice' ships with Goldsmith",
    ),
    (
        change("records.py", "randint(2, 28)", "randint(0, 1)"),
        "its sampler draws what its model refuses: number_of_days: ",
    ),
    (change("records.py", '"bike": bike["bike"]', '"bike": bike["name"]'), "its sampler fails: KeyError: 'name'"),
    (
        change("records.py", '"bike": bike["bike"]', '"bicycle": bike["bike"]'),
        "its sampler draws what its model refuses: bike",
    ),
    (
        change("rules/bike_rental.sql", "total = number_of_days", "total = nights"),
        "rule total_is_days_times_price, does not run: ",
    ),
    (change("rules/bike_rental.sql", "(range, row)", "(length, row)"), "is not `-- rule: name (family, row|set)`"),
    (
        change("rules/bike_rental.sql", "TEMP TABLE", "TEMP TABEL"),
        "rules/bike_rental.sql line 1, the table of answers, does not run: ",
    ),
    (change("rules/bike_rental.sql", "vocabulary_bikes", "vocabulary_boats"), "vocabulary_boats"),
    (add("rules/boat.sql", "SELECT 1"), "rules/boat.sql is of no record type; there are bike_rental"),
    (
        change("breakers.py", '"bike_is_known"', '"bike_is_there"'),
        "breakers.py has no lie for the rule 'bike_is_known' of 'bike_rental'",
    ),
    (
        change("breakers.py", '"bike_rental": {', '"bike_rental": {"is_new": total,'),
        "breakers.py has a lie for 'is_new', and rules/bike_rental.sql no such rule",
    ),
    (change("phrases/bike_rental.txt", "{deposit}", "{caution}"), "phrases/bike_rental.txt: "),
    (change("prose/bike_rental.txt", "{{ deposit }}", "{{ caution }}"), "prose/bike_rental.txt: 'caution' in "),
    (change("lexicon.toml", "[synonyms]", "[synonyms"), "lexicon.toml cannot be read"),
    (change("lexicon.toml", '["rental no", "rental id", "booking number"]', "7"), "lexicon.toml cannot be read"),
    (add("vocabulary/products.csv", "name\nx\n"), "vocabulary/products.csv is a table that ships with Goldsmith"),
    (add("vocabulary/boats.csv", "name\n"), "vocabulary/boats.csv holds no rows"),
]


@pytest.mark.parametrize(("spoil", "says"), BAD)
def test_what_a_domain_lacks_is_said_in_one_line_with_file_and_kind(
    domain: Path, tmp_path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    folder = shutil.copytree(domain, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))
    spoil(folder)
    with pytest.raises(UsageError) as raised:
        try_out({name: kind for name, kind in load_domain(str(folder)).items() if name not in KINDS})
    assert says in str(raised.value)


def test_the_program_says_it_too_and_leaves_nothing_behind(domain: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(domain, tmp_path / "mine")
    swap(folder / "records.py", "randint(2, 28)", "randint(0, 1)")
    ran = goldsmith("build", folder / "recipe.yaml", "--domain", folder, "--out", tmp_path / "out")
    assert (ran.code, "its sampler draws what its model refuses" in ran.error) == (2, True)
    assert not (tmp_path / "out").exists()
    assert goldsmith("build", "extraction", "--domain", tmp_path / "none").error.startswith(
        f"domain '{tmp_path / 'none'}' is no folder"
    )
