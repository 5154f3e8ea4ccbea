# Wörter für Tabellen und Dateien: hinaus und wieder herein.
transfer-title = Antworten in Ihre Tabelle und zurück
transfer-out = Mitnehmen
transfer-out-means = Was Sie beantworten dürfen, als Tabelle zum Bearbeiten. Sie weiß, woher sie kommt: Bringen Sie sie hierher zurück, und keine neuere Antwort wird überschrieben.
transfer-all-units = Alles, was ich beantworten darf
transfer-xlsx = Arbeitsmappe (.xlsx)
transfer-csv = Tabelle (.csv)
transfer-json = Bewertungsdatei (.json)
transfer-json-means = Die Bewertungsdatei gilt für eine Einheit (ohne Auswahl die oberste); jede Zahl lässt sich aus ihr neu berechnen.
transfer-whole = Die ganze Aufzeichnung
transfer-whole-means = Alles, ein JSON-Objekt je Zeile. Sie enthält personenbezogene Daten.
transfer-whole-go = Aufzeichnung herunterladen
transfer-in = Zurückbringen
transfer-in-means = Was Sie bearbeitet haben, wird übernommen. Wo sich die Aufzeichnung inzwischen geändert hat, sehen Sie beides und entscheiden.
transfer-frozen = In dieser Bewertung stehen die Antworten still: Nur ein Entwurf nimmt welche an.
transfer-file-hint = Eine Arbeitsmappe oder Tabelle von hier, eine FINOS-Checkliste oder eine Bewertungsdatei. Höchstens 16 MB.
transfer-more = Für eine Checkliste oder Bewertungsdatei
transfer-checklist-unit = Einheit einer Checkliste
transfer-checklist-hint = Eine Checkliste hat Titel und Werte von 0 bis 5 und sagt nicht, von wem. 0 gilt als unbeantwortet.
transfer-name = Name der Bewertung, die aus einer Bewertungsdatei wird
transfer-name-hint = Bleibt das Feld leer, ihr Stichtag.
transfer-conflicts = { $n ->
    [one] Eine Zeile wurde hier und dort geändert: Welche gilt?
   *[other] { $n } Zeilen wurden hier und dort geändert: Welche gelten?
 }
transfer-conflicts-means = Davon wurde nichts übernommen. Was Sie so lassen, bleibt, wie die Aufzeichnung es sagt.
transfer-base = Als die Tabelle geschrieben wurde
transfer-record = Die Aufzeichnung jetzt
transfer-file = Ihre Datei
transfer-decide = So übernehmen
transfer-merged = { $taken ->
    [one] 1 Antwort
   *[other] { $taken } Antworten
 } übernommen, { $unchanged } unverändert, { $already } schon vorhanden, { $conflicts } zu entscheiden.
transfer-taken-checklist = { $n ->
    [one] 1 Antwort wurde aus der Checkliste übernommen.
   *[other] { $n } Antworten wurden aus der Checkliste übernommen.
 }
transfer-imported = Die Datei ist jetzt die Bewertung { $name }.
transfer-model-changed = Die Datei wurde verändert: Ihr Modell hat nicht die Prüfsumme, die sie nennt.
transfer-other-person = Diese Tabelle wurde für jemand anderen geschrieben. Nur diese Person kann sie zurückbringen.
transfer-other-record = Diese Tabelle stammt aus einer anderen Aufzeichnung. Nichts wurde geändert.
transfer-other-model = Die Bewertung ist auf ein anderes Modell umgestellt worden, seit diese Tabelle geschrieben wurde. Nehmen Sie sie neu mit.
transfer-moved = Eine Antwort hat sich geändert, während Sie entschieden. Bringen Sie die Tabelle noch einmal zurück, um sie zu sehen.
transfer-no-assessment = Das ist keine Bewertungsdatei, die sich lesen lässt
