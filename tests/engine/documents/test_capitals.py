"""Sixty amounts in the characters of Chinese bills.

The first six are the examples of the rules themselves (中国人民银行《支付结算办法》附一，1997); of two spellings that they
allow, ours is the one that stands first there or, where zeros are left free, the one that leaves out the zero before a
thousand. The others were written by hand after the same rules.
"""

from decimal import Decimal

import pytest

from engine.records.capitals import capitals

AMOUNTS = """
1409.50        壹仟肆佰零玖元伍角
6007.14        陆仟零柒元壹角肆分
1680.32        壹仟陆佰捌拾元零叁角贰分
107000.53      壹拾万柒仟元零伍角叁分
16409.02       壹万陆仟肆佰零玖元零贰分
325.04         叁佰贰拾伍元零肆分
0              零元整
0.01           壹分
0.09           玖分
0.10           壹角
0.50           伍角
0.99           玖角玖分
1              壹元整
1.00           壹元整
1.01           壹元零壹分
1.10           壹元壹角
1.23           壹元贰角叁分
9              玖元整
10             壹拾元整
10.05          壹拾元零伍分
10.50          壹拾元零伍角
11             壹拾壹元整
19.80          壹拾玖元捌角
20             贰拾元整
68             陆拾捌元整
99.99          玖拾玖元玖角玖分
100            壹佰元整
101            壹佰零壹元整
110            壹佰壹拾元整
111.11         壹佰壹拾壹元壹角壹分
205            贰佰零伍元整
500.20         伍佰元零贰角
999            玖佰玖拾玖元整
1000           壹仟元整
1001           壹仟零壹元整
1010           壹仟零壹拾元整
1100           壹仟壹佰元整
2026           贰仟零贰拾陆元整
5000           伍仟元整
8888.88        捌仟捌佰捌拾捌元捌角捌分
10000          壹万元整
10001          壹万零壹元整
10010.01       壹万零壹拾元零壹分
10100          壹万零壹佰元整
11000          壹万壹仟元整
12800          壹万贰仟捌佰元整
50505.05       伍万零伍佰零伍元零伍分
100000         壹拾万元整
100500         壹拾万零伍佰元整
386000         叁拾捌万陆仟元整
1000000        壹佰万元整
1002003.40     壹佰万贰仟零叁元肆角
10000001       壹仟万零壹元整
12345678.90    壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角
20000000       贰仟万元整
100000000      壹亿元整
100010000      壹亿零壹万元整
1000000000.01  壹拾亿元零壹分
120000500000   壹仟贰佰亿零伍拾万元整
1000000000000  壹万亿元整
1000200000000  壹万零贰亿元整
-12.30         负壹拾贰元叁角
"""
CASES = [line.split() for line in AMOUNTS.strip().splitlines()]


def test_there_are_sixty_amounts_and_more() -> None:
    assert len({amount for amount, _ in CASES}) == len(CASES) > 60


@pytest.mark.parametrize(("amount", "said"), CASES)
def test_an_amount_in_capitals(amount: str, said: str) -> None:
    assert capitals(Decimal(amount)) == f"人民币{said}"


@pytest.mark.parametrize("amount", ["0.001", "1.005", "1E+16", "99999999999999999"])
def test_what_these_characters_do_not_write_is_not_written(amount: str) -> None:
    assert capitals(Decimal(amount)) is None


def test_every_amount_reads_back_to_its_figures() -> None:
    for fen in (*range(0, 30_000, 7), *range(999_999, 10**9, 7_654_321), *range(10**12, 10**15, 10**14 + 1)):
        amount = Decimal(fen) / 100
        assert _read(capitals(amount) or "") == amount


def _read(text: str) -> Decimal:
    """The figures that the characters mean, read by a way of its own: place by place."""
    units = {"拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8}
    yuan, _, rest = text.removeprefix("人民币").rpartition("元")
    groups = [0]
    figure = 0
    for sign in yuan:
        if sign in units and units[sign] < 10**4:
            groups[-1] += figure * units[sign]
            figure = 0
        elif sign in units:
            total = sum(groups) + figure
            # 万 behind 亿 multiplies what came since; 亿 everything.
            whole, since = (groups[:-1], groups[-1] + figure) if sign == "万" else ([], total)
            groups = [*whole, since * units[sign], 0]
            figure = 0
        else:
            figure = "零壹贰叁肆伍陆柒捌玖".index(sign)
    total = Decimal(sum(groups) + figure)
    for unit, share in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        if unit in rest:
            total += "零壹贰叁肆伍陆柒捌玖".index(rest[rest.index(unit) - 1]) * share
    return total
