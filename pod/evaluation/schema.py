"""The catalogue's tables and questions, in DuckDB's SQL."""

LAID_BY = "CREATE TABLE IF NOT EXISTS laid_by (form VARCHAR NOT NULL)"
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
CREATE TABLE IF NOT EXISTS disclosure (
    bundle VARCHAR PRIMARY KEY,
    report VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS quarantine (
    sha256 VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    code BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    received_at TIMESTAMP NOT NULL);
ALTER TABLE quarantine ADD COLUMN IF NOT EXISTS "do" VARCHAR DEFAULT '';
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
CREATE TABLE IF NOT EXISTS params (hash VARCHAR PRIMARY KEY, ran_with JSON);
"""

LEDGER = """
SELECT id AS bundle, sha256, pod, sequence, previous, state, accepted, refused
FROM bundle ORDER BY pod, sequence
"""
HEADS = """
SELECT pod, sequence, store, count, hash FROM record_head
JOIN bundle ON bundle.id = record_head.bundle ORDER BY pod, sequence, store
"""
QUARANTINE = """
SELECT name, sha256, code, reason, coalesce("do", '') FROM quarantine
ORDER BY name, sha256
"""

KEEPS_PEOPLE = """
SELECT table_name FROM duckdb_tables()
WHERE database_name = current_database() AND table_name <> 'withdrawn'
    AND table_name IN (
        SELECT table_name FROM duckdb_columns()
        WHERE column_name = 'study_code' AND database_name = current_database())
ORDER BY table_name
"""
"""Every table that keeps something of a person, whoever added it."""
TAKE_OUT = "DELETE FROM {table} WHERE study_code IN (SELECT unnest(?::VARCHAR[]))"
REFUSED_ROWS = "SELECT bundle, file, row, why FROM refused_row ORDER BY ALL"
WITHDRAWN = """
SELECT pod, count(DISTINCT study_code) FROM withdrawn
JOIN bundle ON bundle.id = withdrawn.bundle GROUP BY pod
"""
ADD_QUARANTINE = """
INSERT OR REPLACE INTO quarantine BY NAME SELECT unnest(?, recursive := true)
"""
LEAVE_QUARANTINE = """
DELETE FROM quarantine WHERE sha256 IN (SELECT unnest(?::VARCHAR[]))
"""
LATEST = "SELECT pod, max(received_at) FROM bundle GROUP BY pod"
COUNT_HERE = """
SELECT pod, count(*) FROM "{table}" AS kept
JOIN bundle ON bundle.id = kept.bundle GROUP BY pod
"""
HOLDS_ROWS = """
SELECT DISTINCT table_name FROM duckdb_columns()
WHERE column_name = 'study_code' AND database_name = current_database()
    AND table_name NOT LIKE 'early%' AND table_name NOT LIKE 'gated%'
ORDER BY table_name
"""
