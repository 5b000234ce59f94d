// How the operator's probes are asked and how they answer: a question is a JSON object whose keys
// are named like the options of the command, the answer is a JSON object too (docs/probes.md).
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace duwang::app {

using Probe = std::function<Result<Json>(const Json& question)>;

// An answer for people: "key: value", nested values indented.
std::string probe_text(const Json& answer);
// How an answer is written for people.
using ProbeText = std::string (*)(const Json& answer);

// Answers each question on standard output: one line of JSON, or text for people.
int run_probe(const Probe& probe, const std::vector<Json>& questions, bool json,
              ProbeText text = probe_text);

// One question a line on `in`, one answer a line on standard output, in order and in ASCII. What
// cannot be answered is {"id":…, "error":…}; it does not end the batch.
int run_batch(const Probe& probe, std::FILE* in);

// The value of an option: "content_type" is also found as "content-type".
const Json& option(const Json& question, const std::string& name);

// Bytes a question brings: in `<name>_b64`, or in the file (or "-" for standard input) named by
// `<name>_file` or by one of `paths`. Errc::usage when there are none.
Result<std::string> probe_bytes(const Json& question, const std::string& name,
                                const std::vector<std::string>& paths);

}  // namespace duwang::app
