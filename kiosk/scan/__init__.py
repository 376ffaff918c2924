"""Codes from a camera: camera/ brings frames, read/ reads one, live/ one after the other; scanner.py runs them."""

import os

# Read by numpy's linear algebra when it is first imported: on two cores that are busy, its threads wait for each
# other, and a product of two small matrices took 15 ms where one thread takes 0.04.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Read by OpenCV when it is loaded, and not again: a small file may unpack to more than the memory.
MOST_PIXELS = 120_000_000
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(MOST_PIXELS))
