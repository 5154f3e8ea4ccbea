# Wo stehen wir? Wörter des Überblicks und der Seiten von Einheiten, Aktivitäten und Punkten.
overview-level = Stufe { $level }
overview-level-titled = Stufe { $level }: { $title }
overview-level-in-place = Stufe { $level } ✓ erreicht: { $title }
overview-no-level = noch keine Stufe
overview-in-progress = in Arbeit
overview-of = von { $n }
overview-n-of = { $answered } von { $n }
overview-as-of = Stand { $day }
overview-from-to = { $low } bis { $high }
overview-your-units = { $n } Einheiten, die Sie sehen dürfen
overview-stage-draft = Entwurf
overview-stage-review = in Prüfung
overview-stage-published = veröffentlicht
overview-everything = Alles, was Sie sehen dürfen
overview-show = Anzeigen
overview-unit = Einheit
overview-on-this-page = Auf dieser Seite

overview-rated = mit { $rating } bewertet
overview-unanswered = unbeantwortet
overview-dont-know = weiß nicht
overview-dont-know-ask = weiß nicht, zu fragen: { $ask }
overview-declined = keine Angabe
overview-not-applicable = nicht anwendbar
overview-not-applicable-because = nicht anwendbar: { $reason }
overview-n-unanswered = { $n } unbeantwortet
overview-n-dont-know = { $n } weiß nicht
overview-n-declined = { $n } ohne Angabe
overview-n-not-applicable = { $n } nicht anwendbar

overview-finding-none = Nichts ist anwendbar: Kein Punkt gehört zum Umfang
overview-finding-nothing = Noch ist nichts bewertet: { $n ->
    [one] Ein Punkt wartet auf eine Antwort
   *[other] { $n } Punkte warten auf eine Antwort
}
overview-finding-nothing-on = Auf dieser Grundlage gilt noch nichts, bei { $n ->
    [one] einem Punkt
   *[other] { $n } Punkten
}
overview-finding-all = Alle Stufen sind erreicht
overview-finding-themes = { $rated } von { $n } Punkten beantwortet, im Mittel { $mean }
overview-finding-blocked = Stufe { $level } ist erreicht; { $blockers ->
    [one] eine Aktivität steht Stufe { $next } im Weg
   *[other] { $blockers } Aktivitäten stehen Stufe { $next } im Weg
}
overview-finding-waits = Stufe { $level } ist erreicht; Stufe { $next } wartet auf Antworten: { $rated } von { $n } liegen vor
overview-finding-first-blocked = Stufe { $next } ist in Arbeit: { $blockers ->
    [one] Eine Aktivität steht noch im Weg
   *[other] { $blockers } Aktivitäten stehen noch im Weg
}
overview-finding-first-waits = Stufe { $next } ist in Arbeit: { $rated } von { $n } Punkten sind beantwortet

overview-basis = Grundlage der Zahlen
overview-basis-claimed = Angegeben
overview-basis-supported = Belegt
overview-basis-verified = Geprüft
overview-basis-claimed-means = Angegeben: was die Befragten sagen.
overview-basis-supported-means = Belegt: höchstens das, was am Stichtag gültige Nachweise tragen.
overview-basis-verified-means = Geprüft: was bei der Prüfung bestätigt wurde.
overview-level-achieved = Erreichte Stufe
overview-overall = Mittel über alles
overview-answered = Beantwortet
overview-backed = Voll belegt
overview-backed-out = Angaben, die Nachweise ganz tragen
overview-lowest = Niedrigster
overview-lowest-item = Niedrigster Punkt
overview-nothing-rated = Noch ist nichts bewertet
overview-next = { $n ->
    [one] Einen offenen Punkt
   *[other] { $n } offene Punkte
} beantworten: { $unit }

overview-why = Warum diese Zahl?
overview-formula = { $n ->
    [one] Der eine beantwortete Punkt: { $mean }.
   *[other] Mittel aus { $n } beantworteten Punkten: { $sum } ÷ { $n } = { $mean }.
}
overview-no-mean = Kein Punkt ist beantwortet, also gibt es kein Mittel.
overview-answered-of = { $answered } von { $n } anwendbaren Punkten sind beantwortet.
overview-range = Mögliche Spanne { $low } bis { $high }, wären alle offenen Punkte 0 oder alle { $top }.
overview-more = { $n ->
    [one] und noch einer
   *[other] und { $n } weitere
}
overview-more-activities = { $n ->
    [one] und eine weitere Aktivität
   *[other] und { $n } weitere Aktivitäten
}

overview-blocks = Was steht Stufe { $level } im Weg?
overview-rule = Für Stufe { $level } muss jede Aktivität zu mindestens { $share } % beantwortet sein, im Mittel mit { $mean } oder mehr, und kein Punkt darf unter { $floor } liegen.
overview-rule-several = Für Stufe { $level } muss jede Aktivität über alle Einheiten zu mindestens { $share } % beantwortet sein, im Mittel mit { $mean } oder mehr, und in keiner Einheit darf ein Punkt unter { $floor } liegen.
overview-needs-answers = { $answered } von { $n } beantwortet ({ $share } % nötig)
overview-needs-mean = Mittel { $mean } ({ $needed } nötig)
overview-needs-floor = { $n ->
    [one] eine Antwort unter { $floor }
   *[other] { $n } Antworten unter { $floor }
}
overview-nothing-applies = kein Punkt dieser Stufe ist anwendbar, also lässt sich nichts für sie zeigen
overview-below = unter { $floor }
overview-to-reach = Für eine { $rating }:

overview-profile-empty = Noch gibt es kein Profil: Nichts ist bewertet
overview-profile-how = Wie weit ist jede Aktivität?
overview-profile-extremes = { $high } steht mit { $at } am höchsten, { $low } mit { $lowest } am niedrigsten
overview-profile-hint = Jeder Balken ist das Mittel der beantworteten Punkte, nie der offenen. Öffnen Sie eine Zeile, um zu sehen, worauf sie beruht.
overview-profile-table = Mittel der beantworteten Punkte nach Stufe und Aktivität, mit ihrer Abdeckung
overview-row-spoken = auf der Skala; mögliche Spanne { $range }, niedrigster Punkt { $lowest }, Ziel { $target }
overview-mean = Mittel
overview-activity-open = Hinweise und nächste Schritte dieser Aktivität
overview-as-table = Als Tabelle zeigen
overview-as-radar = Als Netz zeigen
overview-level-or-activity = Stufe oder Aktivität
overview-possible = Mögliche Spanne
overview-target = Ziel
overview-key-bar-claimed = angegeben: Mittel der beantworteten Punkte
overview-key-bar-supported = belegt: Mittel dessen, was Nachweise tragen
overview-key-bar-verified = geprüft: Mittel dessen, was bestätigt wurde
overview-key-supported = durch gültige Nachweise belegt
overview-key-verified = bei der Prüfung bestätigt
overview-key-range = mögliche Spanne: Offenes bei 0 oder ganz oben
overview-key-lowest = niedrigster Punkt
overview-key-target = Ziel: Mittel der gesetzten
overview-key-empty = nichts beantwortet: kein Mittel
overview-key-needed = Mittel, das eine Stufe braucht
overview-radar-claimed = Angegebenes Mittel jeder Aktivität als Netz
overview-radar-supported = Belegtes Mittel jeder Aktivität als Netz
overview-radar-verified = Geprüftes Mittel jeder Aktivität als Netz
overview-radar-out = { $n } Aktivitäten auf einer Skala von 0 bis { $top }; die Zahlen stehen in der Liste daneben. Eine Speiche ohne Punkt hat keine Antwort.

overview-trend = Was sich seit { $since } bewegt hat
overview-trend-same = Das Mittel über alles steht wie in { $since } bei { $now }
overview-trend-up = Um { $by } gestiegen seit { $since }: Das Mittel über alles ging von { $was } auf { $now }
overview-trend-down = Um { $by } gesunken seit { $since }: Das Mittel über alles ging von { $was } auf { $now }
overview-trend-hint = Ein Punkt ist das Mittel einer Bewertung, die Linie durch ihn die mögliche Spanne. Darunter: die Antworten, die sich im letzten Schritt geändert haben, nach Ursache.
overview-trend-title = { $level }: von { $was } auf { $now }
overview-nothing-moved = keine Antwort hat sich geändert
overview-cause-model = { $n } durch ein geändertes Modell
overview-cause-scope = { $n } durch geänderten Umfang
overview-cause-evidence = { $n } durch neue Nachweise
overview-cause-expired = { $n } durch abgelaufene Nachweise
overview-cause-re-rated = { $n } neu bewertet

overview-units = Wie stehen die { $n } Einheiten zueinander?
overview-units-spread = { $n } Einheiten liegen zwischen { $low } und { $high }
overview-heat-caption = Mittel je Einheit und Aktivität, { $basis }. Ein Farbton steht für ganze erreichte Schritte.
overview-all-activities = Alle Aktivitäten
overview-people = { $n ->
    [one] eine Person
   *[other] { $n } Personen
}
overview-no-score = kein Wert
overview-lowest-unit = Niedrigste Einheit
overview-highest-unit = Höchste Einheit
overview-rule-mean = Mittel über die Einheiten
overview-rule-headcount = Nach Köpfen gewichtetes Mittel über die Einheiten
overview-rule-weakest = Schwächste Einheit
overview-rule-share = Anteil der Einheiten mit mindestens { $score }
overview-pick-mean = Mittel über die Einheiten
overview-pick-headcount = nach Köpfen gewichtetes Mittel
overview-pick-weakest = schwächste Einheit
overview-pick-share = Anteil der Einheiten mit mindestens
overview-rule-label = Zusammenfassen als
overview-rule-n = mindestens
overview-roll-up = Zusammenfassen
overview-rollup = { $rule }: { $value }. Niedrigste Einheit { $low }, höchste { $high }; { $scored } von { $n } Einheiten haben einen Wert.
overview-all-units = Alle { $n } Einheiten zeigen

overview-grid = Von { $n } gewünschten Antworten sind { $rated } bewertet und { $open } offen
overview-grid-hint = Stufen nach Bewertungen. Die letzten vier Spalten halten die Arten von leer auseinander: Keine davon ist eine 0.
overview-grid-level = Stufe
overview-grid-all = Alle
overview-grid-none = keine
overview-grid-more = weitere

overview-gaps = { $n ->
    [one] Eine Antwort liegt unter ihrem Ziel
   *[other] { $n } Antworten liegen unter ihrem Ziel
}
overview-gaps-none = Kein bewerteter Punkt liegt unter seinem Ziel
overview-gaps-empty = Noch gibt es keine Lücken: Nichts ist bewertet
overview-gaps-note = { $n ->
    [0] Kein Ziel ist gesetzt, deshalb gilt { $target } für jeden Punkt.
    [one] Eine Antwort hat ein eigenes Ziel; für die anderen gilt { $target }.
   *[other] { $n } Antworten haben ein eigenes Ziel; für die anderen gilt { $target }.
} Je größer die Lücke, desto früher steht sie.
overview-item = Punkt
overview-now = Jetzt
overview-priority-head = Vorrang
overview-priority = ((1 + { $target } − { $rating })² − 1) ÷ ((1 + { $top })² − 1) = { $priority }. Große Lücken wiegen mehr als mehrere kleine.
overview-next-step = Nächster Schritt
overview-find-out = { $n ->
    [one] Ein Punkt ist herauszufinden: Er ist offen, nicht niedrig
   *[other] { $n } Punkte sind herauszufinden: Sie sind offen, nicht niedrig
}
overview-find-out-none = Nichts ist mehr herauszufinden: Jeder anwendbare Punkt ist bewertet
overview-find-out-list = Welche?

overview-watch = Was verdient einen zweiten Blick?
overview-contradictions = { $n ->
    [one] Eine Bewertung weicht weit von dem ab, was Maschinen sahen
   *[other] { $n } Bewertungen weichen weit von dem ab, was Maschinen sahen
}
overview-contradictions-none = Keine Bewertung weicht weit von dem ab, was Maschinen sahen
overview-rated-above = Mit { $rating } bewertet, gesehen wurde { $seen }. Die Bewertung gilt, bis jemand beides ansieht.
overview-rated-below = Mit { $rating } bewertet, obwohl { $seen } gesehen wurde. Die Bewertung gilt, bis jemand beides ansieht.
overview-expiring = { $n ->
    [one] Ein Nachweis läuft in den nächsten 90 Tagen ab
   *[other] { $n } Nachweise laufen in den nächsten 90 Tagen ab
}
overview-expiring-none = Kein Nachweis läuft in den nächsten 90 Tagen ab
overview-expires = Gilt bis { $day }
overview-evidence-hidden = Ein Nachweis, den Sie nicht sehen dürfen
overview-looked = { $n ->
    [one] Maschinen haben ein Repository angesehen
   *[other] Maschinen haben { $n } Repositorys angesehen
}
overview-not-looked-at-all = Noch hat keine Maschine etwas angesehen
overview-no-look = { $n ->
    [one] Eine Einheit, die nicht angesehen wurde:
   *[other] { $n } Einheiten, die nicht angesehen wurden:
}
overview-left-out = Ausgelassen: { $reason }
overview-could-not-look = Nicht einsehbar: { $reason }
overview-in-part = Nur zum Teil gelesen: { $reason }
overview-times = { $n ->
    [one] (einmal)
   *[other] ({ $n }-mal)
}
overview-people-only = { $n ->
    [one] Einen Punkt können nur Menschen beantworten.
   *[other] { $n } Punkte können nur Menschen beantworten.
}
overview-jump-blockers = Was im Weg steht
overview-jump-profile = Profil
overview-jump-trend = Verlauf
overview-jump-units = Einheiten
overview-jump-grid = Raster
overview-jump-gaps = Lücken
overview-jump-watch = Zweiter Blick

# Einheiten
overview-unit-not-asked = Diese Einheit wird selbst nichts gefragt: Ihre Untereinheiten antworten
overview-own-score = Eigener Wert
overview-rolled-up = Mit den Einheiten darunter, Mittel über die Einheiten
overview-below-units = Niedrigste Einheit { $low }, höchste { $high }; { $scored } von { $n } Einheiten haben einen Wert
overview-with-below = Mit den Einheiten darunter ansehen
overview-lenses = Mit anderen Rahmenwerken lesen
overview-answers-open = { $n ->
    [one] Den offenen Punkt
   *[other] { $n } offene Punkte
} beantworten
overview-answers-change = Antworten ansehen
overview-central = { $n ->
    [one] Ein zentraler Punkt gilt hier
   *[other] { $n } zentrale Punkte gelten hier
}, { $own ->
    [0] keiner weicht ab
    [one] einer weicht ab
   *[other] { $own } weichen ab
}
overview-central-hint = Zentrale Punkte werden einmal für die ganze Organisation beantwortet und geerbt. Eine Einheit darf mit Begründung abweichen.
overview-inherited-list = Unverändert geerbt
overview-who-answers = Wer antwortet hier?
overview-nobody-assigned = Hier ist niemand zugewiesen; antworten darf, wer eine Rolle hat.
overview-for-others = Eintragen, was jemand anderes gesagt hat
overview-for-whom = Wessen Antworten?
overview-for-hint = Für Antworten aus einem Gespräch oder einer E-Mail. Sie gelten als die dieser Person; im Verlauf steht, dass Sie sie eingetragen haben.
overview-for-go = Zu den Fragen
overview-person = Person

# Aktivitäten
overview-looks-now = So sieht es jetzt aus
overview-question = Frage
overview-not-asked-here = Diese Einheit wird zu dieser Aktivität nicht befragt.
overview-in-the-model = Alles, was das Modell dazu sagt

# Punkte
overview-inherited = Geerbt von { $unit }.
overview-overridden = Die Einheit weicht von der zentralen Antwort ab: { $reason }
overview-how-nobody = Noch hat niemand geantwortet.
overview-how-carried = Aus { $after } übernommen, nicht neu gefragt.
overview-how-single = Eine Person hat das angegeben.
overview-how-agreed = Alle, die es wissen, sagen dasselbe.
overview-how-rule = Die Befragten sagen { $low } und { $high }: Es gilt die niedrigere, sofern keine Nachweise die höhere tragen.
overview-how-decided = Entschieden von { $who }.
overview-how-waiting = { $locked } von { $n } Befragten haben ihre Antworten abgeschlossen; vorher gilt nichts.
overview-how-open = Die Befragten liegen { $n } Schritte auseinander: Es gilt nichts, bis die Leitung entscheidet.
overview-blind = Was andere sagen, bleibt verborgen, bis alle ihre Antworten abgeschlossen haben.
overview-answer-this = Diesen Punkt beantworten
overview-what-looks = Wie sieht welche Bewertung aus?
overview-here = hier jetzt
overview-who-said = Wer hat was gesagt?
overview-nobody-said = In dieser Bewertung hat hier noch niemand etwas gesagt.
overview-locked = abgeschlossen
overview-decided = Entschieden: { $answer }
overview-corrected = Nach der Veröffentlichung berichtigt von { $from } auf { $to }. Die alte Zahl ging an: { $went }
overview-no-target = keines gesetzt
overview-target-of = { $rating }
overview-target-by = { $rating } bis { $day }
overview-actions = Laufende Arbeiten
overview-action-open = offen
overview-action-closed = abgeschlossen
overview-due = fällig am { $day }
overview-proposal = Was Maschinen vorschlagen
overview-proposed = Vorgeschlagen: { $interval }, mit { $confidence } Verlässlichkeit. Entscheiden muss ein Mensch.
overview-confidence-high = hoher
overview-confidence-medium = mittlerer
overview-confidence-low = geringer
overview-proposal-found = Gefunden
overview-proposal-missing = Fehlt für den nächsten Schritt
overview-proposal-proof = Wo es gesehen wurde
overview-evidence = Nachweise
overview-no-evidence = Noch gibt es keine Nachweise.
overview-kind-artefact = Artefakt
overview-kind-operation = Betrieb
overview-kind-measurement = Messung
overview-kind-improvement = Verbesserung
overview-until = gilt bis { $day }
overview-open-to-public = öffentlich
overview-open-to-internal = intern
overview-open-to-confidential = vertraulich
overview-open-to-restricted = eingeschränkt
overview-withdrawn = zurückgezogen
overview-refused = bei der Prüfung abgelehnt
overview-not-in-force = am Stichtag nicht gültig
overview-confirmed = bei der Prüfung bestätigt
overview-in-force = gültig
overview-discussion = Diskussion
overview-no-notes = Noch hat niemand etwas geschrieben.
overview-note = Ihre Anmerkung
overview-note-hint = Sie ändert keine Zahl. Wer diese Einheit sieht, kann sie mit Ihrem Namen lesen.
overview-note-add = Anmerkung hinzufügen
overview-note-empty = Schreiben Sie zuerst etwas.
overview-erased = (Wortlaut gelöscht)
overview-history = Was ist hier geschehen?
overview-no-history = Noch ist hier nichts geschehen.
overview-when-head = Wann
overview-what = Was
overview-why-head = Warum
overview-for = { $who } für { $other }
overview-did-blind = hat geantwortet; verborgen, bis alle abgeschlossen haben
overview-did-answer = hat geantwortet: { $answer }
overview-did-decide = hat entschieden: { $answer }
overview-did-verify = hat { $n } bestätigt
overview-did-unverify = hat eine Bestätigung zurückgenommen
overview-did-accept = hat den Vorschlag { $low } bis { $high } angenommen
overview-did-adjust = hat den Vorschlag { $low } bis { $high } angepasst
overview-did-reject = hat den Vorschlag { $low } bis { $high } abgelehnt
overview-did-reopen = hat die Antwort auf einen Vorschlag zurückgenommen
overview-did-correct = hat { $from } auf { $to } berichtigt
overview-did-target = hat das Ziel { $n } gesetzt
overview-did-untarget = hat das Ziel zurückgenommen
