# make run, make test: everything else here serves those two. Second runs skip what is done.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The Debian and Ubuntu packages that the wheels need and do not carry (docs/architecture.md says which for what).
DEBIAN_PACKAGES := libegl1 libgl1 libgl1-mesa-dri libxkbcommon0 libdbus-1-3 libfontconfig1 "libglib2.0-0|libglib2.0-0t64" \
  libgssapi-krb5-2 libpulse0 libxrandr2 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 \
  libwayland-cursor0 libwayland-egl1 xvfb xauth

# Qt asks for a UTF-8 locale, and complains of any other; a bare machine has C.
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := C.UTF-8
endif

VENV := .venv
BIN := $(VENV)/bin
RUN_ARGS ?=
BENCH_ARGS ?=

.PHONY: help run test setup system gates types translations bench bench-scan bench-trace bench-verdict fuzz-trace faults bench-orders store soak tour films words pictures lock clean distclean

help:
	@echo "make run    set up, then start the booth (the tour where there is no display; RUN_ARGS=--windowed for a window)"
	@echo "make test   set up, then every gate and test"
	@echo "make tour   the tour on a virtual screen     make bench  figures beside a named peer"
	@echo "make faults orders through bad networks, kill -9 and power cuts: none lost, none doubled"
	@echo "make gates  lint, types, imports, QML        make films  render the origin films again"

run: setup
	@$(BIN)/kiosk run $(RUN_ARGS)

tour: setup
	@$(BIN)/kiosk tour $(RUN_ARGS)

# Three runs beside each other on two cores: the window's tests wait for frames and fingers more than they compute, those
# of orders for disks and shops.
PART_1 = $(wildcard tests/ui/test_[a-l]*.py tests/ui/test_pages_[lo]*.py) tests/order tests/store
PART_2 = tests/ui tests/faults
test: gates
	@mkdir -p build
	@$(BIN)/python -m pytest $(PART_1) -p no:cacheprovider > build/test-1.log 2>&1 & first=$$!; \
	  $(BIN)/python -m pytest $(PART_2) $(PART_1:%=--ignore=%) -p no:cacheprovider > build/test-2.log 2>&1 & second=$$!; \
	  $(BIN)/python -m pytest $(PART_1:%=--ignore=%) $(PART_2:%=--ignore=%); rest=$$?; \
	  wait $$first; one=$$?; wait $$second; two=$$?; cat build/test-1.log build/test-2.log; \
	  exit $$(( rest || one || two ))

bench: setup
	@$(BIN)/kiosk bench

# What the scanner reads, beside other decoders. Those are fetched here and nowhere else; without them it says so.
bench-scan: setup
	@.ci/debian-packages libzbar0 || true
	@test -d build/peers || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	  --require-hashes --target build/peers -r tests/bench/peers.txt || true
	@PYTHONPATH=build/peers $(BIN)/python -m tests.bench.scan $(BENCH_ARGS)

# A thousand valid journeys without an alarm, ten thousand single mutations caught by the right rule.
bench-verdict: setup
	@$(BIN)/python -m tests.bench.verdict $(BENCH_ARGS)

# Coverage-guided fuzzing of payloads and EPCIS documents. The fuzzer is fetched here and nowhere else. FUZZ_MINUTES each.
FUZZ_MINUTES ?= 10
FUZZ_ARGS ?=
fuzz-trace: setup
	@test -d build/fuzzer || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	  --require-hashes --target build/fuzzer -r tests/fuzz/peers.txt || true
	@FUZZ_MINUTES=$(FUZZ_MINUTES) PYTHONPATH=build/fuzzer $(BIN)/python -m tests.fuzz.run $(FUZZ_ARGS)

# A real online shop on this machine, with the town's dishes, for a booth to sell to.
store: setup
	@$(BIN)/python -m tests.tools.vendure

# Ten million serials: their list, look-ups beside bare SQLite, whole passports. BENCH_ARGS="--serials 200000" for a look.
bench-trace: setup
	@$(BIN)/python -m tests.bench.trace $(BENCH_ARGS)

# Orders through a network and a shop that fail in every way, and the journal through power cuts. FAULTS_ORDERS=1000,
# FAULTS_CUTS=500; FAULTS_ARGS=--quick for a look.
FAULTS_ARGS ?=
faults: setup
	@$(BIN)/python -m tests.faults.run $(FAULTS_ARGS)

# Confirm to durable, ten thousand orders drained, a journal with a hundred thousand: each beside a named peer.
bench-orders: setup
	@$(BIN)/python -m tests.bench.orders $(BENCH_ARGS)

# An hour of the scan page on a virtual screen: memory, age of frames, preview, readings. SOAK_MINUTES=5 for a look.
soak: setup
	@$(BIN)/python -m tests.bench.soak

films: setup
	@$(BIN)/python assets/films/render/render.py

# The type checker takes longer than all the others: they run beside it.
gates: setup types
	@$(BIN)/mypy & typed=$$!; \
	  $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && $(BIN)/python tests/tools/qml_lint.py; \
	  others=$$?; wait $$typed && exit $$others

# --- set-up -----------------------------------------------------------------------------------------------

setup: system $(VENV)/.locked translations

system:
	@.ci/debian-packages $(DEBIAN_PACKAGES)
	@command -v node >/dev/null && command -v npm >/dev/null || .ci/debian-packages nodejs npm libnode-dev g++ make
	@command -v cc >/dev/null || .ci/debian-packages gcc libc6-dev

# A venv that was left half made, or whose Python has gone, is made anew. What is imported is compiled then, not before.
$(VENV)/.locked: requirements.lock pyproject.toml | system
	@python=$$(.ci/find-python) && { $(BIN)/python -c 'import pip' 2>/dev/null || "$$python" -m venv --clear $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  --config-settings editable_mode=compat --editable .
	@touch $@

# --- what is made from sources ----------------------------------------------------------------------------

TS := $(wildcard assets/translations/*.ts)
QM := $(TS:.ts=.qm)

translations: $(QM)

%.qm: %.ts | $(VENV)/.locked
	@$(BIN)/pyside6-lrelease -silent $< -qm $@

types: $(VENV)/.locked
	@$(BIN)/python tests/tools/qml_types.py

# After pages changed: collect their words into the .ts files.
words: setup
	@$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none $$(find kiosk/ui -name '*.qml') -ts assets/translations/kiosk_zh.ts

# The README's pictures are the tour's.
pictures: tour
	@$(BIN)/python tests/tools/pictures.py

lock: setup
	@$(BIN)/python -m pip install --quiet uv && $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	  --extra dev --no-annotate --no-header --quiet pyproject.toml -o requirements.lock

clean:
	rm -rf build .state .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

distclean: clean
	rm -rf $(VENV)
