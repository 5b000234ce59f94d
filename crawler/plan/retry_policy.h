// Which failures are worth asking again at once. Pure.
#pragma once

#include "core/fetch_status.h"

namespace duwang::crawler {

// Network failures and 5xx often pass; a wall, a refusal or a missing page does not.
bool worth_retrying(FetchStatus status, int http_status);

}  // namespace duwang::crawler
