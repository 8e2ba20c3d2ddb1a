"""What the lists and forms of the whole newsroom share, a file a subject."""

from newsportal.desk.admin import DeskAdmin, is_harmless, without_false_keys

__all__ = ["DeskAdmin", "is_harmless", "without_false_keys"]
