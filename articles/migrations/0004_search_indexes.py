"""Each database's own index over the search documents, which Django's models cannot say."""

from django.db import migrations

# Space parts the stems, and nothing in them is to be taken apart: the ascii tokenizer takes every letter beyond ASCII
# for a part of a word. Documents hold their own columns, so the index holds no second copy of them.
SQLITE = [
    """
    CREATE VIRTUAL TABLE articles_fulltext USING fts5(
        title, body, content='articles_searchdocument', content_rowid='article_id', columnsize=0, tokenize='ascii'
    )
    """,
    # An index with external content wants the old words of a row to take them out. A migration that makes the table
    # anew has to make these triggers anew as well.
    """
    CREATE TRIGGER articles_searchdocument_inserted AFTER INSERT ON articles_searchdocument BEGIN
        INSERT INTO articles_fulltext(rowid, title, body) VALUES (new.article_id, new.title, new.body);
    END
    """,
    """
    CREATE TRIGGER articles_searchdocument_deleted AFTER DELETE ON articles_searchdocument BEGIN
        INSERT INTO articles_fulltext(articles_fulltext, rowid, title, body)
        VALUES ('delete', old.article_id, old.title, old.body);
    END
    """,
    """
    CREATE TRIGGER articles_searchdocument_updated AFTER UPDATE ON articles_searchdocument BEGIN
        INSERT INTO articles_fulltext(articles_fulltext, rowid, title, body)
        VALUES ('delete', old.article_id, old.title, old.body);
        INSERT INTO articles_fulltext(rowid, title, body) VALUES (new.article_id, new.title, new.body);
    END
    """,
]
POSTGRESQL = [
    # The planner thinks little of reading every document. This function, which returns what it is given, tells it what
    # that costs, so that it takes the index; in another language it would be written out and forgotten.
    """
    CREATE FUNCTION articles_search_keys(integer[]) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS 'BEGIN RETURN $1; END'
    """,
    "CREATE INDEX articles_searchdocument_keys ON articles_searchdocument USING gin (articles_search_keys(keys))",
]
# By vendor: what makes the index, and what takes it away.
STATEMENTS = {
    "sqlite": (SQLITE, ["DROP TABLE articles_fulltext"]),
    "postgresql": (POSTGRESQL, ["DROP INDEX articles_searchdocument_keys", "DROP FUNCTION articles_search_keys(integer[])"]),
}


def make(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_search_tables")]

    operations = [migrations.RunPython(make, drop)]
