"""Who may import whom, how long a function may be, and what a release of the package holds."""

import ast
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
KEPT_APART = {"torch", "transformers", "trl", "peft", "bitsandbytes", "ray", "openai", "httpx2"}
"""Libraries that the core installs without."""

NOT_IMPORTED = {"tzdata", "faker", "jsonlines"}
"""Data that zoneinfo reads, and libraries that the coming tracks are promised to be made with."""


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]


def test_the_import_contracts_hold() -> None:
    made = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout


@pytest.mark.parametrize("file", SOURCES, ids=[file.relative_to(ROOT / "src").as_posix() for file in SOURCES])
def test_no_module_is_over_400_lines_and_no_function_over_60(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
    assert [node.name for node in functions(file) if (node.end_lineno or 0) - node.lineno >= 60] == []


def test_the_median_function_is_short() -> None:
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for file in SOURCES for node in functions(file))
    assert lengths[len(lengths) // 2] <= 12


def test_no_module_is_called_utils_or_the_like() -> None:
    assert {file.stem for file in SOURCES}.isdisjoint({"utils", "util", "helpers", "common", "base", "misc", "manager"})


def test_the_core_starts_without_the_heavy_libraries() -> None:
    program = (
        f"import sys, goldsmith.cli.main; print(sorted({KEPT_APART} & {{name.split('.')[0] for name in sys.modules}}))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_client_of_served_models_is_imported_in_one_file() -> None:
    importing = {
        file.relative_to(ROOT / "src" / "goldsmith").as_posix()
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and "openai" in {name.split(".")[0] for name in imported(node)}
    }
    assert importing == {"core/chat.py"}


def test_every_declared_dependency_of_the_core_is_imported_somewhere() -> None:
    declared = {
        line.split(">")[0].split("<")[0]
        for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    }
    named = {"pyyaml": "yaml", "jsonschema-rs": "jsonschema_rs"}
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES)
    unused = sorted(
        name
        for name in declared - NOT_IMPORTED
        if f"import {named.get(name, name)}" not in text and f"from {named.get(name, name)}" not in text
    )
    assert unused == []


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--quiet", "--wheel-dir", tmp_path]
    subprocess.run(command, check=True, timeout=240)
    (wheel,) = tmp_path.glob("goldsmith-*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("goldsmith/")}
    package = ROOT / "src" / "goldsmith"
    there = {path.relative_to(package.parent).as_posix() for path in package.rglob("*") if path.is_file()}
    assert held == {name for name in there if not name.endswith(".pyc") and "/." not in name}
    assert {Path(name).suffix for name in held} >= {".py", ".csv", ".sql", ".toml", ".j2", ".txt", ".json", ".yaml"}
