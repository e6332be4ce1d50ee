"""The tests of Pointsman: their folders mirror the tree, and each says what it holds."""
