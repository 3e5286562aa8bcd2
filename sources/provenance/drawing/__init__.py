"""The parts of the drawing: scene.py (what) → layers.py, layout.py (where) → boxes.py, legend.py (how it looks).

Pure: nothing of Django, no database, no file.
"""
