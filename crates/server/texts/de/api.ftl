# Probleme, auf die zuerst Programme stoßen.
problem-too-large = Das ist mehr, als angenommen wird
problem-too-large-out = Nichts wurde geändert. Senden Sie etwas Kleineres.
problem-media = Diese Art von Inhalt wird hier nicht angenommen
problem-media-out = Nichts wurde geändert. Die Beschreibung der Adresse nennt, was angenommen wird.
problem-method = Das geht hier nicht
problem-method-out = Nichts wurde geändert. Gehen Sie dorthin zurück, woher Sie kamen.
problem-unconditional = Es fehlt, welcher Stand geändert werden soll
problem-unconditional-out = Nichts wurde geändert. Lesen Sie den Stand zuerst und senden Sie seine Kennung mit der Änderung.
problem-stale = Jemand anderes hat es inzwischen geändert
problem-stale-out = Nichts wurde geändert. Lesen Sie es neu und entscheiden Sie dann.
