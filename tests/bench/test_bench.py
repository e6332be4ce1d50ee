"""The benchmark measures what it says: its pack compiles, its ten rules say what the plain function says."""

from bench import rules
from bench.figures import Figure


def test_compiled_rules_and_the_plain_function_agree() -> None:
    rates = rules.measure(0.01)  # raises when they differ
    assert set(rates) == {"ten rules", "ten rules with verdicts", "guard", "plain function"}
    assert min(rates.values()) > 0


def test_a_ratio_is_the_median_of_what_was_measured_in_turn() -> None:
    figure = Figure("job", "-", 8, [50.0, 90.0, 10.0], floors=[100.0, 100.0, 40.0], target=0.4)
    assert figure.ratio == 0.5
    assert figure.met is True


def test_a_target_may_be_a_bound_from_above() -> None:
    assert Figure("memory", "-", None, [151.0], target=150, at_most=True).met is False
