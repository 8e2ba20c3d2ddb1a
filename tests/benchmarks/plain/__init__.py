"""The article page and home, written with nothing but string formatting, in Arabic and with the usual conventions.

What the templates are measured against. It is written as one would who had no template engine: what never changes is
made once, when a module is loaded, and each row's text is escaped where it is written.
"""
