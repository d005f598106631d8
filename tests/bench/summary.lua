-- The last line wrk prints, for load.py to read.
function done(summary)
  local errors = summary.errors
  local wrong = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('{"requests": %d, "seconds": %f, "bytes": %d, "wrong": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, wrong))
end
