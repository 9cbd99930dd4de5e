"""The parts of tests/run.py: processes, the report, and one module per ring of tests."""
