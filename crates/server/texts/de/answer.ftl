# Antworten: Einordnen, Bewerten, was gefragt ist, was dabei herauskam.
answer-sort-title = Was geschieht bei Ihnen?
answer-sort-lead = Ein erster Blick auf jede Aktivität, ohne langes Nachdenken. Er entscheidet, was zuerst gefragt wird. Er ist keine Bewertung, und „weiß nicht“ ist eine vollwertige Antwort.
answer-sort-count = { $n } von { $of } eingeordnet
answer-sort-go = Weiter zu den Fragen
answer-sort-save = Speichern
answer-sort-skip = Zu den Fragen, ohne einzuordnen
answer-sorted-not-happening = Geschieht nicht
answer-sorted-some = Teilweise
answer-sorted-established = Etabliert
answer-sorted-dont-know = Weiß nicht
answer-zero-title = 0 festhalten für das, was nicht geschieht?
answer-zero-lead = { $n ->
    [one] Eine Frage zu Aktivitäten, die nicht geschehen, hat noch keine Antwort. Sie können sie mit 0 bewerten (nicht durchgeführt) und das wieder zurücknehmen.
   *[other] { $n } Fragen zu Aktivitäten, die nicht geschehen, haben noch keine Antwort. Sie können alle mit 0 bewerten (nicht durchgeführt) und das wieder zurücknehmen.
}
answer-zero-do = { $n ->
    [one] Diese Frage mit 0 bewerten
   *[other] Diese { $n } Fragen mit 0 bewerten
}
answer-zero-done = { $n ->
    [one] Eine Frage wurde hier mit 0 bewertet.
   *[other] { $n } Fragen wurden hier mit 0 bewertet.
}
answer-zero-undo = Zurücknehmen
answer-zero-note = Eingeordnet als: geschieht nicht

answer-closed = In dieser Bewertung kann gerade nicht geantwortet werden: Was gesagt wurde, steht still.
answer-locked = Sie haben diese Antwort festgelegt. Wer die Einheit leitet, kann anders entscheiden.
answer-legend = Wie ist es bei Ihnen?
answer-dont-know = Weiß nicht
answer-na = Trifft nicht zu
answer-declined = Keine Angabe
answer-ask = Wer könnte es wissen?
answer-ask-hint = Eine Rolle oder eine Person. Eine Person, die hier bekannt ist, wird gefragt, sobald Sie weitergehen; die Frage gehört dann ihr.
answer-reason = Warum trifft es nicht zu?
answer-overrides = Warum ist es in Ihrer Einheit anders?
answer-more = Anmerkung, Rolle, Tag
answer-note = Warum diese Antwort und keine andere?
answer-function = Ihre Rolle dabei
answer-on = Tag der Antwort, wenn nicht heute
answer-before = Vorige
answer-after = Nächste
answer-save-next = Speichern und weiter
answer-saving = Wird gespeichert …
answer-saved = Gespeichert: { $answer }
answer-saved-short = Gespeichert
answer-nothing-yet = Noch nicht beantwortet
answer-for = Sie tragen die Antworten von { $name } ein.
answer-for-stop = Beenden
answer-for-hidden = Diese Person hat die Frage beantwortet. Was sie sagte, bleibt Ihnen verborgen, bis alle festgelegt haben; was Sie hier speichern, ersetzt es.
answer-hidden = Verborgen, bis alle festgelegt haben
answer-offline = Noch nicht gespeichert: Der Server ist nicht erreichbar. Ihre Antwort bleibt in diesem Browser und wird gesendet, sobald er wieder da ist.
answer-not-saved = Nicht gespeichert.
answer-elsewhere = Nicht gespeichert: Sie haben das inzwischen anderswo beantwortet. Sehen Sie sich beides an.
answer-waiting = Antworten, die noch nicht gesendet werden konnten:
answer-discard = Verwerfen
answer-fault-answer = Wählen Sie zuerst eine Antwort. Was Sie getippt haben, steht noch da.
answer-fault-reason = Sagen Sie, warum es nicht zutrifft.
answer-fault-long = Dieser Text ist zu lang.
answer-fault-day = Schreiben Sie den Tag als JJJJ-MM-TT.
answer-undo-what = Zuletzt gespeichert: { $item } ({ $answer }).
answer-undo = Zurücknehmen
answer-progress = { $n } von { $of } Fragen beantwortet.
answer-progress-label = Beantwortete Fragen
answer-left = { $n ->
    [one] Etwa eine Minute bei Ihrem Tempo
   *[other] Etwa { $n } Minuten bei Ihrem Tempo
}
answer-apart = Diese Frage wird Ihnen nicht gestellt; Sie können sie trotzdem beantworten.
answer-side = Zu dieser Frage
answer-last = Letztes Mal
answer-last-look = { $answer } (die Frage wurde seither geändert)
answer-proposal = Was Maschinen gesehen haben
answer-proposal-hint = Ein Vorschlag, keine Bewertung: Sie entscheiden.
answer-proposal-found = Gefunden:
answer-proposal-missing = Für die nächste Stufe fehlt:
answer-proposal-proof = Belege
answer-proposal-more = { $n ->
    [one] und ein weiterer
   *[other] und { $n } weitere
}
answer-proof = Typische Belege
answer-several = Andere beantworten das auch
answer-several-hint = Niemand sieht die Antworten der anderen, bevor alle ihre festgelegt haben.
answer-lock-link = Meine Antworten festlegen
answer-central = Einmal für alle Einheiten beantwortet:
answer-central-hint = Ihre Einheit übernimmt das. Antworten Sie unten nur, wenn es in Ihrer Einheit anders ist, und sagen Sie, warum.
answer-central-mark = {" "}(für alle Einheiten)
answer-keys = Tasten
answer-keys-close = Schließen
answer-keys-hint = Solange Sie in einem Feld tippen, sind Tasten Buchstaben.
answer-key-rate = Bewertung wählen
answer-key-enter = speichern und weiter
answer-key-after = nächste Frage
answer-key-before = vorige Frage
answer-key-help = diese Hilfe
answer-all = Alle Fragen
answer-answered = beantwortet
answer-to-sort = Aktivitäten einordnen
answer-to-done = Was dabei herauskam
answer-state-unanswered = nicht beantwortet
answer-state-dont-know = weiß nicht
answer-state-dont-know-ask = weiß nicht, zu fragen: { $who }
answer-state-declined = keine Angabe
answer-state-na = trifft nicht zu: { $reason }

answer-clash-title = Sie haben das zweimal beantwortet
answer-clash-lead = Während diese Seite offen war, wurde Ihre Antwort anderswo geändert: in einem anderen Fenster, oder von der Leitung in Ihrem Namen. Nichts ist verloren; wählen Sie, was gelten soll.
answer-clash-mine = Was Sie hier gesagt haben
answer-clash-theirs = Was jetzt festgehalten ist
answer-clash-keep = Behalten, was ich hier gesagt habe
answer-clash-take = Übernehmen, was festgehalten ist

answer-lock-title = Sind Sie fertig?
answer-lock-lead = Mehrere Personen beantworten hier dieselben Fragen, ohne einander zu sehen. Mit dem Festlegen sagen Sie, dass Sie fertig sind.
answer-lock-stands = Ihre Antworten stehen. Danach können Sie sie nicht mehr ändern; wer die Einheit leitet, kann schriftlich anders entscheiden.
answer-lock-seen = Sobald alle eine Frage festgelegt haben, sehen alle sämtliche Antworten darauf.
answer-lock-settled = Liegen Antworten eine Stufe auseinander, gilt eine Regel: die niedrigere, es sei denn, Nachweise stützen die höhere. Andere warten auf eine Entscheidung.
answer-lock-unanswered = { $n ->
    [one] Eine Frage haben Sie noch nicht beantwortet.
   *[other] { $n } Fragen haben Sie noch nicht beantwortet.
}
answer-lock-go-on = Erst antworten
answer-lock-locked = { $n ->
    [one] Eine Ihrer Antworten ist festgelegt.
   *[other] { $n } Ihrer Antworten sind festgelegt.
}
answer-lock-who = Wer hier antwortet
answer-lock-of = { $n ->
    [0] noch nichts festgelegt
    [one] eine Antwort festgelegt
   *[other] { $n } Antworten festgelegt
}
answer-lock-do = { $n ->
    [one] Meine Antwort festlegen
   *[other] Meine { $n } Antworten festlegen
}
answer-lock-ready = { $n ->
    [one] Eine Antwort festlegen
   *[other] { $n } Antworten festlegen
}
answer-lock-nothing = Es gibt nichts festzulegen.

answer-done-title = Alle Fragen sind beantwortet
answer-done-rest = { $n ->
    [one] Eine Frage ist offen
   *[other] { $n } Fragen sind offen
}
answer-done-apart = { $n ->
    [one] Eine weitere können Sie beantworten, sie wird Ihnen aber nicht gestellt.
   *[other] { $n } weitere können Sie beantworten, sie werden Ihnen aber nicht gestellt.
}
answer-go-on = Antworten
answer-to-profile = Zum Profil
answer-to-report = Bericht
answer-to-file = Bewertung als Datei
answer-done-stands = Wo es steht
answer-done-level = Stufe { $n } ist erreicht.
answer-done-below = Stufe { $n }, in Arbeit.
answer-done-formula = Der Mittelwert der bewerteten Fragen. Die Spanne gilt, wenn alle anderen zutreffenden 0 wären, oder 5.
answer-col-basis = Grundlage
answer-col-mean = Mittel
answer-col-rests = Beruht auf
answer-col-range = Möglich
answer-col-lowest = Niedrigste
answer-col-item = Frage
answer-col-why = Warum
answer-col-until = Bis
answer-basis-claimed = Behauptet
answer-basis-supported = Durch Nachweise gestützt
answer-basis-verified = Geprüft
answer-rests-on = { $n } von { $of } bewertet
answer-weak-title = Das Schwächste, das anderes blockiert
answer-weak-none = Nichts bisher Bewertetes blockiert etwas.
answer-weak-mean = Mittel { $mean }, { $n } von { $of } bewertet.
answer-weak-blocks = Blockiert Stufe { $n }.
answer-weak-before = Darauf bauen auf: { $what }.
answer-weak-lowest = Niedrigste:
answer-weak-next = Um { $rating } zu erreichen:
answer-asks-title = Wen Sie fragen können
answer-asks-none = Nichts wurde mit „weiß nicht“ beantwortet.
answer-asks-message = Nachricht zum Versenden
answer-ask-anybody = Jemand, der es weiß
answer-ask-proof = ({ $activity }; typischer Beleg: { $proof })
answer-ask-message =
    Guten Tag,

    wir bewerten, wie { $scope } mit Open Source arbeitet. Vielleicht wissen Sie, was ich nicht weiß:

    { $questions }

    Je ein Satz genügt, mit einem Verweis auf einen Beleg, wo es einen gibt. Auch „Ich weiß es auch nicht“ hilft.

    Vielen Dank
answer-ask-until =
    Guten Tag,

    wir bewerten, wie { $scope } mit Open Source arbeitet. Vielleicht wissen Sie, was ich nicht weiß:

    { $questions }

    Können Sie mir bis { $day } antworten? Je ein Satz genügt, mit einem Verweis auf einen Beleg, wo es einen gibt. Auch „Ich weiß es auch nicht“ hilft.

    Vielen Dank
answer-copy = Kopieren
answer-copied = Kopiert

answer-todo-title = Meine Fragen
answer-todo-open = { $n ->
    [one] Ihnen wird eine Frage gestellt
   *[other] Ihnen werden { $n } Fragen gestellt
}
answer-todo-none = Für Sie ist nichts offen
answer-todo-lead = Auch „weiß nicht“ ist eine Antwort und kann sagen, wer es weiß.
answer-todo-teach = Fragen, die Ihnen oder in Ihren Einheiten niemandem zugewiesen sind, stehen hier, mit dem Grund und dem letzten Tag.
answer-todo-nobody = Niemand Bestimmtem zugewiesen
answer-todo-count = { $n ->
    [one] Eine Frage offen
   *[other] { $n } Fragen offen
}
answer-todo-until = bis { $day }
answer-todo-plain = { $n ->
    [one] Eine, die niemand beantwortet hat
   *[other] { $n }, die niemand beantwortet hat
}
answer-todo-expired = Nachweise, die zu bestätigen, zu erneuern oder zurückzuziehen sind
answer-evidence-hidden = ein vertraulicher Nachweis
answer-why-open = nicht beantwortet
answer-why-dont-know = letztes Mal wusste es niemand
answer-why-reworded = die Frage wurde geändert
answer-why-expired = Nachweis abgelaufen: { $what }
answer-why-action = offene Maßnahme: { $what }
answer-why-seen = Maschinen sehen etwas anderes als letztes Mal
answer-why-lock = beantwortet, nicht festgelegt
