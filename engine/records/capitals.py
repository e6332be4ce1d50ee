"""An amount of yuan in the characters of Chinese bills (人民币大写), which nobody can turn into another by a stroke.

The rules are those of the People's Bank of China for bills and settlement vouchers (支付结算办法 1997, annex 1): zeros
between figures are written as one 零; an amount that ends in yuan ends in 整, one that goes on to jiao or fen does not;
where the rules leave a zero free (before a thousand that follows a full ten thousand), it is left out, and between yuan
and jiao it is written when the yuan end in a zero.
"""

from decimal import Decimal

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_MOST = 10 ** (4 * len(_GROUPS))
_FEN = 100
_GROUP = 10_000
_THOUSAND = 1_000


def capitals(amount: Decimal) -> str | None:
    """``人民币壹仟肆佰零玖元伍角`` for 1409.5; None for what these characters do not write.

    That is parts of a fen, and ten thousand billion (10^16) yuan or more.
    """
    fen = abs(amount) * _FEN
    if fen != fen.to_integral_value() or abs(amount) >= _MOST:
        return None
    yuan, rest = divmod(int(fen), _FEN)
    jiao, fen_left = divmod(rest, 10)
    text = "" if yuan == 0 and rest else _whole(yuan) + "元"
    if not rest:
        text += "整"
    else:
        text += "零" if yuan and (jiao == 0 or yuan % 10 == 0) else ""
        text += (_FIGURES[jiao] + "角" if jiao else "") + (_FIGURES[fen_left] + "分" if fen_left else "")
    return "人民币" + ("负" if amount < 0 else "") + text


def _whole(yuan: int) -> str:
    """Whole yuan, group by group of four figures."""
    if yuan == 0:
        return _FIGURES[0]
    text, gap = "", False
    for index in reversed(range(len(_GROUPS))):
        group = yuan // _GROUP**index % _GROUP
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < _THOUSAND):
            text += _FIGURES[0]
        text, gap = text + _four(group) + _unit(index, yuan), False
    return text


def _unit(index: int, yuan: int) -> str:
    """The word behind a group: 万亿 is 万 when the group of 亿 says 亿 itself."""
    said_later = index == len(_GROUPS) - 1 and yuan // _GROUP ** (index - 1) % _GROUP
    return _GROUPS[1] if said_later else _GROUPS[index]


def _four(group: int) -> str:
    """Up to four figures; zeros at the end are not written, zeros between are one."""
    text, gap = "", False
    for place in reversed(range(len(_PLACES))):
        figure = group // 10**place % 10
        if figure:
            text += (_FIGURES[0] if gap and text else "") + _FIGURES[figure] + _PLACES[place]
        gap = not figure
    return text
