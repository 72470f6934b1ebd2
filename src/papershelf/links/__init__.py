"""Asking other hosts, politely and within limits: whether an address answers, and what a service says.

Every connection goes to a global address only, checked at the very moment of connecting.
"""

from papershelf.links.ask import Answer, Limits, ask, read
from papershelf.links.connect import Refused, Resolve, permitted
from papershelf.links.crowd import Pace, each

__all__ = ["Answer", "Limits", "Pace", "Refused", "Resolve", "ask", "each", "permitted", "read"]
