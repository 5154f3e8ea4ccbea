# Nachweise, Vorschläge, Durchsichten.
evidence-confidence-high = hohe Sicherheit
evidence-confidence-medium = mittlere Sicherheit
evidence-confidence-low = geringe Sicherheit
nav-evidence = Nachweise
evidence-tabs = Zu dieser Einheit
evidence-tab-proposals = Vorschläge
evidence-other-units = Andere Einheit
evidence-proposals-title = Was schlagen Maschinen vor?
evidence-proposals-lead = Was in Repositorys zu sehen war, gelesen nach den Regeln des Modells. Ein Vorschlag ändert nichts, solange ihn niemand übernimmt.
evidence-nothing-looked = Noch hat niemand die Repositorys dieser Einheit durchgesehen
evidence-nothing-looked-out = Nach einer Durchsicht steht hier für jeden Punkt, zu dem eine Maschine etwas sagen kann, ein Vorschlag mit Beleg.
evidence-go-scans = Zu den Durchsichten
evidence-looked-on = Nach der Durchsicht vom { $day }.
evidence-filter-activity = Aktivität
evidence-filter-confidence = Sicherheit
evidence-filter-low = Schlägt mindestens vor
evidence-least-medium = mittel oder hoch
evidence-least-high = hoch
evidence-proposals-found = { $n } von { $of } Vorschlägen angezeigt.
evidence-contradictions = { $n ->
    [one] 1 Antwort liegt weit von ihrem Vorschlag.
   *[other] { $n } Antworten liegen weit von ihren Vorschlägen.
}
evidence-accept-all = { $n ->
    [one] Untere Grenze von 1 offenen Vorschlag übernehmen
   *[other] Untere Grenze von { $n } offenen Vorschlägen übernehmen
}
evidence-accept-all-hint = Nur wo noch niemand geantwortet hat. Sie können es rückgängig machen.
evidence-taken = { $n ->
    [0] Nichts wurde geändert.
    [one] 1 Vorschlag beantwortet.
   *[other] { $n } Vorschläge beantwortet.
}
evidence-undo = Rückgängig machen
evidence-proposed = Vorgeschlagen: { $low }
evidence-proposed-between = Vorgeschlagen: { $low } bis { $high }
evidence-answer-is = Antwort zurzeit: { $answer }
evidence-rated-above = Die Antwort liegt über dem, was zu sehen war. Entweder steht etwas nicht in den Repositorys, oder die Antwort ist zu hoch.
evidence-rated-below = Die Antwort liegt unter dem, was zu sehen war. Entweder zählt das Gesehene nicht, oder die Antwort ist zu niedrig.
evidence-stale = Eine Stufe weniger wegen Alters: { $why }.
evidence-found = Gesehen
evidence-coverage = { $seen } von { $of } Repositorys zeigen ein Zeichen; in { $unknown } konnte nicht nachgesehen werden
evidence-to-reach = Für die { $rating } fehlt
evidence-missing = fehlt
evidence-unknown = nicht bekannt
evidence-without = { $n ->
    [one] 1 Repository ohne
   *[other] { $n } Repositorys ohne
}
evidence-proof = { $n ->
    [one] 1 Beobachtung als Beleg
   *[other] { $n } Beobachtungen als Beleg
}
evidence-proof-of = Beleg für
evidence-repository = Repository
evidence-signal = Signal
evidence-what = Was
evidence-export = Aus { $file }, von { $tool }, Stand: { $day }
evidence-export-undated = nicht angegeben
evidence-original = im Original
evidence-place = Stelle
evidence-candidates = { $n ->
    [one] 1 Dokument, das gemeint sein kann
   *[other] { $n } Dokumente, die gemeint sein können, das beste zuerst
}
evidence-passage = „{ $words }“
evidence-at-line = Zeile { $n }
evidence-at-paragraph = Absatz { $n }
evidence-at-page = Seite { $n }
evidence-document-version = Version { $version }
evidence-document-no-version = keine Version
evidence-document-owner-named = Verantwortliche genannt
evidence-document-owner-open = keine Verantwortlichen genannt
evidence-document-approver-named = Freigebende genannt
evidence-document-approver-open = keine Freigebenden genannt
evidence-document-reviewed = geprüft am { $day }
evidence-document-not-reviewed = kein Datum der Prüfung
evidence-document-topics = behandelt { $topics }
evidence-document-missing = behandelt nicht { $topics }
evidence-rule = Der Punkt im Modell, mit seiner Regel
evidence-done-accepted = Übernommen von { $who }.
evidence-done-adjusted = Eine andere Stufe hat { $who } übernommen: { $why }
evidence-done-rejected = Nicht übernommen von { $who }: { $why }
evidence-accept = { $rating } übernehmen
evidence-zero = Etwas war zu sehen, aber nichts Sicheres. Sie können nur eine andere Stufe wählen.
evidence-otherwise = Andere Stufe oder keine
evidence-rating = Stufe
evidence-why = Warum
evidence-adjust = Diese Stufe übernehmen
evidence-reject = Nichts übernehmen
evidence-not-asked = Dieser Punkt wird für die ganze Organisation beantwortet, nicht von dieser Einheit.
evidence-fault-why = Sagen Sie warum, damit andere es später nachvollziehen können.
evidence-fault-zero = Ein Vorschlag, der bei 0 beginnt, lässt sich nicht einfach übernehmen. Wählen Sie eine Stufe und sagen Sie warum.
evidence-fault-rating = Wählen Sie eine Stufe.
evidence-fault-moved = Der Vorschlag hat sich inzwischen geändert. Sehen Sie ihn noch einmal an; nichts wurde übernommen.
evidence-tab-scans = Durchsichten
scans-title = Was haben Maschinen gesehen?
scans-nothing = Noch nichts. Eine Durchsicht liest Git-Repositorys auf dem Rechner dieses Servers, ohne Netz und ohne darin etwas auszuführen.
scans-looked = Durchgesehen am { $day }: { $n ->
    [one] 1 Repository
   *[other] { $n } Repositorys
}, je { $signals } Fragen.
scans-verdict = Befund
scans-verdict-seen = gesehen
scans-verdict-not-seen = nicht gesehen
scans-verdict-could-not-look = nicht einsehbar
scans-verdict-not-applicable = trifft nicht zu
scans-verdicts-mean = Vier Antworten, die nie zusammengezählt werden. „Nicht einsehbar“ ist nicht „nicht gesehen“, und keins von beiden ist eine niedrige Einstufung.
scans-begin-title = Repositorys durchsehen
scans-no-roots = Diesem Server wurde nicht gesagt, wo Repositorys liegen. Wer ihn betreibt, kann Ordner nennen; wer eine Einheit leitet, darf dann alles darunter durchsehen lassen:
scans-no-roots-else = Oder Sie sehen auf der Kommandozeile nach, auf jedem Rechner, der das Verzeichnis erreicht:
scans-folders = Ordner, einer je Zeile
scans-folders-hint = Vollständige Pfade auf dem Rechner des Servers, unterhalb von
scans-begin = Durchsehen
scans-for = Wem gehören sie?
scans-for-this = Alle zählen für { $unit }
scans-for-each = Jedes zählt für die Einheit, der es gehört, nach den Regeln der Einheiten
scans-imports = Ergebnisse anderer Programme, falls es welche gibt
scans-imports-hint = Was darin steht, zählt mit eigenem Tag für das Repository, das sie nennen. Es zählt bei späteren Durchsichten weiter, bis eine neuere Datei derselben Art kommt.
scans-forget = Was solche Dateien bei früheren Durchsichten sagten, zählt nicht mehr
scans-begin-hint = Gelesen wird der letzte Commit jedes Repositorys mit dem Verlauf, der zu ihm führt. Das Ergebnis gilt als neueste Durchsicht dieser Einheit.
scans-leads-only = Wer diese Einheit leitet, kann eine Durchsicht starten.
scans-fault-absolute = „{ $folder }“ ist kein vollständiger Pfad. Er muss mit / beginnen.
scans-fault-outside = „{ $folder }“ liegt nicht unterhalb eines Ordners, den dieser Server durchsehen darf.
scans-fault-missing = „{ $folder }“ gibt es nicht, oder es ist kein Ordner.
scans-fault-none = Nennen Sie mindestens einen Ordner.
scans-jobs = Bisherige Durchsichten
scans-all-title = Alle Durchsichten
scans-all-lead = Welche Einheiten durchgesehen wurden, und was gerade läuft.
scans-units = Einheiten
scans-unit = Einheit
scans-last = Letzte Durchsicht
scans-never = nie
scans-repositories = Repositorys
scans-one-title = Wie weit ist die Durchsicht?
scans-waiting = Wartet auf einen freien Helfer.
scans-every-unit = alle Einheiten, je ihre eigenen
scans-other-version = Von { $tool } begonnen und wartet auf dessen Helfer; dies ist { $own }. Sie lässt sich anhalten und neu beginnen.
scans-finding = Sucht Repositorys …
scans-between = { $done } von { $total } durchgesehen.
scans-looking = { $done } von { $total } durchgesehen. Gerade: { $current }
scans-kept = Fertig: { $n ->
    [one] 1 Repository
   *[other] { $n } Repositorys
}, { $changed } neu oder geändert. Als neueste Durchsicht festgehalten.
scans-aside = { $n ->
    [one] 1 Repository war nicht durchzusehen: dabei endeten Helfer wieder und wieder.
   *[other] { $n } Repositorys waren nicht durchzusehen: dabei endeten Helfer wieder und wieder.
}
scans-carried = { $n ->
    [one] 1 Datei einer früheren Durchsicht zählt weiter.
   *[other] { $n } Dateien früherer Durchsichten zählen weiter.
}
scans-unowned = { $n ->
    [one] 1 Repository gehört keiner Einheit und wurde nicht festgehalten.
   *[other] { $n } Repositorys gehören keiner Einheit und wurden nicht festgehalten.
}
scans-stopped = Angehalten. Nichts wurde festgehalten.
scans-failed = Vorzeitig zu Ende, nichts wurde festgehalten: { $why }
scans-began-at = Begonnen
scans-folders-short = Ordner
scans-progress = Durchgesehene Repositorys
scans-see = Ergebnis ansehen
scans-stop = Anhalten
scans-stop-hint = Nichts wird festgehalten. Ohne das geht eine Durchsicht auch nach einem Neustart des Servers weiter.
scans-refresh = Diese Seite lädt sich alle drei Sekunden neu.
scans-by-signal = Nach Signal
scans-by-repository = Nach Repository
scans-commit = Commit
scans-archived = Ob ein Repository archiviert oder ein Fork ist, sieht man seinem Ordner nicht an: es zählen alle, die osmm.toml nicht auslässt.
scans-not-looked = Was nicht einsehbar war
scans-not-looked-none = Alles war einsehbar.
scans-left-out = Ausgelassen
scans-upstream = Upstream, ein Projekt anderer
scans-tier = { $tier ->
    [critical] kritisch
    [production] produktiv
    [experimental] in Erprobung
   *[other] { $tier }
}
scans-notes = Hinweise dieser Durchsicht
scans-notes-more = { $n ->
    [one] Und 1 weiterer.
   *[other] Und { $n } weitere.
}
scans-before = Zurück
scans-after = Weiter
scans-page = Seite { $page } von { $pages }
scans-back = Alles, was zu sehen war
scans-seen-in = Was war in { $repository } zu sehen?
scans-why = Warum es wichtig ist
scans-how = Wo nachgesehen wird
scans-remedy = Was zu tun ist, wenn es fehlt
scans-effort-minutes = Minuten
scans-effort-hours = Stunden
scans-effort-days = Tage
scans-effort-weeks = Wochen
scans-partial = Nur zum Teil: { $what }
scans-no-rows = Nichts hat diesen Befund.
evidence-tab-evidence = Nachweise
object-title = Was belegt die Antworten?
object-lead = Richtlinien, Aufzeichnungen, Messungen, Verbesserungen. Was am Stichtag gilt, stützt Einstufungen; was abgelaufen ist, stützt nichts.
object-new = Nachweis hinzufügen
object-none = Noch keine Nachweise
object-none-out = Eine 2 braucht ein geltendes Arbeitsergebnis, eine 3 auch eine Aufzeichnung, dass es getan wird, eine 4 auch eine Messung, eine 5 auch eine Verbesserung daraus.
object-what = Titel
object-kind = Art
object-items = Punkte
object-until = Bis
object-owner = Verantwortlich
object-owner-hint = Die Funktion oder das Team, nicht eine Person.
object-today = Heute
object-hidden = { $n ->
    [one] 1 weiteren Nachweis dürfen Sie nicht sehen.
   *[other] { $n } weitere Nachweise dürfen Sie nicht sehen.
}
object-in-force = gilt
object-confirmed = bestätigt
object-expired = abgelaufen
object-not-yet = gilt noch nicht
object-refused = abgelehnt
object-withdrawn = zurückgezogen
object-kind-artefact = Arbeitsergebnis
object-kind-artefact-means = etwas Gemachtes: eine Richtlinie, eine Einstellung, eine Liste
object-kind-operation = Durchführung
object-kind-operation-means = eine Aufzeichnung, dass es getan wurde: Protokoll, Niederschrift, Vorgang
object-kind-measurement = Messung
object-kind-measurement-means = Zahlen gegen ein Ziel
object-kind-improvement = Verbesserung
object-kind-improvement-means = eine Änderung zum Besseren, wegen einer Zahl
object-kind-legend = Was zeigt er?
object-items-legend = Welche Punkte belegt er?
object-back = Alle Nachweise dieser Einheit
object-place = Wo er ist
object-backs = Belegt
object-period = Zeitraum
object-expires = Neu zu bestätigen bis
object-seen = Wer ihn sehen darf
object-seen-public = alle
object-seen-internal = alle in der Organisation
object-seen-confidential = wer in der Einheit eine Rolle hat
object-seen-restricted = Leitung, Prüfung und Revision
object-by = Gegeben von
object-renews = Erneuert
object-renewed = den Nachweis davor
object-open = offen
object-history = Was damit geschah
object-given = gegeben
object-verdict-confirmed = bestätigt
object-verdict-refused = abgelehnt
object-do = Prüfen oder ändern
object-renew = Erneuern
object-why = Warum, oder was Sie angesehen haben
object-why-hint = Zurückziehen braucht einen Grund.
object-confirm = Er zeigt, was er soll
object-refuse = Er zeigt es nicht
object-withdraw = Zurückziehen
object-new-title = Was belegt welche Punkte?
object-renewing = Dies erneuert einen Nachweis. Der vorherige bleibt, wie er ist.
object-link = Link oder Aktenzeichen
object-link-hint = Wo er aufbewahrt wird.
object-file = Oder eine Datei
object-file-hint = Bis 16 MB. Sie wird mit ihrem Digest aufbewahrt, damit niemand sie unbemerkt ändern kann.
object-from = Von
object-to = Bis
object-save = Festhalten
object-fault-title = Geben Sie ihm einen Titel.
object-fault-items = Wählen Sie mindestens einen Punkt. Eine Datei müssen Sie noch einmal wählen.
object-fault-kind = Sagen Sie, was er zeigt.
object-fault-day = Ein Tag wird als 2026-12-31 geschrieben.
object-fault-period = Er würde enden, bevor er beginnt.
object-fault-both = Geben Sie einen Link oder eine Datei an, nicht beides. Die Datei müssen Sie noch einmal wählen.
