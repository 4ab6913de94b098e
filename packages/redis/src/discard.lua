--[[
  Deletes one partition's state, which its owner cannot read, so that it is rebuilt from the log.

  Only what this owner found: where another has written since, the state is that one's. Nobody can commit over a key that
  is not a hash, so such keys go whoever asks.

  KEYS[1]  {prefix}:{stage:partition}:position   hash of nextOffset, revision, entriesCount, layout
  KEYS[2]  {prefix}:{stage:partition}:entries    hash of the partition's entries

  ARGV[1]  expectedRevision   the stored revision as of the load that failed; '-' when none was stored; '' not known

  Returns  1 nothing is stored any more | 0 refused: another owner has moved on
]]
local positionKey, entriesKey = KEYS[1], KEYS[2]
local expectedRevision = ARGV[1]

local function isStrange(key)
  local kind = redis.call('TYPE', key).ok
  return kind ~= 'hash' and kind ~= 'none'
end

if not (isStrange(positionKey) or isStrange(entriesKey)) then
  if (redis.call('HGET', positionKey, 'revision') or '-') ~= expectedRevision then return 0 end
end
redis.call('UNLINK', positionKey, entriesKey)
return 1
