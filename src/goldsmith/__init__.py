"""Fine-tuning datasets whose every answer is constructed to be true and verified by another route."""

from importlib.metadata import version

__version__ = version("goldsmith")
