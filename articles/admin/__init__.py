"""The newsroom, a file a subject."""

from articles.admin.picture import PictureAdmin

__all__ = ["PictureAdmin"]
