# Problems that programs meet first.
problem-too-large = That is more than is taken
problem-too-large-out = Nothing was changed. Send something smaller.
problem-media = That is of another kind than is taken here
problem-media-out = Nothing was changed. The description of the address says which kind it takes.
problem-method = That cannot be done here
problem-method-out = Nothing was changed. Go back to where you came from.
problem-unconditional = It was not said which state is to be changed
problem-unconditional-out = Nothing was changed. Read it first, and send its tag with the change.
problem-stale = Somebody else has changed it meanwhile
problem-stale-out = Nothing was changed. Read it again, and decide anew.
