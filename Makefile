# Python 3.11 or newer and make are enough; everything else is installed under .venv/.

PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
BIN := $(VENV)/bin
LOCK := requirements/$(shell $(PYTHON) -c 'import sys; print("py313" if sys.version_info >= (3, 13) else "py311")')
# No one types this key: it is made once and stays on the machine.
export SECRET_KEY_FILE ?= var/secret_key
export SITE_URL ?= http://127.0.0.1:$(PORT)
export PORT

.PHONY: run test lint bench messages lock

run: $(VENV)/.runs var/secret_key ## Prepare and serve the demo newspaper
	@EMAIL_URL="$${EMAIL_URL:-filemail:///var/mail}"; export EMAIL_URL; \
	$(BIN)/python manage.py migrate --verbosity 0 && \
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0 && \
	$(BIN)/python manage.py load_demo --if-empty && \
	exec $(BIN)/python manage.py serve

test: $(VENV)/.tests ## Run every test that this machine can run
	@left_out=$$($(BIN)/python -m tests.selection) && $(BIN)/python -m pytest -m "$$left_out" $(TESTS)

lint: $(VENV)/.tests ## Format, lint, types, spelling, migrations, deployment checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/typos
	$(BIN)/mypy newsportal articles comments
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings
	SITE_URL=https://news.example HSTS_SUBDOMAINS=1 SECRET_KEY=$$(head -c 48 /dev/urandom | base64 | tr -d '\n') \
	  VAR_DIR=$$(mktemp -d) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.tests ## Print queries, weight and requests a second
	$(BIN)/python -m tests.benchmarks

messages: $(VENV)/.tests ## Gather and compile the translations (needs gettext)
	$(BIN)/python -m tests.messages

lock: ## Renew the locked dependencies
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv
	for version in 311:5.2 313:6.1; do \
	  python=$${version%%:*}; django=$${version##*:}; \
	  for group in "" dev; do \
	    echo "django==$$django.*" | $(VENV)-lock/bin/uv pip compile pyproject.toml $${group:+--group pyproject.toml:$$group} \
	      --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	      --python-version 3.$${python#3} --constraints - --output-file requirements/py$$python$${group:+-$$group}.txt; \
	  done; \
	done

var/secret_key:
	@mkdir -p var && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))' > $@ && chmod 600 $@

$(VENV)/.runs: $(LOCK).txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.tests: $(LOCK)-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/.runs
