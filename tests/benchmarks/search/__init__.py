"""What search finds, and how fast: measured on each database in a process of its own."""
