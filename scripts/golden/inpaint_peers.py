"""Fills holes as OpenCV does, for the benchmark of our own engines (npm run bench:inpaint).

Reads NAME.image.png and NAME.mask.png (white = hole) from the folder given, writes NAME.telea.png and NAME.ns.png there and
the milliseconds of each to peers.json. Needs python3-opencv.
"""

import json
import pathlib
import sys
import time

import cv2

RADIUS_PX = 5
METHODS = {"telea": cv2.INPAINT_TELEA, "ns": cv2.INPAINT_NS}

cv2.setNumThreads(1)
folder = pathlib.Path(sys.argv[1])
times = {}
for path in sorted(folder.glob("*.image.png")):
    name = path.name.removesuffix(".image.png")
    image = cv2.imread(str(path))
    mask = cv2.imread(str(folder / f"{name}.mask.png"), cv2.IMREAD_GRAYSCALE)
    times[name] = {}
    for method, flag in METHODS.items():
        start = time.process_time()
        filled = cv2.inpaint(image, mask, RADIUS_PX, flag)
        times[name][method] = (time.process_time() - start) * 1000
        cv2.imwrite(str(folder / f"{name}.{method}.png"), filled)
(folder / "peers.json").write_text(json.dumps(times))
