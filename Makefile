# Two commands matter: `make run` and `make test`. Each sets up all it needs, once.
# Quoting stays plain so that any POSIX shell and GNU make 4 will do.

# Debian's own Python, where it is new enough: the frozen programs keep the same one, and it
# is compiled to run quicker than most that are built by hand.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SPARK  := .venv-spark

.PHONY: setup system run demo test check proof escape bench package site image boot clean lock
.DEFAULT_GOAL := run

# What is compiled once is kept: the tests begin the program hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

setup: $(READY)

# What Debian must have; asks apt only when something is missing.
system:
	@sh packaging/system.sh

$(READY): requirements.lock pyproject.toml packaging/system.sh
	@sh packaging/system.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

run: $(READY)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/pod kiosk --demo --windowed; \
	else exec $(BIN)/pod rehearse --journey first-sitting --out rehearsal; fi

demo: $(READY)
	@exec $(BIN)/pod kiosk --demo --windowed

# One worker more than there are cores, for many tests wait for real processes; each file's
# tests stay together.
test: $(READY)
	$(BIN)/pytest -q -n $$(($$(nproc) + 1)) --dist loadfile --no-loadscope-reorder

# Slow proofs, and many examples of what `make test` tries with a few; some ask PostgreSQL,
# R and Spark, which has an environment of its own.
proof: $(READY) $(SPARK)/.ready
	$(BIN)/pytest -q -n auto -m "proof or hypothesis" --hypothesis-profile=many -o faulthandler_timeout=600

$(SPARK)/.ready: requirements.spark.lock packaging/spark.sh $(READY)
	@sh packaging/system.sh proof
	@sh packaging/spark.sh
	@touch $@

# Every known way out of the kiosk, first against a naive window, last against the frozen
# program in its own session, frozen where there is none; a line for each at the end.
escape: $(READY)
	@sh packaging/system.sh escape
	@test -x dist/kiosk/pod || { sh packaging/system.sh package && sh packaging/freeze.sh kiosk dist; }
	$(BIN)/pytest -q tests/escape -m "escape or not escape" -o faulthandler_timeout=900

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	@for bench in press_timing stimulus_onset staff_call hang_ups hostile_bytes startup first_word commit opening memory rehearsal cohort tap soak wing stick gate_use export_rate import_rate aggregate report view restart; do $(BIN)/python benchmarks/$$bench.py --quick || exit 1; done

# The frozen programs, the Debian package and the wheel, into dist/; each frozen in an environment of its own.
package: $(READY)
	@sh packaging/system.sh package
	sh packaging/freeze.sh kiosk dist
	sh packaging/build-deb.sh dist/kiosk dist
	sh packaging/freeze.sh evaluator dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .

# The documentation as pages that ask nothing of a network, into dist/site.
site: $(READY)
	$(BIN)/mkdocs build --quiet --strict -f packaging/site/mkdocs.yml -d $(CURDIR)/dist/site

# A disk that starts into the pod and nothing else, into dist/; as root.
image: $(READY)
	@sh packaging/system.sh image
	sh packaging/image/build.sh $$(ls dist/training-pod_*_amd64.deb) dist

# The image in a machine of QEMU's: made where there is none yet, with a pod set up on it;
# whatever is pressed, plugged in or amiss, its page stands.
boot: $(READY)
	@sh packaging/system.sh boot
	@ls dist/training-pod_*_amd64.deb >/dev/null 2>&1 || $(MAKE) package
	@test dist/pod.img -nt $$(ls dist/training-pod_*_amd64.deb) || $(MAKE) image
	@test dist/pod-set-up.img -nt dist/pod.img || sh packaging/image/for-the-proof.sh dist
	@test dist/updates/third.squashfs -nt dist/pod.img || sh packaging/image/for-the-proof-of-updates.sh dist
	$(BIN)/pytest -q -m proof -o faulthandler_timeout=3600 tests/packaging/test_image.py tests/packaging/test_image_amiss.py tests/packaging/test_image_recovery.py tests/packaging/test_image_updates.py

clean:
	rm -rf $(VENV) $(SPARK) rehearsal build dist

# Renew the lock file (needs uv): versions and hashes, no download address.
lock:
	uv pip compile pyproject.toml --extra dev --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url -o requirements.lock
	uv pip compile pyproject.toml --extra spark -c requirements.lock --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url -o requirements.spark.lock
	uv pip compile pyproject.toml --extra kiosk --extra package -c requirements.lock --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url -o requirements.kiosk.lock
	uv pip compile pyproject.toml --extra view --extra package -c requirements.lock --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url -o requirements.evaluator.lock
