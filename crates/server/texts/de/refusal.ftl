# Was die Regeln des Verzeichnisses nicht zulassen.
refusal-tree-no-root = Keine Einheit steht ganz oben: Genau eine darf keine Einheit über sich haben.
refusal-tree-two-roots = { $a } und { $b } haben beide keine Einheit über sich: Genau eine steht ganz oben.
refusal-tree-twice = Die Einheit { $a } ist zweimal da.
refusal-tree-parent = Die Einheit { $a } soll unter { $b } stehen, die es nicht gibt.
refusal-tree-cycle = Die Einheit { $a } stünde über sich selbst.
refusal-name = { $name } kann hier kein Name sein: erlaubt sind Buchstaben, Ziffern, „-“, „_“, „.“, „/“ und „:“, höchstens 64.
refusal-taken = Der Name { $name } ist vergeben. Wählen Sie einen anderen.
refusal-unknown = { $what ->
    [unit] Es gibt keine Einheit { $name }.
    [item] Es gibt keinen Punkt { $name }.
    [activity] Es gibt keine Aktivität { $name }.
    [model] Es gibt kein Modell { $name }.
    [assessment] Es gibt keine Bewertung { $name }.
    [evidence] Es gibt keinen Beleg { $name }.
    [action] Es gibt keine Maßnahme { $name }.
    [role] Diese Rolle hat dort niemand.
    [assignment] Diese Zuweisung gibt es nicht.
    [unit-of-this-assessment] { $name } ist keine Einheit dieser Bewertung.
    [answering-unit] Wählen Sie mindestens eine Einheit, die antwortet.
    [item-that-the-evidence-backs] Wählen Sie mindestens einen Punkt, den der Beleg stützt.
    [size-band] { $name } ist keine Größenklasse.
    [sector] { $name } ist keine Branche.
   *[other] { $name } gibt es nicht.
}
refusal-mean = Meinten Sie { $word }?
refusal-known = Bekannt sind: { $words }.
refusal-person = Diese Person ist hier nicht bekannt, oder ihre Daten wurden gelöscht.
refusal-right = { $who } braucht dafür in { $unit } oder darüber eine Rolle: { $roles }. Eine Leitung kann sie geben.
refusal-or = oder
refusal-unseen = Was { $what } geantwortet hat, sieht nur, wer dort oder darüber eine Rolle hat.
refusal-hidden = Den Beleg { $evidence } dürfen Sie nicht sehen.
refusal-others = Dieser Punkt ist anderen zugewiesen. Eine Leitung kann ihn Ihnen zuweisen.
refusal-expired = Die Zuweisung endete am { $due }. Eine Leitung kann sie verlängern.
refusal-draft = { $assessment } ist noch ein Entwurf: Geben Sie die Bewertung erst zur Prüfung.
refusal-in-review = { $assessment } wird geprüft und steht still. Eine Leitung kann die Bewertung wieder öffnen.
refusal-published = { $assessment } ist veröffentlicht und eingefroren. Eine veröffentlichte Angabe wird daneben korrigiert.
refusal-central = Dieser Punkt ist zentral: Er wird einmal beantwortet, ganz oben. Wer davon abweicht, gibt einen Grund an.
refusal-not-asked = { $unit } wird das in dieser Bewertung nicht gefragt.
refusal-scale = { $rating } ist keine Stufe: Die Skala geht von 0 bis { $top }.
refusal-locked = Die Antwort ist festgelegt. Eine Leitung kann anders entscheiden.
refusal-reason = Geben Sie eine schriftliche Begründung an.
refusal-nothing = Hier ist nichts, womit sich das tun ließe. Vielleicht war jemand schneller: Sehen Sie noch einmal nach.
refusal-own = Niemand bestätigt die eigene Arbeit. Bitten Sie eine andere prüfende Person.
refusal-oneself = Wer verwaltet, gibt Rollen nur anderen. Bitten Sie eine Leitung oder eine andere verwaltende Person.
refusal-last-lead = { $who } hat als letzte Person die Leitung der Organisation: Ohne sie käme niemand mehr hinein. Geben Sie die Leitung erst jemand anderem.
refusal-unsettled-differ = { $n ->
    [one] Ein Punkt wartet auf eine Entscheidung.
   *[other] { $n } Punkte warten auf eine Entscheidung.
}
refusal-unsettled-wait = { $n ->
    [one] Bei einem Punkt haben noch nicht alle festgelegt.
   *[other] Bei { $n } Punkten haben noch nicht alle festgelegt.
}
refusal-past = { $day } liegt in der Vergangenheit. Wählen Sie einen späteren Tag.
refusal-dates-evidence = Der Beleg würde am { $until } enden, bevor er am { $from } beginnt.
refusal-dates-not-after = { $new } liegt nicht nach { $old }, dem Tag von { $before }.
refusal-correction = So wurde es veröffentlicht: Es gibt nichts zu korrigieren.
refusal-brief = Die Vorgaben des Fahrplans lassen sich nicht übernehmen. Zeile { $faults }
refusal-amount = { $amount } ist keine Menge: Erwartet wird 0 oder mehr.
