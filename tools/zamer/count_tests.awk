# Reads GoogleTest's XML reports and then ctest's; prints "passed failed skipped".
# A binary that left a report counts its own tests, and one more failed if ctest saw it fail beyond them (a crash at
# exit, a leak, a timeout); any other counts as one test.

function attribute(name) {
  return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

FNR == 1 {
  of_ctest = FILENAME ~ /ctest\.xml$/
  binary = FILENAME
  sub(/.*\//, "", binary)
  sub(/(_[0-9]+)?\.xml$/, "", binary)
}

!of_ctest && /<testsuites / {
  bad = attribute("failures") + attribute("errors")
  reported[binary] = 1
  failures[binary] += bad
  failed += bad
  skipped += attribute("disabled")
  passed += attribute("tests") - bad - attribute("disabled")
}

!of_ctest && /<testsuite / {
  skipped += attribute("skipped")
  passed -= attribute("skipped")
}

of_ctest && /<testcase / {
  name = attribute("name")
  status = attribute("status")
  if (status == "fail") {
    if (!failures[name]) failed++
  } else if (!(name in reported)) {
    if (status == "run") passed++
    else if (status == "disabled") skipped++
  }
}

# A test that ctest did not run: because it said so itself, or because its program is missing.
of_ctest && /<skipped / {
  if (/message="SKIP_/) skipped++
  else failed++
}

END { print passed + 0, failed + 0, skipped + 0 }
