"""The small picture pairs that the golden references of the diff engine are computed on."""

import pathlib

import cv2
import numpy

FOLDER = pathlib.Path("test/golden/diff")
SEED = 4


def ground(width, height):
    """Soft waves of colour: every channel has its own, so that mixed-up channels or axes show."""
    y, x = numpy.mgrid[0:height, 0:width].astype(float)
    return numpy.dstack(
        [
            120 + 60 * numpy.sin(x / 7 + y / 19),
            130 + 50 * numpy.sin(x / 13 - y / 9),
            110 + 40 * numpy.cos(x / 17 + y / 5),
        ]
    )


def to_bytes(picture):
    return numpy.clip(numpy.rint(picture), 0, 255).astype(numpy.uint8)


def pair(width, height, noise, shapes):
    """Two RGB pictures of one ground with noise of their own; `shapes` (x, y, radius, colour) are in the second only."""
    random = numpy.random.default_rng(SEED)
    pictures = [ground(width, height) + random.normal(0, noise, (height, width, 3)) for _ in range(2)]
    first, second = [to_bytes(picture) for picture in pictures]
    for x, y, radius, colour in shapes:
        cv2.circle(second, (x, y), radius, colour, -1)
    return first, second


def save(name, rgb):
    FOLDER.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(FOLDER / name), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR) if rgb.ndim == 3 else rgb)
