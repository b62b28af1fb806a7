"""Flags the claims about a policy that stopped being true when the policy changed."""

__version__ = "0.1.0"
