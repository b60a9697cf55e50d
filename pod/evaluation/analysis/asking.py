"""The analysis's questions of the catalogue, in DuckDB's SQL."""

PEOPLE = """
SELECT study_code, bundle.pod, arm, age_band, sex, sentence_band, custody_band,
    prison_type
FROM participant JOIN bundle ON bundle.id = participant.bundle ORDER BY study_code
"""
SCORES = """
SELECT study_code, point, task, name, value, missing FROM measure
WHERE kind = 'score' AND (task, name) IN (
    SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))
"""
MEASURED = """
SELECT task, name, count(value), count(DISTINCT point) FROM measure
WHERE kind = 'score' GROUP BY ALL ORDER BY ALL
"""
"""Every score that came, how often it is a number, and at how many points."""

HAS_TABLE = "SELECT 1 FROM duckdb_tables() WHERE table_name = ?"
REACHED = """
SELECT study_code, point,
    CASE WHEN weeks_wide > 0 THEN weeks_since_start::VARCHAR ELSE '' END,
    sittings, minutes, missed, missed_because, programme, software, language, mode
FROM reached ORDER BY study_code, point
"""
EXACT = """
SELECT study_code, point, weeks_since_start, sittings, minutes,
    sick, refused, not_required, rest_day, clash, cancelled, suspended,
    auto_suspended, other, programme, software, language, mode
FROM exact_point ORDER BY study_code, point
"""

TIMED = """
SELECT sum(timed_device), sum(timed_arrival), sum(timed_keyboard), sum(timed_touch),
    sum(timed_rehearsal) FROM (
    SELECT DISTINCT study_code, point, task, timed_device, timed_arrival,
        timed_keyboard, timed_touch, timed_rehearsal FROM measure)
"""
VERSIONS = """
SELECT task, task_version, scoring, count(DISTINCT study_code) FROM measure
GROUP BY ALL ORDER BY ALL
"""
SOFTWARE = """
SELECT software, count(DISTINCT pod), count(*) FROM bundle GROUP BY ALL ORDER BY ALL
"""
BUNDLES = "SELECT id, sha256, pod, sequence FROM bundle ORDER BY sha256, id"
COUNTED = """
SELECT count(*), count(DISTINCT pod), coalesce(sum(accepted), 0),
    coalesce(sum(refused), 0) FROM bundle
"""
ASIDE = "SELECT reason, count(*) FROM quarantine GROUP BY ALL ORDER BY ALL"
WITHDREW = "SELECT count(DISTINCT study_code) FROM withdrawn"

WHOLE_ANSWERS = """
SELECT study_code, point, task, params_hash, task_version,
    list(name ORDER BY name), list(value ORDER BY name)
FROM measure WHERE kind = 'item' AND task = ? GROUP BY ALL ORDER BY ALL
"""
SCORED = """
SELECT study_code, point, name, value FROM measure
WHERE kind = 'score' AND task = ? ORDER BY ALL
"""
ITEM_TASKS = "SELECT DISTINCT task FROM measure WHERE kind = 'item' ORDER BY task"
