#!/usr/bin/env bash
# Builds two small releases, trains a model from nothing on the first, an adapter on that model on the second, compares.
# Usage: demo.sh FOLDER, with `goldsmith` on the PATH; a CPU and a few minutes are enough. Starts anew where FOLDER exists.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1
rm -rf "$out"
mkdir -p "$out"
cd "$out"

goldsmith build "$here/tag-list.yaml" --workers 2
goldsmith train datasets/demo-tag-list/1.0.0 --config "$here/scratch.yaml" --out runs/scratch

goldsmith build "$here/contact-info.yaml" --workers 2
goldsmith train datasets/demo-contact-info/1.0.0 --config "$here/lora.yaml" --out runs/lora

mkdir runs/rules
goldsmith eval rules datasets/demo-tag-list/1.0.0 --out runs/rules/eval.json > /dev/null
goldsmith compare runs/scratch runs/lora runs/rules/eval.json

# One tag of one answer is changed: nobody trains on that.
cp -r datasets/demo-tag-list/1.0.0 edited
sed -i.before '1s/\\"tags\\":\[\\"/&x-/' edited/jsonl/train-00000-of-00001.jsonl
rm edited/jsonl/*.before
if goldsmith train edited --config "$here/scratch.yaml" --out runs/edited; then
  echo "an edited release was trained on" >&2
  exit 1
fi
echo "the edited release was refused, as it must be"
