# Words of the frame: navigation, dates, problems.
language-name = English
decimal-point = .
skip = Skip to the content
nav = Parts of the application
nav-overview = Overview
nav-answer = Answer

day = { $day } { $month } { $year }
moment = { $day }, { $time } UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

problem-home = To the overview
problem-not-found = There is nothing here
problem-not-found-out = The address may be mistyped, or you may have no right to see this.
problem-empty = Nothing is recorded yet
problem-empty-out = Begin with the name of what is to be assessed.
problem-who-are-you = Several people are known here
problem-who-are-you-out = Start the server with the name of the person who uses it: osmm serve --as NAME.
problem-forbidden = You have no right to do this
problem-forbidden-out = A lead of the unit can give you a role in it.
problem-bad = That could not be taken
problem-bad-out = Nothing was changed. Go back, correct it, and send it again: what you typed is still there.
problem-not-offered = “{ $given }” is nothing that can be chosen here.
problem-not-a-day = “{ $given }” is not a day: write it as YYYY-MM-DD.
problem-form = The form could not be read: { $given }.
problem-files = More than { $given } files came at once.
problem-unfit = The record cannot hold that: { $given }.
problem-refused = That cannot be done now
problem-refused-out = Nothing was changed. Go back to see what holds.
problem-unpublished = Not published yet
problem-unpublished-is = { $name } is { $stage ->
    [draft] a draft
   *[other] in review
}: its figures can still move. Here is only what was published, as it was published.
problem-unpublished-out = Its figures as they are now are under Overview; a lead publishes it under Assessments.
problem-busy = Others are changing the record at the same time
problem-busy-out = Nothing was changed. Try again in a moment.
problem-misdirected = This server does not answer under that name
problem-misdirected-out = Use the address that osmm serve printed.
problem-failed = Something went wrong here
problem-failed-out = What was saved is safe. The log of the server says more; try again, or tell who runs it.
frame-what = Open source maturity
