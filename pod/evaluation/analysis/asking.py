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
    weeks_wide::VARCHAR, sittings, minutes, missed, missed_because, programme,
    software, language, mode
FROM reached ORDER BY study_code, point
"""
EXACT = """
SELECT study_code, point, weeks_since_start, sittings, minutes,
    sick, refused, not_required, rest_day, clash, cancelled, suspended,
    auto_suspended, other, programme, software, language, mode
FROM exact_point ORDER BY study_code, point
"""
DISCLOSED = """
SELECT arg_max(report, sequence) FROM disclosure
JOIN bundle ON bundle.id = disclosure.bundle GROUP BY pod ORDER BY pod
"""
"""What the newest bundle of each pod says of whom it keeps back, as JSON."""

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
FROM measure WHERE kind = 'item' AND task = ? AND md5(study_code) < ?
GROUP BY ALL ORDER BY ALL
"""
SCORED = """
SELECT study_code, point, name, value FROM measure
WHERE kind = 'score' AND task = ? AND md5(study_code) < ? ORDER BY ALL
"""
ANSWERS = "SELECT count(*) FROM measure WHERE kind = 'item' AND task = ?"
TRIALS = 'SELECT count(*) FROM "trials_{task}"'
WHOLE_TRIALS = """
WITH done AS (
    SELECT activity, study_code, sitting.point FROM activity
    JOIN sitting USING (study_code, sitting)
    WHERE task = $1 AND task_version = $2 AND activity.ended = 'done'
        AND sitting.point IS NOT NULL AND md5(study_code) < $3
    QUALIFY count(*) OVER (PARTITION BY study_code, sitting.point) = 1),
whole AS (
    SELECT activity, to_json(list({{{columns}}} ORDER BY row))::VARCHAR AS rows
    FROM "trials_{task}" WHERE activity IN (SELECT activity FROM done)
    GROUP BY activity),
told AS (
    SELECT study_code, point, list(name ORDER BY name) AS names,
        list(value ORDER BY name) AS told FROM measure
    WHERE kind = 'score' AND task = $1 AND task_version = $2 AND md5(study_code) < $3
    GROUP BY ALL)
SELECT rows, names, told FROM done JOIN whole USING (activity)
JOIN told USING (study_code, point) ORDER BY activity
"""
"""Each activity's trials as one text, and the scores that its pod told."""
ITEM_TASKS = "SELECT DISTINCT task FROM measure WHERE kind = 'item' ORDER BY task"
