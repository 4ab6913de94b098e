--[[
  Reads a page of one partition's entries, with the position that they belong to: pages of one revision are of one state,
  whichever server they were read from.

  KEYS[1]  {prefix}:{stage:partition}:position   hash of nextOffset, revision, entriesCount, layout
  KEYS[2]  {prefix}:{stage:partition}:entries    hash of the partition's entries

  ARGV[1]  cursor   '0' for the first page, then as returned
  ARGV[2]  count    of entries to look at

  Returns  { nextOffset, revision, entriesCount, layout, cursor, { field, value, … } }, nil for what is not stored;
           cursor is '0' after the last page
  Errors   WRONGTYPE when a key is not a hash
]]
local position = redis.call('HMGET', KEYS[1], 'nextOffset', 'revision', 'entriesCount', 'layout')
local page = redis.call('HSCAN', KEYS[2], ARGV[1], 'COUNT', ARGV[2])
return { position[1], position[2], position[3], position[4], page[1], page[2] }
