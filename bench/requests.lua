-- Sends what a template says, each request with the next number; tells counts and latencies as one line of JSON.
-- {id}: the number with 25 digits; {c}: its centre; {nine}: the number with 9 digits; {n}: the number as it is.

local method, path, body, token, start, stride, modulo, centres
local sent = 0

function init(args)
  method, path, body, token = args[1], args[2], args[3], args[4]
  start, stride, modulo, centres = tonumber(args[5]), tonumber(args[6]), tonumber(args[7]), tonumber(args[8])
end

local function filled(template, number)
  local values = {n = string.format("%d", number), id = string.format("%025d", number), c = string.format("%d", number % centres),
                  nine = string.format("%09d", number)}
  return (template:gsub("{(%a+)}", values))
end

function request()
  local number = 1 + ((start + sent) * stride) % modulo
  sent = sent + 1
  local headers = {["Authorization"] = "Bearer " .. filled(token, number)}
  local content
  if body ~= "" then
    headers["Content-Type"] = "application/json"
    content = filled(body, number)
  end
  return wrk.format(method, filled(path, number), headers, content)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "failed": %d, "p50": %f, "p95": %f, "p99": %f, "longest": %f}\n',
    summary.requests, summary.duration / 1e6, errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
