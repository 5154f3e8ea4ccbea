# Workshops: gemeinsam abstimmen.
workshop-link = Gemeinsam antworten, in einem Workshop
workshop-title = Workshop
workshop-lead = Eine Frage an der Wand, alle stimmen am Telefon ab, dann sprechen Sie darüber und halten fest, was Sie entschieden haben. Niemand sieht, wer wofür gestimmt hat.
workshop-loopback = Telefone erreichen diese Adresse nicht: Der Server ist nur auf diesem Rechner erreichbar. Starten Sie ihn für das Netz, mit Anmeldung, wie osmm serve --help unter --listen erklärt.
workshop-not-asked = { $unit } wird keine der Fragen von „{ $activity }“ gestellt: Sie werden an anderer Stelle der Organisation beantwortet. Wählen Sie eine andere Einheit oder andere Fragen.
workshop-running = Im Gange
workshop-unit = Für welche Einheit?
workshop-activity = Welche Fragen?
workshop-begin = Starten
workshop-memory = Stimmen stehen nur im Arbeitsspeicher: Wird der Server neu gestartet, stimmen Sie noch einmal ab. Was Sie festhalten, bleibt wie jede Antwort.
workshop-join-at = Abstimmen unter
workshop-code = Code
workshop-place = { $n } von { $of }
workshop-votes = { $n ->
    [0] Noch keine Stimme
    [one] Eine Stimme
   *[other] { $n } Stimmen
}
workshop-anchors = Was zur Wahl steht
workshop-reveal = Stimmen zeigen
workshop-again = Noch einmal abstimmen
workshop-end = Workshop beenden
workshop-decide = Was haben Sie entschieden?
workshop-decide-hint = Es wird als Antwort der Einheit festgehalten, mit der Zahl der Stimmen und Ihrer Anmerkung.
workshop-record = Festhalten und weiter
workshop-stands = Festgehalten: { $answer }
workshop-reload = Noch einmal nachsehen
workshop-reason = In einem Workshop entschieden, mit { $n ->
    [one] einer Stimme
   *[other] { $n } Stimmen
} ({ $votes }).
workshop-join = An einem Workshop teilnehmen
workshop-join-lead = Der Code steht an der Wand.
workshop-enter = Teilnehmen
workshop-unknown = Kein Workshop hat diesen Code, oder er ist zu Ende.
workshop-too-many = Es wurden zu viele falsche Codes versucht. Warten Sie eine Minute und versuchen Sie es noch einmal.
workshop-vote-lead = Was passt am besten? Niemand sieht, wer wofür gestimmt hat.
workshop-vote = Abstimmen
workshop-in = Ihre Stimme ist da. Sie können sie ändern, bis die Stimmen gezeigt werden.
workshop-wait = Warten Sie auf die nächste Frage.
workshop-private = Nach einem Namen wird nicht gefragt. Nur die Zahl der Stimmen wird gezählt.
