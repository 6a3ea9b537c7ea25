"""`goldsmith publish` and `pull` against a Hub in a thread: what lands there, what comes back, and what is refused."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import mlcroissant
import pytest
import yaml

from hub_server import TOKEN, Fault, Hub, serving
from program import SMALL, Ran, goldsmith

pytestmark = pytest.mark.slow
REPO = "acme/records"
Run = Callable[..., Ran]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serving() as made:
        yield made


@pytest.fixture
def run(hub: Hub, tmp_path: Path) -> Run:
    def call(*words: object, token: str = TOKEN) -> Ran:
        home = str(tmp_path / "home")
        switches = {"HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_IMPLICIT_TOKEN": ""}
        switches["USE_TORCH"] = "0"  # a stream of `datasets` imports it otherwise, for four seconds and to no end
        return goldsmith(*words, HF_ENDPOINT=hub.url, HF_TOKEN=token, HF_HOME=home, **switches)

    return call


@pytest.fixture(scope="session")
def second(shared: Path, small_release: Path) -> Path:
    """Version 1.1.0 of the small recipe: a fifth record type."""
    out = shared / "second"
    recipe = shared / "small-1.1.0.yaml"
    text = SMALL.replace("1.0.0", "1.1.0").replace("shopping_cart]", "shopping_cart, notification]")
    recipe.write_text(text.replace("count: 160", "count: 200"), encoding="utf-8")
    if not (out / "small" / "1.1.0").is_dir():
        goldsmith("build", recipe, "--out", out).succeeded()
    return out / "small" / "1.1.0"


def main_files(hub: Hub) -> dict[str, bytes]:
    repo = hub.repos[REPO]
    return repo.commits[repo.branches["main"]]


def test_a_release_is_one_commit_with_its_version_as_a_tag(hub: Hub, run: Run, small_release: Path) -> None:
    said = run("publish", small_release, "--repo", REPO).succeeded().out
    repo = hub.repos[REPO]
    assert (len(repo.commits), repo.tags) == (2, {"1.0.0": repo.branches["main"]})
    assert "160 rows, plainly and as a stream: every cell is the release's" in said
    own = {path.relative_to(small_release).as_posix() for path in small_release.rglob("*") if path.is_file()}
    made = {"RELEASE.md", "changelog.json", "croissant.json", "dataset_info.json", "axolotl.yaml"}
    made |= {"eval/small.yaml", "eval/small_metrics.py"}
    assert main_files(hub).keys() == own | made | {".gitattributes"}


def test_what_was_published_pulls_back_byte_for_byte(hub: Hub, run: Run, small_release: Path, tmp_path: Path) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    said = run("pull", REPO, "--out", tmp_path / "pulled").succeeded().out
    folder = tmp_path / "pulled" / "small" / "1.0.0"
    assert "160 rows of small/1.0.0" in said
    for path in small_release.rglob("*"):
        if path.is_file():
            assert (folder / path.relative_to(small_release)).read_bytes() == path.read_bytes()
    assert sorted(one.name for one in (tmp_path / "pulled").iterdir()) == ["small"]
    run("pull", f"{REPO}@1.0.0", "--out", tmp_path / "pulled").succeeded()


def test_a_manual_is_published_with_its_pages_and_facts_and_pulls_back(
    hub: Hub, run: Run, manual_release: Path, tmp_path: Path
) -> None:
    run("publish", manual_release, "--repo", REPO).succeeded()
    beside = {"facts.jsonl", "entries.jsonl", "left_out.jsonl", "pages/index.html", "pages/electrics.pdf"}
    assert beside <= main_files(hub).keys()
    run("pull", REPO, "--out", tmp_path / "pulled").succeeded()
    folder = tmp_path / "pulled" / "manual" / "1.0.0"
    for path in manual_release.rglob("*"):
        if path.is_file():
            assert (folder / path.relative_to(manual_release)).read_bytes() == path.read_bytes()


def test_the_same_bytes_again_change_nothing_and_others_are_refused(
    hub: Hub, run: Run, small_release: Path, tmp_path: Path
) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    assert "byte for byte the same" in run("publish", small_release, "--repo", REPO).succeeded().out
    recipe = tmp_path / "other.yaml"
    recipe.write_text(SMALL.replace("seed: 7", "seed: 8"), encoding="utf-8")
    goldsmith("build", recipe, "--out", tmp_path / "other").succeeded()
    ran = run("publish", tmp_path / "other" / "small" / "1.0.0", "--repo", REPO)
    assert (ran.code, len(hub.repos[REPO].commits)) == (2, 2)
    assert ran.error.startswith(f"{REPO} holds other bytes under 1.0.0")


def test_a_new_version_tells_what_changed_and_leaves_no_file_of_the_old_one(
    hub: Hub, run: Run, small_release: Path, second: Path
) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    run("publish", second, "--repo", REPO).succeeded()
    page = main_files(hub)["README.md"].decode()
    assert "**1.1.0**, 200 rows\n\n- against 1.0.0: 40 added, 0 removed, 0 changed, 160 rows the same" in page
    assert "- recipe: `count` 160 → 200" in page
    assert page.index("**1.1.0**") < page.index("**1.0.0**")
    repo = hub.repos[REPO]
    assert repo.tags.keys() == {"1.0.0", "1.1.0"}
    old_only = repo.commits[repo.tags["1.0.0"]].keys() - repo.commits[repo.tags["1.1.0"]].keys()
    assert all(name.startswith(("data/", "jsonl/")) for name in old_only)
    kept = {name for name in main_files(hub) if name.startswith("data/")}
    assert kept == {f"data/{path.name}" for path in (second / "data").iterdir()}


def test_a_version_deprecated_later_keeps_its_bytes_and_carries_its_notice(
    hub: Hub, run: Run, spoiled: Path, second: Path, tmp_path: Path
) -> None:
    run("publish", spoiled, "--repo", REPO).succeeded()
    goldsmith("deprecate", spoiled, "--reason", "a product stands as a customer").succeeded()
    run("publish", spoiled, "--repo", REPO).succeeded()
    page = main_files(hub)["README.md"].decode()
    notice = "---\n\n> **Deprecated: do not train on 1.0.0.** a product stands as a customer\n\n# small 1.0.0"
    assert notice in page
    pulled = run("pull", f"{REPO}@1.0.0", "--out", tmp_path / "pulled").succeeded().out
    assert pulled.startswith("DEPRECATED: a product stands as a customer")
    assert (tmp_path / "pulled" / "small" / "1.0.0" / "DEPRECATED.md").is_file()
    run("publish", second, "--repo", REPO).succeeded()
    page = main_files(hub)["README.md"].decode()
    assert "> **Deprecated" not in page
    assert "**1.0.0** (deprecated: a product stands as a customer), 160 rows" in page


def test_a_deprecated_version_is_not_published(hub: Hub, run: Run, spoiled: Path) -> None:
    goldsmith("deprecate", spoiled, "--reason", "wrong totals").succeeded()
    ran = run("publish", spoiled, "--repo", REPO)
    assert (ran.code, ran.error) == (2, "small/1.0.0 is deprecated and not published: wrong totals")
    assert not hub.repos


def test_a_release_that_does_not_verify_is_not_published(hub: Hub, run: Run, spoiled: Path) -> None:
    path = next((spoiled / "jsonl").glob("train-*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    ran = run("publish", spoiled, "--repo", REPO)
    assert (ran.code, ran.error.startswith("small/1.0.0 is not published: ")) == (1, True)
    assert not hub.repos


def test_a_release_without_a_licence_is_not_published(hub: Hub, run: Run, tmp_path: Path) -> None:
    recipe = tmp_path / "small.yaml"
    recipe.write_text(SMALL.replace("licence: CC-BY-4.0\n", ""), encoding="utf-8")
    goldsmith("build", recipe, "--out", tmp_path).succeeded()
    ran = run("publish", tmp_path / "small" / "1.0.0", "--repo", REPO)
    assert (ran.code, "names no licence" in ran.error, bool(hub.repos)) == (2, True, False)


def test_a_dry_run_shows_files_sizes_and_page_and_uploads_nothing(hub: Hub, run: Run, small_release: Path) -> None:
    said = run("publish", small_release, "--repo", REPO, "--dry-run").succeeded().out
    assert said.startswith("---\nlicense: cc-by-4.0\n")
    size = (small_release / "certificate.json").stat().st_size
    assert f"{size:>14,}  certificate.json" in said
    assert not hub.repos
    assert {request.split()[0] for request in hub.seen} == {"GET"}


def test_the_page_is_whole(hub: Hub, run: Run, small_release: Path) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    page = main_files(hub)["README.md"].decode()
    data = yaml.safe_load(page.split("---")[1])
    assert data["license"] == "cc-by-4.0"
    assert [one["path"] for one in data["configs"][0]["data_files"]] == [
        "data/train-*.parquet",
        "data/validation-*.parquet",
        "data/test-*.parquet",
    ]
    for part in ("How it was made", "Rows", "What was checked", "Wording", "Known gaps", "Check it yourself", "Use"):
        assert f"\n## {part}\n" in page
    assert page.count("````json\n") == 5
    assert not any(left in page for left in ("{{", "}}", "TODO", "More Information Needed", "None"))


def test_croissant_metadata_is_valid_and_its_records_are_the_rows(
    hub: Hub, run: Run, small_release: Path, tmp_path: Path
) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    data = json.loads(main_files(hub)["croissant.json"])
    for one in data["distribution"]:
        assert one["contentUrl"].startswith(f"{hub.url}/datasets/{REPO}/resolve/1.0.0/data/")
    (tmp_path / "croissant.json").write_text(json.dumps(data), encoding="utf-8")
    files = {one["@id"]: str(small_release / one["@id"]) for one in data["distribution"]}
    made = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"), mapping=files)
    assert (list(made.metadata.issues.errors), list(made.metadata.issues.warnings)) == ([], [])
    name = next(one["@id"] for one in data["recordSet"] if one["@id"].startswith("train"))
    record = next(iter(made.records(name)))
    line = next((small_release / "jsonl").glob("train-00000-*.jsonl")).read_text(encoding="utf-8").splitlines()[0]
    assert record[f"{name}/prompt"].decode() == json.loads(line)["prompt"]


def test_without_a_token_nothing_is_written_and_the_message_says_what_to_do(
    hub: Hub, run: Run, small_release: Path
) -> None:
    ran = run("publish", small_release, "--repo", REPO, token="")
    assert (ran.code, "set HF_TOKEN" in ran.error, bool(hub.repos)) == (2, True, False)


@pytest.mark.parametrize("request_", ["POST .*/preupload/", "POST .*/commit/", "PUT /upload/"])
def test_a_bad_gateway_is_tried_again(hub: Hub, run: Run, small_release: Path, request_: str) -> None:
    hub.faults.append(Fault(request_, status=502))
    run("publish", small_release, "--repo", REPO).succeeded()
    assert len(hub.repos[REPO].messages) == 2


def test_a_cut_upload_is_tried_again(hub: Hub, run: Run, small_release: Path) -> None:
    hub.faults.append(Fault("PUT /upload/", cut=True))
    run("publish", small_release, "--repo", REPO).succeeded()


def test_a_slow_answer_is_waited_for(hub: Hub, run: Run, small_release: Path) -> None:
    hub.faults.append(Fault("POST .*/commit/", seconds=3))
    run("publish", small_release, "--repo", REPO).succeeded()


def test_a_commit_in_between_is_told_and_nothing_is_tagged(hub: Hub, run: Run, small_release: Path) -> None:
    hub.faults.append(Fault("POST .*/commit/", status=412))
    ran = run("publish", small_release, "--repo", REPO)
    assert (ran.code, "someone else changed it meanwhile" in ran.error, hub.repos[REPO].tags) == (2, True, {})
    run("publish", small_release, "--repo", REPO).succeeded()


def other_cells(data: bytes) -> bytes:
    """The same Parquet file but for one letter of its first page of text that is not compressed: or a broken file."""
    return data[:200] + bytes([data[200] ^ 1]) + data[201:]


def test_what_comes_back_otherwise_is_not_tagged(hub: Hub, run: Run, small_release: Path) -> None:
    hub.faults.append(Fault("GET .*/resolve/.*/data/train", bytes_for=other_cells, times=9))
    ran = run("publish", small_release, "--repo", REPO)
    assert (ran.code, "is not tagged" in ran.err, hub.repos[REPO].tags) == (1, True, {})


def test_a_download_that_does_not_verify_is_not_kept(hub: Hub, run: Run, small_release: Path, tmp_path: Path) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    hub.faults.append(Fault("GET .*/resolve/.*/jsonl/train", bytes_for=lambda data: data.replace(b"a", b"b", 1)))
    ran = run("pull", REPO, "--out", tmp_path / "pulled")
    assert (ran.code, "does not verify and was not kept" in ran.error) == (1, True)
    assert list((tmp_path / "pulled").iterdir()) == []


def test_a_version_that_is_not_there_is_named_with_those_that_are(
    hub: Hub, run: Run, small_release: Path, tmp_path: Path
) -> None:
    assert "has no published version" in run("pull", REPO, "--out", tmp_path).error
    run("publish", small_release, "--repo", REPO).succeeded()
    assert run("pull", f"{REPO}@2.0.0", "--out", tmp_path).error == f"{REPO} has no version '2.0.0'; there are 1.0.0"


def test_a_file_that_no_release_publishes_stays_at_home(hub: Hub, run: Run, spoiled: Path) -> None:
    (spoiled / "notes.txt").write_text("mine", encoding="utf-8")
    ran = run("publish", spoiled, "--repo", REPO)
    assert (ran.code, "notes.txt is not in the manifest" in ran.error) == (1, True)


@pytest.mark.parametrize("repo", ["records", "a/b/c", "acme/re cords", ""])
def test_a_repo_that_is_none_is_refused(run: Run, small_release: Path, repo: str) -> None:
    ran = run("publish", small_release, "--repo", repo)
    assert (ran.code, "ORG/NAME" in ran.error) == (2, True)


def test_the_token_is_nowhere(hub: Hub, run: Run, small_release: Path, tmp_path: Path) -> None:
    ran = run("publish", small_release, "--repo", REPO)
    pulled = run("pull", REPO, "--out", tmp_path / "pulled")
    assert TOKEN not in ran.out + ran.err + pulled.out + pulled.err
    assert not any(TOKEN.encode() in data for data in main_files(hub).values())
    assert not any(TOKEN.encode() in path.read_bytes() for path in (tmp_path / "pulled").rglob("*") if path.is_file())


def test_a_copy_elsewhere_is_published_as_the_same(run: Run, small_release: Path, tmp_path: Path) -> None:
    run("publish", small_release, "--repo", REPO).succeeded()
    copy = shutil.copytree(small_release, tmp_path / "elsewhere")
    assert "byte for byte the same" in run("publish", copy, "--repo", REPO).succeeded().out


def test_general_rows_get_a_config_of_their_own(hub: Hub, run: Run, small_release: Path, tmp_path: Path) -> None:
    general = tmp_path / "general.jsonl"
    rows = [{"instruction": f"Name a town with {n} letters.", "input": "", "output": f"Town {n}"} for n in range(3, 9)]
    general.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    words = ("publish", small_release, "--repo", REPO, "--mix", general)
    assert "--mix-source TEXT" in run(*words).error
    run(*words, "--mix-source", "written for this test, CC0").succeeded()
    page = main_files(hub)["README.md"].decode()
    configs = yaml.safe_load(page.split("---")[1])["configs"]
    assert [one["config_name"] for one in configs] == ["default", "general"]
    assert all(one["path"].startswith("data/") for one in configs[0]["data_files"])
    assert "holds 6 general instruction rows" in page
    assert "Source: written for this test, CC0." in page
    run("pull", REPO, "--out", tmp_path / "pulled").succeeded()
    assert not (tmp_path / "pulled" / "small" / "1.0.0" / "general").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"instruction": "Name a town.", "input": "", "output": " "}\n', "record 1: no answer follows a prompt"),
        ('{"prompt": "a", "completion": "b"}\n{"prompt"\n', "record 2: "),
        ('{"a": 1}\n', "shape"),
    ],
)
def test_general_rows_that_teach_nothing_are_refused(
    hub: Hub, run: Run, small_release: Path, tmp_path: Path, text: str, said: str
) -> None:
    general = tmp_path / "general.jsonl"
    general.write_text(text, encoding="utf-8")
    ran = run("publish", small_release, "--repo", REPO, "--mix", general, "--mix-source", "CC0")
    assert (ran.code, said in ran.error, bool(hub.repos)) == (2, True, False)
