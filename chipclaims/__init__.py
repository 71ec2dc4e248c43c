"""Read messy Chinese news, get the numbers out, and judge what they claim."""

__version__ = "0.1.0"
