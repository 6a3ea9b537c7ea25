# The project's own commands; each makes the environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint format bench bench-audit test-faults test-consumers test-train train-demo clean

# The core alone, as a user installs it.
$(VENV)/core.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp
	$(BIN)/pip install --quiet --editable . --group dev
	touch $@

# The training stack on top; name another build of torch with the index that holds it: TORCH="torch==2.13.0 --index-url ...".
# The other packages come from the usual index, and the torch that is there stays.
TORCH ?= torch==2.13.0
$(VENV)/train.stamp: $(VENV)/dev.stamp
	$(BIN)/pip install --quiet $(TORCH)
	$(BIN)/pip install --quiet --editable ".[train]" $(filter torch%,$(TORCH))
	touch $@

# Build, verify and look at 2,000 examples of the built-in recipe.
demo: $(VENV)/core.stamp
	$(BIN)/goldsmith build extraction --count 2000 --workers 2
	$(BIN)/goldsmith inspect "$$(ls -td datasets/extraction/1.0.0+*/ | head -n 1)" -n 5

# Everything but the heavy suites, which have targets of their own.
test: $(VENV)/train.stamp
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not faults and not consumers and not train"

# Format, lint, types and layers.
lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The same on a laptop and in CI: lint and the fast tests.
check: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -q -m "not faults and not slow and not consumers and not train"

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Kills, full disks and flipped bytes: minutes, not seconds.
test-faults: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m faults

# Every gate of a training run, passed and failed for its reason, and models that really learn: minutes on a CPU.
test-train: $(VENV)/train.stamp
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist worksteal -m train

# Two small releases, a model from nothing, an adapter on it, all gates, one table: under ten minutes on a CPU.
train-demo: $(VENV)/train.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" OMP_NUM_THREADS=1 demos/train/demo.sh $(CURDIR)/datasets/train-demo

# What was published, read by other programs' own code, each in an environment of its own; gigabytes and minutes the first time.
CONSUMERS := .venv-consumers
CONSUMER_torch := torch==2.13.0
CONSUMER_trl := trl==1.16.0 transformers==5.23.0
CONSUMER_lm-eval := lm-eval==0.4.13 datasets
CONSUMER_llama-factory := llamafactory==0.9.5
CONSUMER_axolotl := axolotl==0.19.0

$(CONSUMERS)/%.stamp:
	$(PYTHON) -m venv $(CONSUMERS)/$*
	$(CONSUMERS)/$*/bin/pip install --quiet --upgrade pip
	$(if $(filter lm-eval,$*),,$(CONSUMERS)/$*/bin/pip install --quiet $(CONSUMER_torch))
	$(CONSUMERS)/$*/bin/pip install --quiet $(CONSUMER_$*) $(if $(filter lm-eval,$*),,$(CONSUMER_torch))
	$(CONSUMERS)/$*/bin/pip uninstall --quiet --yes torchvision torchaudio
	touch $@

test-consumers: $(VENV)/dev.stamp $(CONSUMERS)/trl.stamp $(CONSUMERS)/lm-eval.stamp $(CONSUMERS)/llama-factory.stamp $(CONSUMERS)/axolotl.stamp
	$(BIN)/python -m pytest -m consumers

# Ratios, not absolute figures: both sides run on this machine, in this call.
bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/run.py

# 100,000 rows of about 1 KB: time, rate and peak memory of an audit.
bench-audit: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/audit.py

clean:
	rm -rf $(VENV) $(CONSUMERS) datasets build dist
