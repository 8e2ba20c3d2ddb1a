"""Generation numbers."""


def article(pk: int | None) -> str:
    return f"article:{pk}"


def advance(*names: str) -> None:
    return None
