"""What holds for the whole site, and is decided in the newsroom."""
