"""Talks to a LibreOffice that listens at a pipe."""

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
