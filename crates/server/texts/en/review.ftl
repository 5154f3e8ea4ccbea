# Words of review: disagreements, decisions, confirmed ratings, what moved.
answer-unanswered = unanswered
review-dont-know = don’t know
review-dont-know-ask = don’t know, ask { $ask }
review-declined = declined
answer-not-applicable = does not apply
answer-not-applicable-why = does not apply ({ $reason })
how-nobody = not answered
how-carried = taken over from the assessment before
how-single = said by { $who }
how-agreed = all agree
how-rule = by rule between { $low } and { $high }
how-decided = decided by { $who }
how-waiting = waits: { $locked } of { $of } locked
how-open = to decide: { $n } apart
origin-own = The unit’s own answer
origin-inherited = Inherited from the top
origin-override = Differs from the central answer: { $reason }
basis-claimed = Claimed
basis-supported = Supported
basis-verified = Verified
review-title = What is left to decide?
review-finding = { $n ->
    [0] Nothing is left to decide
    [one] One item is left to decide
   *[other] { $n } items are left to decide
 }
review-lead = Where people rated { $name } differently, the most important first. The assessment is { $stage }.
review-to-verify = Confirm ratings
review-to-stage = To publishing
review-rule = How answers settle
review-rule-means = Nobody sees the others’ answers until all have locked. Equal answers hold. One apart settles by rule: the lower rating, unless evidence in force supports the higher. Further apart, or a rating against “does not apply”, waits for a decision with a written reason.
review-rank-means = The order is distance times the people in the units for which the answer holds.
review-apart = { $n } apart
review-weight = { $n ->
    [one] weighs 1 person
   *[other] weighs { $n } people
 }
review-item = Item
review-said = Who said what
review-how = What holds
review-holds = What holds?
review-why = Reason
review-why-missing = Give the reason in writing: who reads this in two years needs it.
review-choose = Choose an answer.
review-decide = Decide
review-waiting = { $n ->
    [one] One item waits for people to lock
   *[other] { $n } items wait for people to lock
 }
review-waiting-means = They count as unanswered until then, and nobody sees what was said.
review-settled = { $n ->
    [one] One difference is settled
   *[other] { $n } differences are settled
 }
review-empty = When two or more people answer the same items and lock them, their differences stand here. Assign items to several people to get there.
agreement-too-few = How far raters agree: too few to tell ({ $n ->
    [one] 1 item
   *[other] { $n } items
 } rated by two or more, 20 are needed).
agreement-no-variation = How far raters agree: cannot be told, all gave the same rating everywhere ({ $n } items).
agreement-good = Raters agree well
agreement-fair = Raters agree enough for tentative conclusions
agreement-poor = Raters agree too little to rely on a single one
agreement-interval = { $words }: alpha { $alpha }, 95 % interval { $low } to { $high } (Krippendorff, ordinal; { $n } items).
agreement-plain = { $words }: alpha { $alpha }, no interval (Krippendorff, ordinal; { $n } items).
verify-title = What can you confirm in { $unit }?
verify-state = { $n } of { $all } rated items are confirmed.
verify-means = A confirmed rating is a third value beside what was claimed and what evidence supports. Nobody confirms what they alone said.
verify-empty = Nothing is rated in { $unit } yet.
verify-evidence = Evidence
verify-rating = Confirmed rating of { $item }
verify-confirm = Confirm
verify-change = Change
verify-take-back = take back
verify-is = confirmed as { $n }
delta-title = What moved from { $from } to { $to }?
delta-title-none = What moved?
delta-alone = This compares two assessments and says why each rating moved. There is only one yet.
delta-compare = Compare with
delta-rose = from { $from } to { $to } ({ $by })
delta-fell = from { $from } down to { $to } ({ $by })
delta-stayed = unchanged at { $to }
delta-not-comparable = cannot be compared ({ $from }, now { $to })
delta-rests = The means rest on { $before } rated items before and { $after } after.
delta-no-changes = Nothing moved.
delta-table = { $n ->
    [one] Show the change as a table
   *[other] Show { $n } changes as a table
 }
delta-before = Before
delta-after = After
delta-why = Why
delta-method = How the parts are computed
delta-method-means = Each item that a unit answers itself counts once. Items that come are added, then changed ones changed, then those that go removed, each by cause in the same order; a part is the change of the mean in its steps, so that the parts add up to the difference.
cause-model = Model changed
cause-scope = Scope changed
cause-evidence = New evidence
cause-expired = Evidence expired
cause-rated = Re-rated
cause-model-means = Items came, went, or mean something else.
cause-scope-means = Units came or went, or an item applies now or no longer.
cause-evidence-means = Evidence that was not in force before.
cause-expired-means = Evidence is no longer in force.
cause-rated-means = People rate it differently, or for the first time.
