"""一村一品: the page of a village's plan and its words."""
