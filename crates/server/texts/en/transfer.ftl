# Words of sheets and files: out, and back in.
transfer-title = Answers in your spreadsheet, and back
transfer-out = Take out
transfer-out-means = What you may answer, as a sheet to edit. It remembers where it comes from: bring it back here, and a newer answer is never overwritten.
transfer-all-units = All that I may answer
transfer-xlsx = Workbook (.xlsx)
transfer-csv = Table (.csv)
transfer-json = Assessment file (.json)
transfer-json-means = The assessment file is of one unit (the top one if you choose none); every number can be computed again from it.
transfer-whole = The whole record
transfer-whole-means = Everything, one JSON object a line. It holds personal data.
transfer-whole-go = Download the record
transfer-in = Bring back
transfer-in-means = What you edited is taken over. Where the record has changed meanwhile, both are shown and you decide.
transfer-frozen = Answers stand still in this assessment: only a draft takes any.
transfer-file-hint = A workbook or table from here, a FINOS checklist, or an assessment file. At most 16 MB.
transfer-more = For a checklist or an assessment file
transfer-checklist-unit = Unit of a checklist
transfer-checklist-hint = A checklist has titles and values from 0 to 5 and does not say whose they are. 0 counts as unanswered.
transfer-name = Name of the assessment that an assessment file becomes
transfer-name-hint = Its day, if you leave it empty.
transfer-conflicts = { $n ->
    [one] One line was changed here and there: which one holds?
   *[other] { $n } lines were changed here and there: which ones hold?
 }
transfer-conflicts-means = Nothing of these was taken. What you leave as it is stays as the record says.
transfer-base = When the sheet was written
transfer-record = The record now
transfer-file = Your file
transfer-decide = Take these
transfer-merged = { $taken ->
    [one] 1 answer
   *[other] { $taken } answers
 } taken, { $unchanged } unchanged, { $already } there already, { $conflicts } to decide.
transfer-taken-checklist = { $n ->
    [one] 1 answer was taken from the checklist.
   *[other] { $n } answers were taken from the checklist.
 }
transfer-imported = The file is the assessment { $name } now.
transfer-model-changed = The file was changed: its model does not have the digest that it states.
transfer-other-person = This sheet was written for somebody else. Only they can bring it back.
transfer-other-record = This sheet comes from another record. Nothing was changed.
transfer-other-model = The assessment has moved to another model since this sheet was written. Take it out anew.
transfer-moved = An answer has changed while you decided. Bring the sheet back again to see it.
transfer-no-assessment = This is no assessment file that can be read
