from tests.escape.report import lines


def pytest_terminal_summary(terminalreporter):
    found = list(lines())
    if found:
        terminalreporter.section("the 34 ways out, tried against the pod")
        for line in found:
            terminalreporter.line(line)
