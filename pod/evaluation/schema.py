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
    prison_type VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS measure (
    bundle VARCHAR NOT NULL,
    study_code VARCHAR NOT NULL,
    point VARCHAR NOT NULL,
    weeks_since_start BIGINT NOT NULL,
    task VARCHAR NOT NULL,
    task_version BIGINT NOT NULL,
    params_hash VARCHAR NOT NULL,
    scoring VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    timed_device BIGINT NOT NULL,
    timed_arrival BIGINT NOT NULL,
    timed_keyboard BIGINT NOT NULL,
    timed_touch BIGINT NOT NULL,
    timed_rehearsal BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value DOUBLE,
    missing VARCHAR NOT NULL);
"""

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
KNOWN_PEOPLE = """
SELECT study_code FROM participant WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
"""
KNOWN_MEASURES = """
SELECT fresh.name FROM (SELECT unnest(?, recursive := true)) AS fresh
SEMI JOIN measure USING (study_code, point, task, kind, name)
"""

FORGET_PEOPLE = "DELETE FROM participant WHERE bundle = ?"
FORGET_MEASURES = "DELETE FROM measure WHERE bundle = ?"
ADD_PEOPLE = """
INSERT INTO participant BY NAME SELECT ? AS bundle, unnest(?, recursive := true)
"""
ADD_MEASURES = """
INSERT INTO measure BY NAME SELECT ? AS bundle, unnest(?, recursive := true)
"""
FORGET_HEADS = "DELETE FROM record_head WHERE bundle = ?"
ADD_HEADS = """
INSERT INTO record_head BY NAME SELECT ? AS bundle, unnest(?, recursive := true)
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
