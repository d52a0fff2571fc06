"""Speed of the project beside yardsticks measured in the same run; never timed tests (performance.md §B)."""
