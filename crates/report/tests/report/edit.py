"""Edits a workbook in LibreOffice as a person would, in the locale of that person.

    edit.py PIPE LOCALE DAY SOURCE TARGET

Types answers, a day, a note that looks like a day, and a formula; then lifts the protection, sorts, puts a column and a
sheet of its own in, and saves it as ODS.
"""

import os
import sys

import uno
from com.sun.star.table import TableSortField

from office import connect, value


def set_locale(context, locale):
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess", (value("nodepath", "/org.openoffice.Setup/L10N"),)
    )
    access.setPropertyValue("ooSetupSystemLocale", locale)
    access.commitChanges()


def main(pipe, locale, day, source, target):
    context = connect(pipe)
    set_locale(context, locale)
    create = context.ServiceManager.createInstanceWithContext
    desktop = create("com.sun.star.frame.Desktop", context)
    dispatcher = create("com.sun.star.frame.DispatchHelper", context)
    document = desktop.loadComponentFromURL(source, "_blank", 0, (value("Hidden", True),))
    controller = document.getCurrentController()
    sheet = document.Sheets.getByName("Payments")
    controller.setActiveSheet(sheet)

    def run(command, *arguments):
        dispatcher.executeDispatch(controller.Frame, ".uno:" + command, "", 0, arguments)

    def type_in(cell, text):
        run("GoToCell", value("ToPoint", cell))
        run("EnterString", value("StringName", text))

    type_in("H4", "4")
    type_in("H5", "1 - first")
    type_in("H7", "=1+1")
    type_in("H8", "3,0" if locale == "de-DE" else "3.0")
    type_in("J4", "5-9")
    type_in("L4", day)
    type_in("C4", "a locked cell")
    run("GoToCell", value("ToPoint", "H6:M6"))
    run("ClearContents")

    sheet.unprotect("")
    field = TableSortField(Field=2, IsAscending=False)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    sort = value("SortFields", fields)
    uno.invoke(sheet.getCellRangeByName("A4:P13"), "sort", (uno.Any("[]com.sun.star.beans.PropertyValue", (sort,)),))
    sheet.Columns.insertByIndex(5, 1)
    sheet.getCellRangeByName("F3").String = "my own"
    sheet.getCellRangeByName("F4").String = "remark"
    sheet.Name = "Zahlungen"
    document.Sheets.insertNewByName("Mine", 0)
    document.Sheets.getByName("Mine").getCellRangeByName("A1").Value = 7

    document.storeToURL(target, (value("FilterName", "calc8"),))
    try:
        desktop.terminate()
    except Exception:
        # It leaves before it has answered.
        pass


main(*sys.argv[1:])
# The bridge to a program that has left is taken down at the end, which at times ends Python itself by a signal.
sys.stdout.flush()
os._exit(0)
