"""Reads every frame that a ledger lists with astropy and prints where the file and the ledger disagree, as JSON.

Usage: judge-night.py DATA_FOLDER < frames.json   (frames.json: `warmroom frames list --json`)
"""
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from astropy.io import fits

IMAGETYP = {"light": "Light Frame", "bias": "Bias Frame", "dark": "Dark Frame", "flat": "Flat Field"}

# A checksum that does not hold is a warning to astropy; here it is an error.
warnings.simplefilter("error")
folder = Path(sys.argv[1])
complaints = []
frames = json.load(sys.stdin)
for frame in frames:
    def complain(what, file_says, ledger_says):
        complaints.append(f"{frame['path']}: {what}: file {file_says}, ledger {ledger_says}")

    with fits.open(folder / frame["path"], checksum=True) as hdus:
        header, pixels = hdus[0].header, hdus[0].data
    told = frame["statistics"]
    median = np.median(pixels)
    measured = {
        "min": pixels.min(),
        "max": pixels.max(),
        "mean": pixels.mean(dtype=np.float64),
        "median": median,
        "standard_deviation": pixels.std(dtype=np.float64),
        "mad": np.median(np.abs(pixels.astype(np.int32) - np.int32(median))) if median == int(median) else told["mad"],
        "saturated_fraction": float(np.mean(pixels >= header["SATURATE"])),
    }
    for name, value in measured.items():
        if not np.isclose(float(value), told[name], rtol=1e-6, atol=1e-6):
            complain(name, float(value), told[name])
    expected = {
        "IMAGETYP": IMAGETYP[frame["frame_type"]],
        "EXPTIME": frame["exposure_s"],
        "WRFRAME": frame["uid"],
        "WRTASK": frame["task_uid"],
        "FILTER": frame["filter_name"],
        "NIGHT": frame["night"],
        "SET-TEMP": frame["set_point_c"],
    }
    for keyword, value in expected.items():
        found = header.get(keyword)
        same = found == value if not isinstance(value, float) else np.isclose(found, value)
        if not same:
            complain(keyword, found, value)
    begun = header["DATE-OBS"] + "Z"
    if begun != frame["started_at"]:
        complain("DATE-OBS", begun, frame["started_at"])
print(json.dumps({"judged": len(frames), "complaints": complaints}))
