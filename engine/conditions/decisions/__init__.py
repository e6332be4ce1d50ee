"""Decision tables: rows over the one tree, with DMN hit policies.

``model`` is what a file says, ``check`` finds its faults (``analysis``: gaps, overlaps, dead rows) and makes a ``Table``
of it, ``decide`` runs one, ``jdm`` carries tables to and from the JDM format.
"""
