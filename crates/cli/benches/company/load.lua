-- Appended to a table of what the company has. Its only argument is the kind of request.

local threads = 0
local kind, turn

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(args)
    kind = args[1]
    turn = 0
    wrk.headers["Accept-Encoding"] = "identity"
end

local function as(person)
    wrk.headers["Cookie"] = "osmm_session=" .. person
end

function request()
    -- Two threads take turns, so that no answer is given twice.
    local n = turn * 2 + number
    turn = turn + 1
    local unit = n % #units + 1
    local item = items[math.floor(n / #units) % #items + 1]
    local place = "/a/" .. assessment .. "/unit/" .. units[unit]
    if kind == "healthz" then
        return wrk.format("GET", "/healthz")
    elseif kind == "dashboard" then
        as(lead)
        return wrk.format("GET", "/a/" .. assessment)
    end
    as(people[unit])
    if kind == "unit" then
        return wrk.format("GET", place)
    elseif kind == "question" then
        return wrk.format("GET", place .. "/answer/" .. item)
    end
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    wrk.headers["Accept"] = "application/json"
    local body = "answer=" .. n % 6 .. "&based_on=0"
    return wrk.format("POST", place .. "/answer/" .. item, nil, body)
end

function done(summary, latency)
    local wrong = summary.errors
    io.write(string.format("measured %.0f %.0f %d %d\n", latency:percentile(50), latency:percentile(99),
        summary.requests, wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
