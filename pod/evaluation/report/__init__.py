"""From findings to a report: HTML, PDF, summary, counts, evidence."""
