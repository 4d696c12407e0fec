"""How a document number is written (发文字号, GB/T 9704-2012 7.2.5)."""


def written(code: str, year: int | None, serial: int) -> str:
    """The one form in which a number is kept, whatever its brackets, width and spacing in print.

    >>> written("济政发", 2018, 22), written("国务院令", None, 706), written("财政部公告", 2019, 5)
    ('济政发〔2018〕22号', '国务院令第706号', '财政部公告2019年第5号')
    """
    if year is None:
        return f"{code}第{serial}号"
    if code.endswith(("公告", "通告", "令", "届）")):
        return f"{code}{year}年第{serial}号"
    return f"{code}〔{year}〕{serial}号"
