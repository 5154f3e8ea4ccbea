# Answering: sort pass, rating pass, what is asked, what came of it.
answer-sort-title = What happens at your place?
answer-sort-lead = A first sight of each activity, without thinking long. It decides what is asked first. It is no rating, and “don't know” is a proper answer.
answer-sort-count = { $n } of { $of } sorted
answer-sort-go = On to the questions
answer-sort-save = Save
answer-sort-skip = To the questions without sorting
answer-sorted-not-happening = Not happening
answer-sorted-some = Some
answer-sorted-established = Established
answer-sorted-dont-know = Don't know
answer-zero-title = Record 0 for what does not happen?
answer-zero-lead = { $n ->
    [one] One question of activities that do not happen has no answer yet. You can rate it 0 (not performed); you can take that back.
   *[other] { $n } questions of activities that do not happen have no answer yet. You can rate them all 0 (not performed); you can take that back.
}
answer-zero-do = { $n ->
    [one] Rate this question 0
   *[other] Rate these { $n } questions 0
}
answer-zero-done = { $n ->
    [one] One question was rated 0 here.
   *[other] { $n } questions were rated 0 here.
}
answer-zero-undo = Take that back
answer-zero-note = Sorted as not happening

answer-closed = This assessment is not open for answers: what was said stands still.
answer-locked = You have locked this answer. A lead can decide otherwise.
answer-legend = How is it at your place?
answer-dont-know = Don't know
answer-na = Not applicable
answer-declined = I would rather not say
answer-ask = Who would know?
answer-ask-hint = A role or a person. A person who is known here is asked when you go on; the question is theirs then.
answer-reason = Why does it not apply?
answer-overrides = Why is your unit different?
answer-more = Note, role, day
answer-note = Why this answer and no other?
answer-function = Your role in this
answer-on = Day of the answer, if it is not today
answer-before = Previous
answer-after = Next
answer-save-next = Save and go on
answer-saving = Saving …
answer-saved = Saved: { $answer }
answer-saved-short = Saved
answer-nothing-yet = Not answered yet
answer-for = You are entering the answers of { $name }.
answer-for-stop = Stop
answer-for-hidden = This person has answered the question. What they said is hidden from you until everybody has locked it; what you save here replaces it.
answer-hidden = Hidden until everybody has locked
answer-offline = Not saved yet: the server cannot be reached. Your answer is kept in this browser and sent when it is back.
answer-not-saved = Not saved.
answer-elsewhere = Not saved: you answered this elsewhere meanwhile. Look at both.
answer-waiting = Answers that could not be sent yet:
answer-discard = Discard
answer-fault-answer = Choose an answer first. What you typed is still here.
answer-fault-reason = Say why it does not apply.
answer-fault-long = This text is too long.
answer-fault-day = Write the day as YYYY-MM-DD.
answer-undo-what = Last saved: { $item } ({ $answer }).
answer-undo = Take it back
answer-progress = { $n } of { $of } questions answered.
answer-progress-label = Questions answered
answer-left = { $n ->
    [one] About one minute at your pace
   *[other] About { $n } minutes at your pace
}
answer-apart = This question is not asked of you; you can answer it all the same.
answer-side = About this question
answer-last = Last time
answer-last-look = { $answer } (the question was changed since)
answer-proposal = What machines saw
answer-proposal-hint = A proposal, not a rating: you decide.
answer-proposal-found = Found:
answer-proposal-missing = Missing for the next step:
answer-proposal-proof = Proof
answer-proposal-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
answer-proof = Typical proof
answer-several = Others answer this too
answer-several-hint = Nobody sees the others' answers before all have locked theirs.
answer-lock-link = Lock my answers
answer-central = Answered once for all units:
answer-central-hint = Your unit takes this over. Answer below only if your unit is different, and say why.
answer-central-mark = {" "}(for all units)
answer-keys = Keys
answer-keys-close = Close
answer-keys-hint = While you type in a field, keys are letters.
answer-key-rate = choose a rating
answer-key-enter = save and go on
answer-key-after = next question
answer-key-before = previous question
answer-key-help = this help
answer-all = All questions
answer-answered = answered
answer-to-sort = Sort the activities
answer-to-done = What came of it
answer-state-unanswered = not answered
answer-state-dont-know = don't know
answer-state-dont-know-ask = don't know, ask { $who }
answer-state-declined = would rather not say
answer-state-na = not applicable: { $reason }

answer-clash-title = You answered this twice
answer-clash-lead = While this page was open, your answer was changed elsewhere: in another window, or by a lead in your name. Nothing is lost; choose which one holds.
answer-clash-mine = What you said here
answer-clash-theirs = What is kept now
answer-clash-keep = Keep what I said here
answer-clash-take = Take what is kept

answer-lock-title = Are you done?
answer-lock-lead = Several people answer the same questions here, each without seeing the others. Locking says that you are done.
answer-lock-stands = Your answers stand. You cannot change them afterwards; a lead can decide otherwise, in writing.
answer-lock-seen = Once everybody has locked a question, everybody sees all answers to it.
answer-lock-settled = Answers one apart settle by rule: the lower rating, unless evidence supports the higher. Others wait for a decision.
answer-lock-unanswered = { $n ->
    [one] One question is without an answer of yours.
   *[other] { $n } questions are without an answer of yours.
}
answer-lock-go-on = Answer first
answer-lock-locked = { $n ->
    [one] One of your answers is locked.
   *[other] { $n } of your answers are locked.
}
answer-lock-who = Who answers here
answer-lock-of = { $n ->
    [0] nothing locked yet
    [one] one answer locked
   *[other] { $n } answers locked
}
answer-lock-do = { $n ->
    [one] Lock my answer
   *[other] Lock my { $n } answers
}
answer-lock-ready = { $n ->
    [one] Lock one answer
   *[other] Lock { $n } answers
}
answer-lock-nothing = There is nothing to lock.

answer-done-title = All questions are answered
answer-done-rest = { $n ->
    [one] One question is open
   *[other] { $n } questions are open
}
answer-done-apart = { $n ->
    [one] One more can be answered but is not asked of you.
   *[other] { $n } more can be answered but are not asked of you.
}
answer-go-on = Answer
answer-to-profile = See the profile
answer-to-report = Report
answer-to-file = Assessment as a file
answer-done-stands = Where it stands
answer-done-level = Level { $n } is achieved.
answer-done-below = Level { $n }, in progress.
answer-done-formula = The mean of the rated questions. The range is what it would be if all others that apply were 0, or 5.
answer-col-basis = Basis
answer-col-mean = Mean
answer-col-rests = Rests on
answer-col-range = Possible
answer-col-lowest = Lowest
answer-col-item = Question
answer-col-why = Why
answer-col-until = Until
answer-basis-claimed = Claimed
answer-basis-supported = Supported by evidence
answer-basis-verified = Verified by a reviewer
answer-rests-on = { $n } of { $of } rated
answer-weak-title = The weakest things that block others
answer-weak-none = Nothing rated so far blocks anything.
answer-weak-mean = Mean { $mean }, { $n } of { $of } rated.
answer-weak-blocks = It blocks level { $n }.
answer-weak-before = These build on it: { $what }.
answer-weak-lowest = Lowest:
answer-weak-next = To reach { $rating }:
answer-asks-title = Whom to ask
answer-asks-none = Nothing was answered with “don't know”.
answer-asks-message = Message to send
answer-ask-anybody = Somebody who knows
answer-ask-proof = ({ $activity }; typical proof: { $proof })
answer-ask-message =
    Hello,

    we are assessing how { $scope } works with open source. You may know what I do not:

    { $questions }

    A sentence for each is enough, with a link to proof where there is one. “I don't know either” helps, too.

    Thank you
answer-ask-until =
    Hello,

    we are assessing how { $scope } works with open source. You may know what I do not:

    { $questions }

    Could you tell me by { $day }? A sentence for each is enough, with a link to proof where there is one. “I don't know either” helps, too.

    Thank you
answer-copy = Copy
answer-copied = Copied

answer-todo-title = My questions
answer-todo-open = { $n ->
    [one] One question is asked of you
   *[other] { $n } questions are asked of you
}
answer-todo-none = Nothing is asked of you
answer-todo-lead = “Don't know” is an answer, too, and may name who would.
answer-todo-teach = Questions that are assigned to you, or to nobody in units where you answer, stand here, with the reason and the last day.
answer-todo-nobody = Assigned to nobody in particular
answer-todo-count = { $n ->
    [one] One question open
   *[other] { $n } questions open
}
answer-todo-until = until { $day }
answer-todo-plain = { $n ->
    [one] One that nobody has answered
   *[other] { $n } that nobody has answered
}
answer-todo-expired = Evidence to attest again, renew or withdraw
answer-evidence-hidden = confidential evidence
answer-why-open = not answered
answer-why-dont-know = nobody knew last time
answer-why-reworded = the question was changed
answer-why-expired = evidence expired: { $what }
answer-why-action = open action: { $what }
answer-why-seen = machines see something else than last time
answer-why-lock = answered, not locked
