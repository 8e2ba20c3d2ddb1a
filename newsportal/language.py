from django.utils import translation


class AddressLanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = "en" if request.path_info.startswith("/en/") else "ar"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
