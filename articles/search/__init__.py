"""Search: stems of every article in tables, one engine for each database, one ranking for both."""
