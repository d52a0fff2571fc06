"""半月报 (half-month reports) as they are written, read, registered and printed."""
