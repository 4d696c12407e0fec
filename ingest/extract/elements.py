"""The elements of one document (版头, 标题, 主送机关, 署名, 版记), from which its facts are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Span
from ingest.segment.components import Outline
from ingest.segment.extents import Extent
from ingest.segment.labels import FOOT_LINES, Label, read_labels
from ingest.segment.paragraphs import Form, Paragraph
from ontology.places import Places


@dataclass(frozen=True, slots=True)
class Elements:
    """The printed elements of one document. within: GB/T 2260 code of the gazette's place, if it has one."""

    paragraphs: Sequence[Paragraph]
    extent: Extent
    outline: Outline
    within: str | None
    places: Places

    def head(self) -> range:
        """Return the paragraphs from the document's start to the end of its heading, with the number and dates below."""
        return range(self.extent.start, min(self.outline.parts[0].body, self.extent.end))

    def labels(self) -> list[Label]:
        """Return the labels of the block above the document (名称, 发文字号, …), in printed order.

        Where there is none, return those of the block below it.
        """
        return read_labels(self.paragraphs, self.head()) or read_labels(self.paragraphs, self.foot())

    def foot(self) -> range:
        """Return the block of labels at the document's end; empty if there is none."""
        end = next((i for i in reversed(range(*self._foot_reach())) if self._is_label(i)), None)
        if end is None:
            return range(0)
        start = end
        while start > self.head().stop and self._is_label(start - 1):
            start -= 1
        return range(start, end + 1)

    def _foot_reach(self) -> tuple[int, int]:
        return max(self.head().stop, self.extent.end - 1 - FOOT_LINES), self.extent.end

    def _is_label(self, i: int) -> bool:
        return self.paragraphs[i].form is Form.METADATA

    def remarks(self) -> list[Label]:
        """Return what the site adds on the document's status, at its head or end."""
        found = read_labels(self.paragraphs, range(self.extent.start, self.extent.end))
        return [label for label in found if label.kind == "remark"]

    def label_spans(self) -> list[Span]:
        """Return where that block and such remarks stand: they are no part of the document's text."""
        block = [self.paragraphs[i].span for i in (*self.head(), *self.foot()) if self._is_label(i)]
        return block + [label.span for label in self.remarks() if label.span not in block]

    def salutation(self) -> Span:
        """Return the span of 主送机关; empty if there is none."""
        at = self.outline.addressee
        return self.paragraphs[at].span if at is not None else Span(0, 0)

    def span(self, run: range) -> Span:
        """Return the span from the first of these paragraphs to the end of the last."""
        return Span(self.paragraphs[run.start].span.start, self.paragraphs[run.stop - 1].span.end)
