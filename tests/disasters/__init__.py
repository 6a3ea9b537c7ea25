"""Five files as people really made them, wrong in the ways that cost them days, and their clean twins.

Each module gives `disaster(rng)` and `clean(rng)`. Nothing here uses the package: the files are written the way that a
stranger's script writes them.
"""
