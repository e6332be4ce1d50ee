"""``python fewer_colours.py FOLDER``: writes its pictures anew with at most 256 colours each, rare ones among them, at a third of their size."""

import sys
from pathlib import Path

from PIL import Image

_MOST = 256


def main() -> None:
    """Each PNG of the folder that the command line names; one that has few colours already stays as it is."""
    for place in sorted(Path(sys.argv[1]).glob("*.png")):
        with Image.open(place) as picture:
            if picture.mode == "P":
                continue
            few = picture.convert("RGB").quantize(
                _MOST, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
        few.save(place, optimize=True)


if __name__ == "__main__":
    main()
