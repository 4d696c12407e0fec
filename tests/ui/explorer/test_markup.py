"""Templates are ours, values are escaped: whatever they are."""

import pytest
from markupsafe import Markup

from ui.explorer.components.markup import fill, join

HOSTILE = "<script>\"&'</script>{0}{x}"
ESCAPED = "&lt;script&gt;&#34;&amp;&#39;&lt;/script&gt;{0}{x}"


@pytest.mark.parametrize(
    ("template", "values", "named"),
    [("<b>{}</b>", (HOSTILE,), {}), ("<b>{0}</b>", (HOSTILE,), {}), ("<b>{x}</b>", (), {"x": HOSTILE})],
)
def test_values_are_escaped_in_every_kind_of_place(
    template: str, values: tuple[str, ...], named: dict[str, str]
) -> None:
    assert fill(template, *values, **named) == f"<b>{ESCAPED}</b>" == Markup(template).format(*values, **named)


def test_markup_stays_and_numbers_are_written() -> None:
    assert fill("{{{}}}{}", fill("<i>{}</i>", 1), None) == "{<i>1</i>}None"
    assert fill("{0}<{1}>{0}", "a", Markup("br")) == "a<br>a"
    assert join([fill("{}", "<"), fill("{}", ">")]) == "&lt;&gt;"
    assert isinstance(fill("x"), Markup)


def test_places_without_values_and_other_forms_are_errors() -> None:
    with pytest.raises(IndexError):
        fill("{} {}", 1)
    with pytest.raises(KeyError):
        fill("{x}", y=1)
    for template in ("{:>5}", "{x.y}", "{!r}"):
        with pytest.raises(ValueError, match="a place is"):
            fill(template, 1, x=1)
