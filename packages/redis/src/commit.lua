--[[
  Moves one partition's state on: writes the changed entries and the next offset, all or nothing.

  Nothing is written unless the stored offset is the expected one, so a former owner of the partition cannot write over
  its successor. A commit sent again after a lost answer (same writer, same next offset) is told what the first one was told.
  Lua does not undo: everything that can be wrong is looked at before the first write.

  KEYS[1]  {prefix}:{stage:partition}:position   hash of nextOffset, writer, entriesCount
  KEYS[2]  {prefix}:{stage:partition}:entries    hash of the partition's entries

  ARGV[1]  expectedOffset   the stored offset as of the last commit or load; '' when nothing was stored
  ARGV[2]  nextOffset
  ARGV[3]  writer           name of the opened store, chosen at random
  ARGV[4]  putsCount        number of entries to write
  ARGV[5…]                  putsCount pairs of field and value, then the fields to delete

  Returns  1 committed (now, or before by the same commit) | 0 refused: the stored offset is another one
  Errors   LFCORRUPT when a key is not a hash or entries are missing (evicted, deleted by hand); OOM, READONLY, … as
           Redis has them. Nothing was written then.
]]
local positionKey, entriesKey = KEYS[1], KEYS[2]
local expectedOffset, nextOffset, writer, putsCount = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local FIRST_PUT, CHUNK = 5, 2000 -- Lua's unpack takes some 8,000 values at most; pairs must not be cut.
local firstDelete = FIRST_PUT + 2 * putsCount

for _, key in ipairs({ positionKey, entriesKey }) do
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'hash' and kind ~= 'none' then
    return redis.error_reply('LFCORRUPT ' .. key .. ' holds a ' .. kind .. ', not a hash')
  end
end

local stored = redis.call('HMGET', positionKey, 'nextOffset', 'writer', 'entriesCount')
local storedOffset, storedWriter, storedCount = stored[1] or '', stored[2] or '', stored[3] or '0'
if storedOffset ~= expectedOffset then
  if storedOffset == nextOffset and storedWriter == writer then return 1 end
  return 0
end

local foundCount = redis.call('HLEN', entriesKey)
if foundCount ~= tonumber(storedCount) then
  return redis.error_reply('LFCORRUPT ' .. entriesKey .. ' has ' .. foundCount .. ' entries, not ' .. storedCount)
end

local function inChunks(command, first, last)
  for from = first, last, CHUNK do
    redis.call(command, entriesKey, unpack(ARGV, from, math.min(from + CHUNK - 1, last)))
  end
end

-- Redis judges its memory limit at a script's first write. With something to store that is this one; a commit that only
-- deletes begins with that, so that a full Redis can still be emptied.
if putsCount == 0 then inChunks('HDEL', firstDelete, #ARGV) end
redis.call('HSET', positionKey, 'nextOffset', nextOffset, 'writer', writer)
inChunks('HSET', FIRST_PUT, firstDelete - 1)
if putsCount > 0 then inChunks('HDEL', firstDelete, #ARGV) end
redis.call('HSET', positionKey, 'entriesCount', redis.call('HLEN', entriesKey))
return 1
