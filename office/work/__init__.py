"""今天要办: what waits for whom."""
