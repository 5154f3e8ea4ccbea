# Wörter des Rahmens: Navigation, Daten, Probleme.
language-name = Deutsch
decimal-point = ,
skip = Zum Inhalt springen
nav = Bereiche der Anwendung
nav-overview = Überblick
nav-answer = Antworten

day = { $day }. { $month } { $year }
moment = { $day }, { $time } UTC
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

problem-home = Zum Überblick
problem-not-found = Hier ist nichts
problem-not-found-out = Vielleicht ist die Adresse vertippt, oder Sie dürfen das nicht sehen.
problem-empty = Noch ist nichts festgehalten
problem-empty-out = Beginnen Sie mit dem Namen dessen, was bewertet werden soll.
problem-who-are-you = Hier sind mehrere Personen bekannt
problem-who-are-you-out = Starten Sie den Server mit dem Namen der Person, die ihn benutzt: osmm serve --as NAME.
problem-forbidden = Dazu haben Sie kein Recht
problem-forbidden-out = Wer die Einheit leitet, kann Ihnen darin eine Rolle geben.
problem-bad = Das ließ sich nicht übernehmen
problem-bad-out = Nichts wurde geändert. Gehen Sie zurück, berichtigen Sie es und senden Sie es noch einmal: Was Sie getippt haben, steht noch da.
problem-not-offered = „{ $given }“ steht hier nicht zur Wahl.
problem-not-a-day = „{ $given }“ ist kein Tag: Schreiben Sie ihn als JJJJ-MM-TT.
problem-form = Das Formular ließ sich nicht lesen: { $given }.
problem-files = Es kamen mehr als { $given } Dateien auf einmal.
problem-unfit = So lässt sich das nicht festhalten: { $given }.
problem-refused = Das geht jetzt nicht
problem-refused-out = Nichts wurde geändert. Gehen Sie zurück, um zu sehen, was gilt.
problem-unpublished = Noch nicht veröffentlicht
problem-unpublished-is = { $name } ist { $stage ->
    [draft] ein Entwurf
   *[other] in der Prüfung
}: Die Zahlen können sich noch ändern. Hier steht nur, was veröffentlicht wurde, so wie es veröffentlicht wurde.
problem-unpublished-out = Die Zahlen von jetzt stehen im Überblick; veröffentlicht wird von einer Leitung unter „Bewertungen“.
problem-busy = Andere ändern gerade dasselbe
problem-busy-out = Nichts wurde geändert. Versuchen Sie es gleich noch einmal.
problem-misdirected = Unter diesem Namen antwortet dieser Server nicht
problem-misdirected-out = Benutzen Sie die Adresse, die osmm serve ausgegeben hat.
problem-failed = Hier ist etwas schiefgegangen
problem-failed-out = Was gespeichert war, ist sicher. Mehr steht im Protokoll des Servers; versuchen Sie es noch einmal, oder wenden Sie sich an die Betreiber.
frame-what = Reife im Umgang mit Open Source
