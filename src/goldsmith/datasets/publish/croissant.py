"""Croissant metadata (MLCommons, format 1.0): what each Parquet file holds, with its digest."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from goldsmith.core.nouns import COLUMNS

TERMS = (
    "citeAs column equivalentProperty extract field fileObject fileProperty fileSet format includes isLiveDataset jsonPath key md5 "
    "parentField path recordSet references regex repeated replace samplingRate separator source subField transform"
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in TERMS.split()},
}
"""The context that the format's specification prescribes."""
TEXTS = tuple(column for column in COLUMNS if column != "messages")
"""The columns that are described: `messages` says what `prompt` and `completion` say."""


def croissant(
    *,
    name: str,
    version: str,
    description: str,
    licence: str,
    page: str,
    published: date,
    files: Mapping[str, Mapping[str, Any]],
) -> str:
    """The JSON-LD text; `files` are the Parquet files of the manifest with their sha256, `page` the repository's address."""
    data = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": name,
        "version": version.partition("+")[0],
        "description": f"{description} Release {version}.",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": f"https://spdx.org/licenses/{licence}.html",
        "url": page,
        "datePublished": published.isoformat(),
        "citeAs": f"@misc{{{name}, title = {{{name} {version}}}, howpublished = {{{page}}}}}",
        "distribution": [_file(path, files[path], page, version) for path in sorted(files)],
        "recordSet": [_records(path, _name(path, sorted(files))) for path in sorted(files)],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _file(path: str, entry: Mapping[str, Any], page: str, version: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": f"{page}/resolve/{version.replace('+', '%2B')}/{path}",
        "encodingFormat": "application/x-parquet",
        "sha256": entry["sha256"],
    }


def _name(path: str, paths: Sequence[str]) -> str:
    """The split; with the file's number where a split has several files."""
    split, number = path.rsplit("/", 1)[-1].split("-")[:2]
    same = [one for one in paths if one.rsplit("/", 1)[-1].startswith(f"{split}-")]
    return split if len(same) == 1 else f"{split}-{number}"


def _records(path: str, name: str) -> dict[str, Any]:
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{name}/{column}",
            "name": column,
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": path}, "extract": {"column": column}},
        }
        for column in TEXTS
    ]
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields}
