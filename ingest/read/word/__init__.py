"""Word documents: docx (ECMA-376 WordprocessingML), doc and wps ([MS-DOC]), rtf."""
