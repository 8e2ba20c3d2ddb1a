"""The rules by which comments are received: each a small named object, all of them in ``registry.py``."""
