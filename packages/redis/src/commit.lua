--[[
  Moves one partition's state on: writes the changed entries and the next offset, all or nothing.

  Nothing is written unless the stored offset is the expected one, so a former owner of the partition cannot write over
  its successor. Offsets alone would not do: a commit may leave the offset where it is, and two owners may go the same way.
  So each commit has a revision of its own, and the stored one must be the one this owner saw. A commit sent again
  after a lost answer (its revision is the stored one) gets the answer of the first.
  Lua does not undo: everything that can be wrong is looked at before the first write.

  KEYS[1]  {prefix}:{stage:partition}:position   hash of nextOffset, revision, entriesCount, layout
  KEYS[2]  {prefix}:{stage:partition}:entries    hash of the partition's entries

  ARGV[1]  expectedOffset     the stored offset as of the last commit or load; '' when nothing was stored
  ARGV[2]  nextOffset
  ARGV[3]  expectedRevision   the stored revision as of the last commit or load; '-' when nothing was stored; '' not known
  ARGV[4]  revision           of this commit, chosen at random
  ARGV[5]  layout             the number of how keys, fields and seals are written
  ARGV[6]  putsCount          number of entries to write
  ARGV[7…]                    putsCount pairs of field and value, then the fields to delete

  Returns  1 committed (now, or before by the same commit) | 0 refused: another owner has moved on
  Errors   LFCORRUPT when a key is not a hash or entries are missing (evicted, deleted by hand); OOM, READONLY, … as
           Redis has them. Nothing was written then.
]]
local positionKey, entriesKey = KEYS[1], KEYS[2]
local expectedOffset, nextOffset, expectedRevision, revision = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local layout, putsCount = ARGV[5], tonumber(ARGV[6])
local FIRST_PUT, CHUNK = 7, 2000 -- Lua's unpack takes some 8,000 values at most; pairs must not be cut.
local firstDelete = FIRST_PUT + 2 * putsCount

for _, key in ipairs({ positionKey, entriesKey }) do
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'hash' and kind ~= 'none' then
    return redis.error_reply('LFCORRUPT ' .. key .. ' holds a ' .. kind .. ', not a hash')
  end
end

local stored = redis.call('HMGET', positionKey, 'nextOffset', 'revision', 'entriesCount')
local storedOffset, storedRevision, storedCount = stored[1] or '', stored[2] or '-', stored[3] or '0'
if storedRevision == revision then return 1 end
if storedOffset ~= expectedOffset then return 0 end
if expectedRevision ~= '' and storedRevision ~= expectedRevision then return 0 end

local foundCount = redis.call('HLEN', entriesKey)
if foundCount ~= tonumber(storedCount) then
  return redis.error_reply('LFCORRUPT ' .. entriesKey .. ' has ' .. foundCount .. ' entries, not ' .. storedCount)
end

local function inChunks(command, first, last)
  for from = first, last, CHUNK do
    redis.call(command, entriesKey, unpack(ARGV, from, math.min(from + CHUNK - 1, last)))
  end
end

-- Redis checks its memory limit at a script's first write. With something to store that is this one; a commit that only
-- deletes begins with that, so that a full Redis can still be emptied.
if putsCount == 0 then inChunks('HDEL', firstDelete, #ARGV) end
redis.call('HSET', positionKey, 'nextOffset', nextOffset, 'revision', revision, 'layout', layout)
inChunks('HSET', FIRST_PUT, firstDelete - 1)
if putsCount > 0 then inChunks('HDEL', firstDelete, #ARGV) end
redis.call('HSET', positionKey, 'entriesCount', redis.call('HLEN', entriesKey))
return 1
