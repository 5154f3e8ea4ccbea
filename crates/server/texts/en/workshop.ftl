# Workshops: voting together.
workshop-link = Answer together, in a workshop
workshop-title = Workshop
workshop-lead = A question on the wall, everybody votes on a phone, then you talk and record what you decided. Nobody sees who voted for what.
workshop-loopback = Phones cannot reach this address: the server listens on this machine alone. Start it for the network, with sign-in, as osmm serve --help explains under --listen.
workshop-not-asked = { $unit } is asked none of the questions of “{ $activity }”: they are answered elsewhere in the organisation. Choose another unit, or other questions.
workshop-running = Going on
workshop-unit = For which unit?
workshop-activity = Which questions?
workshop-begin = Start
workshop-memory = Votes are kept in memory only: if the server is restarted, vote again. What you record is kept like every answer.
workshop-join-at = Vote at
workshop-code = Code
workshop-place = { $n } of { $of }
workshop-votes = { $n ->
    [0] No votes yet
    [one] One vote
   *[other] { $n } votes
}
workshop-anchors = What can be voted for
workshop-reveal = Show the votes
workshop-again = Vote again
workshop-end = End the workshop
workshop-decide = What did you decide?
workshop-decide-hint = It is recorded as the unit's answer, with how many voted for what and your note.
workshop-record = Record and go on
workshop-stands = Recorded: { $answer }
workshop-reload = Look again
workshop-reason = Decided in a workshop with { $n ->
    [one] one vote
   *[other] { $n } votes
} ({ $votes }).
workshop-join = Join a workshop
workshop-join-lead = The code is on the wall.
workshop-enter = Join
workshop-unknown = No workshop has this code, or it has ended.
workshop-too-many = Too many wrong codes were tried. Wait a minute and try again.
workshop-vote-lead = What fits best? Nobody sees who voted for what.
workshop-vote = Vote
workshop-in = Your vote is in. You can change it until the votes are shown.
workshop-wait = Wait for the next question.
workshop-private = No name is asked. Only how many voted for what is kept.
