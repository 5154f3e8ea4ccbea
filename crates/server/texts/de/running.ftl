# Wörter für die Durchführung: Liste, Öffnen, Stand, Zuweisungen, Ziele, Einheiten, Personen.
nav-running = Durchführen
nav-review = Prüfen
nav-audit = Revision
running-tabs = Eine Bewertung durchführen
running-tab-assessments = Bewertungen
running-tab-stage = Stand
running-tab-assign = Zuweisen
running-tab-review = Prüfen
running-tab-delta = Veränderungen
running-tab-goals = Ziele und Maßnahmen
running-tab-report = Bericht
running-tab-transfer = Tabellen und Dateien
running-tab-units = Einheiten
running-tab-people = Personen
running-tab-audit = Revision
running-list-title = Welche Bewertungen gibt es?
running-list-empty = Hier stehen alle Bewertungen mit Stichtag und Stand. Öffnen Sie eine, um zu beginnen.
running-open = Bewertung öffnen
running-run = Durchführen
running-name = Bewertung
running-name-hint = Ein kurzer Name, zum Beispiel 2027-q1. Er bleibt für immer.
running-title = Titel
running-title-hint = Für Leser. Bleibt das Feld leer, gilt der Name der Organisation.
running-stage = Stand
running-as-of = Stichtag
running-deadline = Letzter Tag für Antworten
running-units = Einheiten
running-units-answering = Einheiten, die antworten
running-units-hint = Fragen, die für alle gelten, werden einmal ganz oben beantwortet und vererbt.
running-model = Modell
running-digest = Prüfsumme
running-corrections = Korrekturen
running-after = Setzt fort
running-after-hint = Antworten werden übernommen. Nur was abgelaufen ist, sich geändert hat oder offene Maßnahmen hat, wird neu gefragt.
running-after-none = Nichts: alles fragen
running-open-title = Eine Bewertung öffnen
running-open-lead = Sie beginnt als Entwurf. Einheiten und Modell lassen sich ändern, bis sie zur Prüfung vorgelegt wird.
running-open-go = Öffnen
running-way = Der Weg einer Bewertung
running-stage-title = Wo steht { $name }?
stage-draft = Entwurf
stage-in-review = in Prüfung
stage-published = veröffentlicht
stage-open = Was ist noch offen?
stage-nothing-open = Nichts wartet auf jemanden
stage-holds = Geltende Antworten
stage-of = { $n } von { $all }
stage-to-decide = Zu entscheiden
stage-waiting = Nicht von allen abgeschlossen
stage-unanswered = Nicht beantwortet
stage-open-means = Was zu entscheiden oder nicht abgeschlossen ist, muss vor der Veröffentlichung geklärt sein. Was niemand beantwortet hat, bleibt unbeantwortet: Es mindert die Abdeckung, nicht das Ergebnis.
stage-to-board = Zur Prüfung
stage-do-review = Zur Prüfung vorlegen
stage-do-review-means = Ab dann stehen die Antworten still. Sie können das zurücknehmen.
stage-do-publish = Veröffentlichen
stage-do-publish-means = Was veröffentlicht ist, ist eingefroren und hat eine Prüfsumme. Spätere Korrekturen stehen daneben.
stage-do-reopen = Zurück zum Entwurf
stage-about = Worum es geht
stage-rescope = Antwortende Einheiten ändern
stage-rescope-means = Die Einheiten werden neu aus der Organisation übernommen, wie sie jetzt ist.
stage-do-rescope = Diese Einheiten übernehmen
stage-upgrade = Auf ein anderes Modell umstellen
upgrade-title = Was würde ein anderes Modell mit { $name } machen?
upgrade-lead = Jetzt gilt { $model }. Dies ist eine Probe: Nichts ändert sich, bevor Sie umstellen.
upgrade-none = Es gibt kein anderes Modell.
upgrade-choose = Wählen Sie ein Modell.
upgrade-rehearse = Proben
upgrade-scores = Ergebnisse nach { $model }
upgrade-basis = Mittel über Einheiten
upgrade-rests = Beruht auf
upgrade-units-scored = { $before } Einheiten mit Ergebnis davor, { $after } danach
upgrade-standing = { $mean } ({ $rated } von { $all })
upgrade-items = Was aus den Punkten wird
upgrade-units = Was aus den Einheiten wird
upgrade-look = Anzusehen
upgrade-dropped = Antworten ohne Platz
upgrade-go = Auf { $model } umstellen
upgrade-go-means = Was gilt, wird übernommen; wer es gesagt hat, bleibt in der Aufzeichnung.
upgrade-frozen = Nur ein Entwurf lässt sich wirklich umstellen.
fate-carried = { $n ->
    [one] Ein Punkt wird übernommen
   *[other] { $n } Punkte werden übernommen
 }
fate-carried-means = Gleicher Punkt, gleiche Bedeutung: Die Antwort bleibt.
fate-reworded = { $n ->
    [one] Ein Punkt ist neu gefasst
   *[other] { $n } Punkte sind neu gefasst
 }
fate-reworded-means = Die Antwort bleibt und ist anzusehen: Was eine Stufe bedeutet, kann sich geändert haben.
fate-renamed = { $n ->
    [one] Ein Punkt hat eine andere Kennung
   *[other] { $n } Punkte haben andere Kennungen
 }
fate-renamed-means = Die Antwort zieht mit.
fate-split = { $n ->
    [one] Ein Punkt ist geteilt
   *[other] { $n } Punkte sind geteilt
 }
fate-split-means = Jeder Teil beginnt mit der alten Antwort und ist anzusehen.
fate-merged = { $n ->
    [one] Ein Punkt ist aus mehreren zusammengefasst
   *[other] { $n } Punkte sind aus mehreren zusammengefasst
 }
fate-merged-means = Die niedrigste Stufe gilt, wenn alle bewertet waren; sie ist anzusehen.
fate-new = { $n ->
    [one] Ein Punkt ist neu
   *[other] { $n } Punkte sind neu
 }
fate-new-means = Unbeantwortet und gefragt.
fate-dropped = { $n ->
    [one] Ein Punkt entfällt
   *[other] { $n } Punkte entfallen
 }
fate-dropped-means = Die Antworten bleiben in der Aufzeichnung und zählen nicht mehr.
seal-title = Bewahren Sie diese zwei Zeilen anderswo auf
seal-by = Veröffentlicht am { $day } von { $who }.
seal-event = Ereignis
seal-digest = Prüfsumme des Veröffentlichten
seal-keep = Sie beweisen später, dass nichts davor verändert wurde:
assign-title = Wer beantwortet was, bis wann?
assign-state = { $done } von { $n } gefragten Punkten sind beantwortet.
assign-open = Offene Arbeit
assign-open-none = Niemand hat etwas offen.
assign-who = Wer
assign-who-hint = Zwei oder mehr Personen antworten verdeckt: Niemand sieht die Antworten der anderen, bevor alle abgeschlossen haben.
assign-items = Punkte
assign-due = Bis
assign-overdue = (überschritten)
assign-remind = Erinnerung
assign-only-lock = { $n } nur noch abzuschließen
assign-message-show = Nachricht zum Kopieren
assign-message-label = Nachricht an { $who }
assign-message = Guten Tag { $who }, in der Bewertung „{ $title }“ { $n ->
    [one] wartet ein Punkt
   *[other] warten { $n } Punkte
 } auf Sie ({ $units }). „Weiß ich nicht“ ist auch eine Antwort und kann nennen, wer es weiß.
assign-message-due = Guten Tag { $who }, in der Bewertung „{ $title }“ { $n ->
    [one] wartet ein Punkt
   *[other] warten { $n } Punkte
 } bis { $day } auf Sie ({ $units }). „Weiß ich nicht“ ist auch eine Antwort und kann nennen, wer es weiß.
assign-nobody = Niemand Bestimmtes
assign-in = In { $unit }
assign-made = Zuweisungen
assign-made-n = { $n ->
    [one] Eine Zuweisung in dieser Einheit
   *[other] { $n } Zuweisungen in dieser Einheit
 }
assign-what = Was
assign-what-hint = Wählen Sie Aktivitäten oder einzelne Punkte; ohne Auswahl gilt alles, was die Einheit gefragt wird.
assign-single-items = { $n ->
    [one] der eine Punkt
   *[other] die { $n } Punkte einzeln
 }
assign-no-people = Hier hat noch niemand die Rolle „Antwortende“.
assign-respondents = Alle, die hier antworten
assign-nobody-chosen = Wählen Sie, wer antworten soll.
assign-take = Zurücknehmen
assign-go = Zuweisen
pick-unit = Einheit
pick-show = Anzeigen
n-items = { $n ->
    [one] 1 Punkt
   *[other] { $n } Punkte
 }
save = Speichern
cancel = Abbrechen
goals-title = Was will { $unit } erreichen?
goals-targets = Ziele
goals-targets-none = Noch keine Ziele. Ein Ziel ist eine Stufe, die Sie bis zu einem Tag wollen; Lücken und Pläne folgen daraus.
goals-what = Aktivität oder Punkt
goals-rating = Stufe
goals-by = Bis
goals-set-by = Gesetzt für
goals-clear = Zurücknehmen
goals-set = Ein Ziel setzen
goals-set-go = Ziel setzen
goals-choose-rating = Wählen Sie eine Stufe.
goals-actions = Maßnahmen
goals-actions-none = Keine offenen Maßnahmen. Die nächste Bewertung fragt nach Punkten mit offenen.
goals-moves = Soll bewegen: { $items }
goals-moves-field = Punkte, die sie bewegen soll
goals-result = Was daraus wurde
goals-close = Abschließen
goals-closed = abgeschlossen
goals-plan = Eine Maßnahme planen
goals-plan-go = Planen
goals-title-field = Was zu tun ist
goals-title-missing = Sagen Sie, was zu tun ist.
goals-owner = Wer es tut (Funktion oder Team)
goals-done = { $n ->
    [one] 1 abgeschlossene Maßnahme
   *[other] { $n } abgeschlossene Maßnahmen
 }
units-title = Welche Einheiten gibt es?
units-lead = { $n ->
    [one] 1 Einheit
   *[other] { $n } Einheiten
 }, { $people } Personen. Eine Änderung hier verschiebt keine offene Bewertung: Sie behält ihre Einheiten, bis Sie sie neu übernehmen.
units-upload = Einen Baum hochladen
units-upload-hint = CSV, YAML oder der Katalog von Backstage (mehrere Dateien auf einmal). Neue Einheiten kommen dazu, bekannte werden geändert. Alle Fehler werden mit ihrem Ort genannt; solange es einen gibt, wird nichts übernommen.
units-replace = Einheiten entfernen, die die Dateien nicht nennen
units-taken = { $n ->
    [one] 1 Einheit wurde gelesen.
   *[other] { $n } Einheiten wurden gelesen.
 }
unit-add = Einheit hinzufügen
unit-edit = Ändern
unit-edit-title = Eine Einheit ändern
unit-new-title = Eine Einheit hinzufügen
unit-id = Kurzname
unit-id-hint = Buchstaben, Ziffern, - und _. Er bleibt für immer; der Titel darf sich ändern.
unit-title = Titel
unit-title-missing = Geben Sie der Einheit einen Titel.
unit-taken = Eine Einheit „{ $unit }“ gibt es schon.
unit-parent = Gehört zu
unit-headcount = Personen
unit-headcount-hint = In der Einheit selbst, ohne die darunter. Leer, wenn Sie es nicht wissen.
unit-headcount-wrong = Personen sind eine ganze Zahl.
unit-repositories = Repositorys
unit-repositories-hint = Eines je Zeile: path:payments/ledger, glob:payments/** oder owner:payments
unit-remove = Diese Einheit entfernen
unit-remove-means = { $unit } verschwindet aus der Organisation. Bewertungen, die sie kennen, behalten sie mit allen Antworten.
unit-remove-go = { $unit } entfernen
upload-file = Datei
upload-go = Hochladen
upload-none = Wählen Sie zuerst eine Datei.
upload-faults = { $n ->
    [one] Nichts wurde übernommen: 1 Fehler
   *[other] Nichts wurde übernommen: { $n } Fehler
 }
upload-notes = { $n ->
    [one] 1 Hinweis
   *[other] { $n } Hinweise
 }
people-title = Wer ist beteiligt?
people-lead = Eine Rolle gilt in einer Einheit und allen darunter. Namen stehen in einer einzigen Tabelle und können gelöscht werden; was jemand getan hat, bleibt unter einem Pseudonym.
people-name = Name
people-name-missing = Geben Sie der Person einen Namen.
people-handle = Kurzname
people-handle-hint = Wie in Befehlen und Tabellen. Bleibt das Feld leer, entsteht er aus dem Namen.
people-contact = E-Mail oder Ähnliches
people-roles = Rollen
people-role = { $role }: { $unit }
people-role-until = { $role }: { $unit }, bis { $day }
people-role-field = Rolle
people-role-none = noch keine
people-unit = In Einheit
people-until = Bis (leer: ohne Ende)
people-revoke = Entziehen
people-erase = Löschen
people-erased = gelöscht
people-add = Eine Person hinzufügen
people-add-go = Hinzufügen
people-grant = Eine Rolle geben
people-grant-go = Rolle geben
people-import = Eine Liste übernehmen
people-import-hint = CSV oder YAML, eine Zeile je Rolle; eine Person kann mehrere haben. Wird ganz übernommen oder gar nicht.
role-lead = Leitung
role-respondent = Antwortende
role-reviewer = Prüfende
role-auditor = Revision
role-lead-means = Führt Bewertungen durch, weist zu, entscheidet.
role-respondent-means = Antwortet und gibt Belege.
role-reviewer-means = Bestätigt Stufen und Belege.
role-auditor-means = Liest alles, ändert nichts.
role-admin = Verwaltung
role-admin-means = Pflegt Personen und Einheiten; sieht keine Antworten.
erase-title = Löschen, was von { $name } bekannt ist?
erase-lead = Das lässt sich nicht rückgängig machen. Frühere Sicherungen enthalten die Daten weiterhin.
erase-destroyed = Das wird vernichtet
erase-reasons = { $n ->
    [0] keine Begründung oder Notiz nennt die Person
    [one] der Wortlaut von 1 Begründung oder Notiz, die die Person nennt
   *[other] der Wortlaut von { $n } Begründungen und Notizen, die die Person nennen
 }
erase-kept = Das bleibt
erase-kept-means = Jede Antwort und Entscheidung, unter dem Pseudonym { $pseudonym }. Die Kette der Ereignisse gilt weiter. Andere freie Texte (Titel, warum etwas nicht zutrifft) werden nicht durchsucht.
erase-go = { $name } endgültig löschen
