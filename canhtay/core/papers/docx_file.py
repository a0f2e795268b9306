"""The file around a paper's text: python-docx's own blank, cleared of its fonts, picture and dates, and always packed alike."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from canhtay.core.papers import decree
from canhtay.core.papers.shapes import Paper
from canhtay.core.papers.wording import tidied

_KEPT_PARTS = ("/officeDocument", "/metadata/core-properties", "/styles", "/settings", "/header")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a ZIP knows nothing earlier


def blank(paper: Paper, *, title: str) -> Document:
    """An empty document whose only font is the decree's and whose only author is the issuer."""
    document = docx.Document()
    for holder in (document.part.package, document.part):
        for key, rel in list(holder.rels.items()):
            if not rel.reltype.endswith(_KEPT_PARTS):
                del holder.rels[key]
    for root, said in ((document.styles.element, _STYLES), (document.settings.element, _SETTINGS)):
        root[:] = list(parse_xml(said))
    _say_who(document, paper, title)
    return document


def bytes_of(document: Document) -> bytes:
    """The package with one fixed time on every file in it."""
    packed, again = BytesIO(), BytesIO()
    document.save(packed)
    with ZipFile(packed) as read, ZipFile(again, "w", ZIP_DEFLATED) as write:
        for name in read.namelist():
            about = ZipInfo(name, _LONG_AGO)
            about.compress_type, about.create_system = ZIP_DEFLATED, 0
            write.writestr(about, read.read(name))
    return again.getvalue()


def _say_who(document: Document, paper: Paper, title: str) -> None:
    about = document.core_properties
    day = paper.dated or date(paper.year, 1, 1)
    about.author = about.last_modified_by = " ".join(tidied(paper.issuer).split())
    about.title, about.language, about.comments = title[:255], "vi-VN", ""
    about.created = about.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    about.revision = 1


_STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      <w:rFonts w:ascii="{decree.FONT}" w:hAnsi="{decree.FONT}" w:eastAsia="{decree.FONT}" w:cs="{decree.FONT}"/>
      <w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
  </w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>
  </w:style>
</w:styles>"""

_WORD = "http://schemas.microsoft.com/office/word"
# Mode 15 is Word's own since 2013; a lower one opens as "[Compatibility Mode]".
_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="{_WORD}" w:val="15"/>
    <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{_WORD}" w:val="1"/>
    <w:compatSetting w:name="differentiateMultirowTableHeaders" w:uri="{_WORD}" w:val="1"/>
  </w:compat>
  <w:decimalSymbol w:val=","/>
  <w:listSeparator w:val=";"/>
</w:settings>"""
