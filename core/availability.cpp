#include "core/availability.h"

namespace duwang {

std::string_view own_network_word(OwnNetwork own) {
    switch (own) {
        case OwnNetwork::works:
            return "works";
        case OwnNetwork::fails:
            return "fails";
        case OwnNetwork::unknown:
            break;
    }
    return "unknown";
}

OwnNetwork own_network_of(std::string_view word) {
    for (const OwnNetwork own : {OwnNetwork::works, OwnNetwork::fails})
        if (own_network_word(own) == word) return own;
    return OwnNetwork::unknown;
}

}  // namespace duwang
