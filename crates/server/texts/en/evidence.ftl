# Evidence, proposals, scans.
evidence-confidence-high = high confidence
evidence-confidence-medium = medium confidence
evidence-confidence-low = low confidence
nav-evidence = Evidence
evidence-tabs = About this unit
evidence-tab-proposals = Proposals
evidence-other-units = Another unit
evidence-proposals-title = What do machines propose?
evidence-proposals-lead = What was seen in repositories, read by the rules of the model. A proposal changes nothing until a person takes it.
evidence-nothing-looked = Nobody has looked at this unit’s repositories yet
evidence-nothing-looked-out = After a scan, a proposal with its proof stands here for each item that a machine can say something about.
evidence-go-scans = To the scans
evidence-looked-on = By the look of { $day }.
evidence-filter-activity = Activity
evidence-filter-confidence = Confidence
evidence-filter-low = Proposes at least
evidence-least-medium = medium or high
evidence-least-high = high
evidence-proposals-found = { $n } of { $of } proposals shown.
evidence-contradictions = { $n ->
    [one] 1 answer is far from its proposal.
   *[other] { $n } answers are far from their proposals.
}
evidence-accept-all = { $n ->
    [one] Take the low end of 1 open proposal
   *[other] Take the low end of { $n } open proposals
}
evidence-accept-all-hint = Only where nobody has answered yet. You can undo it.
evidence-taken = { $n ->
    [0] Nothing was changed.
    [one] 1 proposal answered.
   *[other] { $n } proposals answered.
}
evidence-undo = Undo
evidence-proposed = Proposed: { $low }
evidence-proposed-between = Proposed: { $low } to { $high }
evidence-answer-is = The answer now: { $answer }
evidence-rated-above = The answer is above what was seen. Either something is not in the repositories, or the answer is too high.
evidence-rated-below = The answer is below what was seen. Either what was seen does not count, or the answer is too low.
evidence-stale = One step lower, because { $why }.
evidence-found = Seen
evidence-coverage = { $seen } of { $of } repositories show a sign; { $unknown } could not be looked at
evidence-to-reach = To reach { $rating }
evidence-missing = missing
evidence-unknown = not known
evidence-without = { $n ->
    [one] 1 repository without it
   *[other] { $n } repositories without it
}
evidence-proof = { $n ->
    [one] 1 observation as proof
   *[other] { $n } observations as proof
}
evidence-proof-of = Proof for
evidence-repository = Repository
evidence-signal = Signal
evidence-what = What
evidence-place = Place
evidence-rule = The item in the model, with its rule
evidence-done-accepted = Taken by { $who }.
evidence-done-adjusted = Another rating was taken by { $who }: { $why }
evidence-done-rejected = Not taken by { $who }: { $why }
evidence-accept = Take { $rating }
evidence-zero = Something was seen, but nothing for certain. It can only be adjusted.
evidence-otherwise = Another rating, or none
evidence-rating = Rating
evidence-why = Why
evidence-adjust = Take this rating
evidence-reject = Take nothing
evidence-not-asked = This item is answered for the whole organisation, not by this unit.
evidence-fault-why = Say why, so that others can follow it later.
evidence-fault-zero = A proposal that begins at 0 cannot be taken as it is. Choose a rating and say why.
evidence-fault-rating = Choose a rating.
evidence-fault-moved = The proposal has changed meanwhile. Look at it again; nothing was taken.
