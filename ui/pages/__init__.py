"""One module a page: its docstring says its address, `page(say)` draws it inside the frame of `ui/app.py`.

Streamlit takes a folder of this name for pages of its older kind until `st.navigation` is first called in a process, and
runs the module itself when the first visitor comes by a deep link. Each module then starts the frame, which takes over.
"""
