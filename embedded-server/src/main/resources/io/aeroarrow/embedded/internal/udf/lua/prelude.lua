-- The part of the API for user-defined functions that needs no access to the server.

local getinfo, sethook = debug.getinfo, debug.sethook
local expired = __expired
__expired = nil

-- Level 2 is the Java function that asks for its own name.
function __called_name()
    local info = getinfo(2, "n")
    if info then
        return info.name, info.namewhat
    end
end

sethook(function()
    if expired() then
        -- Level 3, as a real server, names the caller of the interrupted function.
        error("UDF Execution Timeout", 3)
    end
end, "", 100000)

table.insert(package.searchers, 2, __find_module)
__find_module = nil

Map = getmetatable(map())
List = getmetatable(list())
Bytes = getmetatable(bytes())

function list.clone(l)
    local copy = {}
    for v in list.iterator(l) do
        copy[#copy + 1] = v
    end
    return list(copy)
end

function list.merge(l1, l2)
    local joined = {}
    for v in list.iterator(l1) do
        joined[#joined + 1] = v
    end
    for v in list.iterator(l2) do
        joined[#joined + 1] = v
    end
    return list(joined)
end

function map.clone(m)
    local copy = map()
    for k, v in map.pairs(m) do
        copy[k] = v
    end
    return copy
end

function map.merge(m1, m2, f)
    local joined = map.clone(m1)
    local combines = type(f) == "function"
    for k, v in map.pairs(m2) do
        local both = joined[k] and combines and f(m1[k], m2[k])
        joined[k] = both or v
    end
    return joined
end

function map.diff(m1, m2)
    local only = map()
    for k, v in map.pairs(m1) do
        if not m2[k] then
            only[k] = v
        end
    end
    for k, v in map.pairs(m2) do
        if not m1[k] then
            only[k] = v
        end
    end
    return only
end

function math.sum(a, b)
    return a + b
end

function math.product(a, b)
    return a * b
end

for level, name in ipairs({ "warn", "info", "debug", "trace" }) do
    _G[name] = function(text, ...)
        return aerospike:log(level, string.format(text, ...))
    end
end

-- Streams. A stage turns an iterator into another one.

local function once(produce)
    local done = false
    return function()
        if done then
            return nil
        end
        local value, more = produce()
        done = not more
        return value
    end
end

local function filtered(rows, accepts)
    return once(function()
        for row in rows do
            if accepts(row) then
                return row, true
            end
        end
    end)
end

local function mapped(rows, f)
    return once(function()
        local row = rows()
        if row ~= nil then
            return f(row), true
        end
    end)
end

local function reduced(rows, f)
    return once(function()
        local result = rows()
        if result ~= nil then
            for row in rows do
                result = f(result, row)
            end
        end
        return result
    end)
end

local function clone(v)
    if type(v) == "table" then
        local copy = {}
        for k, each in pairs(v) do
            copy[k] = each
        end
        return copy
    elseif type(v) == "userdata" then
        if getmetatable(v) == Map then
            return map.clone(v)
        elseif getmetatable(v) == List then
            return list.clone(v)
        end
        return nil
    end
    return v
end

-- As on a real server, a number of 1000 or more ends a part of the aggregation.
local LIMIT = 1000

local function aggregated(rows, initial, f)
    return once(function()
        local result = clone(initial)
        for row in rows do
            result = f(result, row)
            if type(result) == "number" and result >= LIMIT then
                return result, true
            end
        end
        return result
    end)
end

local Stages = {}
Stages.__index = Stages

local function add(stages, build, lastOnServer, ...)
    stages.ops[#stages.ops + 1] = { build = build, last = lastOnServer, args = table.pack(...) }
    return stages
end

function Stages:filter(...)
    return add(self, filtered, false, ...)
end

function Stages:map(...)
    return add(self, mapped, false, ...)
end

function Stages:aggregate(...)
    return add(self, aggregated, false, ...)
end

function Stages:reduce(...)
    return add(self, reduced, true, ...)
end

function Stages:groupby(f)
    local function collect(groups, row)
        local key = f and f(row) or nil
        local group = groups[key] or list()
        list.append(group, row)
        groups[key] = group
        return groups
    end
    return self:aggregate(map(), collect):reduce(function(m1, m2)
        return map.merge(m1, m2, list.merge)
    end)
end

local function records(source)
    return once(function()
        local record = stream.read(source)
        return record, record ~= nil
    end)
end

function __aggregate(f, source, target, ...)
    if f == nil then
        error("function not found", 0)
    end
    local ok, stages = pcall(f, setmetatable({ ops = {} }, Stages), ...)
    if not ok then
        error(stages, 0)
    end
    local rows = records(source)
    for _, op in ipairs(stages.ops) do
        rows = op.build(rows, table.unpack(op.args, 1, op.args.n)) or rows
        if op.last then
            break
        end
    end
    for row in rows do
        if stream.write(target, row) ~= 0 then
            break
        end
    end
end
