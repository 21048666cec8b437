-- Grants messages of a bot, one of them to a chat, or says how long to wait. Nothing is taken unless both may send.
--
-- KEYS: the bot's, the chat's. ARGV: how many messages of the bot's to take at most (0: they are taken already), and the
-- time between two messages and the burst, of the bot (any number from 1) and of the chat; a time of 0 is no limit.
-- Returns how many of the bot's were granted, and the waits of the chat and of the bot.
--
-- A key holds when the next message would be due if each had waited for its turn. All times are whole microseconds: in
-- seconds, the rounding of large numbers would refuse some rates for ever.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function look(key, interval, burst)
	local due = math.max(tonumber(redis.call('GET', key) or 0), now)
	return due, math.floor((burst * interval - (due - now)) / interval)
end

local function take(key, due, interval, n)
	due = due + n * interval
	redis.call('SET', key, string.format('%.0f', due), 'PX', math.ceil((due - now) / 1000))
end

local want, botInterval, botBurst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local chatInterval, chatBurst = tonumber(ARGV[4]), tonumber(ARGV[5])

local chatDue, chatRoom
if chatInterval > 0 then
	chatDue, chatRoom = look(KEYS[2], chatInterval, chatBurst)
	if chatRoom < 1 then
		return {0, chatDue - now - (chatBurst - 1) * chatInterval, 0}
	end
end
if want > 0 then
	local botDue, botRoom = look(KEYS[1], botInterval, botBurst)
	if botRoom < 1 then
		return {0, 0, math.ceil(botDue - now - (botBurst - 1) * botInterval)}
	end
	want = math.min(want, botRoom)
	take(KEYS[1], botDue, botInterval, want)
end
if chatInterval > 0 then
	take(KEYS[2], chatDue, chatInterval, 1)
end
return {want, 0, 0}
