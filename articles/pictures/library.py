"""The newsroom's pictures: saving one with its files, and what its change means for the articles that show it."""

from django.db import transaction
from django.db.models import Model

from articles.live.rebuilding import rebuild_entries_with
from articles.models import Article, Picture
from articles.models.archive import ArticleQuerySet
from articles.pictures.files import remove_files_on_commit
from articles.pictures.ingest import Ingested
from articles.pictures.renditions import cut_again, write_files
from articles.rebuilding import rebuild
from articles.site.pages.shown import rebuild_pages
from newsportal import generations


def save_picture(picture: Picture, *, ingested: Ingested | None = None, is_cut_anew: bool = False) -> None:
    """Save the row with new pixels, with new crops of the old ones, or with its words alone.

    Pages show the first renditions until the worker has made the others. Files that are replaced go away on commit,
    and every article that shows the picture is built anew.
    """
    is_known = picture.pk is not None
    has_new_files = ingested is not None or is_cut_anew
    replaced = Picture(key=picture.key)
    # Encoding takes a second, for which no other writer shall wait.
    if ingested is not None:
        write_files(ingested, picture)
    elif is_cut_anew:
        cut_again(picture)
    with transaction.atomic():
        if is_known and has_new_files:
            remove_files_on_commit(replaced)
        # Words alone leave the files to whoever makes or replaces them at the same moment.
        picture.save(update_fields=None if has_new_files or not is_known else [*Picture.lines, "search_text"])
        if is_known:
            rebuild_users_of(picture)


def users_of(picture: Picture) -> ArticleQuerySet:
    """Return the articles that lead with the picture or have it in their text, or in an entry of their coverage."""
    leading, showing = picture.lead_of.values("pk"), picture.uses.values("article")
    return Article.objects.among([leading, showing, picture.live_uses.values("entry__article")])


def others_of(picture: Picture) -> list[Model]:
    """Return what shows the picture beside articles: static pages and authors. Costs two queries."""
    return [*picture.pages.only("title"), *picture.portrait_of.only("name")]


def rebuild_users_of(picture: Picture) -> int:
    """Build anew the texts that show the picture, and move the generations of every page that may show it.

    Static pages are among them. Returns the number of articles. No time of theirs moves, since no editor has touched
    them.
    """
    with transaction.atomic():
        # The index takes up what is read here, so nobody may change it meanwhile; the order keeps two from waiting
        # for each other.
        articles = list(users_of(picture).select_for_update(no_key=True).order_by("pk"))
        rebuild(articles)
        rebuild_entries_with(picture)
        # Moves "site", which comes before the others in the order of the rows.
        rebuild_pages(picture.pages.select_for_update(no_key=True).order_by("pk"))
        names = ["lists", *[generations.article(article.pk) for article in articles]] if articles else []
        generations.advance(*names, *(["site"] if picture.portrait_of.exists() else []))
    return len(articles)
