# What the rules of the record refuse.
refusal-tree-no-root = No unit is the root: exactly one must have no unit above it.
refusal-tree-two-roots = { $a } and { $b } both have no unit above them: exactly one unit is the root.
refusal-tree-twice = The unit { $a } is there twice.
refusal-tree-parent = The unit { $a } is to be below { $b }, which does not exist.
refusal-tree-cycle = The unit { $a } would stand above itself.
refusal-name = { $name } cannot be a name here: use letters, digits, “-”, “_”, “.”, “/” and “:”, at most 64.
refusal-taken = The name { $name } is taken. Choose another one.
refusal-unknown = { $what ->
    [unit] There is no unit { $name }.
    [item] There is no item { $name }.
    [activity] There is no activity { $name }.
    [model] There is no model { $name }.
    [assessment] There is no assessment { $name }.
    [evidence] There is no evidence { $name }.
    [action] There is no action { $name }.
    [role] That role is not held there.
    [assignment] That assignment is not there.
    [unit-of-this-assessment] { $name } is not a unit of this assessment.
    [answering-unit] Choose at least one unit that answers.
    [item-that-the-evidence-backs] Choose at least one item that the evidence backs.
    [size-band] { $name } is not a size band.
    [sector] { $name } is not a sector.
   *[other] There is no { $name }.
}
refusal-mean = Did you mean { $word }?
refusal-known = Known are: { $words }.
refusal-person = That person is not known here, or was erased.
refusal-right = { $who } needs a role in { $unit } or above for this: { $roles }. A lead can grant it.
refusal-or = or
refusal-unseen = What { $what } answered is for those who have a role there or above.
refusal-hidden = You may not see the evidence { $evidence }.
refusal-others = This item is assigned to others. A lead can assign it to you.
refusal-expired = The assignment ended on { $due }. A lead can extend it.
refusal-draft = { $assessment } is still a draft: put it up for review first.
refusal-in-review = { $assessment } is in review and stands still. A lead can open it again.
refusal-published = { $assessment } is published and frozen. A published figure is corrected beside it.
refusal-central = This item is central: it is answered once, at the root. To differ from it, give a reason.
refusal-not-asked = { $unit } is not asked this in the assessment.
refusal-scale = { $rating } is not a rating: the scale goes from 0 to { $top }.
refusal-locked = The answer is locked. A lead can decide otherwise.
refusal-reason = Give the reason in writing.
refusal-nothing = There is nothing here that this could be done to. Somebody may have been faster: look again.
refusal-own = Nobody confirms their own work. Ask another reviewer.
refusal-oneself = An admin gives roles to others only. Ask a lead, or another admin.
refusal-last-lead = { $who } is the last lead of the organisation: without one nobody could be let in again. Make somebody else its lead first.
refusal-unsettled-differ = { $n ->
    [one] One item waits for a decision.
   *[other] { $n } items wait for a decision.
}
refusal-unsettled-wait = { $n ->
    [one] One item waits until all have locked.
   *[other] { $n } items wait until all have locked.
}
refusal-past = { $day } is in the past. Choose a later day.
refusal-dates-evidence = The evidence would end on { $until }, before it begins on { $from }.
refusal-dates-not-after = { $new } is not after { $old }, the day of { $before }.
refusal-correction = It was published like that: there is nothing to correct.
refusal-brief = The settings of the roadmap cannot be taken. Line { $faults }
refusal-amount = { $amount } is no amount: 0 or more is expected.
