from check.document import TARGET, document


def test_the_page_is_what_the_rules_give() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run `make docs`"
