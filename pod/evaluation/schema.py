"""The catalogue's tables and questions, in DuckDB's SQL."""

TABLES = """
CREATE TABLE IF NOT EXISTS bundle (
    id VARCHAR PRIMARY KEY,
    sha256 VARCHAR NOT NULL,
    pod VARCHAR NOT NULL,
    sequence BIGINT NOT NULL,
    previous VARCHAR NOT NULL,
    software VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    accepted BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    received_at TIMESTAMP NOT NULL);
CREATE TABLE IF NOT EXISTS record_head (
    bundle VARCHAR NOT NULL,
    store VARCHAR NOT NULL,
    count BIGINT NOT NULL,
    hash VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS quarantine (
    sha256 VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    code BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    received_at TIMESTAMP NOT NULL);
CREATE TABLE IF NOT EXISTS participant (
    bundle VARCHAR NOT NULL,
    study_code VARCHAR NOT NULL,
    age_band VARCHAR NOT NULL,
    sex VARCHAR NOT NULL,
    sentence_band VARCHAR NOT NULL,
    custody_band VARCHAR NOT NULL,
    prison_type VARCHAR NOT NULL,
    arm VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS reached (
    bundle VARCHAR NOT NULL,
    study_code VARCHAR NOT NULL,
    point VARCHAR NOT NULL,
    weeks_since_start BIGINT NOT NULL,
    weeks_wide BIGINT NOT NULL,
    sittings VARCHAR NOT NULL,
    minutes VARCHAR NOT NULL,
    missed VARCHAR NOT NULL,
    missed_because VARCHAR NOT NULL,
    programme VARCHAR NOT NULL,
    software VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    mode VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS measure (
    bundle VARCHAR NOT NULL,
    study_code VARCHAR NOT NULL,
    point VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    task_version BIGINT NOT NULL,
    params_hash VARCHAR NOT NULL,
    scoring VARCHAR NOT NULL,
    timed_device BIGINT NOT NULL,
    timed_arrival BIGINT NOT NULL,
    timed_keyboard BIGINT NOT NULL,
    timed_touch BIGINT NOT NULL,
    timed_rehearsal BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value DOUBLE,
    missing VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS withdrawn (
    bundle VARCHAR NOT NULL,
    study_code VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS refused_row (
    bundle VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    row BIGINT NOT NULL,
    why VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS early_reached AS FROM reached LIMIT 0;
CREATE TABLE IF NOT EXISTS early_measure AS FROM measure LIMIT 0;
"""
"""Rows that came before the people whom they are about stand in the early tables."""

LEDGER = """
SELECT id AS bundle, sha256, pod, sequence, previous, state, accepted, refused
FROM bundle ORDER BY pod, sequence
"""
HEADS = """
SELECT pod, sequence, store, count, hash FROM record_head
JOIN bundle ON bundle.id = record_head.bundle ORDER BY pod, sequence, store
"""
QUARANTINE = "SELECT name, sha256, code, reason FROM quarantine ORDER BY name, sha256"

KNOWN_ID = "SELECT sha256 FROM bundle WHERE id = ?"
KNOWN_PLACE = "SELECT id FROM bundle WHERE pod = ? AND sequence = ?"
EARLIER = "SELECT count(*) FROM bundle WHERE pod = ? AND sequence < ?"
"""How many of a pod's bundles before this one are here."""

HERE = """
SELECT {columns} FROM {table}
WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
"""
GONE = """
SELECT DISTINCT study_code FROM withdrawn
WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
"""
KEEPS_PEOPLE = """
SELECT table_name FROM duckdb_columns()
WHERE column_name = 'study_code' AND table_name <> 'withdrawn' ORDER BY table_name
"""
"""Every table that keeps something of a person, whoever added it."""
TAKE_OUT = "DELETE FROM {table} WHERE study_code IN (SELECT unnest(?::VARCHAR[]))"
ADD_ROWS = """
INSERT INTO {table} BY NAME SELECT ? AS bundle, unnest(?, recursive := true)
"""
LET_IN = """
INSERT INTO {table} BY NAME
SELECT early.* FROM early_{table} AS early ANTI JOIN {table} USING ({key})
WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY bundle) = 1
"""
LET_GO = """
DELETE FROM early_{table} WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
"""
FORGET_ROWS = "DELETE FROM {table} WHERE bundle = ?"
REFUSED_ROWS = "SELECT file, row, why FROM refused_row WHERE bundle = ? ORDER BY ALL"
WITHDRAWN = """
SELECT pod, count(DISTINCT study_code) FROM withdrawn
JOIN bundle ON bundle.id = withdrawn.bundle GROUP BY pod
"""
ADD_BUNDLE = """
INSERT INTO bundle BY NAME SELECT unnest(?, recursive := true)
"""
ADD_QUARANTINE = """
INSERT OR REPLACE INTO quarantine BY NAME SELECT unnest(?, recursive := true)
"""
LEAVE_QUARANTINE = "DELETE FROM quarantine WHERE sha256 = ?"

PAIRS = """
WITH told AS (
    SELECT study_code, point, arg_min(value, (task, name) <> ($2, $3)) AS value
    FROM measure
    WHERE kind = 'score' AND value IS NOT NULL
        AND (task, name) IN (($2, $3), ($4, $5))
    GROUP BY study_code, point)
SELECT grouped, first.value, last.value FROM (
    SELECT study_code, CASE $1
        WHEN 'age_band' THEN age_band WHEN 'sex' THEN sex
        WHEN 'sentence_band' THEN sentence_band
        WHEN 'custody_band' THEN custody_band ELSE prison_type END AS grouped
    FROM participant)
JOIN told AS first USING (study_code)
JOIN told AS last USING (study_code)
WHERE first.point = 'first' AND last.point = 'last'
ORDER BY grouped, study_code
"""
GROUPS = """
SELECT DISTINCT CASE ?
    WHEN 'age_band' THEN age_band WHEN 'sex' THEN sex
    WHEN 'sentence_band' THEN sentence_band
    WHEN 'custody_band' THEN custody_band ELSE prison_type END AS grouped
FROM participant ORDER BY grouped
"""
