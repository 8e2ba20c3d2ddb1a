class IdConverter:
    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class UnicodeSlugConverter:
    regex = r"[^/]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
