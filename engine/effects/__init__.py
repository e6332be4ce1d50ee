"""What a definition says shall happen, shared by workflows, rules, timers and approvals.

Events (what may have happened), effects (what shall happen) and whom (who is meant) are read, checked and frozen here;
``engine.commands`` carries them out.
"""
