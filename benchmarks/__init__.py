"""The figures of the README, runnable: from the repository, python -m benchmarks.NAME."""
