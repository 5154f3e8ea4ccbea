# Wörter der Prüfung: Abweichungen, Entscheidungen, bestätigte Stufen, Veränderungen.
answer-unanswered = unbeantwortet
review-dont-know = weiß nicht
review-dont-know-ask = weiß nicht, fragen Sie { $ask }
review-declined = keine Angabe
answer-not-applicable = trifft nicht zu
answer-not-applicable-why = trifft nicht zu ({ $reason })
how-nobody = nicht beantwortet
how-carried = aus der Bewertung davor übernommen
how-single = gesagt von { $who }
how-agreed = alle einig
how-rule = nach Regel zwischen { $low } und { $high }
how-decided = entschieden von { $who }
how-waiting = wartet: { $locked } von { $of } abgeschlossen
how-open = zu entscheiden: { $n } auseinander
origin-own = Eigene Antwort der Einheit
origin-inherited = Von oben geerbt
origin-override = Weicht von der zentralen Antwort ab: { $reason }
basis-claimed = Angegeben
basis-supported = Belegt
basis-verified = Geprüft
review-title = Was ist noch zu entscheiden?
review-finding = { $n ->
    [0] Nichts ist mehr zu entscheiden
    [one] Ein Punkt ist noch zu entscheiden
   *[other] { $n } Punkte sind noch zu entscheiden
 }
review-lead = Wo Menschen { $name } verschieden bewertet haben, das Wichtigste zuerst. Stand: { $stage }.
review-to-verify = Stufen bestätigen
review-to-stage = Zur Veröffentlichung
review-rule = Wie sich Antworten klären
review-rule-means = Niemand sieht die Antworten der anderen, bevor alle abgeschlossen haben. Gleiche Antworten gelten. Liegt eine Stufe dazwischen, gilt nach Regel die niedrigere, außer wenn gültige Belege die höhere stützen. Größere Abstände, oder eine Stufe gegen „trifft nicht zu“, warten auf eine Entscheidung mit schriftlicher Begründung.
review-rank-means = Die Reihenfolge ist Abstand mal Personen in den Einheiten, für die die Antwort gilt.
review-apart = { $n } auseinander
review-weight = { $n ->
    [one] betrifft 1 Person
   *[other] betrifft { $n } Personen
 }
review-item = Punkt
review-said = Wer was gesagt hat
review-how = Was gilt
review-holds = Was gilt?
review-why = Begründung
review-why-missing = Begründen Sie schriftlich: Wer das in zwei Jahren liest, braucht es.
review-choose = Wählen Sie eine Antwort.
review-decide = Entscheiden
review-waiting = { $n ->
    [one] Ein Punkt wartet auf den Abschluss
   *[other] { $n } Punkte warten auf den Abschluss
 }
review-waiting-means = Sie gelten bis dahin als unbeantwortet, und niemand sieht, was gesagt wurde.
review-settled = { $n ->
    [one] Eine Abweichung ist geklärt
   *[other] { $n } Abweichungen sind geklärt
 }
review-empty = Wenn zwei oder mehr Personen dieselben Punkte beantworten und abschließen, stehen ihre Abweichungen hier. Weisen Sie dazu Punkte mehreren Personen zu.
agreement-too-few = Wie einig sich die Bewertenden sind: zu wenige, um es zu sagen ({ $n ->
    [one] 1 Punkt
   *[other] { $n } Punkte
 } mit zwei oder mehr Bewertungen, 20 sind nötig).
agreement-no-variation = Wie einig sich die Bewertenden sind: nicht zu sagen, alle gaben überall dieselbe Stufe ({ $n } Punkte).
agreement-good = Die Bewertenden sind sich gut einig
agreement-fair = Die Einigkeit reicht für vorläufige Schlüsse
agreement-poor = Die Einigkeit ist zu gering, um sich auf einzelne zu verlassen
agreement-interval = { $words }: Alpha { $alpha }, 95-%-Intervall { $low } bis { $high } (Krippendorff, ordinal; { $n } Punkte).
agreement-plain = { $words }: Alpha { $alpha }, ohne Intervall (Krippendorff, ordinal; { $n } Punkte).
verify-title = Was können Sie in { $unit } bestätigen?
verify-state = { $n } von { $all } bewerteten Punkten sind bestätigt.
verify-means = Eine bestätigte Stufe ist ein dritter Wert neben dem Angegebenen und dem Belegten. Niemand bestätigt, was nur er selbst gesagt hat.
verify-empty = In { $unit } ist noch nichts bewertet.
verify-evidence = Belege
verify-rating = Bestätigte Stufe von { $item }
verify-confirm = Bestätigen
verify-change = Ändern
verify-take-back = zurücknehmen
verify-is = bestätigt als { $n }
delta-title = Was hat sich von { $from } bis { $to } verändert?
delta-title-none = Was hat sich verändert?
delta-alone = Hier werden zwei Bewertungen verglichen, mit dem Grund jeder Veränderung. Noch gibt es nur eine.
delta-compare = Vergleichen mit
delta-rose = von { $from } auf { $to } ({ $by })
delta-fell = von { $from } zurück auf { $to } ({ $by })
delta-stayed = unverändert bei { $to }
delta-not-comparable = nicht vergleichbar ({ $from }, jetzt { $to })
delta-rests = Die Mittelwerte beruhen auf { $before } bewerteten Punkten davor und { $after } danach.
delta-no-changes = Nichts hat sich verändert.
delta-table = { $n ->
    [one] Die Veränderung als Tabelle zeigen
   *[other] { $n } Veränderungen als Tabelle zeigen
 }
delta-before = Davor
delta-after = Danach
delta-why = Warum
delta-method = Wie die Anteile berechnet werden
delta-method-means = Jeder Punkt, den eine Einheit selbst beantwortet, zählt einmal. Neue Punkte kommen dazu, dann ändern sich geänderte, dann fallen entfallene weg, je Ursache in derselben Reihenfolge; ein Anteil ist die Änderung des Mittelwerts in seinen Schritten, so dass die Anteile zusammen die Differenz ergeben.
cause-model = Modell geändert
cause-scope = Umfang geändert
cause-evidence = Neue Belege
cause-expired = Belege abgelaufen
cause-rated = Neu bewertet
cause-model-means = Punkte kamen, gingen oder bedeuten etwas anderes.
cause-scope-means = Einheiten kamen oder gingen, oder ein Punkt trifft jetzt zu oder nicht mehr.
cause-evidence-means = Belege, die vorher nicht galten.
cause-expired-means = Belege gelten nicht mehr.
cause-rated-means = Menschen bewerten es anders oder zum ersten Mal.
