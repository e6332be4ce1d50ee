"""The house rules that a program can check. Each rule is a function over a folder: it must also find what is planted."""
