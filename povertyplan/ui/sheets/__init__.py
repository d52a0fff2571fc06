"""Workbooks on their way in: safe reading, what came of each row, and the marked copy of what was refused."""
