"""Lets LibreOffice compute workbooks again, after cells of them were changed.

    recalculate.py PIPE JOBS

JOBS is a file: [{"source": URL, "target": URL, "edits": [[SHEET, CELL, NUMBER or TEXT], ...]}, ...].
"""

import json
import os
import sys

from office import connect, value


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
