"""`goldsmith list`: recipes, record types, rules and genres; or one record type's JSON Schema."""

from typing import Annotated, Any

import orjson
import typer

from goldsmith.cli.screen import say
from goldsmith.core.errors import UsageError
from goldsmith.datasets import recipe as recipes
from goldsmith.datasets.records.domain import RecordType, load_domain


def list_(
    schema: Annotated[str, typer.Option(help="Print the JSON Schema of this record type.")] = "",
    rules: Annotated[str, typer.Option(help="Print the relations of this record type.")] = "",
    domain: Annotated[str, typer.Option(help="A folder with record types of your own.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List recipes, record types with their rules, and genres."""
    types = load_domain(domain)
    if json and not schema:
        say(orjson.dumps(_rules(types, rules) if rules else _everything(types), option=orjson.OPT_INDENT_2).decode())
        return
    if schema:
        say(orjson.dumps(_known(types, schema).kind.schema, option=orjson.OPT_INDENT_2).decode())
        return
    if rules:
        _known(types, rules)
        for rule in types[rules].knowledge.rules(rules).rules:
            say(f"{rule.name} ({rule.family}, {rule.scope}): {rule.says}")
        return
    say("recipes")
    for name in recipes.builtin_names():
        made = recipes.load(name, types)
        say(f"  {made.name} {made.version}: {made.size}. {made.description}")
    say()
    say(f"record types{'':16}complexity  rules  genres")
    for name, one in types.items():
        say(
            f"  {name:<26}{one.kind.complexity:<12}{len(one.knowledge.rules(name).rules):>5}  {', '.join(one.cell.genres)}"
        )
    say()
    say("goldsmith list --schema NAME prints a JSON Schema, --rules NAME the relations that must hold.")


def _everything(types: dict[str, RecordType]) -> dict[str, Any]:
    """Recipes and record types as JSON values."""
    made = [recipes.load(name, types) for name in recipes.builtin_names()]
    return {
        "schema_version": 1,
        "recipes": [
            one.model_dump(mode="json", include={"name", "version", "track", "count", "kinds", "description"})
            for one in made
        ],
        "record_types": [
            {
                "name": name,
                "title": one.kind.title,
                "complexity": one.kind.complexity,
                "rules": len(one.knowledge.rules(name).rules),
                "genres": one.cell.genres,
            }
            for name, one in types.items()
        ],
    }


def _rules(types: dict[str, RecordType], name: str) -> dict[str, Any]:
    """The relations of a record type as JSON values."""
    rules = _known(types, name).knowledge.rules(name).rules
    told = [{"rule": one.name, "family": one.family, "scope": one.scope, "says": one.says} for one in rules]
    return {"schema_version": 1, "record_type": name, "rules": told}


def _known(types: dict[str, RecordType], name: str) -> RecordType:
    if name not in types:
        raise UsageError(f"no record type {name!r}; there are {', '.join(types)}")
    return types[name]
