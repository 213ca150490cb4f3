"""Combines files with ccdproc and prints how far a master made otherwise is from that, in units in the last place of float32.

Usage: judge-combiners.py METHOD MASTER FILE...   (METHOD: sigma-clip, of one round, median or minmax)
"""
import sys
import warnings

import ccdproc
import numpy as np
from astropy.io import fits
from astropy.nddata import CCDData

method, master, *files = sys.argv[1:]
warnings.simplefilter("ignore")
combiner = ccdproc.Combiner([CCDData(fits.getdata(path).astype(np.float64), unit="adu") for path in files])
if method == "sigma-clip":
    combiner.sigma_clipping(low_thresh=3, high_thresh=3, func="median", dev_func="std")
if method == "minmax":
    combiner.clip_extrema(nlow=1, nhigh=1)
combined = combiner.median_combine() if method == "median" else combiner.average_combine()
expected = np.asarray(combined.data).astype(np.float32)
found = fits.getdata(master)
apart = np.abs(expected.astype(np.float64) - found) / np.spacing(np.abs(expected))
print(float(apart.max()))
