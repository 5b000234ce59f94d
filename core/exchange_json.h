// The parts of an exchange that captures and probes tell as JSON, always in the same words.
#pragma once

#include "core/http_message.h"
#include "core/json.h"

namespace duwang {

Json to_json(const CertificateFacts& certificate);
Json to_json(const DnsFacts& dns);
// Of one connection; null without TLS.
Json to_json(const TlsFacts& tls);
// What to_json wrote; anything else is a connection without TLS.
TlsFacts tls_facts_from_json(const Json& json);

}  // namespace duwang
