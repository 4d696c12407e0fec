"""The head of printed pages: a title cannot break out of its style element."""

import pytest

from ui.explorer.components.paper import rule


@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("岚政发〔2022〕15号", r"岚政发\3014 2022\3015 15号"),
        ('a"; } body { display: none', r"a\22 \3b  \7d  body \7b  display\3a  none"),
        ("</style><script>", r"\3c \2f style\3e \3c script\3e "),
        ("a\\\n", r"a\5c \a "),
        ("长" * 70, "长" * 59 + r"\2026 "),
    ],
)
def test_a_title_is_escaped(title: str, content: str) -> None:
    assert f'content: "{content}";' in rule(title)
