"""The scripts of the media library, for every page of the newsroom on which somebody chooses or uploads a picture."""

from django.forms import Media
from django.http import HttpRequest
from js_asset import ImportMap, Script
from js_asset import Media as AssetMedia

from newsportal.security import csp_nonce

# Scripts that others import by name, since the names of collected files change with their content.
MODULES = ["library", "library-list", "upload", "upload-row", "upload-words", "drop-zone"]
IMPORTS = ImportMap({f"newsroom/{name}": f"admin-portal/library/{name}.js" for name in MODULES})


def library_media(name: str, *, importmap: ImportMap | None = IMPORTS) -> AssetMedia:
    """Return the library's looks, and a script that may import its parts."""
    return AssetMedia(
        importmap=importmap,
        css={"all": ["admin-portal/library.css", "admin-portal/picture.css"]},
        js=[Script(f"admin-portal/{name}.js", type="module")],
    )


LIBRARY = library_media("library-page")
# For a page whose text takes pictures, and nothing else.
LIBRARY_PARTS = AssetMedia(importmap=IMPORTS, css={"all": ["admin-portal/library.css", "admin-portal/picture.css"]})
# Beside the form of an article or an author.
CHOSEN_PICTURE = library_media("chosen-picture")
FOCAL_POINT = library_media("focal-point", importmap=None)


def loaded(request: HttpRequest, media: Media) -> dict[str, AssetMedia]:
    """Return the same files for this answer, as a page's ``media``, and apart from them its ``importmap``.

    An import map is an inline script, and stands before the first module: most browsers take none after it.
    """
    ours = AssetMedia.from_media(media, nonce=csp_nonce(request))
    return {"importmap": ours["importmap"], "media": ours["css"] + ours["js"]}
