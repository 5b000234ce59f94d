// Reads an X.509 certificate into facts, bounded: certificates come from anybody.
#pragma once

#include "core/http_message.h"

struct x509_st;

namespace duwang::crawler {

CertificateFacts certificate_facts(x509_st* certificate);

}  // namespace duwang::crawler
