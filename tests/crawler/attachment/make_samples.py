#!/usr/bin/python3
"""Genuine attachments for the tests, saved by LibreOffice as its users would save them.

make_samples.py SOURCES OUT PROFILE: one LibreOffice with a profile of its own writes them all.
"""
import hashlib
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

WRITER = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "odt": "writer8",
          "pdf": "writer_pdf_Export", "rtf": "Rich Text Format"}
CALC = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8",
        "pdf": "calc_pdf_Export"}
IMPRESS = {"pptx": "Impress MS PowerPoint 2007 XML", "ppt": "MS PowerPoint 97", "odp": "impress8",
           "pdf": "impress_pdf_Export"}
SOURCES = [("report.html", "HTML (StarWriter)", WRITER), ("sheet.html", "HTML (StarCalc)", CALC),
           ("slides.fodp", None, IMPRESS), ("scan.fodp", None, {"pdf": "impress_pdf_Export"})]
PASSWORD = "geheim"


def value(name, content):
    one = PropertyValue()
    one.Name, one.Value = name, content
    return one


def values(**named):
    return tuple(value(name, content) for name, content in named.items())


def connected(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    sys.exit("make_samples.py: LibreOffice does not answer")


def pdf_locked(**named):
    data = uno.Any("[]com.sun.star.beans.PropertyValue", values(EncryptFile=True, **named))
    return value("FilterData", data)


def named_values(**named):
    pairs = []
    for name, content in named.items():
        one = NamedValue()
        one.Name, one.Value = name, content
        pairs.append(one)
    return uno.Any("[]com.sun.star.beans.NamedValue", tuple(pairs))


def locked(ending):
    """A password, as LibreOffice's own window would hand it to the filter."""
    if ending in ("odt", "ods", "odp"):
        return value("Password", PASSWORD)
    if ending in ("docx", "xlsx", "pptx"):
        return value("EncryptionData", named_values(OOXPassword=PASSWORD, CryptoType="Standard"))
    # [MS-OFFCRYPTO] 2.3.6.2: RC4 with 40 bits.
    salt = bytes(range(16))
    short = hashlib.md5(PASSWORD.encode("utf-16-le")).digest()[:5]
    key = hashlib.md5((short + salt) * 16).digest()
    return value("EncryptionData", named_values(STD97EncryptionKey=uno.ByteSequence(key),
                                                STD97UniqueID=uno.ByteSequence(salt)))


def save_all(document, stem, filters, out):
    def save(name, filter_name, *more):
        document.storeToURL(uno.systemPathToFileUrl(os.path.join(out, name)),
                            (value("FilterName", filter_name), *more))

    for ending, filter_name in filters.items():
        save(f"{stem}.{ending}", filter_name)
        if ending == "pdf" and stem == "report":
            save("report-locked.pdf", filter_name, pdf_locked(DocumentOpenPassword=PASSWORD))
            save("report-owner.pdf", filter_name,
                 value("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", values(
                     RestrictPermissions=True, PermissionPassword=PASSWORD, Printing=0))))
        elif ending not in ("pdf", "rtf", "ppt"):  # LibreOffice knows no password of .ppt
            save(f"{stem}-locked.{ending}", filter_name, locked(ending))


def main():
    sources, out, profile = map(os.path.abspath, sys.argv[1:4])
    os.makedirs(out, exist_ok=True)
    pipe = f"duwang{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        save_samples(connected(pipe), sources, out)
        office.wait(60)
    finally:
        office.kill()


def save_samples(context, sources, out):
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context)
    for name, import_filter, filters in SOURCES:
        options = values(Hidden=True, **({"FilterName": import_filter} if import_filter else {}))
        document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(os.path.join(sources, name)), "_blank", 0, options)
        save_all(document, name.split(".")[0], filters, out)
        document.close(True)
    try:
        desktop.terminate()
    except Exception:  # the connection ends with it
        pass


main()
