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
evidence-place = Stelle
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
