"""The same questions of the same tables on DuckDB, PostgreSQL and Apache Spark."""
