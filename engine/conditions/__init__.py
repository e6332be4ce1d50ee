"""The one language: conditions (JSON) and formulas (short text) become one typed tree.

``parse`` and ``formula`` make the tree, ``compile`` turns it into a closure, ``explain`` says why, ``sentence`` says it
in words. Decision tables are rows over the same tree. The SQL target lives in ``adapters.store``.
"""
