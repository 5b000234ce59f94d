#include "crawler/http/public_suffix.h"

#include <libpsl.h>

#include <string>

namespace duwang::crawler {

bool is_cookie_domain(std::string_view host, std::string_view domain) {
    const psl_ctx_t* list = psl_builtin();
    if (!list) return host == domain;  // built without a list: nothing is shared
    return psl_is_cookie_domain_acceptable(list, std::string(host).c_str(),
                                           std::string(domain).c_str()) == 1;
}

}  // namespace duwang::crawler
