"""The page cache: finished pages in front of Django, each as true as its generations.

A view wears ``cached_page`` (rules.py), which says what its page depends on. ``PageCache`` (wrapper.py) wraps the WSGI
application: a page that is still true is answered from memory (memory.py), and Django never learns of the request.
Another is made once for all who ask (maker.py). Pages outlive their process on disk (disk.py) or in the cache that
machines share (shared.py). docs/page-cache.md tells the whole story.
"""
