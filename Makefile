# Python 3.11 or newer and make are enough; everything else is installed under .venv/.

PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
# Tests run side by side in so many processes, handed out a few at a time and in their order: those that drive a browser
# lie side by side and take longest, and those that empty the database come last in each process.
PROCESSES ?= 2
BIN := $(VENV)/bin
LOCK := $(shell $(PYTHON) -c 'import sys; print("py313" if sys.version_info >= (3, 13) else "py311" if sys.version_info >= (3, 11) else "")')
ifeq ($(LOCK),)
$(error Python 3.11 or newer is needed: make PYTHON=/path/to/python3.12 …)
endif
# What the portal keeps: database, pictures, collected files, letters.
export VAR_DIR ?= var
# Nobody types this key: it is made once and stays on the machine.
export SECRET_KEY_FILE ?= $(VAR_DIR)/secret_key
export SITE_URL ?= http://127.0.0.1:$(PORT)
export PORT
# Each lock leaves a mark where it was installed.
RUNS := $(VENV)/.$(LOCK)
TESTS_RUN := $(VENV)/.$(LOCK)-dev
COLLECTED := $(VAR_DIR)/static/staticfiles.json
STATIC := newsportal/assets.py $(shell find newsportal articles comments -path '*/static/*' -type f)

.PHONY: run test lint bench messages lock

run: $(RUNS) $(SECRET_KEY_FILE) $(COLLECTED) ## Prepare and serve the demo newspaper
	@export EMAIL_URL="$${EMAIL_URL:-filemail:///$(abspath $(VAR_DIR))/mail}"; \
	$(BIN)/python manage.py migrate --verbosity 0 && \
	$(BIN)/python manage.py load_demo --if-empty && \
	exec $(BIN)/python manage.py serve

test: $(TESTS_RUN) ## Run every test that this machine can run
	@left_out=$$($(BIN)/python -m tests.selection) && $(BIN)/python -m pytest -n $(PROCESSES) --dist load --maxschedchunk 24 -m "$$left_out" $(TESTS)

lint: $(TESTS_RUN) ## Format, lint, types, spelling, migrations, deployment checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/django-upgrade --check --target-version 5.2 $$(git ls-files '*.py')
	$(BIN)/typos
	$(BIN)/mypy newsportal articles comments
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings
	SITE_URL=https://news.example HSTS_SUBDOMAINS=1 VAR_DIR=$(VENV)/deployed \
	  SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(TESTS_RUN) ## Print what pages and searches cost; PARTS=hits, FULL=1, SET=questions.json
	$(BIN)/python -m tests.benchmarks

messages: $(TESTS_RUN) ## Gather and compile the translations (needs gettext)
	$(BIN)/python -m tests.messages

lock: ## Renew the locked dependencies
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv
	for version in 3.11:5.2 3.13:6.1; do for part in "" dev score; do \
	  case $$part in dev) with="--group pyproject.toml:dev";; score) with="--extra score";; *) with="";; esac; \
	  python=$${version%%:*}; echo "django==$${version##*:}.*" | $(VENV)-lock/bin/uv pip compile pyproject.toml \
	    $$with --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --python-version $$python --constraints - \
	    --output-file requirements/py$$(echo $$python | tr -d .)$${part:+-$$part}.txt || exit 1; \
	done; done

$(SECRET_KEY_FILE):
	@mkdir -p $(@D) && umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))' > $@

$(COLLECTED): $(STATIC) $(RUNS) | $(SECRET_KEY_FILE)
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0

$(RUNS): requirements/$(LOCK).txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(TESTS_RUN): requirements/$(LOCK)-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(RUNS)
