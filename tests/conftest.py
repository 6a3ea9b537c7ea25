"""Fixtures that many tests share: releases that are built once a session, and copies of them to spoil."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from program import REPLACED, SMALL, goldsmith

settings.register_profile(
    "fast", max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.register_profile("explore", max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="Write tests/golden anew from what the code says now."
    )


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this session share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _once(shared: Path, name: str, build: Callable[[Path], None]) -> Path:
    """The one release under shared/name, built by whichever worker wants it first."""
    out = shared / name
    with _alone(shared / f"{name}.lock"):
        if not list(out.glob("*/*/manifest.json")):
            build(out)
    (manifest,) = out.glob("*/*/manifest.json")
    return manifest.parent


@pytest.fixture(scope="session")
def release(shared: Path) -> Path:
    """The built-in recipe with 1,500 rows, so that every record type stands in every split."""

    def build(out: Path) -> None:
        goldsmith("build", "extraction", "--count", "1500", "--workers", "2", "--out", out).succeeded()

    return _once(shared, "extraction", build)


@pytest.fixture(scope="session")
def small_release(shared: Path) -> Path:
    """A finished release of the small recipe, not to be changed."""

    def build(out: Path) -> None:
        recipe = shared / "small.yaml"
        recipe.write_text(SMALL, encoding="utf-8")
        goldsmith("build", recipe, "--out", out).succeeded()

    return _once(shared, "small", build)


@pytest.fixture(scope="session")
def manual_release(shared: Path) -> Path:
    """A finished release of the project's manual, not to be changed."""

    def build(out: Path) -> None:
        goldsmith("build", "manual", "--out", out).succeeded()

    return _once(shared, "manual", build)


@pytest.fixture(scope="session")
def lesson_release(shared: Path) -> Path:
    """A small finished release of lessons that the built-in teacher worded, not to be changed."""

    def build(out: Path) -> None:
        goldsmith("build", "teacher", "--count", "40", "--set", "most_asks=20", "--out", out).succeeded()

    return _once(shared, "lessons", build)


@pytest.fixture(scope="session")
def replaced(shared: Path, small_release: Path) -> Path:
    """Version 1.0.1 of the small release, beside a copy of 1.0.0 from which all rows but REPLACED were taken over."""
    out = shared / "replaced"
    with _alone(shared / "replaced.lock"):
        if not (out / "small" / "1.0.1").is_dir():
            shutil.copytree(small_release, out / "small" / "1.0.0", dirs_exist_ok=True)
            ledger, recipe = shared / "named.jsonl", shared / "small-1.0.1.yaml"
            ledger.write_text(
                "".join(json.dumps({"id": id_, "reason": why}) + "\n" for id_, why in REPLACED.items()),
                encoding="utf-8",
            )
            recipe.write_text(SMALL.replace("1.0.0", "1.0.1"), encoding="utf-8")
            goldsmith("build", recipe, "--out", out, "--replace", ledger).succeeded()
    return out / "small" / "1.0.1"


@pytest.fixture(scope="session")
def domain(shared: Path) -> Path:
    """The domain that `goldsmith new` writes, not to be changed."""
    folder = shared / "bikes"
    with _alone(shared / "bikes.lock"):
        if not folder.is_dir():
            goldsmith("new", folder).succeeded()
    return folder


@pytest.fixture(scope="session")
def domain_release(shared: Path, domain: Path) -> Path:
    """A finished release of that domain."""

    def build(out: Path) -> None:
        goldsmith("build", domain / "recipe.yaml", "--domain", domain, "--out", out, all_lies=True).succeeded()

    return _once(shared, "rented", build)


@pytest.fixture
def spoiled(small_release: Path, tmp_path: Path) -> Path:
    """A copy of the small release that a test may change."""
    return shutil.copytree(small_release, tmp_path / "small" / "1.0.0")


@pytest.fixture
def spoiled_manual(manual_release: Path, tmp_path: Path) -> Path:
    """A copy of the manual's release that a test may change."""
    return shutil.copytree(manual_release, tmp_path / "manual" / "1.0.0")


@pytest.fixture
def spoiled_lessons(lesson_release: Path, tmp_path: Path) -> Path:
    """A copy of the lessons' release that a test may change."""
    return shutil.copytree(lesson_release, tmp_path / "teacher" / lesson_release.name)
