"""Values that nobody changes, made thousands of times a second.

Python keeps a frozen dataclass frozen by a detour for every field of every new object: four times the price of making a
plain one. What is marked here is frozen for whoever reads and checks the code, and plain for the interpreter.
"""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[Made]) -> type[Made]:
    """A dataclass with slots, equal and hashed by its fields; to write to one is an error of types."""
    return dataclass(slots=True, unsafe_hash=True)(made)
