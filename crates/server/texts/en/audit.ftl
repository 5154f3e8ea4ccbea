# Words of the audit: what was known, corrections, sealed packs.
audit-title = What was known, and on what did it rest?
audit-lead = Unit, item and day in; what was published then, and everything behind it, out.
audit-empty = Nothing is published yet. What is published can be looked up here for ever, as it was.
audit-at = On the day (empty: the last one)
audit-go = Look it up
audit-none = No assessment with this unit was published for that day or before.
audit-none-item = This unit had nothing to do with this item in { $name }.
audit-finding = { $item } of { $unit }: { $answer }
audit-corrected = Corrected later from { $from } to { $to }
audit-event = event { $n }
audit-went-to = The old number went to:
audit-anchor = What the rating says in { $model }
audit-nobody = Nobody said it in this assessment itself.
audit-decision = Decision
audit-evidence = Evidence in force then
audit-no-evidence = None.
audit-no-file = no file kept
audit-words-erased = (words erased)
audit-published = Where it stands in the record
audit-published-at = Published
audit-correct = Correct this figure
audit-packs = Sealed packs
audit-packs-means = One file with what was published, its model, its evidence and the chain of events. Whoever gets it can check it without this server:
audit-pack = Pack of { $name }
evidence-kind-artefact = artefact
evidence-kind-operation = operation
evidence-kind-measurement = measurement
evidence-kind-improvement = improvement
correct-title = Correct a published figure
correct-lead = { $item } of { $unit } was published as { $answer }.
correct-means = What was published stays as it is. The correction stands beside it, with your name and reason.
correct-to = What holds
correct-went = Where the old number went
correct-went-hint = One a line: reports, submissions, decks. Write “nowhere” for a number that nobody was given.
correct-went-missing = Say where the old number went, or “nowhere”: who holds it has to be told.
correct-go = Correct it
correct-from-to = from { $from } to { $to }.
correct-went-to = The old number went to: { $places }
pack-readme =
    # Sealed pack of the assessment { $name }, as of { $day }

    Published by event { $event } with the digest

        { $event }:{ $digest }

    ## Check it

    Offline, with the program `osmm`:

        osmm verify --pack FILE

    It names everything that does not hold. With the line that was noted when the assessment was published, it also
    proves that nobody wrote all of it anew:

        osmm verify --pack FILE --expect { $event }:{ $digest }

    That proof is worth something only if you got the line from somewhere else than this file.

    ## Without the program

    `pack.json` has the SHA-256 of every other file. `picture.json` is what was published; its SHA-256 stands in the
    event above, which is a line of `events.jsonl`. The digest of an event is the SHA-256 of seven lines, each ended
    by a line feed: `osmm-event/1`, its number, its time in microseconds since 1970, who, the commitment to the
    reason (or nothing), the SHA-256 of its change as JSON with sorted keys and without white space, and the digest
    of the event before (of the empty text for the first). Digests are written as `sha256:` and 64 digits.
    Evidence is named by its SHA-256.

    Names in `people.json` stand beside the chain, which knows pseudonyms only.
