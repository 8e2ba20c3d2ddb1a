"""How likely a comment is to be refused, learnt from the decisions of this newsroom: it orders and labels, and never
decides.

Everything but ``learning``, ``model``, ``regression`` and ``vectors`` works without scikit-learn, and no page needs
these four.
"""
