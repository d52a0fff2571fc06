"""明白袋 (understanding bags): what stands in one, what changed, which are stale, jobs of printing."""
