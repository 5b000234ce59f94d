// How the role of an address is stored.
#pragma once

#include <string>
#include <string_view>

#include "core/ports/capture_sink.h"

namespace duwang::storage {

inline std::string_view word_of(UrlRole role) {
    switch (role) {
        case UrlRole::page: return "page";
        case UrlRole::link: return "link";
        case UrlRole::skip: break;
    }
    return "skip";
}

inline UrlRole role_of(std::string_view word) {
    if (word == "page") return UrlRole::page;
    return word == "link" ? UrlRole::link : UrlRole::skip;
}

}  // namespace duwang::storage
