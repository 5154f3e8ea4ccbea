# Where do we stand? Words of the dashboard and of the pages of units, activities and items.
overview-level = Level { $level }
overview-level-titled = Level { $level }: { $title }
overview-level-in-place = Level { $level } ✓ in place: { $title }
overview-no-level = no level yet
overview-in-progress = in progress
overview-of = of { $n }
overview-n-of = { $answered } of { $n }
overview-as-of = as of { $day }
overview-from-to = { $low } to { $high }
overview-your-units = { $n } units that you may see
overview-stage-draft = draft
overview-stage-review = in review
overview-stage-published = published
overview-everything = Everything you may see
overview-show = Show
overview-unit = Unit
overview-on-this-page = On this page

overview-rated = rated { $rating }
overview-unanswered = unanswered
overview-dont-know = don't know
overview-dont-know-ask = don't know, ask { $ask }
overview-declined = declined
overview-not-applicable = not applicable
overview-not-applicable-because = not applicable: { $reason }
overview-n-unanswered = { $n } unanswered
overview-n-dont-know = { $n } don't know
overview-n-declined = { $n } declined
overview-n-not-applicable = { $n } not applicable

overview-finding-none = Nothing applies: no item is in scope
overview-finding-nothing = Nothing is rated yet: { $n ->
    [one] one item waits for an answer
   *[other] { $n } items wait for an answer
}
overview-finding-nothing-on = Nothing holds on this basis yet, for { $n ->
    [one] one item
   *[other] { $n } items
}
overview-finding-all = All levels are in place
overview-finding-themes = { $rated } of { $n } items answered, with a mean of { $mean }
overview-finding-blocked = Level { $level } is in place; { $blockers ->
    [one] one activity blocks
   *[other] { $blockers } activities block
} level { $next }
overview-finding-waits = Level { $level } is in place; level { $next } waits for answers: { $rated } of { $n } given
overview-finding-first-blocked = Level { $next } is in progress: { $blockers ->
    [one] one activity still blocks it
   *[other] { $blockers } activities still block it
}
overview-finding-first-waits = Level { $next } is in progress: { $rated } of { $n } items answered

overview-basis = Basis of the figures
overview-basis-claimed = Claimed
overview-basis-supported = Supported
overview-basis-verified = Verified
overview-basis-claimed-means = Claimed: what respondents say.
overview-basis-supported-means = Supported: no more than evidence in force on the as-of day backs.
overview-basis-verified-means = Verified: what a reviewer confirmed.
overview-level-achieved = Level achieved
overview-overall = Overall mean
overview-answered = Answered
overview-backed = Fully backed
overview-backed-out = claimed ratings that evidence supports in full
overview-lowest = Lowest
overview-lowest-item = Lowest item
overview-nothing-rated = Nothing is rated yet
overview-next = Answer { $n ->
    [one] one open item
   *[other] { $n } open items
} in { $unit }

overview-why = Why this figure?
overview-formula = { $n ->
    [one] The one answered item: { $mean }.
   *[other] Mean of { $n } answered items: { $sum } ÷ { $n } = { $mean }.
}
overview-no-mean = No item is answered, so there is no mean.
overview-answered-of = { $answered } of { $n } items that apply are answered.
overview-range = Possible range { $low } to { $high }, were all open items 0 or all { $top }.
overview-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
overview-more-activities = { $n ->
    [one] and one more activity
   *[other] and { $n } more activities
}

overview-blocks = What blocks level { $level }?
overview-rule = Level { $level } needs each activity answered to at least { $share }%, with a mean of { $mean } or more and no item below { $floor }.
overview-rule-several = Level { $level } needs each activity, over all units, answered to at least { $share }%, with a mean of { $mean } or more and no item below { $floor } in any unit.
overview-needs-answers = { $answered } of { $n } answered ({ $share }% needed)
overview-needs-mean = mean { $mean } ({ $needed } needed)
overview-needs-floor = { $n ->
    [one] one answer below { $floor }
   *[other] { $n } answers below { $floor }
}
overview-nothing-applies = no item of this level applies, so nothing can be shown for it
overview-below = below { $floor }
overview-to-reach = To reach { $rating }:

overview-profile-empty = There is no profile yet: nothing is rated
overview-profile-how = How far along is each activity?
overview-profile-extremes = { $high } is highest at { $at }, { $low } lowest at { $lowest }
overview-profile-hint = Each bar is the mean of the answered items, never of the open ones. Open a row to see what it rests on.
overview-profile-table = Means of answered items by level and activity, with their coverage
overview-row-spoken = of the scale; possible range { $range }, lowest item { $lowest }, target { $target }
overview-mean = Mean
overview-activity-open = Guidance and next steps of this activity
overview-as-table = Show as table
overview-as-radar = Show as radar
overview-level-or-activity = Level or activity
overview-possible = Possible range
overview-target = Target
overview-key-bar-claimed = claimed: mean of answered items
overview-key-bar-supported = supported: mean of what evidence backs
overview-key-bar-verified = verified: mean of what a reviewer confirmed
overview-key-supported = supported by evidence in force
overview-key-verified = verified by a reviewer
overview-key-range = possible range: open ones at 0 or top
overview-key-lowest = lowest item
overview-key-target = target: mean of those set
overview-key-empty = nothing answered: no mean
overview-key-needed = mean that a level needs
overview-radar-claimed = Claimed mean of each activity as a radar
overview-radar-supported = Supported mean of each activity as a radar
overview-radar-verified = Verified mean of each activity as a radar
overview-radar-out = { $n } activities on a scale from 0 to { $top }; the list beside it has the figures. A spoke without a point has no answer.

overview-trend = What moved since { $since }
overview-trend-same = The overall mean stands where it was in { $since }, at { $now }
overview-trend-up = Up { $by } since { $since }: the overall mean went from { $was } to { $now }
overview-trend-down = Down { $by } since { $since }: the overall mean went from { $was } to { $now }
overview-trend-hint = A point is the mean of an assessment, the line through it the possible range. Below each: the answers that changed in the last step, by cause.
overview-trend-title = { $level }: from { $was } to { $now }
overview-nothing-moved = no answer changed
overview-cause-model = { $n } by a change of the model
overview-cause-scope = { $n } by a change of scope
overview-cause-evidence = { $n } by new evidence
overview-cause-expired = { $n } by expired evidence
overview-cause-re-rated = { $n } re-rated

overview-units = How do the { $n } units compare?
overview-units-spread = { $n } units lie between { $low } and { $high }
overview-heat-caption = Mean of each unit and activity, { $basis }. A shade stands for whole steps reached.
overview-all-activities = All activities
overview-people = { $n ->
    [one] one person
   *[other] { $n } people
}
overview-no-score = no score
overview-lowest-unit = Lowest unit
overview-highest-unit = Highest unit
overview-rule-mean = Mean over units
overview-rule-headcount = Mean over units weighted by headcount
overview-rule-weakest = Weakest unit
overview-rule-share = Share of units at { $score } or above
overview-pick-mean = mean over units
overview-pick-headcount = mean weighted by headcount
overview-pick-weakest = weakest unit
overview-pick-share = share of units at or above
overview-rule-label = Roll up by
overview-rule-n = at or above
overview-roll-up = Roll up
overview-rollup = { $rule }: { $value }. Lowest unit { $low }, highest { $high }; { $scored } of { $n } units have a score.
overview-all-units = Show all { $n } units

overview-grid = Of { $n } answers wanted, { $rated } are rated and { $open } are open
overview-grid-hint = Levels by ratings. The last four columns keep the kinds of empty apart: none of them is a 0.
overview-grid-level = Level
overview-grid-all = All
overview-grid-none = none
overview-grid-more = more

overview-gaps = { $n ->
    [one] One answer is below its target
   *[other] { $n } answers are below their target
}
overview-gaps-none = No rated item is below its target
overview-gaps-empty = There are no gaps yet: nothing is rated
overview-gaps-note = { $n ->
    [0] No target is set, so { $target } is taken for every item.
    [one] One answer has a target of its own; for the others { $target } is taken.
   *[other] { $n } answers have a target of their own; for the others { $target } is taken.
} The wider the gap, the earlier it comes.
overview-item = Item
overview-now = Now
overview-priority-head = Priority
overview-priority = ((1 + { $target } − { $rating })² − 1) ÷ ((1 + { $top })² − 1) = { $priority }. Wide gaps weigh more than several narrow ones.
overview-next-step = Next step
overview-find-out = { $n ->
    [one] One item is to be found out: it is open, not low
   *[other] { $n } items are to be found out: they are open, not low
}
overview-find-out-none = Nothing is left to find out: every item that applies is rated
overview-find-out-list = Which ones?

overview-watch = What needs a second look?
overview-contradictions = { $n ->
    [one] One rating is far from what machines saw
   *[other] { $n } ratings are far from what machines saw
}
overview-contradictions-none = No rating is far from what machines saw
overview-rated-above = Rated { $rating }, but seen was { $seen }. The rating stands until a person looks at both.
overview-rated-below = Rated { $rating }, though seen was { $seen }. The rating stands until a person looks at both.
overview-expiring = { $n ->
    [one] One piece of evidence expires within 90 days
   *[other] { $n } pieces of evidence expire within 90 days
}
overview-expiring-none = No evidence expires within 90 days
overview-expires = Holds until { $day }
overview-evidence-hidden = Evidence that you may not see
overview-looked = { $n ->
    [one] Machines looked at one repository
   *[other] Machines looked at { $n } repositories
}
overview-not-looked-at-all = No machine has looked yet
overview-no-look = { $n ->
    [one] One unit without a look:
   *[other] { $n } units without a look:
}
overview-left-out = Left out: { $reason }
overview-could-not-look = Could not look: { $reason }
overview-in-part = Read in part: { $reason }
overview-times = { $n ->
    [one] (once)
   *[other] ({ $n } times)
}
overview-people-only = { $n ->
    [one] One item can be told by people only.
   *[other] { $n } items can be told by people only.
}
overview-jump-blockers = What blocks
overview-jump-profile = Profile
overview-jump-trend = Trend
overview-jump-units = Units
overview-jump-grid = Grid
overview-jump-gaps = Gaps
overview-jump-watch = Second look

# Units
overview-unit-not-asked = This unit is asked nothing itself: its units below answer
overview-own-score = Own score
overview-rolled-up = With the units below, mean over units
overview-below-units = Lowest unit { $low }, highest { $high }; { $scored } of { $n } units have a score
overview-with-below = Look at it with the units below
overview-lenses = Read by other frameworks
overview-answers-open = Answer { $n ->
    [one] the open item
   *[other] { $n } open items
}
overview-answers-change = Look at the answers
overview-central = { $n ->
    [one] One central item holds here
   *[other] { $n } central items hold here
}, { $own ->
    [0] none of them overridden
    [one] one of them overridden
   *[other] { $own } of them overridden
}
overview-central-hint = Central items are answered once for the whole organisation and inherited. A unit may differ, with a reason.
overview-inherited-list = Inherited as they are
overview-who-answers = Who answers here?
overview-nobody-assigned = Nobody is assigned here; whoever holds a role may answer.
overview-for-others = Enter what somebody else said
overview-for-whom = Whose answers?
overview-for-hint = For answers given in a conversation or by mail. They count as that person's; the history says that you entered them.
overview-for-go = To the questions
overview-person = Person

# Activities
overview-looks-now = Looks like this now
overview-question = Question
overview-not-asked-here = This unit is not asked for this activity.
overview-in-the-model = What the model says in full

# Items
overview-inherited = It is inherited from { $unit }.
overview-overridden = The unit differs from the central answer: { $reason }
overview-how-nobody = Nobody has answered yet.
overview-how-carried = Taken over from { $after }, not asked again.
overview-how-single = One respondent said so.
overview-how-agreed = All respondents who know said the same.
overview-how-rule = Respondents said { $low } and { $high }: the lower holds, unless evidence supports the higher.
overview-how-decided = Decided by { $who }.
overview-how-waiting = { $locked } of { $n } respondents have locked their answers; nothing holds before all have.
overview-how-open = Respondents are { $n } steps apart: nothing holds until a lead decides.
overview-blind = What others say is hidden until all have locked their answers.
overview-answer-this = Answer this item
overview-what-looks = What does each rating look like?
overview-here = here now
overview-who-said = Who said what?
overview-nobody-said = Nobody has said anything here in this assessment.
overview-locked = locked
overview-decided = Decided: { $answer }
overview-corrected = Corrected after publication from { $from } to { $to }. The old figure went to: { $went }
overview-no-target = none set
overview-target-of = { $rating }
overview-target-by = { $rating } by { $day }
overview-actions = Work under way
overview-action-open = open
overview-action-closed = closed
overview-due = due { $day }
overview-proposal = What machines propose
overview-proposed = Proposed: { $interval }, with { $confidence } confidence. A person decides.
overview-confidence-high = high
overview-confidence-medium = medium
overview-confidence-low = low
overview-proposal-found = Found
overview-proposal-missing = Missing for the next step
overview-proposal-proof = Where it was seen
overview-evidence = Evidence
overview-no-evidence = No evidence was given yet.
overview-kind-artefact = artefact
overview-kind-operation = operation
overview-kind-measurement = measurement
overview-kind-improvement = improvement
overview-until = holds until { $day }
overview-open-to-public = public
overview-open-to-internal = internal
overview-open-to-confidential = confidential
overview-open-to-restricted = restricted
overview-withdrawn = withdrawn
overview-refused = refused by a reviewer
overview-not-in-force = not in force on the as-of day
overview-confirmed = confirmed by a reviewer
overview-in-force = in force
overview-discussion = Discussion
overview-no-notes = Nobody has written anything yet.
overview-note = Your note
overview-note-hint = It changes no figure. Everyone who sees this unit can read it, with your name.
overview-note-add = Add the note
overview-note-empty = Write something first.
overview-erased = (words erased)
overview-history = What happened here?
overview-no-history = Nothing has happened here yet.
overview-when-head = When
overview-what = What
overview-why-head = Why
overview-for = { $who } for { $other }
overview-did-blind = answered; hidden until all have locked
overview-did-answer = answered: { $answer }
overview-did-decide = decided: { $answer }
overview-did-verify = confirmed { $n }
overview-did-unverify = took a confirmation back
overview-did-accept = accepted the proposal { $low } to { $high }
overview-did-adjust = adjusted the proposal { $low } to { $high }
overview-did-reject = rejected the proposal { $low } to { $high }
overview-did-reopen = took an answer to a proposal back
overview-did-correct = corrected { $from } to { $to }
overview-did-target = set the target { $n }
overview-did-untarget = took the target back
