"""Reception: the front desk of one clinic, offline.

The rooms and what may import what are told in docs/decisions/0001-the-house.md.
"""

__version__ = "0.1.0"
