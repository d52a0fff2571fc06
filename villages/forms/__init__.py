"""Forms about villages and about experiences of sibling towns, one module per noun."""
