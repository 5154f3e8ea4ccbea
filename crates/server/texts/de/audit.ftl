# Wörter des Nachweises: was bekannt war, Korrekturen, versiegelte Pakete.
audit-title = Was war bekannt, und worauf beruhte es?
audit-lead = Einheit, Punkt und Tag hinein; was damals veröffentlicht war und alles dahinter heraus.
audit-empty = Noch ist nichts veröffentlicht. Was veröffentlicht ist, lässt sich hier für immer nachschlagen, wie es war.
audit-at = Am Tag (leer: zuletzt)
audit-go = Nachschlagen
audit-none = Für diesen Tag oder davor wurde keine Bewertung mit dieser Einheit veröffentlicht.
audit-none-item = Diese Einheit hatte in { $name } mit diesem Punkt nichts zu tun.
audit-finding = { $item } von { $unit }: { $answer }
audit-corrected = Später von { $from } auf { $to } korrigiert
audit-event = Ereignis { $n }
audit-went-to = Die alte Zahl ging an:
audit-anchor = Was die Stufe in { $model } besagt
audit-nobody = Niemand hat es in dieser Bewertung selbst gesagt.
audit-decision = Entscheidung
audit-evidence = Damals gültige Belege
audit-no-evidence = Keine.
audit-no-file = keine Datei verwahrt
audit-words-erased = (Wortlaut gelöscht)
audit-published = Wo es in der Aufzeichnung steht
audit-published-at = Veröffentlicht
audit-correct = Diese Angabe korrigieren
audit-packs = Versiegelte Pakete
audit-packs-means = Eine Datei mit dem Veröffentlichten, seinem Modell, seinen Belegen und der Kette der Ereignisse. Wer sie bekommt, kann sie ohne diesen Server prüfen:
audit-pack = Paket von { $name }
evidence-kind-artefact = Artefakt
evidence-kind-operation = Betrieb
evidence-kind-measurement = Messung
evidence-kind-improvement = Verbesserung
correct-title = Eine veröffentlichte Angabe korrigieren
correct-lead = { $item } von { $unit } wurde als { $answer } veröffentlicht.
correct-means = Das Veröffentlichte bleibt, wie es ist. Die Korrektur steht daneben, mit Ihrem Namen und der Begründung.
correct-to = Was gilt
correct-went = Wohin die alte Zahl ging
correct-went-hint = Eines je Zeile: Berichte, Einreichungen, Präsentationen. „Nirgendwohin“, wenn niemand die Zahl bekam.
correct-went-missing = Geben Sie an, wohin die alte Zahl ging, oder „nirgendwohin“: Wer sie hat, muss es erfahren.
correct-go = Korrigieren
correct-from-to = von { $from } auf { $to }.
correct-went-to = Die alte Zahl ging an: { $places }
pack-readme =
    # Versiegeltes Paket der Bewertung { $name }, Stand { $day }

    Veröffentlicht durch das Ereignis { $event } mit der Prüfsumme

        { $event }:{ $digest }

    ## Prüfen

    Ohne Netz, mit dem Programm `osmm`:

        osmm verify --pack DATEI

    Es nennt alles, was nicht stimmt. Mit der Zeile, die beim Veröffentlichen notiert wurde, beweist es auch, dass
    niemand das Ganze neu geschrieben hat:

        osmm verify --pack DATEI --expect { $event }:{ $digest }

    Dieser Beweis ist nur etwas wert, wenn Sie die Zeile von anderswo als aus dieser Datei haben.

    ## Ohne das Programm

    `pack.json` enthält die SHA-256 jeder anderen Datei. `picture.json` ist das, was veröffentlicht wurde; seine SHA-256
    steht in dem Ereignis oben, einer Zeile von `events.jsonl`. Die Prüfsumme eines Ereignisses ist die SHA-256 von
    sieben Zeilen, jede mit einem Zeilenvorschub am Ende: `osmm-event/1`, seine Nummer, seine Zeit in Mikrosekunden seit
    1970, von wem, die Festlegung auf die Begründung (oder nichts), die SHA-256 der Änderung als JSON mit sortierten
    Schlüsseln und ohne Leerraum, und die Prüfsumme des Ereignisses davor (beim ersten die des leeren Textes).
    Prüfsummen werden als `sha256:` und 64 Ziffern geschrieben. Belege heißen nach ihrer SHA-256.

    Namen in `people.json` stehen neben der Kette, die nur Pseudonyme kennt.
