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
evidence-export = From { $file }, by { $tool }, as of: { $day }
evidence-export-undated = not stated
evidence-original = as it was given
evidence-place = Place
evidence-candidates = { $n ->
    [one] 1 document that could be meant
   *[other] { $n } documents that could be meant, the best one first
}
evidence-passage = “{ $words }”
evidence-at-line = line { $n }
evidence-at-paragraph = paragraph { $n }
evidence-at-page = page { $n }
evidence-document-version = version { $version }
evidence-document-no-version = no version
evidence-document-owner-named = owner named
evidence-document-owner-open = owner not named
evidence-document-approver-named = approver named
evidence-document-approver-open = approver not named
evidence-document-reviewed = reviewed on { $day }
evidence-document-not-reviewed = no date of review
evidence-document-topics = treats { $topics }
evidence-document-missing = does not treat { $topics }
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
evidence-tab-scans = Scans
scans-title = What did machines see?
scans-nothing = Nothing yet. A scan looks at git repositories on the machine of this server, without network and without running anything in them.
scans-looked = Looked at on { $day }: { $n ->
    [one] 1 repository
   *[other] { $n } repositories
}, { $signals } questions each.
scans-verdict = Verdict
scans-verdict-seen = seen
scans-verdict-not-seen = not seen
scans-verdict-could-not-look = could not look
scans-verdict-not-applicable = does not apply
scans-verdicts-mean = Four answers, never added up. “Could not look” is not “not seen”, and neither is a low rating.
scans-begin-title = Look at repositories
scans-no-roots = This server was not told where repositories are. Whoever runs it can name one or more folders; leads may then have anything below them looked at:
scans-no-roots-else = Or look from the command line, on any machine that reaches the record:
scans-folders = Folders, one a line
scans-folders-hint = Full paths on the machine of the server, below
scans-begin = Look
scans-for = Whose are they?
scans-for-this = All of them count for { $unit }
scans-for-each = Each counts for the unit that owns it, by the rules of the units
scans-imports = Results of other programs, if there are any
scans-imports-hint = What each says counts with its own day for the repository that it names. It goes on counting at later scans, until a newer file of its kind comes.
scans-forget = What such files said at earlier scans counts no more
scans-begin-hint = Each repository is read at its last commit, with the history that led to it. The result becomes the latest look at this unit.
scans-leads-only = Who leads this unit can start a scan.
scans-fault-absolute = “{ $folder }” is not a full path. It has to begin with /.
scans-fault-outside = “{ $folder }” is not below a folder that this server may look at.
scans-fault-missing = “{ $folder }” is not there, or not a folder.
scans-fault-none = Name at least one folder.
scans-jobs = Scans so far
scans-all-title = All scans
scans-all-lead = Which units were looked at, and what runs now.
scans-units = Units
scans-unit = Unit
scans-last = Last look
scans-never = never
scans-repositories = Repositories
scans-one-title = How far is the scan?
scans-waiting = Waiting for a worker that is free.
scans-every-unit = every unit, each its own
scans-other-version = Asked for by { $tool } and waiting for a worker of it; this is { $own }. It can be stopped and started again.
scans-finding = Finding repositories …
scans-between = { $done } of { $total } looked at.
scans-looking = { $done } of { $total } looked at. Now: { $current }
scans-kept = Done: { $n ->
    [one] 1 repository
   *[other] { $n } repositories
}, { $changed } new or changed. Kept as the latest look.
scans-aside = { $n ->
    [one] 1 repository could not be looked at: workers ended meanwhile again and again.
   *[other] { $n } repositories could not be looked at: workers ended meanwhile again and again.
}
scans-carried = { $n ->
    [one] 1 file of an earlier scan goes on counting.
   *[other] { $n } files of earlier scans go on counting.
}
scans-unowned = { $n ->
    [one] 1 repository belongs to no unit and was not kept.
   *[other] { $n } repositories belong to no unit and were not kept.
}
scans-stopped = Stopped. Nothing was kept.
scans-failed = It ended early, and nothing was kept: { $why }
scans-began-at = Started
scans-folders-short = Folders
scans-progress = Repositories looked at
scans-see = See what was found
scans-stop = Stop
scans-stop-hint = Nothing is kept. Without that, a scan goes on even when the server is started anew.
scans-refresh = This page loads itself again every three seconds.
scans-by-signal = By signal
scans-by-repository = By repository
scans-commit = Commit
scans-archived = Whether a repository is archived or a fork cannot be told from its folder: all count that osmm.toml does not leave out.
scans-not-looked = What could not be looked at
scans-not-looked-none = Everything could be looked at.
scans-left-out = Left out
scans-upstream = upstream, a project of others
scans-tier = { $tier ->
    [critical] critical
    [production] production
    [experimental] experimental
   *[other] { $tier }
}
scans-notes = Notes of this scan
scans-notes-more = { $n ->
    [one] And 1 more.
   *[other] And { $n } more.
}
scans-before = Before
scans-after = Next
scans-page = Page { $page } of { $pages }
scans-back = All that was seen
scans-seen-in = What was seen in { $repository }?
scans-why = Why it matters
scans-how = Where it looks
scans-remedy = What to do when it is not there
scans-effort-minutes = minutes
scans-effort-hours = hours
scans-effort-days = days
scans-effort-weeks = weeks
scans-partial = Only in part: { $what }
scans-no-rows = Nothing has this verdict.
evidence-tab-evidence = Evidence
object-title = What backs the answers?
object-lead = Policies, records, measurements, improvements. What is in force on the day of the assessment supports ratings; what has expired supports nothing.
object-new = Add evidence
object-none = No evidence yet
object-none-out = A rating of 2 needs an artefact in force, 3 also a record that it is done, 4 also a measurement, 5 also an improvement made because of it.
object-what = Title
object-kind = Kind
object-items = Items
object-until = Until
object-owner = Owner
object-owner-hint = The function or team that answers for it, not a person.
object-today = Today
object-hidden = { $n ->
    [one] 1 more piece is not for you to see.
   *[other] { $n } more pieces are not for you to see.
}
object-in-force = in force
object-confirmed = confirmed
object-expired = expired
object-not-yet = not yet in force
object-refused = refused
object-withdrawn = withdrawn
object-kind-artefact = Artefact
object-kind-artefact-means = something that was made: a policy, a configuration, a list
object-kind-operation = Operation
object-kind-operation-means = a record that it was done: a log, minutes, a ticket
object-kind-measurement = Measurement
object-kind-measurement-means = figures against a target
object-kind-improvement = Improvement
object-kind-improvement-means = a change for the better, made because of a figure
object-kind-legend = What does it show?
object-items-legend = Which items does it back?
object-back = All evidence of this unit
object-place = Where it is
object-backs = Backs
object-period = Period
object-expires = Attest again by
object-seen = Who may see it
object-seen-public = anyone
object-seen-internal = everyone in the organisation
object-seen-confidential = those with a role in the unit
object-seen-restricted = leads, reviewers and auditors
object-by = Given by
object-renews = Renews
object-renewed = the evidence before
object-open = open
object-history = What was done with it
object-given = given
object-verdict-confirmed = confirmed
object-verdict-refused = refused
object-do = Review or change
object-renew = Renew
object-why = Why, or what you looked at
object-why-hint = Withdrawing needs a reason.
object-confirm = It shows what it should
object-refuse = It does not
object-withdraw = Withdraw
object-new-title = What backs which items?
object-renewing = This renews a piece of evidence. The one before stays as it is.
object-link = Link or record number
object-link-hint = Where it is kept.
object-file = Or a file
object-file-hint = Up to 16 MB. It is kept by its digest, so that nobody can change it unseen.
object-from = From
object-to = To
object-save = Keep
object-fault-title = Give it a title.
object-fault-items = Choose at least one item. A chosen file has to be chosen again.
object-fault-kind = Say what it shows.
object-fault-day = A day is written as 2026-12-31.
object-fault-period = It would end before it begins.
object-fault-both = Give a link or a file, not both. The file has to be chosen again.
