"""One module a page: its docstring gives its address; `page(say)` draws it inside the frame of `ui/explorer/app.py`."""
