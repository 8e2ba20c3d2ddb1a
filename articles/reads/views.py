"""What a script on a story tells: that it is read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.reads.counter import counter
from newsportal.converters import key_in
from newsportal.origin import Origin, client_address, network_of, origin_of


# Readers have no token: the origin says whether one of our own pages sent it.
@csrf_exempt
@cache_control(no_store=True)
@require_POST
def beacon(request: HttpRequest) -> HttpResponse:
    """Count a read of the story whose key ``article`` is (204), whether there is one or not; asks no database.

    The key stands in the address: a body would have to be waited for. Answers 400 for what is no key, and 403 for what
    no page of ours sent.
    """
    if origin_of(request) is not Origin.OWN:
        return HttpResponseForbidden()
    key = key_in(request.GET.get("article"))
    if key is None:
        return HttpResponseBadRequest()
    counter.add(key, network=network_of(client_address(request)))
    return HttpResponse(status=204)
