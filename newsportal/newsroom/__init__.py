"""The newsroom's admin as a site of its own: what it adds to Django's."""
