#include "crawler/plan/retry_policy.h"

namespace duwang::crawler {

bool worth_retrying(FetchStatus status, int http_status) {
    switch (status) {
        case FetchStatus::http_error:
            return http_status == 500 || http_status == 502 || http_status == 504;
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout:
        case FetchStatus::connect_timeout:
        case FetchStatus::connection_reset:
        case FetchStatus::connection_closed:
        case FetchStatus::empty_response:
        case FetchStatus::timeout:
        case FetchStatus::truncated:
            return true;
        default:
            return false;
    }
}

}  // namespace duwang::crawler
