"""Lets LibreOffice compute workbooks again, after cells of them were changed.

    recalculate.py PIPE JOBS

JOBS is a file: [{"source": URL, "target": URL, "edits": [[SHEET, CELL, NUMBER or TEXT], ...]}, ...].
"""

import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def value(name, content):
    return PropertyValue(Name=name, Value=content)


def connect(pipe):
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def main(pipe, jobs):
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    with open(jobs, encoding="utf-8") as file:
        jobs = json.load(file)
    for job in jobs:
        document = desktop.loadComponentFromURL(job["source"], "_blank", 0, (value("Hidden", True),))
        for sheet, cell, content in job["edits"]:
            cell = document.Sheets.getByName(sheet).getCellRangeByName(cell)
            if isinstance(content, str):
                cell.String = content
            else:
                cell.Value = content
        # All of them, whatever was stored beside them.
        document.calculateAll()
        document.storeToURL(job["target"], (value("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
    try:
        desktop.terminate()
    except Exception:
        # It leaves before it has answered.
        pass


main(*sys.argv[1:])
# The bridge to a program that has left is taken down at the end, which at times ends Python itself by a signal.
sys.stdout.flush()
os._exit(0)
