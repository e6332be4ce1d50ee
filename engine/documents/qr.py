"""A QR code that says which document it stands on: what a reader compares with the list of versions."""

import segno


def qr(text: str) -> str:
    """The code as SVG, for the HTML of a document."""
    made = segno.make(text, error="m", micro=False)
    return f'<div class="qr">{made.svg_inline(border=1, omitsize=True)}</div>'
