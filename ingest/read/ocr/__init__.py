"""Scans: pictures of pages, read by an OCR engine (the extra `ocr`)."""
