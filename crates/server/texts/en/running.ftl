# Words of running an assessment: the list, opening, stages, assignments, targets, units, people.
nav-running = Run
nav-review = Review
nav-audit = Audit
running-tabs = Running an assessment
running-tab-assessments = Assessments
running-tab-stage = Where it stands
running-tab-assign = Assign
running-tab-review = Review
running-tab-delta = What moved
running-tab-goals = Targets and actions
running-tab-report = Report
running-tab-transfer = Sheets and files
running-tab-units = Units
running-tab-people = People
running-tab-audit = Audit
running-list-title = Which assessments are there?
running-list-empty = Here stand all assessments, each with its day and stage. Open one to begin.
running-open = Open an assessment
running-run = Run
running-name = Assessment
running-name-hint = A short name, for example 2027-q1. It stays for ever.
running-title = Title
running-title-hint = For readers. The organisation’s name if you leave it empty.
running-stage = Stage
running-as-of = As of
running-deadline = Last day for answers
running-units = Units
running-units-answering = Units that answer
running-units-hint = Items that hold for everybody are answered once, at the top, and inherited.
running-model = Model
running-digest = Digest
running-corrections = Corrections
running-after = Starts from
running-after-hint = Answers are taken over. Only what expired, changed or has open actions is asked again.
running-after-none = Nothing: ask everything
running-open-title = Open an assessment
running-open-lead = It begins as a draft. Units and model can still change until it is put up for review.
running-open-go = Open it
running-way = The way of an assessment
running-stage-title = Where does { $name } stand?
stage-draft = draft
stage-in-review = in review
stage-published = published
stage-open = What is still open?
stage-nothing-open = Nothing waits for anybody
stage-holds = Answers that hold
stage-of = { $n } of { $all }
stage-to-decide = To decide
stage-waiting = Not locked by all
stage-unanswered = Not answered
stage-open-means = What is to be decided or not locked has to be settled before it is published. What nobody answered stays unanswered: it lowers coverage, not the score.
stage-to-board = To the review board
stage-do-review = Put it up for review
stage-do-review-means = Answers stand still from then on. You can take it back.
stage-do-publish = Publish
stage-do-publish-means = What is published is frozen, with a digest. Later corrections stand beside it.
stage-do-reopen = Take it back to draft
stage-about = What it is about
stage-rescope = Change the units that answer
stage-rescope-means = The units are taken anew from the organisation as it is now.
stage-do-rescope = Take these units
stage-upgrade = Move it to another model
upgrade-title = What would another model do to { $name }?
upgrade-lead = It goes by { $model } now. This is a rehearsal: nothing is changed until you move it.
upgrade-none = There is no other model.
upgrade-choose = Choose a model.
upgrade-rehearse = Rehearse
upgrade-scores = Scores by { $model }
upgrade-basis = Mean over units
upgrade-rests = Rests on
upgrade-units-scored = { $before } units with a score before, { $after } after
upgrade-standing = { $mean } ({ $rated } of { $all })
upgrade-items = What becomes of the items
upgrade-units = What becomes of the units
upgrade-look = To look at
upgrade-dropped = Answers without a place
upgrade-go = Move it to { $model }
upgrade-go-means = What holds is taken over; who said it stays in the record.
upgrade-frozen = Only a draft can really move.
fate-carried = { $n ->
    [one] One item is carried over
   *[other] { $n } items are carried over
 }
fate-carried-means = Same item, same meaning: the answer stays.
fate-reworded = { $n ->
    [one] One item is re-worded
   *[other] { $n } items are re-worded
 }
fate-reworded-means = The answer stays and has to be looked at: what a rating means may have changed.
fate-renamed = { $n ->
    [one] One item has another id
   *[other] { $n } items have other ids
 }
fate-renamed-means = The answer moves with it.
fate-split = { $n ->
    [one] One item is split
   *[other] { $n } items are split
 }
fate-split-means = Each part starts with the old answer and has to be looked at.
fate-merged = { $n ->
    [one] One item is made of several
   *[other] { $n } items are made of several
 }
fate-merged-means = The lowest rating holds when all were rated; it has to be looked at.
fate-new = { $n ->
    [one] One item is new
   *[other] { $n } items are new
 }
fate-new-means = Unanswered, and asked.
fate-dropped = { $n ->
    [one] One item is dropped
   *[other] { $n } items are dropped
 }
fate-dropped-means = The answers stay in the record and count no more.
seal-title = Keep these two lines elsewhere
seal-by = Published on { $day } by { $who }.
seal-event = Event
seal-digest = Digest of what was published
seal-keep = They prove later that nothing before them was touched:
assign-title = Who answers what, until when?
assign-state = { $done } of { $n } asked items are answered.
assign-open = Open work
assign-open-none = Nobody has anything open.
assign-who = Who
assign-who-hint = Two or more people answer blind: nobody sees the others’ answers until all have locked.
assign-items = Items
assign-due = Until
assign-overdue = (over)
assign-remind = Reminder
assign-only-lock = { $n } only to lock
assign-message-show = Message to copy
assign-message-label = Message to { $who }
assign-message = Hello { $who }, in the assessment “{ $title }” { $n ->
    [one] one item waits
   *[other] { $n } items wait
 } for you ({ $units }). “Don’t know” is an answer too, and may name who would know.
assign-message-due = Hello { $who }, in the assessment “{ $title }” { $n ->
    [one] one item waits
   *[other] { $n } items wait
 } for you until { $day } ({ $units }). “Don’t know” is an answer too, and may name who would know.
assign-nobody = Nobody in particular
assign-in = In { $unit }
assign-made = Assignments
assign-made-n = { $n ->
    [one] One assignment in this unit
   *[other] { $n } assignments in this unit
 }
assign-what = What
assign-what-hint = Tick activities or single items; nothing ticked means everything that the unit is asked.
assign-single-items = { $n ->
    [one] its item
   *[other] its { $n } items
 }
assign-no-people = Nobody has the role of respondent here yet.
assign-respondents = Everybody who is a respondent here
assign-nobody-chosen = Choose who is to answer.
assign-take = Take back
assign-go = Assign
pick-unit = Unit
pick-show = Show
n-items = { $n ->
    [one] 1 item
   *[other] { $n } items
 }
save = Save
cancel = Cancel
goals-title = What does { $unit } want to reach?
goals-targets = Targets
goals-targets-none = No targets yet. A target is a rating that you want by some day; gaps and plans follow from it.
goals-what = Activity or item
goals-rating = Rating
goals-by = By
goals-set-by = Set for
goals-clear = Take back
goals-set = Set a target
goals-set-go = Set the target
goals-choose-rating = Choose a rating.
goals-actions = Actions
goals-actions-none = No open actions. The next assessment asks about items with open ones.
goals-moves = Is to move: { $items }
goals-moves-field = Items that it is to move
goals-result = What came of it
goals-close = Close
goals-closed = closed
goals-plan = Plan an action
goals-plan-go = Plan it
goals-title-field = What is to be done
goals-title-missing = Say what is to be done.
goals-owner = Who does it (function or team)
goals-done = { $n ->
    [one] 1 closed action
   *[other] { $n } closed actions
 }
units-title = Which units are there?
units-lead = { $n ->
    [one] 1 unit
   *[other] { $n } units
 }, { $people } people. A change here does not move assessments that are open: they keep their units until you take them anew.
units-upload = Upload a tree
units-upload-hint = CSV, YAML, or the catalogue of Backstage (several files at once). New units are added, known ones changed. All faults are listed with their place; nothing is taken while there is one.
units-replace = Remove units that the files do not name
units-taken = { $n ->
    [one] 1 unit was read.
   *[other] { $n } units were read.
 }
unit-add = Add a unit
unit-edit = Change
unit-edit-title = Change a unit
unit-new-title = Add a unit
unit-id = Short name
unit-id-hint = Letters, digits, - and _. It stays for ever; the title may change.
unit-title = Title
unit-title-missing = Give the unit a title.
unit-taken = There is a unit “{ $unit }” already.
unit-parent = Belongs to
unit-headcount = People
unit-headcount-hint = In the unit itself, without those below. Empty when you do not know.
unit-headcount-wrong = People are a whole number.
unit-repositories = Repositories
unit-repositories-hint = One a line: path:payments/ledger, glob:payments/** or owner:payments
unit-remove = Remove this unit
unit-remove-means = { $unit } disappears from the organisation. Assessments that know it keep it, with all answers.
unit-remove-go = Remove { $unit }
upload-file = File
upload-go = Upload
upload-none = Choose a file first.
upload-faults = { $n ->
    [one] Nothing was taken: 1 thing is wrong
   *[other] Nothing was taken: { $n } things are wrong
 }
upload-notes = { $n ->
    [one] 1 thing to look at
   *[other] { $n } things to look at
 }
people-title = Who takes part?
people-lead = A role holds in a unit and in all below it. Names stay in one table and can be erased; what people did stays, under a pseudonym.
people-name = Name
people-name-missing = Give the person a name.
people-handle = Short name
people-handle-hint = As in commands and sheets. Made from the name if you leave it empty.
people-contact = Mail or the like
people-roles = Roles
people-role = { $role } of { $unit }
people-role-until = { $role } of { $unit } until { $day }
people-role-field = Role
people-role-none = none yet
people-unit = In unit
people-until = Until (empty: no end)
people-revoke = Take back
people-erase = Erase
people-erased = erased
people-add = Add a person
people-add-go = Add
people-grant = Give a role
people-grant-go = Give the role
people-import = Import a list
people-import-hint = CSV or YAML, one line a role; a person may have several. Taken whole, or not at all.
role-lead = Lead
role-respondent = Respondent
role-reviewer = Reviewer
role-auditor = Auditor
role-lead-means = Runs assessments, assigns, decides.
role-respondent-means = Answers and gives evidence.
role-reviewer-means = Confirms ratings and evidence.
role-auditor-means = Reads everything, changes nothing.
role-admin = Admin
role-admin-means = Keeps people and units; sees no answers.
erase-title = Erase what is known of { $name }?
erase-lead = This cannot be undone. Backups made before still hold the data.
erase-destroyed = This is destroyed
erase-reasons = { $n ->
    [0] no reason or note names the person
    [one] the words of 1 reason or note that names the person
   *[other] the words of { $n } reasons and notes that name the person
 }
erase-kept = This stays
erase-kept-means = Every answer and decision, under the pseudonym { $pseudonym }. The chain of events still holds. Other free texts (titles, why something does not apply) are not searched.
erase-go = Erase { $name } for ever
