#!/bin/sh
# Makes .venv-spark, in which the proofs run Apache Spark: what .venv has, and PySpark.
# PySpark is 0.4 GB, so it is no part of .venv; its versions are in requirements.spark.lock.
set -eu

venv=.venv-spark
[ ! -e "$venv/.ready" ] || [ requirements.spark.lock -nt "$venv/.ready" ] || exit 0
[ -x "$venv/bin/python" ] || .venv/bin/python -m venv "$venv"
site='import sysconfig; print(sysconfig.get_path("purelib"))'
# What stands in .venv already is found there, and is not installed again.
.venv/bin/python -c "$site" >"$("$venv/bin/python" -c "$site")/beside.pth"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r requirements.spark.lock
touch "$venv/.ready"
